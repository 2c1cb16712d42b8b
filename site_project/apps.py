from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteProjectConfig(AppConfig):
    name = "site_project"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from headless import registry

        from . import documents, structured_data
        from .models import ContentPage, HomePage

        registry.register_page(
            HomePage,
            data=documents.HomeData,
            build=documents.build_home,
            template=HomePage.template,
            summary=documents.summarize_home,
            structured_data=structured_data.describe_home,
        )
        registry.register_page(
            ContentPage,
            data=documents.ContentData,
            build=documents.build_content,
            template=ContentPage.template,
            summary=documents.summarize_content,
            structured_data=structured_data.describe_content,
        )
