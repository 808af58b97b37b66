"""What notices to owners name: a rank that runs out, and the list of what was sent to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ocop_desktop.actions import entries, lists, paper_law, paper_office
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import joined, shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.regulations.deadlines import expires_on, regrade_window
from ocop_desktop.schema import Entry
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile


def recognition_tree(data: DataFile, kind: str, id: str | None) -> Tree:
    """Everything that a notice names: of a recognition, or of a product's last one."""
    recognition = _recognition(data, kind, id)
    office = paper_office.unit(data)
    product = linked(data, "product", recognition.get("product")) if recognition else None
    subject = linked(data, "subject", product.get("subject")) if product else None
    return {
        **paper_office.office_tree(data, office),
        "recognition": shown(data, data.forms["recognition"], recognition),
        "product": shown(data, data.forms["product"], product),
        "subject": shown(data, data.forms["subject"], subject),
        "made": {
            **paper_office.places_tree(data, subject, office),
            **_window(data, recognition),
            "today": Shown(show(data.today()), data.today()),
            "decision_number": paper_law.decision_of(None).number,
        },
    }


def dispatch_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """The owners that notices go to, one line each, with a place to sign."""
    office = paper_office.unit(data)
    rows = [_dispatched(data, id, number) for number, id in enumerate(ids, start=1)]
    return {
        **paper_office.office_tree(data, office),
        "made": {
            "dispatched": rows,
            "dispatched_count": f"{len(rows):02d}",
            "today": Shown(show(data.today()), data.today()),
        },
    }


def running_out(data: DataFile, on: str | None = None) -> list[str]:
    """The recognitions whose owners are to be told: the window to ask again opens or is open.

    A rank that ended, or whose last day is past, is left out.
    """
    day = on or data.today()
    opens = paper_law.decision_of(None).limits.regrade_opens_days or 180
    last = (date.fromisoformat(day) + timedelta(days=opens)).isoformat()
    found = lists.entries(data, "recognition")
    pairs = [(end_of(one), one.id) for one in found if not one.get("end_reason")]
    return [id for end, id in sorted(pairs) if day < end <= last]


def end_of(recognition: Entry) -> str:
    """The first day a rank no longer holds: as it is written, else 36 months."""
    written = str(recognition.get("expires_on") or "")
    issued = str(recognition.get("issued_on") or "")
    return written or (expires_on(issued) if issued else "")


def _window(data: DataFile, recognition: Entry | None) -> dict[str, Shown | str]:
    end = end_of(recognition) if recognition else ""
    limits = paper_law.decision_of(None).limits
    window = regrade_window(end, limits) if end else None
    opens, closes = window or ("", "")
    known = {"ends": end, "opens": opens, "closes": closes}
    days = (date.fromisoformat(end) - date.fromisoformat(data.today())).days if window else None
    return {
        **{name: Shown(show(day) if day else "", day or None) for name, day in known.items()},
        "days_left": str(days) if days is not None and days >= 0 else "",
    }


def _recognition(data: DataFile, kind: str, id: str | None) -> Entry | None:
    if kind != "product":
        return linked(data, "recognition", id)
    found = lists.entries(data, "recognition", where={"product": id})
    last = max(found, key=lambda one: (str(one.get("issued_on") or ""), one.id), default=None)
    return entries.get(data, "recognition", last.id) if last else None


def _dispatched(data: DataFile, id: str, number: int) -> Tree:
    tree = recognition_tree(data, "recognition", id)
    product, subject, recognition = (tree[name] for name in ("product", "subject", "recognition"))
    made = tree["made"]
    assert isinstance(product, dict)
    assert isinstance(subject, dict)
    assert isinstance(recognition, dict)
    assert isinstance(made, dict)
    return {
        "number": str(number),
        "subject": joined(subject["name"].text, subject["rep_name"].text, between="\n"),
        "address": joined(str(made["address"]), subject["phone"].text, between="\n"),
        "product": product["name"].text,
        "stars": recognition["stars"].text,
        "ends": made["ends"].text,
    }
