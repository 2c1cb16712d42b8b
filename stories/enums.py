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


class Place(TextChoices):
    """Where she agreed to have it shown. The first two are ours to keep; of the others the record tells those who post or print."""

    OWN = "own", _("Our own site")
    PARTNERS = "partners", _("Partners’ sites")
    SOCIAL = "social", _("Social media")
    PRINT = "print", _("Print")
    FUNDRAISING = "fundraising", _("Fundraising")


class NameKind(TextChoices):
    """What the name is that readers know her by."""

    FIRST_NAME = "first_name", _("Her real first name")
    INITIAL = "initial", _("An initial")
    PSEUDONYM = "pseudonym", _("A name that she chose")
    ANONYMOUS = "anonymous", _("No name at all: she is anonymous")


class Channel(TextChoices):
    """How a consent was obtained."""

    IN_PERSON = "in_person", _("In person, signed")
    LETTER = "letter", _("By letter, signed")
    TELEPHONE = "telephone", _("By telephone")
    VIDEO = "video", _("By video call")
    ELECTRONIC = "electronic", _("By e-mail or message")


class Told(TextChoices):
    """How a person said that she takes her consent back."""

    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in_person", _("In person")
    LETTER = "letter", _("By letter")
    ELECTRONIC = "electronic", _("By e-mail or message")
    SOMEBODY = "somebody", _("Through somebody she trusts")
    CODE = "code", _("By herself, with her code")
    LINK = "link", _("By herself, by the private link to the proof")


class Trace(TextChoices):
    """What of a story can be in public, and must go when she takes it back."""

    ADDRESS = "address", _("Address of the page")
    DOCUMENT = "document", _("Published text (JSON)")
    FILE = "file", _("Picture file")
    SEARCH = "search", _("Entry in the search")
    LISTS = "lists", _("Lists, feeds, sitemap and links")
    PAGE = "page", _("Page in the CMS, and planned publications")
    CACHE = "cache", _("Copies in caches and browsers")


class TraceState(TextChoices):
    """Where it stands with such a trace."""

    OPEN = "open", _("Not yet")
    DONE = "done", _("Gone")
    MADE_ANEW = "made_anew", _("Made anew without it")
    CONSENTED = "consented", _("Public again: she has consented anew")
    #: Of a picture file: something shows it that she has not taken back.
    STAYS = "stays", _("Stays: another page shows it, or it does not show what she took back")


class UseKind(TextChoices):
    """Where a story was used outside of what we can take back."""

    SOCIAL = "social", _("Social media post")
    PRINT = "print", _("Print: brochure, report, newspaper")
    FUNDRAISING = "fundraising", _("Fundraising: appeal, application, event")
    NEWSLETTER = "newsletter", _("Newsletter that was sent")
    OTHER = "other", _("Something else")


class Manner(TextChoices):
    """How a part of a picture is made unrecognisable; the values are those of `images.obscure`."""

    COVER = "cover", _("Cover: a plain dark area")
    PIXELATE = "pixelate", _("Pixelate: large squares of colour")


class KeepOriginal(TextChoices):
    """What becomes of a picture as it was, when parts of it were obscured."""

    KEEP = "keep", _("Keep it private")
    DELETE = "delete", _("Delete it")


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


class ProofState(TextChoices):
    """What became of a proof that a woman was shown before her story is published."""

    WAITING = "waiting", _("Waits for her answer")
    APPROVED = "approved", _("She said yes")
    CHANGES = "changes", _("She asks for changes")
    WITHDRAWN = "withdrawn", _("She does not want it published")


class AnswerChannel(TextChoices):
    """By what way her answer to a proof came."""

    LETTER = "letter", _("By letter")
    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in_person", _("In person")
    LINK = "link", _("By the private link")


class LifeEventKind(TextChoices):
    """What may change what she wants, and has a date."""

    RELEASE = "release", _("Her release")
    CUSTODY = "custody", _("A case about her children")
    WORK = "work", _("A new job, or looking for one")
    DANGER = "danger", _("Somebody who may harm her is released")
    OTHER = "other", _("Something else")


class Asked(TextChoices):
    """What came of asking her on such a date."""

    STANDS = "stands", _("Her consent stands as it is")
    CHANGED = "changed", _("She wants something changed")
    TAKEN_BACK = "taken_back", _("She takes it back")
    NOT_NEEDED = "not_needed", _("She was not asked: the date was wrong, or has moved")


class Clue(TextChoices):
    """What helps somebody to find a woman, where several stand together."""

    NAME = "name", _("Her public name")
    AGE = "age", _("Her age")
    TOWN = "town", _("A town")
    FACILITY = "facility", _("The prison or jail")
    EMPLOYER = "employer", _("Where she works")
    RELEASE = "release", _("The month of her release")


class Decision(TextChoices):
    """Why clues that stand together may stay."""

    AGREED = "agreed", _("She knows that these stand together, and wants them so")
    NOT_HERS = "not_hers", _("What was found is not about her")
