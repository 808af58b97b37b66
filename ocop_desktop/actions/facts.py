"""What rules ask of the records of a data file: few indexed queries, or many records at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from ocop_desktop.actions import law
from ocop_desktop.actions.machines import Machines
from ocop_desktop.records.base import from_row
from ocop_desktop.records.rules import Outside
from ocop_desktop.schema import Entry, Value
from ocop_desktop.store.bulk import Known
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import load_rows, table_of

Values = Mapping[str, Value]
_MANY = 500
_LINKS = ("product", "subject", "previous", "round", "dossier")


def around(data: DataFile, connection: Connection) -> Outside:
    """What rules may ask of the places, the calendar, the law and the records of a data file."""
    return Facts(data, connection).outside


class Facts:
    """Answers the rules; what was read once is remembered as long as this lives."""

    def __init__(self, data: DataFile, connection: Connection) -> None:
        self._data, self._connection = data, connection
        self._rows: dict[str, Values] = {}
        self._ranks: dict[str, list[Values]] = {}
        self._papers: dict[str, list[Values]] = {}
        self.machines = Machines(data, connection)
        self._titles = Known(data.look, connection, data.forms)
        self.outside = Outside(
            district_of=data.places.district_of,
            working_days_after=law.the_calendar().after,
            law=law.the_regulations(),
            linked=self.linked,
            ranks_of=self._ranks_of,
            papers_of=self._papers_of,
            machines_like=self.machines.like,
            title=self._title,
            cumulative=law.cumulative(data),
            today=data.today(),
        )

    def ahead(self, kind: str, entries: Iterable[Entry]) -> None:
        """Read at once what the rules will ask about many records of a kind."""
        entries = list(entries)
        if kind == "support":
            rows = (row for entry in entries for row in entry.rows("items"))
            self.machines.ahead(serial for row in rows if (serial := row.get("serial")))
        links = {name: set[str]() for name in _LINKS}
        for entry in entries:
            for name, found in links.items():
                value = entry.get(name)
                found.update([value] if isinstance(value, str) else [])
        for name in ("product", "round", "dossier"):
            self._fetch(name, links[name])
        self._fetch("recognition", links["previous"])
        owners = {str(self._rows[one].get("subject") or "") for one in links["product"]}
        self._fetch("subject", (owners | links["subject"]) - {""})
        if kind == "dossier":
            self._fetch_ranks(links["product"])
            self._fetch_papers(links["product"])

    # ---- one record

    def linked(self, kind: str, id: str) -> Values:
        """The values of a record that something links to; none where it is not here."""
        if id and id not in self._rows:
            self._fetch(kind, [id])
        return self._rows.get(id, {})

    def _fetch(self, kind: str, ids: Iterable[str]) -> None:
        wanted = [id for id in ids if id not in self._rows]
        form = self._data.forms[kind]
        found = load_rows(self._connection, kind, wanted)
        for id in wanted:
            self._rows[id] = from_row(form, found[id]) if id in found else {}

    def _title(self, kind: str, key: str) -> str:
        if kind == "paper":
            labels = getattr(self._data.forms["evidence"].field("paper").type, "labels", {})
            return str(labels.get(key, ""))
        return self._titles.title(kind, key)

    # ---- ranks and papers of a product

    def _ranks_of(self, product: str) -> Sequence[Values]:
        if product not in self._ranks:
            self._fetch_ranks([product])
        return self._ranks[product]

    def _fetch_ranks(self, products: Iterable[str]) -> None:
        table = table_of("recognition")
        wanted = [one for one in products if one not in self._ranks]
        self._ranks.update({one: [] for one in wanted})
        query = select(table).where(table.c.removed.is_(False))
        query = query.order_by(table.c.issued_on, table.c.id)
        for row in self._of(query, table.c.product, wanted):
            values = from_row(self._data.forms["recognition"], row) | {"id": row["id"]}
            self._ranks[row["product"]].append(values)

    def _papers_of(self, product: str) -> Sequence[Values]:
        if product not in self._papers:
            self._fetch_papers([product])
        return self._papers[product]

    def _fetch_papers(self, products: Iterable[str]) -> None:
        """The papers of products, each with those of its subject that are for no product."""
        wanted = [one for one in products if one and one not in self._papers]
        owner = {one: str(self.linked("product", one).get("subject") or "") for one in wanted}
        self._papers |= {one: [] for one in wanted} | {"": []}
        table = table_of("evidence")
        names = ("id", "paper", "product", "subject", "expires_on")
        query = select(*(table.c[name] for name in names)).where(table.c.removed.is_(False))
        for row in self._of(query, table.c.product, wanted):
            self._papers[row["product"]].append(dict(row))
        shared: dict[str, list[Values]] = {}
        for_all = query.where(or_(table.c.product.is_(None), table.c.product == ""))
        for row in self._of(for_all, table.c.subject, sorted({*owner.values()} - {""})):
            shared.setdefault(row["subject"], []).append(dict(row))
        for one in wanted:
            self._papers[one] += shared.get(owner[one], [])

    def _of(self, query: Select[Any], column: Any, ids: Sequence[str]) -> Iterable[Any]:
        for start in range(0, len(ids), _MANY):
            part = query.where(column.in_(ids[start : start + _MANY]))
            yield from self._connection.execute(part).mappings()
