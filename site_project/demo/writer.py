"""Writes the demo's entries into the CMS: each through its own form, and by Wagtail's actions, as staff do."""

import re
import uuid
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, Q
from wagtail.actions.copy_for_translation import CopyForTranslationAction, CopyPageForTranslationAction
from wagtail.actions.create import CreateAction
from wagtail.actions.create_page import CreatePageAction
from wagtail.actions.edit_page import EditPageAction
from wagtail.admin.panels import get_edit_handler
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Locale, Page
from wagtail.utils.forms import FormValidationError

from stories.actions.record_basis import record_basis
from stories.enums import BasisKind, Nature

from .entries import Entry, Revision, Snippet, To
from .form_data import fill_in
from .pictures import CREDIT, DRAWINGS

#: Translation keys are made of this and the entry's key, so that a later run finds a page that staff renamed or moved.
NAMESPACE = uuid.UUID("6f1c54d2-9d0b-4d0e-8a5e-2f6b6c0f3a11")


class Writer:
    """Makes what is not there yet and leaves alone what is, whatever staff did to it.

    Every method that writes raises Wagtail's FormValidationError for data that a form refuses.
    """

    def __init__(self, user) -> None:
        self.user = user
        self.english = Locale.objects.get(language_code="en")
        self.spanish = Locale.objects.get_or_create(language_code="es")[0]
        self.made: Counter[str] = Counter()
        self._made_pages: set[uuid.UUID] = set()
        self._pictures: dict[str, Model] = {}
        self._drawn: dict[str, Future[bytes]] = {}

    # --- Pages ----------------------------------------------------------------------------------------------------

    def page(self, entry: Entry) -> Page:
        """Create and publish a page and its Spanish translation, each unless it exists. Returns the English one."""
        model = apps.get_model(entry.model)
        page = model.objects.filter(translation_key=key_of(entry), locale=self.english).first()
        if page is None:
            parent = (
                self.find("page", entry.parent, self.english).specific if entry.parent else Page.get_first_root_node()
            )
            page = self._create(model, parent, entry)
        if entry.es and not model.objects.filter(translation_key=key_of(entry), locale=self.spanish).exists():
            copy = CopyPageForTranslationAction(page, self.spanish, user=self.user).execute()
            self._edit(copy, {**entry.both, **entry.es})
            self._count(copy)
        return page

    def revise(self, revision: Revision) -> None:
        """Edit and publish a page in both languages if this writer made it; otherwise it is the staff's by now."""
        if _translation_key("page", revision.key) not in self._made_pages:
            return
        for locale, values in ((self.english, revision.en), (self.spanish, revision.es)):
            self._edit(self.find("page", revision.key, locale).specific, values)

    def _create(self, model: type[Page], parent: Page, entry: Entry) -> Page:
        page = model(owner=self.user, locale=self.english, translation_key=key_of(entry))
        if entry.model == "sc_stories.StoryPage":
            # Every story of the demo is made up. Its translation stands on the same.
            record_basis(
                translation_key=page.translation_key, kind=BasisKind.NO_PERSON, nature=Nature.SAMPLE, user=self.user
            )
        values = self._resolved({**entry.both, **entry.en}, self.english)
        form = self._page_form(page, parent, values)
        page = CreatePageAction(form.instance, parent, user=self.user, form=form, publish=True).execute()
        self._made_pages.add(page.translation_key)
        self._count(page)
        return page

    def _edit(self, page: Page, values: Mapping[str, Any]) -> None:
        # As Wagtail's editor does: the form is opened on the latest revision, and the publication is another one.
        page = page.get_latest_revision_as_object()
        form = self._page_form(page, page.get_parent(), self._resolved(values, page.locale))
        EditPageAction(form.instance, user=self.user, form=form, publish=True).execute()

    def _page_form(self, page: Page, parent: Page, values: Mapping[str, Any]):
        form_class = page.get_edit_handler().get_form_class()
        options = {"instance": page, "parent_page": parent, "for_user": self.user}
        return _valid(form_class(fill_in(form_class(**options), values), **options))

    # --- Themes, partners, pictures -------------------------------------------------------------------------------

    def snippet(self, entry: Snippet) -> Model:
        """Create a theme, help line or partner in both languages, each unless it exists. Returns the English one."""
        model = apps.get_model(entry.model)
        existing = model.objects.filter(translation_key=key_of(entry))
        english = existing.filter(locale=self.english).first()
        if english is None:
            english = model(locale=self.english, translation_key=key_of(entry))
            english = self._create_from_form(english, entry.en)
        if not existing.filter(locale=self.spanish).exists():
            copy = CopyForTranslationAction(english, self.spanish, user=self.user).execute()
            self._create_from_form(copy, entry.es)
        return english

    def _create_from_form(self, instance: Model, values: Mapping[str, Any]) -> Model:
        form_class = get_edit_handler(type(instance)).get_form_class()
        options = {"instance": instance, "for_user": self.user}
        form = _valid(form_class(fill_in(form_class(**options), values), **options))
        instance = CreateAction(form.instance, user=self.user, form=form).execute()
        self._count(instance)
        return instance

    def draw_ahead(self, pool: Executor) -> None:
        """Begin to draw every picture, while pages are being made."""
        self._drawn = {key: pool.submit(drawing.jpeg) for key, drawing in DRAWINGS.items()}

    def picture(self, key: str) -> Model:
        """The picture of this key; drawn and uploaded unless the library has it."""
        if key not in self._pictures:
            self._pictures[key] = self._find_picture(key) or self._upload(key)
        return self._pictures[key]

    def _find_picture(self, key: str) -> Model | None:
        # By its file: staff may give it another title, and a file that they replace is a picture of theirs.
        name = f"/demo-{key}"
        return get_image_model().objects.filter(Q(file__contains=f"{name}.") | Q(file__contains=f"{name}_")).first()

    def _upload(self, key: str) -> Model:
        drawing = DRAWINGS[key]
        x, y, width, height = drawing.scaled_focal_point
        values = {
            "title": drawing.title, "description": drawing.alt["en"], "credit": CREDIT["en"], "tags": "demo",
            "focal_point_x": x, "focal_point_y": y, "focal_point_width": width, "focal_point_height": height,
        }  # fmt: skip
        model = get_image_model()
        options = {"instance": model(uploaded_by_user=self.user), "user": self.user}
        form_class = get_image_form(model)
        jpeg = self._drawn[key].result() if key in self._drawn else drawing.jpeg()
        file = SimpleUploadedFile(f"demo-{key}.jpg", jpeg, "image/jpeg")
        form = _valid(form_class(fill_in(form_class(**options), values), {"file": file}, **options))
        image = CreateAction(form.instance, user=self.user, form=form).execute()
        self._count(image)
        return image

    # --- From names to objects ------------------------------------------------------------------------------------

    def find(self, kind: str, key: str, locale: Locale) -> Model:
        """The object of the demo in this language, or in English where it has no translation.

        Raises LookupError if it does not exist: staff deleted it, or it is named before it is made.
        """
        if kind == "picture":
            return self.picture(key)
        model = {
            "page": Page,
            "theme": apps.get_model("sc_stories.Theme"),
            "partner": apps.get_model("sc_programs.Partner"),
        }
        found = {obj.locale_id: obj for obj in model[kind].objects.filter(translation_key=_translation_key(kind, key))}
        try:
            return found.get(locale.pk) or found[self.english.pk]
        except KeyError:
            raise LookupError(f"The demo's {kind} “{key}” does not exist.") from None

    def _resolved(self, values: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
        values = {name: self._resolve(value, locale) for name, value in values.items()}
        if hero := values.get("hero_image"):
            drawing = next(DRAWINGS[key] for key, image in self._pictures.items() if image == hero)
            values["hero_alt"] = drawing.alt[locale.language_code]
            values["hero_credit"] = CREDIT[locale.language_code]
        return values

    def _resolve(self, value: Any, locale: Locale) -> Any:
        if isinstance(value, To):
            return self.find(value.kind, value.key, locale)
        if isinstance(value, dict):
            return {name: self._resolve(item, locale) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._resolve(item, locale) for item in value]
        if isinstance(value, str):
            return re.sub(
                r'<a page="([^"]+)">',
                lambda found: f'<a linktype="page" id="{self.find("page", found[1], locale).pk}">',
                value,
            )
        return value

    def _count(self, obj: Model) -> None:
        self.made[str(obj._meta.verbose_name_plural)] += 1


def _valid(form):
    # Wagtail's actions check too, but let required fields be empty in what is not published at once.
    if not form.is_valid():
        raise FormValidationError.from_form(form)
    return form


def key_of(entry: Entry | Snippet) -> uuid.UUID:
    kinds = {"sc_stories.Theme": "theme", "sc_stories.HelpLine": "help-line", "sc_programs.Partner": "partner"}
    kind = kinds.get(entry.model, "page")
    return _translation_key(kind, entry.key)


def _translation_key(kind: str, key: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")
