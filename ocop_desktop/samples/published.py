"""Thirty real products of the former Kon Tum province, as published and no further.

A rank, a year or a score stands only where the source says so; everything else is left blank and
the source's words are kept as a note. See `resources/samples/SOURCE.md`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

from ocop_desktop import paths
from ocop_desktop.samples.maker import Country, Row, Sample

SEAT = "608"  # lines whose source names no place are kept by the city
LAWS = (("2023-02-24", "qd148_2023"), ("2019-08-21", "qd1048_2019"))
PLANNED, GRADED = "nêu là tiềm năng 5 sao", "dự đánh giá"


def published(unit: str, places: Country, new_id: Callable[[], str]) -> Iterator[Sample]:
    """The real subjects and products of an office: a former district, or what it lies in."""
    subjects: dict[str, Sample] = {}
    for line in _lines():
        district = line["district"] or SEAT
        if district != unit and unit not in ("51", "2024:62"):
            continue
        name = line["subject"]
        if name and name not in subjects:
            subjects[name] = Sample("subject", new_id(), _subject(line))
            yield subjects[name]
        yield from _product(line, subjects[name].id if name else None, new_id)


def _lines() -> list[dict[str, str]]:
    path = paths.resources_dir() / "samples" / "kon-tum-products.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _subject(line: dict[str, str]) -> Row:
    fields: Row = {"name": line["subject"], "kind": line["kind"], "note": _note(line)}
    if line["commune"]:
        fields["commune"] = line["commune"]
    if line["district"]:
        fields["former_district"] = line["district"]
    return fields


def _note(line: dict[str, str]) -> str:
    return (
        f"Có thật, ghi theo nguồn đã công bố; ô trống là nguồn không nêu. Nguồn: {line['source']}"
    )


def _product(
    line: dict[str, str], subject: str | None, new_id: Callable[[], str]
) -> Iterator[Sample]:
    id = new_id()
    status = "ocop" if line["stars"] else "potential"
    note = f"{_note(line)}. Nguồn ghi: {line['said']}"
    fields: Row = {"name": line["product"], "ocop_status": status, "note": note}
    if subject:
        fields["subject"] = subject
    if line["set"]:
        fields["criteria_set"] = line["set"]
    yield Sample("product", id, fields)
    if line["stars"] or line["score"]:
        yield Sample("recognition", new_id(), _rank(line, id))
    elif line["said"].startswith((PLANNED, GRADED)):
        yield Sample("registration", new_id(), _registration(line, id, subject))


def _rank(line: dict[str, str], product: str) -> Row:
    fields: Row = {"product": product, "note": f"{_note(line)}. Nguồn ghi: {line['said']}"}
    if line["stars"]:
        fields["stars"] = int(line["stars"])
    if line["score"]:
        fields["score"] = line["score"]
    if line["potential_five"]:
        fields["potential_five"] = True
    if line["year"]:
        fields["issued_on"] = line["year"]
        fields["regulation"] = next(law for day, law in LAWS if line["year"] >= day[:4])
    if line["stars"] == "4" or line["score"]:
        fields["level"] = "province"  # the district never gave four stars
    return fields


def _registration(line: dict[str, str], product: str, subject: str | None) -> Row:
    fields: Row = {"product": product, "note": f"{_note(line)}. Nguồn ghi: {line['said']}"}
    fields["year"] = int(line["year"])
    if subject:
        fields["subject"] = subject
    if line["said"].startswith(PLANNED):
        fields["target_stars"] = 5
    else:
        fields["outcome"] = "graded"
    return fields
