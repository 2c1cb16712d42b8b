"""Programs: three of organizations that exist, as a public blog post describes them, and samples of every kind."""

from .described import DESCRIBED
from .samples_company import COMPANY
from .samples_skills import SKILLS

PROGRAMS = [*DESCRIBED, *COMPANY, *SKILLS]
