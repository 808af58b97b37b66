"""What minutes of an inspection name, and the sheet that goes along on a visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ocop_desktop.actions import entries, lists, paper_evidence, paper_law, paper_office
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.actions.paper_rows import joined, shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema import Entry
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile

BEFORE, EQUIPMENT = "before", "equipment"


def inspection_tree(data: DataFile, kind: str, id: str | None) -> Tree:
    """Everything that minutes of an inspection name; of none, what is blank in them."""
    inspection = linked(data, "inspection", id)
    subject = linked(data, "subject", inspection.get("subject")) if inspection else None
    office = paper_office.unit(data)
    known = shown(data, data.forms["inspection"], inspection)
    purpose = inspection.get("purpose") if inspection else None
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "inspection": known,
        "made": {
            **paper_office.places_tree(data, subject, office),
            "visited_at": known["checked_at"].text or paper_office.address(data, subject),
            "minutes_number": paper_office.numbered(
                data, inspection, "minutes_no", office, "minutes_symbol"
            ),
            "team": _rows(data, inspection, "team", "inspection.member"),
            "visit_checks": _checks(data, inspection),
            "is_before": Shown("", purpose == BEFORE or None),
            "is_after": Shown("", purpose not in (None, BEFORE, EQUIPMENT) or None),
        },
    }


def summary_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """Several inspections, one line each."""
    office, form = paper_office.unit(data), data.forms["inspection"]
    found = sorted(
        (entries.get(data, "inspection", id) for id in ids),
        key=lambda one: (str(one.get("checked_on") or ""), one.id),
    )
    rows: list[Tree] = []
    for number, one in enumerate(found, start=1):
        known = {name: value.text for name, value in shown(data, form, one).items()}
        rows.append({**known, "number": str(number), "failed": _failed(data, one)})
    counted = {
        "inspected": len(found),
        "inspected_subjects": len({one.get("subject") for one in found}),
        "reminded": sum(one.get("proposal") in ("remind", "withdraw") for one in found),
        "remedied": sum(bool(one.get("remedied_on")) for one in found),
    }
    return {
        **paper_office.office_tree(data, office),
        "made": {
            "inspections": rows,
            **{name: f"{count:02d}" for name, count in counted.items()},
        },
    }


def visit_tree(data: DataFile, kind: str, id: str | None) -> Tree:
    """What is known of a subject before a visit: its products, papers, machines; boxes to tick."""
    subject = _subject(data, kind, id)
    office = paper_office.unit(data)
    products = lists.entries(data, "product", where={"subject": subject.id}) if subject else []
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "made": {
            **paper_office.places_tree(data, subject, office),
            "contact": _contact(subject),
            "known_products": _products(data, products),
            "known_papers": list(_papers(data, subject, products)),
            "known_machines": list(_machines(data, subject)),
            "visit_checks": _checks(data, None),
            "today": Shown(show(data.today()), data.today()),
        },
    }


# ---- rows


def _rows(data: DataFile, record: Entry | None, table: str, kind: str) -> list[Tree]:
    form = data.forms[kind]
    found = record.rows(table) if record else ()
    return [{name: one.text for name, one in shown(data, form, row).items()} for row in found]


def _checks(data: DataFile, inspection: Entry | None) -> list[Tree]:
    """Every line of the check list with its answer; lines that were not looked at stay blank."""
    items = data.forms["inspection.check"].field("item").type
    labels: dict[str, str] = {one.code: one.label for one in getattr(items, "offered", list)()}
    found = {str(row.get("item")): row for row in (inspection.rows("checks") if inspection else ())}
    asked = [code for code in labels if code in found] if found else list(labels)
    return [
        {
            "number": str(number),
            "item": labels[code],
            "result": Shown("", found[code].get("result") if code in found else None),
            "remark": str(found[code].get("remark") or "") if code in found else "",
        }
        for number, code in enumerate(asked, start=1)
    ]


def _failed(data: DataFile, inspection: Entry) -> str:
    """What was not in order, with the remarks."""
    form = data.forms["inspection.check"]
    rows = [row for row in inspection.rows("checks") if row.get("result") == "failed"]
    known = (shown(data, form, row) for row in rows)
    return "; ".join(joined(one["item"].text, one["remark"].text, between=": ") for one in known)


def _subject(data: DataFile, kind: str, id: str | None) -> Entry | None:
    if id is None or kind == "subject":
        return linked(data, "subject", id)
    product, _ = product_and_dossier(data, id)
    return linked(data, "subject", product.get("subject")) if product else None


def _contact(subject: Entry | None) -> str:
    """Who answers the telephone."""
    if subject is None:
        return ""
    name = str(subject.get("contact_name") or subject.get("rep_name") or "")
    phone = str(subject.get("contact_phone") or subject.get("phone") or "")
    return joined(name, phone, between=" – ")


def _products(data: DataFile, products: Sequence[Entry]) -> list[Tree]:
    form = data.forms["product"]
    known = (shown(data, form, one) for one in products)
    return [
        {
            "number": str(number),
            "name": one["name"].text,
            "stars": one["current_stars"].text or "–",
            "until": one["current_until"].text or "–",
        }
        for number, one in enumerate(known, start=1)
    ]


def _papers(data: DataFile, subject: Entry | None, products: Sequence[Entry]) -> Iterator[Tree]:
    """The papers on the check list that are there, with their last day."""
    if subject is None:
        return
    decision = paper_law.decision_of(None)
    seen: set[str] = set()
    for owner in [one.id for one in products] or [""]:
        for line in paper_evidence.lines(data, decision, subject.id, owner):
            for one in line.found:
                if one.id in seen:
                    continue
                seen.add(one.id)
                known = shown(data, data.forms["evidence"], one)
                yield {
                    "number": str(len(seen)),
                    "paper": joined(line.label, known["name"].text, between=": "),
                    "no": joined(known["number"].text, known["issued_on"].text),
                    "until": known["expires_on"].text or "–",
                }


def _machines(data: DataFile, subject: Entry | None) -> Iterator[Tree]:
    """The machines a subject was granted, with the state they were last seen in."""
    form, number = data.forms["support_item"], 0
    grants = lists.entries(data, "support", where={"subject": subject.id}) if subject else []
    for grant in grants:
        for row in entries.get(data, "support", grant.id).rows("items"):
            number += 1
            known = shown(data, form, row)
            yield {
                "number": str(number),
                "name": joined(known["name"].text, known["model"].text),
                "serial": known["serial"].text or "–",
                "state": known["last_state"].text or "–",
                "checked_on": known["last_checked_on"].text,
            }
