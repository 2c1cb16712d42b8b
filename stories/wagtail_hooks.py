"""What stories add to the admin."""

from django.apps import apps
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import audit, permissions
from .models import ConsentSettings, HelpLine, StoryPage, Theme
from .viewsets import (
    AnswerProof,
    BasisPage,
    Certificate,
    CloseDate,
    ConsentQueue,
    DeleteOriginal,
    EvidenceFile,
    IdentityPage,
    LinkToProof,
    MakeProof,
    NoteDate,
    NoteUse,
    ObscurePage,
    OneProof,
    OriginalFile,
    PicturesMenuItem,
    PicturesPage,
    ProofFile,
    QueueMenuItem,
    RenewConsent,
    RestorePicture,
    RevokeLink,
    Slip,
    StoriesPanel,
    TickOff,
    Verify,
    Withdraw,
    Withdrawals,
    WithdrawalsMenuItem,
    explain_bulk,
    explain_draft,
    explain_refusals,
    keep_decision,
    offer_obscuring,
)

explain_refusals()
offer_obscuring()
hooks.register("before_bulk_action", explain_bulk)
hooks.register("after_copy_page", explain_draft)
hooks.register("after_convert_alias_page", explain_draft)
hooks.register("before_publish_page", keep_decision)

if apps.is_installed("wagtail.contrib.settings"):  # without it a check says what is missing
    from wagtail.contrib.settings.registry import registry as settings_registry

    settings_registry.register(ConsentSettings, icon="key")


class StoryListing(PageListingViewSet):
    """Every story of every language in one list, in the main menu."""

    model = StoryPage
    icon = "openquote"
    menu_label = _("Stories")
    menu_order = 110
    add_to_admin_menu = True


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]


class HelpLineViewSet(SnippetViewSet):
    model = HelpLine
    icon = "comment"
    list_display = ["name", "telephone", "checked_on"]


@hooks.register("register_admin_viewset")
def register_story_listing():
    return StoryListing("sc_stories")


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if request.user.has_perm(permissions.ADD):
        panels.append(StoriesPanel(request.user))


@hooks.register("register_admin_menu_item")
def register_what_pictures_show():
    return PicturesMenuItem()


@hooks.register("register_admin_menu_item")
def register_withdrawals():
    return WithdrawalsMenuItem()


@hooks.register("register_admin_menu_item")
def register_consent_queue():
    return QueueMenuItem()


@hooks.register("register_admin_urls")
def register_basis():
    return [
        path("stories/pictures/", PicturesPage.as_view(), name="sc_stories_pictures"),
        path("stories/consent/", ConsentQueue.as_view(), name="sc_stories_queue"),
        path("stories/<int:page_id>/identity/", IdentityPage.as_view(), name="sc_stories_identity"),
        path("stories/<int:page_id>/basis/renew/", RenewConsent.as_view(), name="sc_stories_renew"),
        path("stories/<int:page_id>/basis/dates/", NoteDate.as_view(), name="sc_stories_note_date"),
        path("stories/<int:page_id>/basis/dates/<int:event_id>/", CloseDate.as_view(), name="sc_stories_close_date"),
        path("stories/pictures/<int:image_id>/obscure/", ObscurePage.as_view(), name="sc_stories_obscure"),
        path("stories/pictures/<int:image_id>/original/", OriginalFile.as_view(), name="sc_stories_original"),
        path(
            "stories/pictures/<int:image_id>/original/restore/",
            RestorePicture.as_view(),
            name="sc_stories_restore_picture",
        ),
        path(
            "stories/pictures/<int:image_id>/original/delete/",
            DeleteOriginal.as_view(),
            name="sc_stories_delete_original",
        ),
        path("stories/<int:page_id>/basis/", BasisPage.as_view(), name="sc_stories_basis"),
        path("stories/<int:page_id>/withdraw/", Withdraw.as_view(), name="sc_stories_withdraw"),
        path("stories/<int:page_id>/uses/", NoteUse.as_view(), name="sc_stories_note_use"),
        path("stories/<int:page_id>/code/", Slip.as_view(), name="sc_stories_code"),
        path("withdrawals/", Withdrawals.as_view(), name="sc_stories_withdrawals"),
        path("withdrawals/<int:pk>/", Certificate.as_view(), name="sc_stories_withdrawal"),
        path("withdrawals/<int:pk>/verified/", Verify.as_view(), name="sc_stories_verify_withdrawal"),
        path("withdrawals/<int:pk>/recalls/<int:recall_id>/", TickOff.as_view(), name="sc_stories_note_recall"),
        path(
            "stories/<int:page_id>/basis/evidence/<int:evidence_id>/",
            EvidenceFile.as_view(),
            name="sc_stories_evidence",
        ),
    ]


@hooks.register("register_admin_urls")
def register_proofs():
    proof = "stories/<int:page_id>/proofs/<int:proof_id>/"
    return [
        path("stories/<int:page_id>/proofs/new/", MakeProof.as_view(), name="sc_stories_make_proof"),
        path(proof, OneProof.as_view(), name="sc_stories_proof"),
        path(f"{proof}pdf/", ProofFile.as_view(), name="sc_stories_proof_file"),
        path(f"{proof}answer/", AnswerProof.as_view(), name="sc_stories_answer_proof"),
        path(f"{proof}link/", LinkToProof.as_view(), name="sc_stories_proof_link"),
        path(f"{proof}link/<int:link_id>/close/", RevokeLink.as_view(), name="sc_stories_revoke_link"),
    ]


@hooks.register("register_log_actions")
def register_actions(registry):
    """Wagtail refuses to log what it has no words for."""
    for action, words in audit.WORDS.items():
        registry.register_action(action)(type("Formatter", (LogFormatter,), {"label": words, "message": words}))


@hooks.register("register_permissions")
def register_basis_permissions():
    """Offered in the settings of groups, because a basis is no snippet."""
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(
        content_type__app_label="sc_stories",
        codename__in=["add_basis", "view_basis", "view_evidence", "add_owncode", "view_lifeevent", "open_original"],
    )


register_snippet(ThemeViewSet)
register_snippet(HelpLineViewSet)
