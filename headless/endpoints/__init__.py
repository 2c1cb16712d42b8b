"""What the endpoints of the API are made of: who asks, strict parameters, cursors, answers of ready bytes, problems.

Apps build their routers with it; `headless.api` puts them together.
"""

from .answers import answer_json, answer_rows, unless_known
from .asking import Asking, asking_of, site_of
from .catalogue import Catalogue
from .describing import described
from .filters import Filter
from .parameters import Parameters
from .problems import Problem, problem

__all__ = [
    "Asking",
    "Catalogue",
    "Filter",
    "Parameters",
    "Problem",
    "answer_json",
    "answer_rows",
    "asking_of",
    "described",
    "problem",
    "site_of",
    "unless_known",
]
