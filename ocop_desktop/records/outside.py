"""What rules must ask of others: places, the calendar, the decisions, records that are linked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ocop_desktop.messages import Trouble
from ocop_desktop.regulations import CriteriaSet, Decision, Regulations
from ocop_desktop.schema import Value

Values = Mapping[str, Value]


def _nowhere(commune: str) -> str | None:
    return None


def _never(day: str, count: int) -> str | None:
    return None


def _unknown(kind: str, id: str) -> Values:
    return {}


def _none(id: str) -> Sequence[Values]:
    return ()


def _untitled(kind: str, id: str) -> str:
    return ""


@dataclass(frozen=True)
class Outside:
    """Where a commune lay, which days are working days, what the law says, what a link leads to.

    `ranks_of` gives the recognitions of a product, `papers_of` the papers of a product and of its
    subject (`papers_of("")`: none), `machines_like` the machines whose serial number reads the
    same, each with its id (a machine's grant is its `parent`); nothing removed is among them.
    `cumulative` is the office's own reading of the minimum marks, None where the decision's counts.
    """

    district_of: Callable[[str], str | None] = _nowhere
    working_days_after: Callable[[str, int], str | None] = _never
    law: Regulations | None = None
    linked: Callable[[str, str], Values] = _unknown
    ranks_of: Callable[[str], Sequence[Values]] = _none
    papers_of: Callable[[str], Sequence[Values]] = _none
    machines_like: Callable[[str], Sequence[Values]] = _none
    title: Callable[[str, str], str] = _untitled
    cumulative: bool | None = None
    today: str = ""

    def decision(self, code: Value) -> Decision | None:
        """A decision by its code; None where it is not known or its file is broken."""
        try:
            return self.law.decision(str(code)) if self.law and code else None
        except Trouble:
            return None

    def decision_on(self, day: Value) -> Decision | None:
        """The decision that a record of a day follows; a bare year counts as its end."""
        if self.law is None or not day:
            return None
        return self.law.decision_on(f"{day}-12-31" if len(str(day)) == 4 else str(day))

    def sheet(self, regulation: Value, number: Value) -> CriteriaSet | None:
        """A scoring set; None where it is not known or its file is broken."""
        try:
            known = self.law and regulation and number
            return self.law.set(str(regulation), str(number)) if self.law and known else None
        except Trouble:
            return None


NOBODY = Outside()
