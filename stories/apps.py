from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    label = "sc_stories"
    verbose_name = _("Second Chances: stories")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.images import get_image_model
        from wagtail.signals import page_published

        from headless import events, jobs, logs, registry, roles

        from . import (
            checks,  # noqa: F401
            documents,
            embeds,
            gate,
            mails,
            queries,
            structured_data,
            tasks,
            views,
        )
        from .actions import clear_up_pictures
        from .actions.note_identity import note_published
        from .actions.offer_task import offer_task
        from .models import StoryIndexPage, StoryPage
        from .models import tasks as workflow_tasks

        registry.register_page(
            StoryPage,
            data=documents.StoryData,
            build=documents.build_story,
            template=StoryPage.template,
            facets=documents.story_facets,
            date=lambda story: story.date,
            gate=queries.story_periods,
            title=documents.title_for,
            more=views.read_on,
            plural=_("Stories"),
            summary=documents.summarize_story,
            event="story",
            structured_data=structured_data.describe_story,
        )
        registry.register_page(
            StoryIndexPage,
            data=documents.StoryIndexData,
            build=documents.build_story_index,
            template=StoryIndexPage.template,
            more=views.story_list,
            summary=documents.summarize_index,
            feed=registry.Feed(of="story", facet="theme", values=documents.themes_of),
        )
        registry.register_embed(embeds.STORIES)
        registry.register_embed(embeds.STORY)
        gate.connect()
        events.announce_page(
            "story",
            published=_("A story is published"),
            updated=_("A published story changes"),
            unpublished=_("A story is no longer public: unpublished, deleted, or its consent has ended"),
            withdrawn=_("A woman takes her story back"),
        )
        page_published.connect(note_published, sender=StoryPage, dispatch_uid="sc_note_identity")
        jobs.register_mail(mails.REMINDER, mails.write_reminder)
        jobs.every(timedelta(hours=1), tasks.remind)
        jobs.every(timedelta(seconds=3), tasks.check_withdrawals, when=tasks.something_is_to_be_checked)
        workflow_tasks.connect()
        registry.register_urls("proofs/", "stories.urls")
        registry.register_beginning(offer_task)
        logs.hide_links()
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.STORY_REVIEWER, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_stories.add_basis", "sc_stories.view_basis")
        for role in (roles.Role.STORY_REVIEWER, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_stories.view_evidence", "sc_stories.add_owncode")
            roles.allow(role, "sc_stories.view_lifeevent", "sc_stories.change_consentsettings")
        roles.allow(roles.Role.ADMINISTRATOR, "sc_stories.open_original")
        jobs.every(timedelta(minutes=1), tasks.clear_up, when=clear_up_pictures.something_is_left)
        post_delete.connect(
            clear_up_pictures.picture_deleted, sender=get_image_model(), dispatch_uid="sc_stories_picture_deleted"
        )
        registry.register_router("stories.api")
        registry.register_urls("my-story/", "stories.own_story.urls")
        for name in ("theme", "helpline"):
            roles.allow(roles.Role.COMMUNICATIONS_EDITOR, f"sc_stories.add_{name}", f"sc_stories.change_{name}")
            roles.allow(
                roles.Role.ADMINISTRATOR, *(f"sc_stories.{action}_{name}" for action in ("add", "change", "delete"))
            )
