"""Rules that need only a list of names: dates in order, parts within a whole, rows not twice.

To add one: a line in `IN_ORDER`, `PARTS` or `ONCE`. Rules with a thought of their own stand in
`rules.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ocop_desktop.records.amounts import Valued, exact
from ocop_desktop.records.looked import keyed
from ocop_desktop.records.spans import surely_before
from ocop_desktop.schema import Form, Problem, Value
from ocop_desktop.schema.remarks import key_of
from ocop_desktop.vietnamese import fold

Values = Mapping[str, Value]

IN_ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "unit": (("valid_from", "valid_to"),),
    "unit.signer": (("valid_from", "valid_to"),),
    "subject.chain_contract": (("contracted_on", "contract_until"),),
    "product.mark": (("accepted_on", "issued_on", "expires_on"),),
    "recognition": (("issued_on", "handed_on"),),
    "dossier": (
        ("received_on", "complete_on", "forwarded_on", "province_received_on"),
        ("forwarded_on", "outcome_on"),
    ),
    "dossier.request": (("asked_on", "due_on"), ("asked_on", "answered_on")),
    "inspection": (("checked_on", "remedy_by"), ("checked_on", "remedied_on")),
    "course": (("starts_on", "ends_on"),),
    "outlet": (("opened_on", "closed_on"),),
    "listing": (("starts_on", "ends_on"),),
    "event": (("starts_on", "ends_on"),),
}
"""Dates of which none can stand before one named earlier."""

USUALLY_IN_ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "subject": (("founded_on", "status_since"), ("reg_on", "reg_change_on")),
    "round": (("decision_on", "met_on", "recognition_on"),),
    "recognition": (("issued_on", "reward_paid_on"),),
    "dossier": (("signed_on", "received_on"),),
    "evidence": (("issued_on", "certified_on", "certified_until"),),
    "course": (("decision_on", "ends_on"),),
    "support": (
        ("requested_on", "surveyed_on", "decision_on", "contracted_on", "delivered_on"),
        ("delivered_on", "accepted_on", "handed_over_on", "settled_on"),
        ("decision_on", "disbursed_on", "settled_on"),
        ("infra_started_on", "infra_finished_on"),
    ),
    "support_item": (("invoice_on", "warranty_to"),),
    "listing": (("starts_on", "seen_on"),),
    "product": (("trace_from", "trace_checked_on"), ("declaration_on", "stopped_on")),
    "activity": (("done_on", "next_on"),),
}
"""Dates that hardly ever stand the other way round."""

PARTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "subject": (
        ("members", ("members_women",)),
        ("members", ("members_minority",)),
        ("members", ("members_poor",)),
    ),
    "year_figures": (
        ("revenue", ("rev_in", "rev_out", "rev_export")),
        (
            "revenue",
            (
                "rev_direct",
                "rev_agent",
                "rev_supermarket",
                "rev_ocop_point",
                "rev_ecommerce",
                "rev_social",
                "rev_fair",
            ),
        ),
        ("workers", ("workers_regular",)),
        ("workers", ("workers_women",)),
        ("workers", ("workers_minority",)),
        ("workers", ("workers_local",)),
        ("workers", ("workers_disabled",)),
    ),
    "course": (
        ("t_people", ("t_women",)),
        ("t_people", ("t_minority",)),
        ("t_people", ("t_officials",)),
    ),
    "support.source": (("approved", ("disbursed",)), ("disbursed", ("settled",))),
}
"""A whole, and parts that together may not be more."""

ONCE: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "subject": (("persons", ("full_name", "birth_year")), ("coop_grades", ("year",))),
    "product": (("packs", ("gtin",)), ("marks", ("application_no",))),
    "support": (("items", ("serial",)),),
    "assessment": (("marks", ("criterion",)),),
    "dossier": (("self_scores", ("criterion",)),),
    "inspection": (("checks", ("item",)),),
    "course": (
        ("attendances", ("full_name", "birth_year", "subject")),
        ("sessions", ("session",)),
    ),
    "event": (("products", ("product",)),),
    "listing": (("figures", ("year",)),),
}
"""Tables in which no two rows may have the same values in these fields."""


def out_of_order(form: Form, values: Values) -> Iterator[Problem]:
    """A problem for each date that stands before one that must, or usually does, come first."""
    for level, rules in (("error", IN_ORDER), ("warning", USUALLY_IN_ORDER)):
        for names in rules.get(form.kind, ()):
            known = [name for name in names if values.get(name)]
            for first, second in pairwise(known):
                if surely_before(str(values[second]), str(values[first])):
                    text = f"{_said(form, second, values)} đứng trước {_said(form, first, values)}."
                    text += " Hãy xem lại hai ngày."
                    found = Problem(second, "dates_out_of_order", text, level)
                    yield keyed(form, found, values, (first, second))


def parts_above_whole(form: Form, values: Values) -> Iterator[Problem]:
    """A warning where parts add up to more than their whole."""
    for whole, parts in PARTS.get(form.kind, ()):
        limit = exact(values.get(whole))
        known = [number for number in (exact(values.get(part)) for part in parts) if number]
        if limit is not None and sum(known) > limit:
            several = f"{form.field(parts[0]).label}" + (" và các mục kèm theo" * (len(parts) > 1))
            text = f"“{several}” nhiều hơn {_said(form, whole, values)}. Hãy xem lại."
            found = Problem(parts[0], "parts_above_whole", text, "warning")
            yield keyed(form, found, values, (whole, *parts))


def rows_twice(form: Form, tables: Mapping[str, Sequence[Valued]]) -> Iterator[Problem]:
    """A warning for each row that repeats an earlier one."""
    for table, names in ONCE.get(form.kind, ()):
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(tables.get(table, ()), 1):
            key = tuple(fold(str(row.get(name) or "")) for name in names)
            if not key[0]:
                continue
            if key in seen:
                text = f"Dòng {number} trùng với dòng {seen[key]}. Hãy bỏ một dòng."
                field, about = f"{table}.{number - 1}.{names[0]}", key_of("", "", key)
                yield Problem(
                    field, "row_twice", text, "warning", key_of(field, "row_twice", about)
                )
            seen.setdefault(key, number)


def _said(form: Form, name: str, values: Values) -> str:
    field = form.field(name)
    return f"“{field.label}” ({field.type.show(values.get(name))})"
