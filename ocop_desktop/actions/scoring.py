"""Scoring sheets: live points and ranks, saving picks, a council's result, comparing sheets.

What a sheet looks like and what it comes to are the plain objects of `regulations`, handed on here
for screens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ocop_desktop.actions import entries, law, lists
from ocop_desktop.actions.entries import Saved
from ocop_desktop.records import grade
from ocop_desktop.regulations import CriteriaSet, Criterion, Decision, Group, Option, Part
from ocop_desktop.regulations.council import Council, Difference, council
from ocop_desktop.regulations.next_star import NextStar, Step, next_star
from ocop_desktop.regulations.scoring import Picks, Score, check_picks, score
from ocop_desktop.regulations.sheet_lines import SheetLine, sheet_lines
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

__all__ = [
    "Compared",
    "Council",
    "CriteriaSet",
    "Criterion",
    "Decision",
    "Difference",
    "Group",
    "NextStar",
    "Option",
    "Part",
    "Score",
    "Scored",
    "SheetLine",
    "Step",
    "compared",
    "council_of",
    "evaluate",
    "evidence_by_criterion",
    "picks_of",
    "points_of_sheet",
    "save_sheet",
    "sheet",
    "sheet_entry",
    "sheet_lines",
    "sheets_of",
    "under_another",
]


@dataclass(frozen=True)
class Scored:
    """What a sheet comes to, and what its next star needs."""

    score: Score
    next_star: NextStar | None

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line."""
        found = self.score
        return {
            "total": found.total,
            **found.parts,
            "rank_by_score": found.rank_by_score,
            "rank_by_minimums": found.rank_by_minimums,
            "rank": found.rank,
            "eliminated": list(found.eliminated),
            "next_star": _advice(self.next_star) if self.next_star else {},
        }

    def as_text(self) -> str:
        """The same for people."""
        found, more = self.score, self.next_star
        parts = ", ".join(f"phần {part} {points}" for part, points in found.parts.items())
        rank = f"{found.rank} sao" if found.rank else "bị loại"
        lines = [f"Tổng {found.total} điểm ({parts}); hạng đạt được: {rank}", *found.eliminated]
        if more:
            lines.append(f"Để đạt {more.stars} sao (từ {more.least} điểm):")
            for head, steps in (("mức tối thiểu", more.minimums), ("thêm điểm", more.raises)):
                lines += [f"  {head}: {s.criterion} mức {s.to} – {s.text}" for s in steps]
        return "\n".join(lines)


def _advice(found: NextStar) -> dict[str, Any]:
    return {
        "stars": found.stars,
        "least": found.least,
        "points_missing": found.points_missing,
        "minimums": [asdict(step) for step in found.minimums],
        "raise": [asdict(step) for step in found.raises],
        "picks": dict(found.picks),
    }


def sheet(regulation: str, number: int | str) -> CriteriaSet:
    """The sheet of a set; raise Trouble where the decision or the set is unknown or broken."""
    return law.the_regulations().set(regulation, number)


def evaluate(
    regulation: str,
    number: int | str,
    picks: Mapping[str, object],
    *,
    eliminated: Sequence[str] = (),
    data: DataFile | None = None,
) -> Scored:
    """Score picks ({"1.1": 2, "8a": 2}, boxes from 1) with or without a data file.

    With a data file its own reading of the minimum marks counts. Raises Trouble:
    `no_such_regulation`, `no_such_set`, `no_such_criterion`, `no_such_box`, `two_cases_picked`.
    """
    made, decision = sheet(regulation, number), law.the_regulations().decision(regulation)
    read = check_picks(made, {key: one for key, one in picks.items() if one is not None})
    together = law.cumulative(data) if data else None
    found = score(made, decision, read, eliminated=eliminated, cumulative=together)
    return Scored(found, next_star(made, decision, read, found, together))


# ---- sheets as records


def picks_of(entry: Entry) -> dict[str, int]:
    """What is ticked on a sheet that is kept."""
    return grade.picks_of(entry.rows("marks"))


def sheet_entry(data: DataFile, id: str) -> Entry:
    """A sheet that is kept, with the rows of its criteria; raise Trouble("no_such_record")."""
    return entries.get(data, "assessment", id)


def points_of_sheet(data: DataFile, id: str) -> dict[str, int]:
    """The points a sheet that is kept gives each criterion; {} for no id."""
    rows = entries.get(data, "assessment", id).rows("marks") if id else ()
    found = {str(row.get("criterion")): _number(row.get("points")) for row in rows}
    return {key: points for key, points in found.items() if points is not None}


def save_sheet(
    data: DataFile,
    id: str | None,
    fields: Mapping[str, object],
    picks: Mapping[str, int],
    remarks: Mapping[str, Mapping[str, object]] | None = None,
) -> Saved:
    """Save a sheet with exactly these picks; `remarks` gives other fields of a criterion's row."""
    held = entries.get(data, "assessment", id).rows("marks") if id else ()
    ids = {str(row.get("criterion")): row.id for row in held}
    said = remarks or {}
    rows = []
    for key in dict.fromkeys([*ids, *picks, *said]):
        row: dict[str, Any] = {"criterion": key, "picked": picks.get(key), **said.get(key, {})}
        rows.append(row | ({"id": ids[key]} if key in ids else {}))
    return entries.save(data, "assessment", id, fields, {"marks": rows})


def sheets_of(data: DataFile, product: str, round: str | None = None) -> list[Entry]:
    """The sheets of a product (in a round), the oldest first, of one day by who scored."""
    where: dict[str, object] = {"product": product}
    if round is not None:
        where["round"] = round
    found = lists.entries(data, "assessment", where=where)
    names = ("scored_on", "scorer_kind", "scorer_name")
    return sorted(found, key=lambda one: [*(str(one.get(name) or "") for name in names), one.id])


def council_of(data: DataFile, round: str, product: str) -> Council | None:
    """What the members of a council gave a product; None where no sheet of a member can be scored.

    Sheets count that follow the decision and set of the first one.
    """
    members = [one for one in sheets_of(data, product, round) if one.get("scorer_kind") == "member"]
    with data.read() as connection:
        asked = law.outside(data, connection)
        full = [entries.get(data, "assessment", one.id) for one in members]
        alike = [one for one in full if _law_of(one) == _law_of(full[0])]
        scores = [grade.scored(one.values, {"marks": one.rows("marks")}, asked) for one in alike]
        decision = asked.decision(full[0].get("regulation")) if full else None
    known = [one for one in scores if one is not None]
    return council(known, decision, law.cumulative(data)) if decision else None


def _law_of(entry: Entry) -> tuple[object, object]:
    return entry.get("regulation"), entry.get("criteria_set")


@dataclass(frozen=True)
class Compared:
    """One criterion in two sheets: points and box of each; None where only the other has it."""

    criterion: str
    title: str
    before: int | None
    now: int | None


def compared(data: DataFile, before: str, now: str) -> list[Compared]:
    """Where two sheets give different points, in the order of the later one."""
    first, second = (entries.get(data, "assessment", id) for id in (before, now))
    points = [
        {str(row.get("criterion")): row.get("points") for row in one.rows("marks")}
        for one in (first, second)
    ]
    titles = _titles(second) | {k: v for k, v in _titles(first).items() if k not in points[1]}
    found = []
    for key in dict.fromkeys([*titles, *points[1], *points[0]]):
        was, is_now = (_number(one.get(key)) for one in points)
        if (was or 0) != (is_now or 0):
            found.append(Compared(key, titles.get(key, ""), was, is_now))
    return found


def _number(value: object) -> int | None:
    return int(str(value)) if value is not None else None


def _titles(entry: Entry) -> dict[str, str]:
    made = law.only_law().sheet(entry.get("regulation"), entry.get("criteria_set"))
    return {one.key: one.title for one in made.scored} if made else {}


def under_another(data: DataFile, id: str, regulation: str) -> Saved:
    """A new sheet like this one under another decision; boxes worded alike stay ticked."""
    old = entries.get(data, "assessment", id)
    fields = {
        name: value
        for name, value in old.values.items()
        if name in data.forms["assessment"].by_name
        and not data.forms["assessment"].by_name[name].computed
    }
    new_sheet = sheet(regulation, str(old.get("criteria_set")))
    former = law.only_law().sheet(old.get("regulation"), old.get("criteria_set"))
    picks = _carried(former, new_sheet, picks_of(old)) if former else {}
    return save_sheet(data, None, fields | {"regulation": regulation}, picks)


def _carried(former: CriteriaSet, later: CriteriaSet, picks: Picks) -> dict[str, int]:
    """Boxes of the later set that say word for word what was ticked in the former one."""
    said = {}
    for one in former.scored:
        picked = picks.get(one.key, 0)
        if 0 < picked <= len(one.options):
            said[_plain(one.title), _plain(one.options[picked - 1].text)] = True
    return {
        one.key: number
        for one in later.scored
        for number, option in enumerate(one.options, 1)
        if (_plain(one.title), _plain(option.text)) in said
    }


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def evidence_by_criterion(data: DataFile, product: str) -> dict[str, list[Entry]]:
    """The papers of a product and of its subject, by the criteria each says it proves."""
    owner = entries.get(data, "product", product).get("subject")
    found = lists.entries(data, "evidence", where={"product": product})
    if owner:
        of_subject = lists.entries(data, "evidence", where={"subject": owner, "product": None})
        found += of_subject
    by_criterion: dict[str, list[Entry]] = {}
    for paper in found:
        for key in re.split(r"[\s,;]+", str(paper.get("criteria") or "").strip()):
            if key:
                by_criterion.setdefault(key, []).append(paper)
    return by_criterion
