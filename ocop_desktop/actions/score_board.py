"""What the scoring screen shows of a product: its sheets, who may score next, the law it follows."""

from __future__ import annotations

from dataclasses import dataclass

from ocop_desktop.actions import entries, law, lists, scoring
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class SheetHead:
    """One sheet that is kept: who scored, when, what it came to, the law it follows."""

    id: str
    kind: str
    who: str
    on: str
    total: int | None
    rank: int | None
    regulation: str
    criteria_set: str

    @property
    def title(self) -> str:
        """The sheet in one line."""
        points = "" if self.total is None else f"{self.total} điểm"
        rank = f"{self.rank} sao" if self.rank else ""
        return " · ".join(part for part in (self.who, self.on, points, rank) if part)


@dataclass(frozen=True)
class Board:
    """A product to be scored; `chosen` is the sheet asked for, else the last one, "" for none."""

    product: str
    title: str
    criteria_set: str
    regulation: str
    dossier: str
    round: str
    members: tuple[str, ...]
    heads: tuple[SheetHead, ...]
    chosen: str


def board(data: DataFile, kind: str, id: str) -> Board:
    """The board of a product, of the product of a dossier, or of a sheet.

    Raises Trouble: `no_such_record`.
    """
    asked = entries.get(data, kind, id)
    product_id = id if kind == "product" else str(asked.get("product") or "")
    product = entries.get(data, "product", product_id) if product_id else None
    sheets = scoring.sheets_of(data, product_id) if product_id else []
    if kind == "assessment" and id not in {one.id for one in sheets}:
        sheets = [*sheets, asked]
    dossier = asked if kind == "dossier" else _last_dossier(data, product_id)
    sitting = _sitting(data, product_id, dossier)
    scored = {str(one.get("scorer_name")) for one in sheets if one.get("scorer_kind") == "member"}
    seats = entries.get(data, "round", sitting.id).rows("members") if sitting else ()
    names = [str(row.get("full_name") or "") for row in seats if not row.removed]
    chosen = id if kind == "assessment" else _of_dossier(sheets, dossier)
    return Board(
        product=product_id,
        title=data.forms["product"].title_of(product.values, data.look) if product else "",
        criteria_set=str(product.get("criteria_set") or "") if product else "",
        regulation=_regulation(data, dossier),
        dossier=dossier.id if dossier else "",
        round=sitting.id if sitting else "",
        members=tuple(name for name in names if name and name not in scored),
        heads=tuple(_head(data, one) for one in sheets),
        chosen=chosen,
    )


def _head(data: DataFile, entry: Entry) -> SheetHead:
    form = data.forms["assessment"]
    kind = str(entry.get("scorer_kind") or "")
    shown = form.field("scorer_kind").type.show(kind or None, data.look)
    name = str(entry.get("scorer_name") or "")
    total, rank = entry.get("total"), entry.get("rank")
    return SheetHead(
        id=entry.id,
        kind=kind,
        who=f"{shown}: {name}" if name else shown,
        on=form.field("scored_on").type.show(entry.get("scored_on"), data.look),
        total=int(str(total)) if total is not None else None,
        rank=int(str(rank)) if rank is not None else None,
        regulation=str(entry.get("regulation") or ""),
        criteria_set=str(entry.get("criteria_set") or ""),
    )


def _last_dossier(data: DataFile, product: str) -> Entry | None:
    found = lists.entries(data, "dossier", where={"product": product}) if product else []
    return max(found, key=lambda one: (one.created_at, one.id), default=None)


def _sitting(data: DataFile, product: str, dossier: Entry | None) -> Entry | None:
    """The round of the dossier, else the last one that has the product on its list."""
    named = str(dossier.get("round") or "") if dossier else ""
    if named:
        return entries.get(data, "round", named)
    found = lists.entries(data, "round", where={"products": product}) if product else []
    order = ("year", "round_no")
    return max(found, key=lambda one: [str(one.get(n) or "") for n in order], default=None)


def _of_dossier(sheets: list[Entry], dossier: Entry | None) -> str:
    own = [one for one in sheets if dossier and one.get("dossier") == dossier.id]
    last = (own or sheets)[-1:]
    return last[0].id if last else ""


def _regulation(data: DataFile, dossier: Entry | None) -> str:
    """The decision a new sheet follows: that of the dossier, else the one in force today."""
    if dossier and dossier.get("regulation"):
        return str(dossier.get("regulation"))
    decision = law.only_law().decision_on(data.today())
    return decision.code if decision else ""


def decisions() -> list[tuple[str, str]]:
    """The decisions a sheet can follow: code and number, the latest first."""
    known = law.the_regulations()
    return [(code, known.decision(code).number) for code in known.codes]
