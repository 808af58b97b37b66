"""The facts of a hand-over's minutes: what is in the data file, what is under way, what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from ocop_desktop.actions import due, paper_office, scans
from ocop_desktop.actions.files import path_of
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import OpenConflict
from ocop_desktop.vietnamese import grouped

_DAYS = 90


def ledger_tree(data: DataFile, ids: Sequence[str]) -> Tree:
    """The same, printed from the list of offices; whoever takes over is not known yet."""
    return handover_tree(data)


def handover_tree(data: DataFile, *, to: str = "") -> Tree:
    """Records by form, what is due within ninety days, kept files, the last file sent."""
    office = paper_office.unit(data)
    counted = [row for row in _counted(data) if row["count"] != "0" or row["removed"] != "0"]
    return {
        **paper_office.office_tree(data, office),
        "made": {
            **paper_office.places_tree(data, None, office),
            "counted": [{**row, "number": str(n)} for n, row in enumerate(counted, start=1)],
            "due": [{**row, "number": str(n)} for n, row in enumerate(_due(data), start=1)],
            "from": data.officer,
            "to": to,
            "today": Shown(show(data.today()), data.today()),
            "file": data.path.name,
            **_kept(data),
            "sent": _sent(data),
            "conflicts": grouped(_conflicts(data)),
        },
    }


def _counted(data: DataFile) -> list[dict[str, str]]:
    found = []
    with data.read() as connection:
        for kind, form in data.forms.top.items():
            table = table_of(kind)
            query = select(table.c.removed, func.count(), func.max(table.c.changed_at))
            rows = {row[0]: row for row in connection.execute(query.group_by(table.c.removed))}
            there, gone = rows.get(False), rows.get(True)
            found.append(
                {
                    "form": form.plural,
                    "count": grouped(there[1]) if there else "0",
                    "removed": grouped(gone[1]) if gone else "0",
                    "changed": show(str(there[2])[:10]) if there else "",
                }
            )
    return found


def _due(data: DataFile) -> list[dict[str, str]]:
    """What whoever takes over has to look after first."""
    states = {due.OVERDUE: "Đã quá hạn", due.SOON: "Cần làm ngay"}
    return [
        {"day": show(one.date), "title": one.title, "state": states.get(one.state, "")}
        for one in due.due(data, within=_DAYS)
    ]


def _kept(data: DataFile) -> dict[str, str]:
    with data.read() as connection:
        named = scans.referred(connection, data.forms, sensitive=True)
    sizes = [path.stat().st_size for name in named if (path := path_of(data, name)).is_file()]
    return {
        "kept": grouped(len(sizes)),
        "kept_size": grouped(round(sum(sizes) / 1e6)),
        "lost": grouped(len(named) - len(sizes)),
    }


def _sent(data: DataFile) -> str:
    sent, number = str(data.settings.get("exported_at") or ""), data.settings.get("sent_number")
    return f"tệp số {number}, ngày {show(sent[:10])}" if sent else "chưa gửi lần nào"


def _conflicts(data: DataFile) -> int:
    with data.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(OpenConflict)) or 0)
