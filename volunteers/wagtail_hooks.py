"""What sign-ups add to the admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import capfirst
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy

from . import audit
from .models import Application
from .viewsets import (
    VIEW,
    AcceptInBulk,
    ApplicationViewSet,
    ChangeStateInBulk,
    LetterTemplateViewSet,
    ReadOnlyPolicy,
    RefuseInBulk,
    WaitingPanel,
    detail_of,
    keep_in_api,
    volunteers_menu,
    why_kept,
)

register_permission_policy(Application, ReadOnlyPolicy(Application), exact_class=True)
hooks.register("register_admin_menu_item", volunteers_menu)
hooks.register("construct_admin_api", keep_in_api)
hooks.register("register_bulk_action", ChangeStateInBulk)
hooks.register("register_bulk_action", AcceptInBulk)
hooks.register("register_bulk_action", RefuseInBulk)


@hooks.register("register_admin_viewset")
def register_applications():
    return [
        ApplicationViewSet("sc_applications", url_prefix="applications"),
        LetterTemplateViewSet("sc_letter_templates", url_prefix="letter-templates"),
    ]


@hooks.register("register_log_actions")
def register_actions(registry):
    """Wagtail refuses to log what it has no words for."""
    for action, words in audit.WORDS.items():
        registry.register_action(action)(_formatter(action, words))


def _formatter(action: str, words) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = capfirst(words)

        def format_message(self, log_entry):
            detail = detail_of(action, log_entry.data)
            return f"{capfirst(words)} ({detail})" if detail else capfirst(words)

    return Formatter


@hooks.register("construct_homepage_panels")
def add_waiting(request, panels):
    if request.user.has_perm(VIEW):
        panels.append(WaitingPanel())


@hooks.register("before_delete_page")
def keep_pages_with_applications(request, page):
    """Say why a sign-up that has applications cannot be deleted, instead of failing on the database's refusal."""
    return _explain(request, [page], back=page)


@hooks.register("before_bulk_action")
def keep_pages_with_applications_in_bulk(request, action_type, objects, action_class_instance):
    if action_type == "delete" and objects and hasattr(objects[0], "get_descendants"):
        return _explain(request, objects, back=objects[0])
    return None


def _explain(request, pages, *, back):
    why = why_kept(pages)
    if not why:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", back.get_parent().pk)
