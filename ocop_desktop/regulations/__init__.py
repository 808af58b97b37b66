"""The law as data with a date: decisions, their scoring sets, star bands, papers, deadlines.

To add a decree: one folder under `resources/regulations/` with `decision.toml` and `sets/`.
"""

from ocop_desktop.regulations.deadlines import expires_on, regrade_window
from ocop_desktop.regulations.decision import (
    Band,
    CommuneCheck,
    Decision,
    DossierKind,
    Limits,
    Paper,
    Transition,
    YearRound,
)
from ocop_desktop.regulations.regulations import Regulations
from ocop_desktop.regulations.sets import (
    Classification,
    CriteriaSet,
    Criterion,
    Group,
    Option,
    Part,
)
from ocop_desktop.regulations.work_calendar import WorkCalendar

__all__ = [
    "Band",
    "Classification",
    "CommuneCheck",
    "CriteriaSet",
    "Criterion",
    "Decision",
    "DossierKind",
    "Group",
    "Limits",
    "Option",
    "Paper",
    "Part",
    "Regulations",
    "Transition",
    "WorkCalendar",
    "YearRound",
    "expires_on",
    "regrade_window",
]
