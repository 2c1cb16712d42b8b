from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    label = "sc_stories"
    verbose_name = _("Second Chances: stories")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from headless import registry, roles

        from . import documents, views
        from .models import StoryIndexPage, StoryPage

        registry.register_page(StoryPage, build=documents.build_story, template=StoryPage.template)
        registry.register_page(
            StoryIndexPage,
            build=documents.build_story_index,
            template=StoryIndexPage.template,
            more=views.story_list,
        )
        roles.allow(roles.Role.COMMUNICATIONS_EDITOR, "sc_stories.add_theme", "sc_stories.change_theme")
        roles.allow(
            roles.Role.ADMINISTRATOR, "sc_stories.add_theme", "sc_stories.change_theme", "sc_stories.delete_theme"
        )
