"""`build(page)`: the one way from a page to what the public may know of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Min, Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page

from .. import registry
from ..gate import NEVER_ENDS, Audience
from ..models import Document, DocumentFacet
from ..schemas import Crumb, PageData, PageLink, Picture, QuickExit, Translation
from . import addresses, dependencies, pictures, rich_text, site_settings
from .periods import periods_of, public


def build(page: Page, *, draft: bool = False, audience: Audience = Audience.OWN) -> PageData:
    """Make the public data of a page, with paths for addresses, as our own pages show it. Nothing is stored.

    draft: the page as it is in memory, saved or not, for a preview: its pictures are Wagtail's private renditions.
    Raises ImproperlyConfigured for a page type that is not registered.
    """
    data = Build(page, draft=draft, audience=audience).run()
    return type(data).model_validate_json(addresses.without_marks(data.model_dump_json()))


class Build:
    """One run of `build`: what a builder may ask about the world outside its page.

    Builders ask here instead of following relations by themselves. So one place decides what is public for the audience, and
    everything that the document depends on is noted: `tags` (see `dependencies`), and `rebuild_at`, the first moment at
    which the answer to one of these questions changes by itself.
    """

    def __init__(
        self, page: Page, *, draft: bool = False, audience: Audience = Audience.OWN, now: datetime | None = None
    ) -> None:
        self.page = page
        self.draft = draft
        self.audience = audience
        self.now = now or timezone.now()
        self.tags: set[str] = set()
        self.rebuild_at = NEVER_ENDS
        self.pictures = pictures.Pictures(draft=draft)
        self._links: dict[int, PageLink | None] = {}
        self._withheld: frozenset[str] = frozenset()
        self._withheld_pictures: frozenset[int] = frozenset()
        parts = page.get_url_parts() if page.url_path else None
        self.site_id: int | None = parts[0] if parts else None

    def run(self) -> PageData:
        # Labels are in the page's language, whoever asks and whenever: the data of a page is the same for all.
        with translation.override(self.language):
            return registry.page_type_of(self.page).build(self.page, self)

    @property
    def language(self) -> str:
        page = self.page
        return page.locale.language_code if page.locale_id else Locale.get_default().language_code

    @cached_property
    def _private(self) -> Q:
        """Where restricted pages are: asked once, and the same for all that this document shows."""
        return Page.objects.all().private_q()

    def depends_on(self, *tags: str) -> None:
        """Note something that the document must be built anew for when it changes."""
        self.tags.update(tags)

    def until(self, moment: datetime | None) -> None:
        """Note that what is built now is right until then at most. Moments that have passed, and None, say nothing."""
        if moment is not None and moment > self.now:
            self.rebuild_at = min(self.rebuild_at, moment)

    # --- What must not be in it ---------------------------------------------------------------------------------------

    def withhold(self, elements: Iterable[str], pictures: Iterable[int] = ()) -> None:
        """Leave out of this document whatever says that it shows one of these elements, and these pictures of the library."""
        self._withheld, self._withheld_pictures = frozenset(elements), frozenset(pictures)

    def leaves_out(self, shown: Iterable[str] | None) -> bool:
        """Whether something that shows these elements must not be in this document."""
        return not self._withheld.isdisjoint(shown or ())

    # --- The page itself ------------------------------------------------------------------------------------------

    def page_fields(self) -> dict[str, Any]:
        """The fields of `PageData`, except `type`."""
        page = self.page
        if page.pk:
            self.depends_on(dependencies.page(page.pk))
        return {
            "id": page.pk,
            "title": page.title,
            "slug": page.slug or "",
            "url": self.address(page),
            "locale": self.language,
            "seo_title": page.seo_title or page.title,
            "description": page.search_description,
            "translations": self._translations(),
            "breadcrumbs": self._breadcrumbs(),
            "published_at": page.first_published_at,
            "updated_at": page.last_published_at,
            "exit": self._exit() if getattr(page, "exit_button", False) else None,
        }

    def _exit(self) -> QuickExit:
        self.depends_on(dependencies.settings(self.site_id or 0))
        url = site_settings.of(self.site_id).exit_url_in(self.language)
        return QuickExit(
            url=url,
            label=gettext("Leave this site"),
            note=gettext(
                "Opens %(host)s at once; where scripts run, pressing Shift three times does the same. It does not delete the "
                "history of your browser or telephone, and the back button may lead to pages of this site that you read "
                "before. If you can, close the window as well."
            )
            % {"host": urlsplit(url).hostname or url},
        )

    def _translations(self) -> tuple[Translation, ...]:
        if not self.page.pk:
            return ()
        self.depends_on(dependencies.translations(self.page.translation_key))
        return self.in_languages(self.page.get_translations())

    def in_languages(self, pages) -> tuple[Translation, ...]:
        """Of a queryset of translations of one page, those that readers can open."""
        return tuple(
            Translation(
                id=other.pk,
                locale=other.locale.language_code,
                language=other.locale.language_name_local.capitalize(),
                url=self.address(other),
            )
            for other in self.readable(pages.select_related("locale"))
        )

    def _breadcrumbs(self) -> tuple[Crumb, ...]:
        if not self.page.path or self.page.depth <= 3:  # root and site root have none; a child of home needs none
            return ()
        # Every ancestor, public or not: one that is not may become so.
        paths = [self.page.path[: depth * Page.steplen] for depth in range(2, self.page.depth)]
        ancestors = Page.objects.filter(path__in=paths).order_by("path")
        self.depends_on(*(dependencies.page(pk) for pk in ancestors.values_list("pk", flat=True)))
        return tuple(Crumb(title=self.title_of(page), url=self.address(page)) for page in self.readable(ancestors))

    # --- What it points at ----------------------------------------------------------------------------------------

    def address(self, page: Page) -> str:
        """A page's address, with the mark that stands for the site's origin; "" where it has none."""
        return addresses.address(page, self.site_id)

    def link(self, target: Page | int | None) -> PageLink | None:
        """A link to a page in the language of this one where it exists, or None if readers cannot open it."""
        target_id = target.pk if isinstance(target, Page) else target
        return self.links([target_id]).get(target_id) if target_id else None

    def links(self, ids: Iterable[int]) -> dict[int, PageLink]:
        """The same for several pages at once, by the id that was asked for, in that order. What is not public is left out."""
        ids = list(dict.fromkeys(ids))
        new = set(ids) - self._links.keys()
        if new:
            found = self._in_my_language(new)
            for pk in new:
                page = found.get(pk)
                self._links[pk] = page and PageLink(id=page.pk, title=self.title_of(page), url=self.address(page))
        return {pk: link for pk in ids if (link := self._links[pk]) is not None}

    def title_of(self, page: Page) -> str:
        """A page's title as readers of this document may know it."""
        page_type = registry.find_page_type(page.specific_class or Page)
        return page_type.title(page, self.audience) if page_type and page_type.title else page.title

    def _in_my_language(self, ids: set[int]) -> dict[int, Page]:
        self.depends_on(*(dependencies.page(pk) for pk in ids))
        asked = {page.pk: page for page in Page.objects.filter(pk__in=ids)}
        keys = {page.translation_key for page in asked.values()}
        self.depends_on(*(dependencies.translations(key) for key in keys))
        group = self.readable(
            Page.objects.filter(translation_key__in=keys).filter(pk__in=ids)
            | Page.objects.filter(translation_key__in=keys, locale_id=self.page.locale_id)
        )
        originals = {page.pk: page for page in group if page.pk in ids}
        translated = {page.translation_key: page for page in group if page.locale_id == self.page.locale_id}
        self.depends_on(*(dependencies.page(page.pk) for page in group))
        found = {pk: translated.get(page.translation_key) or originals.get(pk) for pk, page in asked.items()}
        return {pk: page for pk, page in found.items() if page is not None}

    def readable(self, pages) -> list[Page]:
        """Of a queryset of pages, those that this audience may read now. Note yourself which pages you asked for."""
        found = list(public(pages, private=self._private))
        periods = periods_of(found)
        readable = []
        for page in found:
            period = periods.get(page.pk, {}).get(self.audience)
            if period is None:
                continue
            self.until(period.start)
            self.until(period.end)
            if period.holds(self.now) and self.address(page):
                readable.append(page)
        return readable

    def localized(self, objects: Iterable[Any]) -> list[Any]:
        """Translatable snippets in the language of this page; where one is not translated, as it is."""
        objects = [obj for obj in objects if obj is not None]
        self.depends_on(*(dependencies.snippet(obj) for obj in objects))
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
        self, image, *, alt: str, format: pictures.Format, credit: str = "", caption: str = ""
    ) -> Picture | None:
        """A picture in one of the named formats, or None where there is none or its file cannot be read."""
        if image is None:
            return None
        self.depends_on(dependencies.image(image.pk))
        if image.pk in self._withheld_pictures:
            return None
        return self.pictures.get(image, alt=alt, credit=credit, caption=caption, format=format)

    def facet_counts(self, page_type: str, facet: str) -> tuple[int, list[tuple[str, str, int]]]:
        """How many documents of a type readers get on this site in this language, and how many with each value of a facet:
        value, label and number, by label."""
        self.depends_on(dependencies.documents_of(page_type))
        rows = self._documents_of(page_type)
        coming = rows.filter(valid_from__gt=self.now, valid_until__gt=self.now)
        rows = rows.filter(valid_from__lte=self.now, valid_until__gt=self.now)
        self.until(coming.aggregate(first=Min("valid_from"))["first"])
        self.until(rows.aggregate(first=Min("valid_until"))["first"])
        counts = DocumentFacet.objects.filter(document__in=rows, name=facet).values_list("value")
        counts = counts.annotate(label=Min("label"), number=Count("pk"))
        return rows.count(), sorted(counts, key=lambda item: item[1].casefold())

    # --- Documents within this one: cards of other pages ----------------------------------------------------------

    def documents(self, page_type: str, *, ids: Iterable[int] | None = None, newest: int | None = None) -> list[Any]:
        """The documents of other pages of this type, on this site and in this language, for this audience.

        ids: these pages, in this order, as far as they are public. newest: so many, the newest first.
        """
        name = registry.page_type_named(page_type)
        rows = self._documents_of(page_type).exclude(page_id=self.page.pk)
        self.depends_on(dependencies.documents_of(page_type))
        if ids is not None:
            order = {pk: number for number, pk in enumerate(ids)}
            rows = sorted(rows.filter(page_id__in=order), key=lambda row: order[row.page_id])
        else:
            begins = rows.filter(valid_from__gt=self.now).order_by("valid_from").values_list("valid_from", flat=True)
            self.until(begins.first())
            rows = list(
                rows.filter(valid_from__lte=self.now, valid_until__gt=self.now).order_by("-date", "-page")[:newest]
            )
        found = []
        for row in rows:
            self.depends_on(dependencies.document(row.page_id))
            self.until(row.valid_from)
            self.until(row.valid_until)
            if row.valid_from <= self.now < row.valid_until:
                found.append(name.data.model_validate_json(addresses.as_built(row.body)))
        return found

    def _documents_of(self, page_type: str):
        """Those that are built, on this site and in this language, for this audience."""
        return Document.objects.filter(
            type=page_type, audience=self.audience, site_id=self.site_id or 0, locale=self.language
        ).exclude(etag="")
