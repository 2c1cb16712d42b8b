from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HeadlessConfig(AppConfig):
    name = "headless"
    label = "sc_headless"
    verbose_name = _("Second Chances: publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from datetime import timedelta

        from . import checks, jobs, queries, roles, tasks  # noqa: F401
        from .documents import check, refresh, triggers
        from .jobs import outbox

        triggers.connect()
        jobs.every(timedelta(seconds=3), refresh.refresh, when=refresh.something_is_due)
        jobs.every(timedelta(minutes=5), check.compare_some)
        jobs.every(timedelta(hours=6), check.tidy_up)
        jobs.every(timedelta(seconds=4), tasks.deliver_mail, when=outbox.something_is_due)
        jobs.every(timedelta(seconds=30), tasks.publish_scheduled, when=queries.something_is_scheduled)
        jobs.every(timedelta(days=1), tasks.forget_finished_tasks)
        roles.allow(
            roles.Role.ADMINISTRATOR,
            *(f"sc_headless.{action}_frontend" for action in ("add", "change", "delete", "view")),
        )
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_headless.change_sitesettings")
