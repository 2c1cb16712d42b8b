from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    label = "sc_volunteers"
    verbose_name = _("Second Chances: volunteers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from headless import registry

        from . import (
            checks,  # noqa: F401
            documents,
            views,
        )
        from .models import SignUpPage

        registry.register_page(
            SignUpPage, build=documents.build_sign_up, template=SignUpPage.template, more=views.form_context
        )
        registry.register_urls("sign-up/", "volunteers.urls")
