"""A council's sitting at a glance: for each product what each member gave, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from ocop_desktop.actions import entries, scoring
from ocop_desktop.actions.scoring import Council
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Apart:
    """A criterion on which members differ: its number and title, the points by member's name."""

    criterion: str
    title: str
    points: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class CouncilRow:
    """One product: each member's sheet and total (None: not scored yet), the result of all."""

    product: str
    title: str
    sheets: tuple[tuple[str, str, int | None], ...]  # member, sheet's id ("" for none), total
    result: Council | None
    apart: tuple[Apart, ...]

    @property
    def average(self) -> str:
        """The average as people write it, "" where nobody has scored."""
        return self.result.text.replace(".", ",") if self.result else ""


@dataclass(frozen=True)
class CouncilBoard:
    """The members in the order of the round (then any other who scored), a row for each product."""

    members: tuple[str, ...]
    rows: tuple[CouncilRow, ...]


def council_board(data: DataFile, round: str) -> CouncilBoard:
    """The board of a round; raise Trouble("no_such_record")."""
    sitting = entries.get(data, "round", round)
    listed = sitting.get("products")
    products = [str(one) for one in listed] if isinstance(listed, list) else []
    sheets = {one: _members_sheets(data, one, round) for one in products}
    names = [str(row.get("full_name") or "") for row in sitting.rows("members") if not row.removed]
    scored = [name for by_name in sheets.values() for name in by_name]
    members = tuple(dict.fromkeys([*filter(None, names), *scored]))
    rows = tuple(_row(data, round, one, members, sheets[one]) for one in products)
    return CouncilBoard(members, rows)


def _members_sheets(data: DataFile, product: str, round: str) -> dict[str, Entry]:
    """The last sheet of each member, by name."""
    found = scoring.sheets_of(data, product, round)
    return {
        str(one.get("scorer_name") or "Chưa ghi tên"): one
        for one in found
        if one.get("scorer_kind") == "member"
    }


def _row(
    data: DataFile, round: str, product: str, members: tuple[str, ...], sheets: dict[str, Entry]
) -> CouncilRow:
    result = scoring.council_of(data, round, product)
    found = entries.get(data, "product", product)
    return CouncilRow(
        product=product,
        title=data.forms["product"].title_of(found.values, data.look),
        sheets=tuple(_of_member(name, sheets.get(name)) for name in members),
        result=result,
        apart=_apart(data, {name: sheets[name] for name in members if name in sheets}, result),
    )


def _of_member(name: str, sheet: Entry | None) -> tuple[str, str, int | None]:
    total = sheet.get("total") if sheet else None
    return name, sheet.id if sheet else "", int(str(total)) if total is not None else None


def _apart(data: DataFile, sheets: dict[str, Entry], result: Council | None) -> tuple[Apart, ...]:
    """Where members differ, the widest apart first, each with who gave what."""
    if result is None or not result.differences:
        return ()
    first = next(iter(sheets.values()))
    made = scoring.sheet(str(first.get("regulation")), str(first.get("criteria_set")))
    given = {name: scoring.points_of_sheet(data, one.id) for name, one in sheets.items()}
    return tuple(
        Apart(
            one.criterion,
            made.criterion(one.criterion).title.partition("\n")[0],
            tuple((name, points.get(one.criterion, 0)) for name, points in given.items()),
        )
        for one in result.differences
    )
