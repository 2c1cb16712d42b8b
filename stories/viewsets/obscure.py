"""The page on which staff obscure parts of a picture of the library, and what becomes of its original."""

import logging
import os
from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.images import get_image_model
from wagtail.images.views.images import EditView
from wagtail.models import Page

from headless.enums import SHOWN
from headless.models import PublicPicture

from ..actions.delete_original import delete_original
from ..actions.mark_pictures import mark_pictures
from ..actions.obscure_picture import obscure_picture
from ..actions.read_original import OriginalIsGone, read_original
from ..actions.replace_picture import ChangedMeanwhile, PictureIsGone
from ..actions.restore_picture import restore_picture
from ..enums import KeepOriginal, Manner
from ..images.obscure import BLOCKS, MAX_REGIONS, MIN_BLOCK_PIXELS, MOST_BLOCKS, UnusableRegions
from ..images.strip_metadata import UnusableImage
from ..models import FileToDelete, ObscuredPicture, PictureElements
from ..models.obscured import version_of
from ..obscure_forms import EMPTY_ROWS, ObscureForm, RegionFormSet, as_sent, in_percent, what_is_wrong
from ..permissions import OPEN_ORIGINAL
from .pictures import may_mark, policy

logger = logging.getLogger(__name__)

#: In which it is shown to be drawn on.
DRAWN_ON = "max-1600x1600"
#: Nobody reads more.
MOST_PAGES = 20

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".heic": "image/heic",
}

UNUSABLE = {
    "not_an_image": gettext_lazy("The file of this picture is damaged. Upload the picture again."),
    "damaged": gettext_lazy("The file of this picture is damaged. Upload the picture again."),
    "unsupported_format": gettext_lazy(
        "Parts of this kind of picture cannot be obscured. Save it as JPEG, PNG, WebP, AVIF or HEIC, and upload that."
    ),
    "animated": gettext_lazy("Parts of a moving picture cannot be obscured. Save one frame of it, and upload that."),
    "too_many_pixels": gettext_lazy("This picture is too large to be changed here. Make it smaller, and upload that."),
}
GONE = gettext_lazy("The file of this picture cannot be read: somebody has deleted it, or the storage is away.")
CHANGED = gettext_lazy(
    "Somebody has changed this picture meanwhile, and nothing was done. This is how it looks now; your regions are still "
    "there. Look whether they are still right."
)
STORAGE = gettext_lazy("The picture could not be stored, and nothing was changed. Try again in a few minutes.")
ORIGINAL_GONE = gettext_lazy("The original cannot be opened: it is gone, or its key is.")


@method_decorator(never_cache, name="dispatch")
class AboutPicture(WagtailAdminTemplateMixin, TemplateView):
    """What these pages have: a picture of the library, for those who may change it."""

    header_icon = "no-view"

    def dispatch(self, request, *args, **kwargs):
        image = get_image_model().objects.filter(pk=kwargs["image_id"]).first()
        if image is None and may_mark(request.user):
            messages.error(request, _("This picture is not in the library any more."))
            return redirect("sc_stories_pictures")
        if image is None or not policy().user_has_permission_for_instance(request.user, "change", image):
            raise PermissionDenied
        self.image = image
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        return True

    @property
    def may_open(self) -> bool:
        return self.request.user.has_perm(OPEN_ORIGINAL)

    @property
    def own_url(self) -> str:
        return reverse("sc_stories_obscure", args=[self.image.pk])

    def get_page_subtitle(self):
        return self.image.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailimages:index"), "label": get_image_model()._meta.verbose_name_plural.capitalize()},
            {"url": reverse("wagtailimages:edit", args=[self.image.pk]), "label": self.image.title},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def version(self) -> str:
        """Empty where the file cannot be read."""
        try:
            return version_of(self.image)
        except OSError:
            return ""

    @cached_property
    def obscured(self) -> ObscuredPicture | None:
        return ObscuredPicture.of(self.image) if self.version else None

    def done(self, message: str):
        """Back to the page of the picture, where it says so."""
        messages.success(self.request, message)
        if FileToDelete.due().exists():
            messages.warning(
                self.request,
                _("Some files of the old picture could not be deleted yet. That is tried again every minute."),
            )
        return redirect(self.own_url)


class ObscurePage(AboutPicture):
    page_title = gettext_lazy("Obscure parts")
    template_name = "second_chances/stories/admin/obscure.html"

    def is_allowed(self) -> bool:
        return self.may_open or not self.from_original

    @cached_property
    def from_original(self) -> bool:
        """Whether somebody draws anew on the original that was kept."""
        return (self.request.POST.get("from") or self.request.GET.get("from")) == "original"

    def post(self, request, *args, **kwargs):
        if "marks" in request.POST:
            return self._mark()
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(**self._once_more()))
        form, regions = ObscureForm(request.POST), RegionFormSet(request.POST)
        if not (form.is_valid() & regions.is_valid()):
            return self._show(form, regions)
        try:
            obscure_picture(
                image_id=self.image.pk,
                version=request.POST.get("version", ""),
                regions=regions.regions(),
                manner=Manner(form.cleaned_data["manner"]),
                keep_original=form.cleaned_data["original"] == KeepOriginal.KEEP,
                from_original=self.from_original,
                user=request.user,
            )
        except UnusableRegions as error:
            form.add_error(None, what_is_wrong(error))
        except UnusableImage as error:
            form.add_error(None, UNUSABLE[error.code])
        except PictureIsGone:
            form.add_error(None, GONE)
        except ChangedMeanwhile:
            form.add_error(None, CHANGED)
        except OriginalIsGone:
            form.add_error(None, ORIGINAL_GONE)
        except OSError:
            logger.exception("An obscured picture could not be stored.")
            form.add_error(None, STORAGE)
        else:
            return self.done(_("Done: every page that shows this picture has the new one now."))
        return self._show(form, regions)

    def _show(self, form, regions):
        return self.render_to_response(self.get_context_data(form=form, regions=regions), status=422)

    def _once_more(self) -> dict:
        """The same form with a row more, for those who cannot draw. Nothing is judged yet."""
        chosen = {name: self.request.POST.get(name, "") for name in ("manner", "original")}
        rows = RegionFormSet(initial=as_sent(self.request.POST))
        rows.extra = 1
        return {"form": ObscureForm(initial=chosen), "regions": rows}

    def _mark(self):
        try:
            mark_pictures(
                shown={self.image.pk: self.request.POST.getlist("shows")},
                images={self.image.pk: self.image},
                user=self.request.user,
            )
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return redirect(self.own_url)
        return self.done(_("Noted what the picture shows now."))

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            drawn = in_percent(self.obscured.regions) if self.obscured and self.from_original else []
            kwargs["form"] = ObscureForm(initial={"manner": self._last_manner, "original": KeepOriginal.KEEP})
            kwargs["regions"] = RegionFormSet(initial=drawn)
            kwargs["regions"].extra = EMPTY_ROWS
        shown = PictureElements.of([self.image.pk]).get(self.image.pk, set())
        return super().get_context_data(
            image=self.image,
            version=self.version,
            drawn_on=self._drawn_on,
            obscured=self.obscured,
            from_original=self.from_original,
            may_open=self.may_open,
            original_kept=ObscuredPicture.objects.filter(image_id=self.image.pk).exclude(original="").exists(),
            boxes=[(value, label) for value, label in SHOWN if value in shown] if self.obscured else [],
            pages=self._pages,
            twins=self._twins,
            own_url=self.own_url,
            blocks=BLOCKS,
            min_block=MIN_BLOCK_PIXELS,
            most_blocks=MOST_BLOCKS,
            most_regions=MAX_REGIONS,
            **kwargs,
        )

    @property
    def _last_manner(self) -> str:
        return self.obscured.regions[-1]["manner"] if self.obscured and self.obscured.regions else Manner.COVER.value

    @cached_property
    def _drawn_on(self) -> dict | None:
        """The picture to draw on: address, width, height. None where it cannot be shown."""
        if self.from_original:
            if not self.obscured or not self.obscured.original:
                return None
            address = reverse("sc_stories_original", args=[self.image.pk])
            return {"url": address, "width": self.image.width, "height": self.image.height}
        try:
            made = self.image.get_rendition(DRAWN_ON)
        except Exception:  # decoders raise what they like, and staff must be told
            logger.exception("Picture %s cannot be shown to be obscured.", self.image.pk)
            return None
        return {"url": made.url, "width": made.width, "height": made.height}

    @property
    def _pages(self) -> list[tuple[Page, bool]]:
        """Those that readers see it on, and whether this person may change each."""
        numbers = PublicPicture.objects.filter(image_id=self.image.pk, document__page__isnull=False)
        pages = Page.objects.filter(pk__in=numbers.values("document__page")).order_by("title")[:MOST_PAGES]
        return [(page, page.permissions_for_user(self.request.user).can_edit()) for page in pages]

    @property
    def _twins(self):
        """Where the same file was uploaded once more: as it is now, or as it was before it was obscured."""
        hashes = {self.image.file_hash, self.obscured.original_hash if self.obscured else ""} - {""}
        allowed = policy().instances_user_has_permission_for(self.request.user, "change")
        return allowed.filter(file_hash__in=hashes).exclude(pk=self.image.pk)[:MOST_PAGES]


@method_decorator(never_cache, name="dispatch")
class OriginalFile(View):
    """Hands out the original of an obscured picture. Each reading is noted in the picture's history."""

    http_method_names = ["get", "options"]

    def get(self, request, image_id: int):
        image = get_image_model().objects.filter(pk=image_id).first()
        if image is None or not _may_open(request.user, image):
            raise PermissionDenied
        try:
            content = read_original(image=image, user=request.user)
        except OriginalIsGone:
            messages.error(request, str(ORIGINAL_GONE))
            return redirect("sc_stories_obscure", image_id)
        return HttpResponse(
            content,
            content_type=self._type(image),
            headers={
                "Content-Disposition": f'attachment; filename="original-{image_id}"',
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _type(self, image) -> str:
        """Only what is a picture to browsers: they show it where it is drawn on."""
        row = ObscuredPicture.objects.get(image_id=image.pk)
        return TYPES.get(os.path.splitext(row.original_name)[1].lower(), "application/octet-stream")


class AboutOriginal(AboutPicture):
    """Asks once more."""

    template_name = "second_chances/stories/admin/original.html"
    question = ""
    button = ""

    def is_allowed(self) -> bool:
        return self.may_open

    def get(self, request, *args, **kwargs):
        if not ObscuredPicture.objects.filter(image_id=self.image.pk).exclude(original="").exists():
            return redirect(self.own_url)
        return super().get(request, *args, **kwargs)

    def refused(self, message):
        messages.error(self.request, str(message))
        return redirect(self.own_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            question=self.question,
            button=self.button,
            version=self.version,
            own_url=self.own_url,
            pages_number=PublicPicture.objects.filter(image_id=self.image.pk)
            .values("document__page")
            .distinct()
            .count(),
            **kwargs,
        )


class RestorePicture(AboutOriginal):
    page_title = gettext_lazy("Restore the original")
    question = gettext_lazy(
        "The picture is shown as it was before, at once, on every page that has it, to everybody. Whatever was obscured can be "
        "seen again. Make sure that her consent covers it."
    )
    button = gettext_lazy("Yes, show everything again")

    def post(self, request, *args, **kwargs):
        try:
            restore_picture(image_id=self.image.pk, version=request.POST.get("version", ""), user=request.user)
        except ChangedMeanwhile:
            return self.refused(
                _("Somebody has changed this picture meanwhile, and nothing was done. Look at it first.")
            )
        except (PictureIsGone, OriginalIsGone):
            return self.refused(ORIGINAL_GONE)
        except OSError:
            logger.exception("A restored picture could not be stored.")
            return self.refused(STORAGE)
        return self.done(_("The picture is as it was before, on every page that shows it."))


class DeleteOriginal(AboutOriginal):
    page_title = gettext_lazy("Delete the original")
    question = gettext_lazy(
        "The picture stays as it is, with its parts obscured. The original is deleted, and nobody can bring it back."
    )
    button = gettext_lazy("Yes, delete the original")

    # Who may have it deleted while obscuring may do so later.
    def is_allowed(self) -> bool:
        return True

    def post(self, request, *args, **kwargs):
        try:
            delete_original(image=self.image, user=request.user)
        except OriginalIsGone:
            return self.refused(_("There is no original any more."))
        return self.done(_("The original is deleted."))


def _may_open(user, image) -> bool:
    return user.has_perm(OPEN_ORIGINAL) and policy().user_has_permission_for_instance(user, "change", image)


def offer_obscuring() -> None:
    """In the library, among what can be done with a picture. Wagtail has no hook there, so the method is wrapped, once."""
    if not hasattr(EditView.get_header_more_buttons, "offers_obscuring"):
        EditView.get_header_more_buttons = _offering(EditView.get_header_more_buttons)


def _offering(get_header_more_buttons):
    @wraps(get_header_more_buttons)
    def offering(self):
        address = reverse("sc_stories_obscure", args=[self.object.pk])
        button = Button(_("Obscure parts"), url=address, icon_name="no-view", priority=15)
        return sorted([*get_header_more_buttons(self), button])

    offering.offers_obscuring = True
    return offering
