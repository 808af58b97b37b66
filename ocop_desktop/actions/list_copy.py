"""A list as it is seen, elsewhere: rows as text for the clipboard, all of them as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from ocop_desktop.actions import lists
from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.list_keys import Asked, Heading
from ocop_desktop.exchange.list_book import Cell, cell_of, write
from ocop_desktop.schema import Field
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles

Progress = Callable[[int, int, str], None]
MASK = "•••"  # what is sensitive on the screen is so in a copy
_MANY = 500
_LABELS = {"current_until": "Hết hạn", "expires_on": "Hết hạn", "current_stars": "Sao"}


def label_of(field: Field) -> str:
    """The heading of a column."""
    return _LABELS.get(field.name, field.label)


def workbook(
    data: DataFile,
    asked: Asked,
    columns: Sequence[str],
    found: Sequence[int],
    headings: Sequence[Heading],
    file: Path,
    progress: Progress | None = None,
) -> int:
    """Write all rows of a list (keys, and headings as `grouped` gives them); return how many.

    Raises Trouble where the file cannot be written. `progress` may raise to stop: no file then.
    """
    form = form_of(data, asked.kind)
    fields = [lists.field_of(form, name) for name in columns]
    rows = _rows(data, asked.kind, fields, found, headings, progress)
    with troubles(file):
        write(file, form.plural, list(map(label_of, fields)), [f.type.kind for f in fields], rows)
    return len(found) - len(headings)


def _rows(
    data: DataFile,
    kind: str,
    fields: Sequence[Field],
    found: Sequence[int],
    headings: Sequence[Heading],
    progress: Progress | None,
) -> Iterator[Sequence[Cell]]:
    names = [field.name for field in fields]
    for start in range(0, len(found), _MANY):
        part = list(found[start : start + _MANY])
        rows = lists.rows(data, kind, [key for key in part if key > 0], names)
        known = {row.key: row for row in rows}
        for key in part:
            if key < 0:
                heading = headings[-1 - key]
                yield [f"{heading.text} ({heading.count})"]
            elif key in known:
                row = known[key]
                yield [
                    _cell(field, value, text)
                    for field, value, text in zip(fields, row.values, row.texts, strict=True)
                ]
        if progress is not None:
            progress(start + len(part), len(found), "Chép danh sách")


def _cell(field: Field, value: object, text: str) -> Cell:
    if field.sensitive:
        return MASK if text else None
    return cell_of(field.type.kind, value, text)  # type: ignore[arg-type]


def as_text(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as text with tabs, for any program."""
    lines = ["\t".join(map(_plain, row)) for row in (heads, *rows)]
    return "\r\n".join(lines)


def as_html(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[bool]) -> str:
    """The same as a table for Excel, which leaves the noughts before texts of digits alone."""
    style = "mso-number-format:'\\@'"
    lines = ["".join(f"<th>{escape(head)}</th>" for head in heads)]
    for row in rows:
        cells = zip(row, texts, strict=True)
        lines.append(
            "".join(
                f'<td style="{style}">{escape(cell)}</td>' if text else f"<td>{escape(cell)}</td>"
                for cell, text in cells
            )
        )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<html><meta charset="utf-8"><table>{body}</table></html>'


def _plain(cell: str) -> str:
    return " ".join(cell.split())
