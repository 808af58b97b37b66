"""What lists about many records name: registrations of a year, dossiers that go up together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ocop_desktop.actions import entries, paper_facts, paper_law, paper_office
from ocop_desktop.actions.paper_records import linked, product_and_dossier
from ocop_desktop.actions.paper_rows import joined, shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import vi_key


def letter_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """A letter about one dossier or several: what the first says of the letter, a line for each."""
    found = [product_and_dossier(data, id) for id in ids]
    first = found[0] if found else (None, None)
    tree = dict(paper_facts.dossier_tree(data, *first))
    made = tree["made"]
    office = paper_office.unit(data)
    rows = [_letter_row(data, product, number) for number, (product, _) in enumerate(found, 1)]
    several = {
        "letter_number": paper_office.numbered(
            data, first[1], "letter_no", office, "letter_symbol"
        ),
        "lettered": [{**row, **_facts(data, one[1])} for row, one in zip(rows, found, strict=True)],
        "lettered_count": f"{len(rows):02d}" if rows else "",
    }
    assert isinstance(made, dict)
    return {**tree, "made": {**made, **several}}


def _letter_row(data: DataFile, product: Entry | None, number: int) -> dict[str, str]:
    subject = linked(data, "subject", product.get("subject")) if product else None
    made = paper_law.criteria_set(paper_law.decision_of(None), product)
    return {
        "number": str(number),
        "product": str(product.get("name") or "") if product else "",
        "group": made.name if made else "",
        "subject": str(subject.get("name") or "") if subject else "",
        "address": paper_office.address(data, subject),
    }


def _facts(data: DataFile, dossier: Entry | None) -> dict[str, str]:
    known = shown(data, data.forms["dossier"], dossier)
    return {"kind": known["kind"].text, "samples": known["samples"].text}


# ---- registrations


def registration_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """The registrations of the latest year among those asked for, by commune, with totals."""
    office = paper_office.unit(data)
    found = [entries.get(data, "registration", id) for id in ids]
    year = max((str(one.get("year") or "") for one in found), default="")
    rows = [_registered(data, one) for one in found if str(one.get("year") or "") == year]
    rows.sort(key=lambda row: (vi_key(row["commune"]), vi_key(row["subject"]), row["product"]))
    kinds = Counter(row["kind_code"] for row in rows)
    decided = next((one for one in found if one.get("decision_no")), None)
    return {
        **paper_office.office_tree(data, office),
        "registration": shown(data, data.forms["registration"], decided),
        "made": {
            "year": Shown(year, year or None),
            "registered": list(_grouped(rows)),
            "registered_count": _count(len(rows)),
            "registered_subjects": _count(len({row["subject"] for row in rows})),
            **{f"count_{kind}": _count(kinds[kind]) for kind in ("first", "upgrade", "regrade")},
        },
    }


def _count(number: int) -> str:
    return f"{number:02d}"


def _registered(data: DataFile, entry: Entry) -> dict[str, str]:
    known = {name: one.text for name, one in shown(data, data.forms[entry.kind], entry).items()}
    subject = linked(data, "subject", entry.get("subject"))
    product = linked(data, "product", entry.get("product"))
    owner = {name: one.text for name, one in shown(data, data.forms["subject"], subject).items()}
    made = paper_law.criteria_set(paper_law.decision_of(None), product)
    return {
        "commune": owner["commune"] or "Chưa rõ xã, phường",
        "product": known["product"] or known["idea_name"],
        "group": made.name if made else "",
        "subject": owner["name"],
        "subject_kind": owner["kind"],
        "address": owner["address_line"],
        "phone": owner["phone"],
        "kind": known["kind"],
        "kind_code": str(entry.get("kind") or ""),
        "stars": known["target_stars"],
        "round": known["round_expected"].partition(" (")[0],
        "needs": _needs(data, entry),
        "note": known["note"],
    }


def _needs(data: DataFile, entry: Entry) -> str:
    form = data.forms["registration.need"]
    known = (shown(data, form, row) for row in entry.rows("needs"))
    return "; ".join(joined(one["content"].text, one["cost"].text, between=": ") for one in known)


def _grouped(rows: Sequence[Mapping[str, str]]) -> Iterable[Tree]:
    """The rows under a line for each commune that says how many it has."""
    number = 0
    for commune, of_commune in groupby(rows, key=lambda row: row["commune"]):
        here = list(of_commune)
        title = f"{commune}: {_count(len(here))} ý tưởng, sản phẩm"
        yield {"kind": "group", "title": title}
        for row in here:
            number += 1
            yield {**row, "number": str(number), "kind": "", "grading": row["kind"]}
