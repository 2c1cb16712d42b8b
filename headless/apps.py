from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HeadlessConfig(AppConfig):
    name = "headless"
    label = "sc_headless"
    verbose_name = _("Second Chances: publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from datetime import timedelta

        from . import checks, jobs, logs, queries, roles, tasks, wagtail_api  # noqa: F401
        from .documents import check, refresh, triggers
        from .jobs import outbox

        triggers.connect()
        wagtail_api.hold_the_gate()
        logs.hide_links()
        jobs.every(timedelta(seconds=3), refresh.refresh, when=refresh.something_is_due)
        jobs.every(timedelta(minutes=5), check.compare_some)
        jobs.every(timedelta(hours=6), check.tidy_up)
        jobs.every(timedelta(seconds=4), tasks.deliver_mail, when=outbox.something_is_due)
        jobs.every(timedelta(seconds=30), tasks.publish_scheduled, when=queries.something_is_scheduled)
        jobs.every(timedelta(days=1), tasks.forget_finished_tasks)
        jobs.every(timedelta(hours=1), tasks.forget_drafts)
        roles.allow(
            roles.Role.ADMINISTRATOR,
            *(f"sc_headless.{action}_frontend" for action in ("add", "change", "delete", "view")),
        )
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_headless.change_sitesettings")
        for role in (roles.Role.COMMUNICATIONS_EDITOR, roles.Role.STORY_REVIEWER, roles.Role.ADMINISTRATOR):
            roles.allow(role, "sc_headless.add_draftlink")
