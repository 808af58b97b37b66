"""What the papers of a grant name: its machines, what they cost, what was promised."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.actions import entries, paper_office
from ocop_desktop.actions.paper_records import linked
from ocop_desktop.actions.paper_rows import added, joined, shown, whole
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema import Entry, Form
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import grouped


def support_tree(data: DataFile, support: Entry | None) -> Tree:
    """Everything that minutes about a grant name."""
    form, office = data.forms["support"], paper_office.unit(data)
    subject = linked(data, "subject", support.get("subject")) if support else None
    known = shown(data, form, support)
    years, until = known["commit_years"].text, known["commit_until"].text
    return {
        **paper_office.office_tree(data, office),
        "subject": shown(data, data.forms["subject"], subject),
        "support": known,
        "made": {
            **paper_office.places_tree(data, subject, office),
            "giver": known["executed_by"].text or (_unit_name(office) if support else ""),
            "handover_place": paper_office.address(data, subject),
            "items": items(data, support),
            "items_total": items_total(support),
            "checked_items": checked_items(data, support),
            "sources": sources(data, support),
            "commitment": joined(years and f"{years} năm", until and f"đến ngày {until}"),
        },
    }


def ledger_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """Every machine of some grants, one line each, with its last check."""
    office, form = paper_office.unit(data), data.forms["support"]
    rows: list[Tree] = []
    for support in (entries.get(data, "support", id) for id in ids):
        known = shown(data, form, support)
        facts = {
            "subject": known["subject"].text,
            "decision": joined(known["decision_no"].text, known["decision_on"].text),
            "handed_over": known["handed_over_on"].text,
            "commit_until": known["commit_until"].text,
        }
        rows += [{**facts, **item} for item in checked_items(data, support)]
    return {
        **paper_office.office_tree(data, office),
        "made": {
            **paper_office.places_tree(data, None, office),
            "ledger": [{**row, "number": str(n)} for n, row in enumerate(rows, start=1)],
            "today": Shown(show(data.today()), data.today()),
        },
    }


def items(data: DataFile, support: Entry | None) -> list[Tree]:
    """The machines of a grant as minutes list them."""
    form = data.forms["support_item"]
    rows = support.rows("items") if support else ()
    return [_item(data, form, row, number) for number, row in enumerate(rows, start=1)]


def items_total(support: Entry | None) -> str:
    """What the machines cost together; "" where no amount is known."""
    return added(row.get("amount") for row in (support.rows("items") if support else ()))


def checked_items(data: DataFile, support: Entry | None) -> list[Tree]:
    """The machines with the last time each was looked at."""
    rows = support.rows("items") if support else ()
    made = zip(items(data, support), rows, strict=True)
    return [{**tree, **_last_check(data, row)} for tree, row in made]


def sources(data: DataFile, support: Entry | None) -> list[Tree]:
    """Where the money comes from: approved, paid out, settled."""
    form = data.forms["support.source"]
    found = support.rows("sources") if support else ()
    return [{name: one.text for name, one in shown(data, form, row).items()} for row in found]


def _last_check(data: DataFile, item: Entry) -> Tree:
    checks = item.rows("checks")
    last = max(checks, key=lambda row: str(row.get("checked_on") or ""), default=None)
    known = shown(data, data.forms["support_item.check"], last)
    return {
        "checked_on": known["checked_on"].text,
        "checked_by": known["checked_by"].text,
        "state": known["state"].text or item_state(data, item),
        "output_note": known["output_note"].text,
        "action_taken": known["action_taken"].text,
        "place_at": shown(data, data.forms["support_item"], item)["place_at"].text,
    }


def item_state(data: DataFile, item: Entry) -> str:
    """The state a machine was last seen in."""
    return shown(data, data.forms["support_item"], item)["last_state"].text


def _item(data: DataFile, form: Form, row: Entry, number: int) -> Tree:
    text = {name: one.text for name, one in shown(data, form, row).items()}
    capacity = " ".join(part for part in (text["capacity"], text["capacity_unit"]) if part)
    amount = whole(row.get("amount"))
    return {
        "number": str(number),
        "name": joined(text["name"], text["model"], capacity, between="; "),
        "serial": text["serial"],
        "made_by": joined(text["maker"], text["country"], text["made_year"]),
        "quantity": joined(text["quantity"], text["quantity_unit"], between=" "),
        "amount": grouped(amount) if amount is not None else "",
        "condition": text["condition"],
        "papers": text["papers_given"],
    }


def _unit_name(office: Entry | None) -> str:
    return str(office.get("name") or "") if office else ""
