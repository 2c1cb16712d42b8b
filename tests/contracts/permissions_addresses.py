"""Every address of the admin, with something that exists for each of its parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What stands for a parameter: the name of an object in `<>` (see `permissions_objects.py`), or a text as it is. The first that
#: fits of `route:parameter`, `namespace:parameter` and `parameter`.
PARAMETERS = {
    "sc_applications:accept:pk": "<suspect>",
    "sc_applications:mail_id": "<failed_mail>",
    "sc_applications:pk": "<application>",
    "sc_applications:refuse:pk": "<suspect>",
    "sc_close_draft_link:link_id": "<draft_link>",
    "sc_front_ends:pk": "<front_end>",
    "sc_webhooks:pk": "<webhook>",
    "sc_letter_templates:pk": "<letter_template>",
    "sc_stories_code:page_id": "<of_a_person>",
    "sc_stories_note_recall:pk": "<withdrawal>",
    "sc_stories_verify_withdrawal:pk": "<withdrawal>",
    "sc_stories_withdraw:page_id": "<of_a_person>",
    "sc_stories_withdrawal:pk": "<withdrawal>",
    "wagtail_localize:convert_to_alias:page_id": "<translation_page>",
    "wagtailadmin_api:documents:detail:pk": "<document>",
    "wagtailadmin_api:images:detail:pk": "<image>",
    "wagtailadmin_api:pages:action:action_name": "unpublish",
    "wagtailadmin_collections:pk": "<empty_collection>",
    "wagtailadmin_pages:collect_workflow_action_data:page_id": "<reviewed>",
    "wagtailadmin_pages:confirm_workflow_cancellation:page_id": "<reviewed>",
    "wagtailadmin_pages:convert_alias:page_id": "<alias>",
    "wagtailadmin_pages:revisions_unschedule:page_id": "<planned>",
    "wagtailadmin_pages:revisions_unschedule:revision_id": "<scheduled_revision>",
    "wagtailadmin_pages:unlock:page_id": "<locked>",
    "wagtailadmin_pages:workflow_action:page_id": "<reviewed>",
    "wagtailadmin_pages:workflow_history_detail:page_id": "<reviewed>",
    "wagtailadmin_pages:workflow_preview:page_id": "<reviewed>",
    "wagtailadmin_workflows:edit_task:pk": "<task>",
    "wagtailadmin_workflows:disable_task:pk": "<task>",
    "wagtailadmin_workflows:enable_task:pk": "<task>",
    "wagtailadmin_workflows:pk": "<workflow>",
    "wagtaildocs_chooser:pk": "<document>",
    "wagtailimages_chooser:pk": "<image>",
    "wagtaildocs:uploaded_file_id": "<uploaded_document>",
    "wagtailimages:uploaded_file_id": "<uploaded_image>",
    "wagtaillocales:pk": "<locale>",
    "wagtailsites:pk": "<site>",
    "wagtailsnippetchoosers_sc_programs_partner:pk": "<partner>",
    "wagtailsettings:app_name": "sc_headless",
    "wagtailsettings:model_name": "sitesettings",
    "wagtailsettings:pk": "<site>",
    "wagtailsnippetchoosers_sc_stories_helpline:pk": "<help_line>",
    "wagtailsnippetchoosers_sc_stories_theme:pk": "<theme>",
    "wagtailsnippets_sc_programs_partner:pk": "<partner>",
    "wagtailsnippets_sc_stories_helpline:pk": "<help_line>",
    "wagtailsnippets_sc_stories_theme:pk": "<theme>",
    "wagtailusers_groups:pk": "<group>",
    "wagtailusers_users:pk": "<somebody>",
    "action_name": "approve",
    "collection_id": "<collection>",
    "destination_id": "<story_index>",
    "doc_id": "<document>",
    "document_id": "<document>",
    "event_id": "<life_event>",
    "evidence_id": "<evidence>",
    "filter_spec": "max-100x100",
    "image_id": "<image>",
    "link_id": "<proof_link>",
    "mode": "a-mode",
    "name": "<file_name>",
    "overridable_segment_id": "<overridable_segment>",
    "page_id": "<story>",
    "page_pk": "<root>",
    "page_to_move_id": "<story>",
    "parent_page_id": "<home>",
    "pk": "<story>",
    "recall_id": "<recall>",
    "proof_id": "<proof>",
    "redirect_id": "<redirect>",
    "revision_id": "<revision>",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "session_id": "<session>",
    "string_segment_id": "<string_segment>",
    "task_id": "<task>",
    "task_state_id": "<task_state>",
    "token": "a-token",
    "translation_id": "<translation>",
    "translation_source_id": "<translation_source>",
    "uidb64": "MQ",
    "workflow_pk": "<workflow>",
    "workflow_state_id": "<workflow_state>",
}

_PAGE_TYPES = {
    "story": ("sc_stories", "storypage", "<story_index>"),
    "story_index": ("sc_stories", "storyindexpage", "<home>"),
    "program": ("sc_programs", "programpage", "<program_index>"),
    "program_index": ("sc_programs", "programindexpage", "<home>"),
    "sign_up": ("sc_volunteers", "signuppage", "<home>"),
    "content": ("site_project", "contentpage", "<home>"),
    "home": ("site_project", "homepage", "<root>"),
}
_NEW_PAGES = [
    {"content_type_app_name": app_label, "content_type_model_name": model, "parent_page_id": parent}
    for app_label, model, parent in _PAGE_TYPES.values()
]
_EVERY_PAGE = [{"page_id": f"<{name}>"} for name in _PAGE_TYPES]
_SIGN_UP = [{"content_type_app_name": "sc_volunteers", "content_type_model_name": "signuppage"}]
_EVERY_SNIPPET = [
    {"app_label": "sc_stories", "model_name": "theme", "pk": "<theme>"},
    {"app_label": "sc_stories", "model_name": "helpline", "pk": "<help_line>"},
    {"app_label": "sc_programs", "model_name": "partner", "pk": "<partner>"},
]
_USERS = [{"pk": "<somebody>"}, {"pk": "<superuser>"}]

#: Addresses that are asked for several objects; each is a line of its own.
VARIANTS = {
    "wagtailadmin_editing_sessions:ping": [
        {"app_label": "wagtailcore", "model_name": "page", "object_id": "<story>"},
        {"app_label": "sc_stories", "model_name": "theme", "object_id": "<theme>"},
        {"app_label": "sc_volunteers", "model_name": "application", "object_id": "<application>"},
        {"app_label": "sc_volunteers", "model_name": "lettertemplate", "object_id": "<letter_template>"},
        {"app_label": "auth", "model_name": "user", "object_id": "<somebody>"},
    ],
    "wagtailadmin_pages:add": _NEW_PAGES,
    "wagtailadmin_pages:choose_parent": [{"app_label": "sc_volunteers", "model_name": "signuppage"}],
    "wagtailadmin_pages:delete": _EVERY_PAGE,
    "wagtailadmin_pages:edit": _EVERY_PAGE,
    "wagtailadmin_pages:preview_on_add": [_NEW_PAGES[4]],
    "wagtailadmin_pages:type_use": _SIGN_UP,
    "wagtailadmin_pages:type_use_results": _SIGN_UP,
    "wagtailadmin_pages:view_draft": _EVERY_PAGE,
    "wagtailadmin_tag_model_autocomplete": [{"app_name": "taggit", "model_name": "tag"}],
    "wagtailadmin_workflows:add_task": [{"app_label": "wagtailcore", "model_name": "groupapprovaltask"}],
    "wagtail_localize:snippets_api_detail": _EVERY_SNIPPET,
    "wagtail_localize:snippets_api_listing": _EVERY_SNIPPET,
    "wagtail_localize:submit_snippet_translation": _EVERY_SNIPPET,
    "wagtailusers_users:delete": _USERS,
    "wagtailusers_users:edit": _USERS,
}

#: What a bulk action is done to, by the model, or by the model and the action.
BULK = {
    "auth.user": "<somebody>",
    "sc_programs.partner": "<partner>",
    "sc_stories.helpline": "<help_line>",
    "sc_stories.theme": "<theme>",
    "sc_volunteers.application": "<application>",
    "sc_volunteers.application.accept": "<suspect>",
    "sc_volunteers.application.refuse": "<suspect>",
    "site_project.siteimage": "<image>",
    "wagtailcore.page": "<story>",
    "wagtaildocs.document": "<document>",
    "wagtailimages.image": "<image>",
}

#: What stands behind the question mark, where a view needs it to have something to refuse.
QUERIES = {
    "wagtail_bulk_action": "id=<object>",
    "wagtailadmin_api:documents:find": "id=<document>",
    "wagtailadmin_api:images:find": "id=<image>",
    "wagtailadmin_api:pages:find": "id=<story>",
    "wagtailadmin_choose_page_chosen_multiple": "id=<story>",
    "wagtailadmin_tag_autocomplete": "term=a",
    "wagtaildocs_chooser:chosen_multiple": "id=<document>",
    "wagtailimages_chooser:chosen_multiple": "id=<image>",
    "wagtailsnippetchoosers_sc_programs_partner:chosen_multiple": "id=<partner>",
    "wagtailsnippetchoosers_sc_stories_helpline:chosen_multiple": "id=<help_line>",
    "wagtailsnippetchoosers_sc_stories_theme:chosen_multiple": "id=<theme>",
}


#: Views that answer other methods than GET and POST.
OTHER_METHODS = {
    "wagtail_localize:edit_override": ["PUT", "DELETE"],
    "wagtail_localize:edit_string_translation": ["PUT", "DELETE"],
    "wagtailadmin_dismissibles": ["PATCH"],
    "wagtailadmin_pages:preview_on_add": ["DELETE"],
    "wagtailadmin_pages:preview_on_edit": ["DELETE"],
}


@dataclass(frozen=True)
class Route:
    """One line of a urlconf: `name` with its namespaces."""

    pattern: str
    name: str
    parameters: tuple[str, ...]
    module: str


@dataclass(frozen=True)
class Address:
    """A route with something that exists for each parameter. `line` names it in the table."""

    line: str
    url: str
    route: Route


class NoParameter(Exception):
    pass


def routes() -> Iterator[Route]:
    """Every address below `admin/` of the stand-alone site."""
    from django.urls import get_resolver

    return (route for route in _walk(get_resolver()) if route.pattern.startswith("admin/"))


def _walk(resolver, prefix="", namespaces=(), parameters=()) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        found = (*parameters, *(pattern.regex.groupindex if hasattr(pattern, "regex") else ()))
        if hasattr(entry, "url_patterns"):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, prefix + str(pattern), inner, found)
        else:
            view = getattr(entry.callback, "view_class", entry.callback)
            yield Route(prefix + str(pattern), ":".join((*namespaces, entry.name or "")), found, view.__module__)


def methods(route: Route) -> list[str]:
    return ["GET", "POST", *OTHER_METHODS.get(route.name, ())]


def addresses(objects: dict[str, str]) -> Iterator[Address]:
    """Every route for what there is. Raises NoParameter where nothing is known to stand for a parameter."""
    for route in routes():
        variants = _bulk_actions() if route.name == "wagtail_bulk_action" else VARIANTS.get(route.name, [{}])
        yield from (_address(route, variant, objects) for variant in variants)


def _bulk_actions() -> list[dict[str, str]]:
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry

    bulk_action_registry.get_bulk_action_class("", "", "")  # fills it
    return [
        {
            "app_label": app_label,
            "model_name": model,
            "action": action,
            "object": _bulk_object(app_label, model, action),
        }
        for app_label, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def _bulk_object(app_label: str, model: str, action: str) -> str:
    for key in (f"{app_label}.{model}.{action}", f"{app_label}.{model}"):
        if key in BULK:
            return BULK[key]
    raise NoParameter(f"What is the bulk action “{action}” on {app_label}.{model} done to? Write it into BULK.")


def _address(route: Route, variant: dict[str, str], objects: dict[str, str]) -> Address:
    names = {parameter: variant.get(parameter) or _stands_for(route, parameter) for parameter in route.parameters}
    url, line = _without_regex(route.pattern), route.pattern
    for parameter, name in names.items():
        place = re.compile(rf"<(?:\w+:)?{parameter}>")
        value = objects[name[1:-1]] if name.startswith("<") else name
        url = place.sub(value, url)
        if parameter in variant:
            line = place.sub(name, line)
    query = QUERIES.get(route.name, "").replace("<object>", variant.get("object", ""))
    if query:
        url += "?" + re.sub(r"<(\w+)>", lambda found: objects[found[1]], query)
    return Address(line=line, url=f"/{url}", route=route)


def _without_regex(pattern: str) -> str:
    """Regular expressions as the paths they stand for."""
    path = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern)
    return path.replace("^.*/", "nothing-here/").replace("^", "").replace("$", "").replace(r"\.", ".")


def _stands_for(route: Route, parameter: str) -> str:
    namespace = route.name.rpartition(":")[0]
    for key in (f"{route.name}:{parameter}", f"{namespace}:{parameter}", parameter):
        if key in PARAMETERS:
            return PARAMETERS[key]
    raise NoParameter(f"What stands for “{parameter}” in {route.pattern} ({route.name})? Write it into PARAMETERS.")
