"""What is not sure of a printed form: those of a former decision were not compared with its text."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.actions import bundles, law, paper_law
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.documents import layout
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.store.datafile import DataFile

FORMS = ("mau-01", "mau-02", "mau-03", "scoring-sheet")
WHOLE = ("dossier", "electronic-dossier")
"""What holds all the forms of a dossier."""


def doubt(data: DataFile, document: str, ids: Sequence[str]) -> str:
    """What people must know of a form before they hand it in; "" where nothing is doubtful."""
    for id in ids if document in (*FORMS, *WHOLE) else ():
        decision = _decision(data, document, id)
        if not decision.verified:
            return _told(document, decision)
    return ""


def _decision(data: DataFile, document: str, id: str) -> Decision:
    """The decision that a record, or a set named `qd148_2023/13`, follows."""
    named = id.partition("/")[0]
    if document == "scoring-sheet" and named in law.the_regulations().codes:
        return law.the_regulations().decision(named)
    sheet = linked(data, "assessment", id) if document == "scoring-sheet" else None
    if sheet is not None:
        return paper_law.decision_of(sheet)
    known = linked(data, "dossier", id) or linked(data, "product", id)
    return paper_law.decision_of(product_and_dossier(data, id)[1] if known else None)


def _told(document: str, decision: Decision) -> str:
    latest = law.the_regulations().decision(paper_law.LATEST).number
    former = f"{document}-{bundles.FORMER.get(decision.code, '')}"
    if document in WHOLE:
        return (
            f"Mẫu của Quyết định {decision.number} chưa đối chiếu với bản ký; "
            f"mẫu chưa có thì in theo Quyết định {latest}"
        )
    if former in layout.names():
        return f"Mẫu của Quyết định {decision.number} chưa đối chiếu với bản ký"
    return f"Chưa có mẫu của Quyết định {decision.number}; in theo mẫu của Quyết định {latest}"
