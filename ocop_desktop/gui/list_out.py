"""Takes a list out of the program as it is seen: chosen rows by Ctrl+C, all of it as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QStandardItemModel

from ocop_desktop.actions import list_copy
from ocop_desktop.actions.list_copy import as_html, as_text
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.list_table import ListTable
from ocop_desktop.paths import documents_dir
from ocop_desktop.schema.number_types import grouped

_MOST = 20_000  # rows on the clipboard; more belong into a workbook
_TEXTS = (
    "text",
    "long_text",
    "phone",
    "tax_code",
    "citizen_id",
    "barcode",
    "date",
    "place",
    "link",
)


def copy_rows(table: ListTable, desk: Desk) -> int:
    """Put the chosen rows, as shown and with their headings, on the clipboard; how many."""
    model, columns = table.list_model, table.seen_columns()
    chosen = sorted(index.row() for index in table.selectionModel().selectedRows())[:_MOST]
    heads = [str(model.headerData(n, table.ACROSS)) for n in columns]
    rows = [[model.text_at(row, n) for n in columns] for row in chosen]
    if not rows:
        return 0
    carried = carrier()
    carried.setText(as_text(heads, rows))
    carried.setHtml(as_html(heads, rows, [model.kind_of(n) in _TEXTS for n in columns]))
    QGuiApplication.clipboard().setMimeData(carried)
    desk.say(f"Đã chép {grouped(len(rows))} dòng. Dán vào Excel hoặc Word bằng Ctrl+V.", "good")
    return len(rows)


def carrier() -> QMimeData:
    """Something to carry texts, made by Qt: what Python made dies after Python, and crashes then."""
    model = QStandardItemModel(1, 1)
    carried = model.mimeData([model.index(0, 0)])
    for name in carried.formats():
        carried.removeFormat(name)
    return carried


def ask_workbook(table: ListTable, desk: Desk, told: Callable[..., object]) -> None:
    """Ask where, then write all rows of the list as a workbook."""
    query = table.list_model.query
    if query is None:
        return
    name = desk.form(query.kind).plural.lower().replace("/", "-")
    suggested = documents_dir() / f"OCOP-{name}-{desk.today()}.xlsx"
    dialogs.choose_place(
        table.window(),
        "Chép danh sách ra Excel",
        dialogs.EXCEL_FILTER,
        suggested,
        partial(write_workbook, table, desk, told),
    )


def write_workbook(table: ListTable, desk: Desk, told: Callable[..., object], file: Path) -> None:
    """Write all rows of the list, in the columns and the order that are seen."""
    model = table.list_model
    query = model.query
    if query is None:
        return
    columns = [model.columns[n] for n in table.seen_columns()]
    found, headings = model.all_keys(), model.headings()
    desk.run(
        "Đang chép danh sách ra Excel",
        lambda progress: list_copy.workbook(
            desk.data, query.asked, columns, found, headings, file, progress
        ),
        lambda count: tell(told, count, file, desk),
    )


def tell(told: Callable[..., object], count: int, file: Path, desk: Desk) -> None:
    """Say that the workbook is there, and offer to open it."""
    sentence = f"Đã chép {grouped(count)} dòng ra {file.name}."
    told(sentence, "Mở tệp", partial(desk.show_path, file))
