from django.db import models
from django.utils.translation import gettext_lazy as _

#: What may stand in braces in a template, and what it becomes.
PLACEHOLDERS = {
    "name": _("the volunteer's name"),
    "form": _("the title of the form"),
    "sent": _("the day on which she sent it"),
}


class LetterTemplate(models.Model):
    """A letter that coordinators write often. It is filled in, changed at will, and then sent."""

    title = models.CharField(
        _("title"), max_length=120, help_text=_("How coordinators find it; volunteers do not see it.")
    )
    language = models.CharField(
        _("language"), max_length=12, help_text=_("Offered first for applications in this language.")
    )
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(
        _("text"),
        help_text=_(
            "Plain text. {name} becomes the volunteer's name, {form} the title of the form, {sent} the day she sent it."
        ),
    )

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["language", "title"]

    def __str__(self):
        return self.title
