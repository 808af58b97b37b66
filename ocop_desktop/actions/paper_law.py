"""What printed papers ask of the law: the decision of a dossier, the set of a product."""

from __future__ import annotations

import re

from ocop_desktop.actions.law import the_regulations
from ocop_desktop.messages import Trouble
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.sets import CriteriaSet
from ocop_desktop.schema import Entry

NUMERAL = re.compile(r"^(?:[IVX]+|\d+|[a-z])\. ")
LATEST = "qd26_2026"


def decision_of(record: Entry | None) -> Decision:
    """The decision a record follows; the one in force where it names none."""
    code = str(record.get("regulation") or LATEST) if record else LATEST
    try:
        return the_regulations().decision(code)
    except Trouble:
        return the_regulations().decision(LATEST)


def criteria_set(decision: Decision, product: Entry | None) -> CriteriaSet | None:
    """The scoring set of a product."""
    number = str(product.get("criteria_set") or "") if product else ""
    return the_regulations().set(decision.code, number) if number else None


def classified(found: CriteriaSet) -> str:
    """Ngành, Nhóm, Phân nhóm without their numerals."""
    place = found.classification
    if place is None:
        return found.name
    words = (("Ngành", place.sector), ("Nhóm", place.group), ("Phân nhóm", place.subgroup))
    named = ((word, NUMERAL.sub("", text).removeprefix("Sản phẩm ")) for word, text in words)
    return "; ".join(f"{word}: {text[:1].upper()}{text[1:]}" for word, text in named if text)
