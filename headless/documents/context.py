"""`build(page)`: the one way from a page to what the public may know of it."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from wagtail.models import Locale, Page

from .. import registry
from ..schemas import Crumb, PageData, PageLink, Picture, Translation
from . import pictures, rich_text


def build(page: Page, *, draft: bool = False) -> PageData:
    """Make the public data of a page.

    draft: the page as it is in memory, saved or not, for a preview: its pictures are Wagtail's private renditions, and
    nothing is written. Otherwise pictures are copied to the public storage, if the page is public.
    Raises ImproperlyConfigured for a page type that is not registered.
    """
    return Build(page, draft=draft).run()


class Build:
    """One run of `build`: what a builder may ask about the world outside its page.

    verify: look whether the page's public files are all there, and make lost ones again.

    Builders ask here instead of following relations by themselves, so that one place decides what is public.
    """

    def __init__(self, page: Page, *, draft: bool = False, verify: bool = False) -> None:
        self.page = page
        self.draft = draft
        self.verify = verify
        self._pictures: dict[int | None, pictures.PagePictures] = {}

    def run(self) -> PageData:
        # Labels are in the page's language, whoever asks and whenever: the data of a page is the same for all.
        with translation.override(self.language):
            return registry.page_type_of(self.page).build(self.page, self)

    @property
    def language(self) -> str:
        page = self.page
        return page.locale.language_code if page.locale_id else Locale.get_default().language_code

    def withdraw_unused_pictures(self) -> None:
        """After `run`: delete public files of this page that it no longer shows."""
        self._pictures_of(self.page).withdraw_unused()

    # --- The page itself ------------------------------------------------------------------------------------------

    def page_fields(self) -> dict[str, Any]:
        """The fields of `PageData`, except `type`."""
        page = self.page
        return {
            "id": page.pk,
            "title": page.title,
            "slug": page.slug or "",
            "url": address(page),
            "locale": self.language,
            "seo_title": page.seo_title or page.title,
            "description": page.search_description,
            "translations": self._translations(),
            "breadcrumbs": self._breadcrumbs(),
            "published_at": page.first_published_at,
            "updated_at": page.last_published_at,
        }

    def _translations(self) -> tuple[Translation, ...]:
        if not self.page.pk:
            return ()
        others = public(self.page.get_translations()).select_related("locale")
        return tuple(
            Translation(
                locale=other.locale.language_code,
                language=other.locale.language_name_local.capitalize(),
                url=address(other),
            )
            for other in others
        )

    def _breadcrumbs(self) -> tuple[Crumb, ...]:
        if not self.page.path or self.page.depth <= 3:  # root and site root have none; a child of home needs none
            return ()
        ancestors = public(self.page.get_ancestors()).filter(depth__gt=1)
        return tuple(Crumb(title=ancestor.title, url=address(ancestor)) for ancestor in ancestors)

    # --- What it points at ----------------------------------------------------------------------------------------

    def link(self, target: Page | int | None) -> PageLink | None:
        """A link to a page in the language of this one where it exists, or None if readers cannot open it."""
        target_id = target.pk if isinstance(target, Page) else target
        return self.links([target_id]).get(target_id) if target_id else None

    def links(self, ids: Iterable[int]) -> dict[int, PageLink]:
        """The same for several pages at once, by the id that was asked for. What is not public is left out."""
        asked = {page.pk: page for page in Page.objects.filter(pk__in=set(ids))}
        translated = {
            page.translation_key: page
            for page in public(
                Page.objects.filter(
                    translation_key__in=[page.translation_key for page in asked.values()], locale_id=self.page.locale_id
                )
            )
        }
        originals = {page.pk: page for page in public(Page.objects.filter(pk__in=asked))}
        found = {pk: translated.get(page.translation_key) or originals.get(pk) for pk, page in asked.items()}
        return {
            pk: PageLink(id=page.pk, title=page.title, url=address(page))
            for pk, page in found.items()
            if page is not None
        }

    def localized(self, objects: Iterable[Any]) -> list[Any]:
        """Translatable snippets in the language of this page; where one is not translated, as it is."""
        objects = [obj for obj in objects if obj is not None]
        if all(obj.locale_id == self.page.locale_id for obj in objects):
            return objects
        translated = {
            obj.translation_key: obj
            for obj in type(objects[0]).objects.filter(
                translation_key__in=[obj.translation_key for obj in objects], locale_id=self.page.locale_id
            )
        }
        return [translated.get(obj.translation_key, obj) for obj in objects]

    def rich_text(self, value: Any) -> str:
        """Rich text as HTML ready to show; links to pages that are not public become plain words."""
        return rich_text.to_html(value, self)

    def picture(
        self,
        image,
        *,
        alt: str,
        format: pictures.Format,
        credit: str = "",
        caption: str = "",
        owner: Page | None = None,
    ) -> Picture | None:
        """A picture in one of the named formats, or None where there is none or its file cannot be read.

        owner: the page whose content the picture is, if not this one (a card in a list): the public files are its own
        and go when it goes.
        """
        if image is None:
            return None
        return self._pictures_of(owner or self.page).get(image, alt=alt, credit=credit, caption=caption, format=format)

    def prepare(self, pages: Iterable[Page]) -> None:
        """Before the cards of these public pages are built: read what they need of pictures in one query."""
        self._pictures |= pictures.PagePictures.of_public_pages([page for page in pages if page.pk != self.page.pk])

    def _pictures_of(self, owner: Page) -> pictures.PagePictures:
        if owner.pk not in self._pictures:
            self._pictures[owner.pk] = pictures.PagePictures(
                owner, draft=self.draft and owner is self.page, verify=self.verify and owner is self.page
            )
        return self._pictures[owner.pk]


def public(pages):
    """Of a queryset of pages, those that anyone may read."""
    return pages.live().public()


def address(page: Page) -> str:
    """The page's path on its site, or "" where it has none (not saved yet, or outside every site)."""
    return (page.get_url() or "") if page.url_path else ""
