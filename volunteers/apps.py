from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    label = "sc_volunteers"
    verbose_name = _("Second Chances: volunteers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from datetime import timedelta

        from headless import jobs, logs, registry, roles

        from . import (
            checks,  # noqa: F401
            documents,
            embeds,
            mails,
            tasks,
            told,
        )
        from .models import SignUpPage
        from .views.sign_up import form_context

        registry.register_page(
            SignUpPage,
            data=documents.SignUpData,
            build=documents.build_sign_up,
            template=SignUpPage.template,
            more=form_context,
            no_store=True,
            plural=_("Ways to volunteer"),
            summary=documents.summarize_sign_up,
            event="form",
        )
        registry.register_embed(embeds.SIGN_UP)
        told.announce()
        registry.register_router("volunteers.api")
        registry.register_urls("sign-up/", "volunteers.urls")
        logs.hide_links()
        jobs.register_mail(mails.ACKNOWLEDGEMENT, mails.write_acknowledgement)
        jobs.register_mail(mails.NEWS, mails.write_news)
        jobs.register_mail(mails.LETTER, mails.write_letter)
        jobs.register_mail(mails.LINKS, mails.write_links)
        jobs.every(timedelta(hours=6), tasks.delete_due)
        jobs.every(timedelta(minutes=1), tasks.leave_no_log, when=tasks.something_was_erased)
        # Sensitive answers need a permission of their own, which an administrator gives by hand.
        roles.allow(
            roles.Role.VOLUNTEER_COORDINATOR,
            *(f"sc_volunteers.{action}_application" for action in ("view", "handle", "export")),
            *(f"sc_volunteers.{action}_lettertemplate" for action in ("add", "change", "delete", "view")),
        )
