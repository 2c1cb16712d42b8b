"""Published documents: what the public reads, made from pages when they go live. See docs/architecture.md."""

import secrets

import swapper
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..fields import EncryptedTextField
from ..gate import EVER, NEVER_ENDS, Audience

swapper.set_app_prefix("wagtailcore", "wagtail")


class Document(models.Model):
    """What one audience may know of one page: ready bytes, and the columns they are found by.

    A row without `body` stands for a page that is about to be built. It is stale, so it is built before it is answered with.
    """

    #: What it is made of: "page-12", or "site-1-en" for what stands around every page.
    key = models.CharField(max_length=60)
    audience = models.CharField(max_length=8, choices=[(item.value, item.value) for item in Audience])
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    type = models.CharField(max_length=40, default="")
    #: Not a foreign key: a document that outlives its site for a moment is never found, and is taken away.
    site_id = models.BigIntegerField(default=0)
    locale = models.CharField(max_length=20, default="")
    #: Path of its address on its site.
    path = models.TextField(default="")
    slug = models.CharField(max_length=255, default="")
    title = models.TextField(default="")
    #: Lists are sorted by these; in UTC.
    date = models.DateTimeField(default=EVER)
    published_at = models.DateTimeField(default=EVER)
    updated_at = models.DateTimeField(default=EVER)

    #: JSON in UTF-8. Addresses on the site and of its files begin with marks in place of an origin; see `addresses`.
    body = models.BinaryField(default=b"")
    etag = models.CharField(max_length=32, default="")
    #: Its dependencies as a header for caches, separated by spaces.
    tags = models.TextField(default="")
    #: What a reader may search in it: plain words, without markup.
    words = models.TextField(default="")

    #: Read only within this period, whether or not a worker lives.
    valid_from = models.DateTimeField(default=NEVER_ENDS)
    valid_until = models.DateTimeField(default=EVER, db_index=True)
    #: From then on it must be built anew before it is read: something it shows begins or ends.
    rebuild_at = models.DateTimeField(default=NEVER_ENDS, db_index=True)
    #: Something that it was made from has changed.
    stale = models.BooleanField(default=True)
    #: Counts the changes, so that a build that began before the last one cannot pass for fresh.
    generation = models.PositiveIntegerField(default=0)
    #: Of the code that built it: its data types and picture formats.
    version = models.CharField(max_length=16, default="")
    #: When its content last became what it is.
    changed_at = models.DateTimeField(default=EVER)
    #: When it could not be built; it is tried again later.
    failed_at = models.DateTimeField(default=EVER)
    #: When it was last compared with a fresh rendering.
    checked_at = models.DateTimeField(default=EVER, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "audience"], name="sc_one_document_per_audience")]
        indexes = [
            models.Index(fields=["site_id", "path", "audience"], name="sc_document_path"),
            *(
                models.Index(
                    fields=["type", "audience", "site_id", f"{sign}{column}", f"{sign}page", "locale"],
                    name=f"sc_document_{column}",
                )
                for column, sign in (("date", "-"), ("published_at", "-"), ("updated_at", "-"), ("title", ""))
            ),
            models.Index(fields=["valid_from"], name="sc_document_begins"),
            models.Index(fields=["key"], condition=Q(stale=True), name="sc_document_stale"),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.key} ({self.audience})"


class DocumentFacet(models.Model):
    """A value that documents are filtered and counted by, such as a theme. Supplied by the apps."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
    #: In the document's language.
    label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "name", "value"], name="sc_facet_once")]
        indexes = [models.Index(fields=["name", "value", "document"], name="sc_facet_value")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.name}: {self.value}"


class DocumentDependency(models.Model):
    """Something that a document was made from. When it changes, the document is built anew."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="dependencies")
    tag = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "tag"], name="sc_dependency_once")]
        indexes = [models.Index(fields=["tag", "document"], name="sc_dependency_tag")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.tag


class Withdrawn(models.Model):
    """An address where something was withdrawn: it answers 410. Its words are not kept, only a hash of them."""

    #: Of the page; the page itself may be deleted meanwhile.
    page_id = models.BigIntegerField(db_index=True)
    site_id = models.BigIntegerField()
    path_hash = models.CharField(max_length=64)
    #: Who could read it, and is told that it has gone.
    audience = models.CharField(max_length=8, choices=[(item.value, item.value) for item in Audience])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site_id", "path_hash", "page_id", "audience"], name="sc_withdrawn_once")
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"page {self.page_id}"


def make_publishable_key() -> str:
    return f"pk_{secrets.token_urlsafe(24)}"


class FrontEndManager(models.Manager):
    """Leaves the encrypted address out until it is asked for: what was encrypted with a lost key must not take the rest away."""

    def get_queryset(self):
        return super().get_queryset().defer("revalidation_url")


class FrontEnd(models.Model):
    """A site that shows our content: which pages may call the API from a browser, and what they may read."""

    name = models.CharField(_("name"), max_length=80, help_text=_("For you: “Our WordPress site”, “City library”."))
    origins = models.TextField(
        _("origins"),
        blank=True,
        help_text=_(
            "Where its pages are: one origin on each line, such as https://www.example.org, without a path. Browsers "
            "let only these pages read the API and send forms. A server of yours needs none."
        ),
    )
    #: What readers get as the address of a page begins with this, without a slash at the end.
    site_url = models.CharField(
        _("address of its pages"),
        max_length=500,
        blank=True,
        help_text=_(
            "What the address of each page begins with there, such as https://www.example.org. The path of the page comes after "
            "it. Links in all that this front end fetches lead there then. Empty: they lead to this site."
        ),
    )
    preview_url = models.CharField(
        _("address of its preview"),
        max_length=500,
        blank=True,
        help_text=_(
            "The address there that shows a draft, such as https://www.example.org/preview. Editors then see their drafts in "
            "this front end while they write. It must be on one of its origins."
        ),
    )
    audience = models.CharField(
        _("audience"),
        max_length=8,
        choices=[(Audience.OWN.value, _("Our own site")), (Audience.PARTNER.value, _("A partner’s site"))],
        default=Audience.PARTNER.value,
        help_text=_(
            "Which stories it gets. Our own site shows all that are public; a partner’s only those whose consent covers "
            "partners."
        ),
    )
    revalidation_url = EncryptedTextField(
        _("revalidation address"),
        blank=True,
        help_text=_(
            "Where this front end hears of changes, such as https://www.example.org/api/revalidate: each change of what it may "
            "read is told there, signed. The secret is found under “Webhooks”. Leave empty if it asks by itself."
        ),
    )
    key = models.CharField(
        _("publishable key"),
        max_length=64,
        unique=True,
        default=make_publishable_key,
        editable=False,
        help_text=_(
            "The front end shows it with each request. It is no secret, but whoever has it reads as this site."
        ),
    )

    objects = FrontEndManager()

    class Meta:
        verbose_name = _("front end")
        verbose_name_plural = _("front ends")
        ordering = ["name", "pk"]
        # Also where another row leads to it.
        base_manager_name = "objects"

    def __str__(self):
        return self.name
