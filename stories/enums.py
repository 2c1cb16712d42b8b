"""The words for the basis on which a story is public."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BasisKind(TextChoices):
    """Why a story may be public at all."""

    PERSON = "person", _("Consent of a person")
    NO_PERSON = "no_person", _("No real person")


class Nature(TextChoices):
    """What a story is that tells of no real person."""

    SAMPLE = "sample", _("Sample: made up to show how the site works")
    COMPOSITE = "composite", _("Composite: put together from several women’s experience")
    EDITORIAL = "editorial", _("Editorial: about the work, not about a person")


class ConsentAudience(TextChoices):
    """Where she agreed to have it shown."""

    OWN = "own", _("Our own site only")
    PARTNERS = "partners", _("Our own site and partners’ sites")


class Topic(TextChoices):
    """What a story speaks of that may hurt a reader who has lived it. Named plainly, without judgement or detail."""

    VIOLENCE_AT_HOME = "violence-at-home", _("Violence at home")
    SEXUAL_VIOLENCE = "sexual-violence", _("Sexual violence")
    VIOLENCE = "violence", _("Other violence")
    SUICIDE = "suicide", _("Suicide or self-harm")
    ADDICTION = "addiction", _("Addiction")
    DEATH = "death", _("A death")
    LOSS_OF_CHILDREN = "loss-of-children", _("Being apart from one’s children")
    ILLNESS = "illness", _("Illness")
    RACISM = "racism", _("Racism")
    LIFE_IN_PRISON = "life-in-prison", _("Conditions in prison")
