from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_ACTIONS = ("add", "change", "delete", "view")


class HeadlessConfig(AppConfig):
    name = "headless"
    label = "sc_headless"
    verbose_name = _("Second Chances: publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from datetime import timedelta

        from . import checks, edge, events, jobs, logs, queries, roles, tasks, wagtail_api  # noqa: F401
        from .documents import check, news, refresh, triggers
        from .jobs import outbox
        from .webhooks import front_ends, health, sender

        triggers.connect()
        wagtail_api.hold_the_gate()
        logs.hide_links()
        news.connect()
        news.announce()
        events.announce_kind(events.TEST, says=("note",))
        front_ends.connect()
        jobs.beside(sender.Sender().run)
        jobs.beside(edge.run)
        jobs.register_mail(health.MAIL, health.write_mail)
        jobs.every(timedelta(seconds=3), news.look, when=news.something_is_due)
        jobs.every(timedelta(days=1), tasks.forget_old_events)
        jobs.every(timedelta(seconds=3), refresh.refresh, when=refresh.something_is_due)
        jobs.every(timedelta(minutes=5), check.compare_some)
        jobs.every(timedelta(hours=6), check.tidy_up)
        jobs.every(timedelta(seconds=4), tasks.deliver_mail, when=outbox.something_is_due)
        jobs.every(timedelta(seconds=30), tasks.publish_scheduled, when=queries.something_is_scheduled)
        jobs.every(timedelta(days=1), tasks.forget_finished_tasks)
        jobs.every(timedelta(hours=1), tasks.forget_drafts)
        roles.allow(
            roles.Role.ADMINISTRATOR,
            *(f"sc_headless.{action}_{model}" for model in ("frontend", "webhook") for action in _ACTIONS),
        )
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_headless.change_sitesettings")
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.STORY_REVIEWER, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_headless.add_draftlink")
