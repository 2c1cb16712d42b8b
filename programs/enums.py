"""The fixed vocabularies of a program. Values are part of the data: never change one, only add."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MENTORSHIP = "mentorship", _("Mentorship")
    PEER_MENTORSHIP = "peer-mentorship", _("Peer mentorship")
    SKILLS_TRAINING = "skills-training", _("Skills training")
    JOB_READINESS = "job-readiness", _("Job readiness")
    LIFE_SKILLS = "life-skills", _("Life skills")
    SUPPORT_GROUP = "support-group", _("Support group")
    PEN_PALS = "pen-pals", _("Pen pals")
    REENTRY_SERVICES = "reentry-services", _("Re-entry services")


class Stage(TextChoices):
    IN_CUSTODY = "in-custody", _("In custody")
    PREPARING_FOR_RELEASE = "preparing-for-release", _("Preparing for release")
    AFTER_RELEASE = "after-release", _("After release")
    FAMILY = "family", _("Family")


class Delivery(TextChoices):
    IN_FACILITY = "in-facility", _("In a facility")
    IN_COMMUNITY = "in-community", _("In the community")
    BY_MAIL = "by-mail", _("By mail")
    BY_TELEPHONE = "by-telephone", _("By telephone")
    ONLINE = "online", _("Online")


class Language(TextChoices):
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    FRENCH = "fr", _("French")
    HAITIAN_CREOLE = "ht", _("Haitian Creole")
    KOREAN = "ko", _("Korean")
    PORTUGUESE = "pt", _("Portuguese")
    RUSSIAN = "ru", _("Russian")
    TAGALOG = "tl", _("Tagalog")
    VIETNAMESE = "vi", _("Vietnamese")
    AMERICAN_SIGN_LANGUAGE = "ase", _("American Sign Language")


class Cost(TextChoices):
    UNKNOWN = "ask", _("Please ask")
    FREE = "free", _("Free")
    SLIDING_SCALE = "sliding-scale", _("By income")
    PAID = "paid", _("There is a fee")


class Childcare(TextChoices):
    UNKNOWN = "ask", _("Please ask")
    ON_SITE = "on-site", _("On site")
    HELP_WITH_COST = "help-with-cost", _("Help with the cost")
    NONE = "none", _("Not offered")


class PartnerKind(TextChoices):
    FACILITY = "facility", _("Correctional facility")
    NON_PROFIT = "non-profit", _("Non-profit")
    EMPLOYER = "employer", _("Employer")
    PUBLIC_AGENCY = "public-agency", _("Public agency")
    SCHOOL = "school", _("School or college")


class PartnerRole(TextChoices):
    PROVIDER = "provider", _("Provides the program")
    HOST = "host", _("Gives the place")
    TEACHING = "teaching", _("Teaches")
    EMPLOYMENT = "employment", _("Employs participants")
    REFERRAL = "referral", _("Refers women to it")
    FUNDING = "funding", _("Pays for it")
