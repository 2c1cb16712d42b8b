"""Who has fetched what with a key of theirs: they may have kept it."""

from django.db import models

from .documents import FrontEnd


class Fetch(models.Model):
    """A front end has fetched the document of a page, first and last on these days."""

    front_end = models.ForeignKey(FrontEnd, on_delete=models.CASCADE, related_name="fetches", editable=False)
    #: Not a foreign key: what was fetched stays fetched when the page is deleted.
    page_id = models.BigIntegerField(db_index=True)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["front_end", "page_id"], name="sc_fetch_once")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"front end {self.front_end_id}, page {self.page_id}"
