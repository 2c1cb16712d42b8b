import uuid

import swapper
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

swapper.set_app_prefix("wagtailcore", "wagtail")


class Application(models.Model):
    """What one volunteer sent: the questions as they were asked then, and her answers.

    An ordinary model, not part of a page's revision: reverting a page undoes no application, and a page that has
    applications cannot be deleted. Only people with the "view application" permission read it; nobody edits it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "sc_volunteers.SignUpPage", verbose_name=_("sign-up"), on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    language = models.CharField(_("language"), max_length=12)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    #: The title of the form, and its questions in order: [{"name", "kind", "label", "help", "required", "choices"}].
    form_title = models.CharField(_("form"), max_length=255)
    questions = models.JSONField(_("questions as asked"))
    #: By the name of the question: text, true or false, or a list of texts.
    answers = models.JSONField(_("answers"))
    #: The privacy text she agreed to, as HTML.
    privacy_text = models.TextField(_("privacy text"))

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_at"]
        # Reading is all that there is: an application is sent once, and is not written by staff.
        default_permissions = ("view",)

    def __str__(self):
        # No name here: Wagtail shows this text to editors too, where a page is in use.
        when = date_format(timezone.localtime(self.submitted_at), "SHORT_DATE_FORMAT")
        return f"{self._meta.verbose_name.capitalize()} {str(self.pk)[:8]}, {when}"

    @property
    def answers_as_asked(self) -> list[tuple[str, list[str]]]:
        """Each question and its answers in words, in the order in which they were asked. No answer: an empty list."""
        return [(question["label"], _in_words(self.answers.get(question["name"]))) for question in self.questions]


def _in_words(answer) -> list[str]:
    if isinstance(answer, bool):
        return [gettext("Yes") if answer else gettext("No")]
    if isinstance(answer, list):
        return [str(item) for item in answer]
    return [str(answer)] if answer not in (None, "") else []
