"""What differs from one form's sheet to another as XML: columns, filter, drop-downs."""

from __future__ import annotations

import re
from typing import Any

from ocop_desktop.exchange.cells import letters, unmistakable
from ocop_desktop.exchange.layout import FIRST_ROW, LABEL_ROW, Column, Layout
from ocop_desktop.schema.choice_types import Option
from ocop_desktop.schema.types import Type

LISTS = "_lists"
_WIDTHS = {"date": 12, "money": 16, "whole": 11, "decimal": 11, "year": 8, "stars": 8}
_WIDTHS |= {"long_text": 48, "yes_no": 9, "phone": 16, "text": 26, "place": 22, "link": 30}
_SPARE = 500  # rows below the last that have drop-downs too
_PAGE = 210  # characters that an A4 page across still shows in a readable size
_MOST_LINES = 24
_PAGE_SETUP = re.compile(r"<pageSetup [^>]*/>")
_SEVERAL_PAGES = (
    '<pageSetup paperSize="9" scale="65" pageOrder="overThenDown" orientation="landscape"/>'
)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_COLUMNS = re.compile(r"<cols>.*?</cols>")
_FILTER = re.compile(r"<autoFilter [^>]*?(/>|>.*?</autoFilter>)")


def last_row(rows: int) -> int:
    """The last row of a sheet with so many records."""
    return max(rows, 1) + LABEL_ROW


def width(column: Column) -> float:
    """How many characters of a column are seen side by side."""
    kind = column.field.type.kind if column.field else "link"
    return min(60, max(_WIDTHS.get(kind, 20), len(column.label) * 0.55))


def height(lines: int) -> str:
    """The height of a row with so many lines of text, as an attribute; "" for one line."""
    return f' ht="{15.75 * min(lines, _MOST_LINES):.2f}"' if lines > 1 else ""


def is_wide(layout: Layout) -> bool:
    """Whether the columns would be too small to read if all were printed side by side."""
    return sum(width(column) for column in layout.columns if not column.hidden) > _PAGE


def fitted(before: str, after: str, layout: Layout, rows: int, choices: Choices) -> tuple[str, str]:
    """The XML before and after the rows of a pattern sheet, made to fit a form."""
    corner = f"{letters(len(layout.columns))[-1]}{last_row(rows)}"
    before = _DIMENSION.sub(f'<dimension ref="A1:{corner}"/>', before, count=1)
    before = _COLUMNS.sub(f"<cols>{_columns(layout)}</cols>", before, count=1)
    if is_wide(layout):
        before = before.replace(' fitToPage="1"', "")
        after = _PAGE_SETUP.sub(_SEVERAL_PAGES, after, count=1)
    drop_downs = choices.offered(layout, rows)
    ours = f'<autoFilter ref="A{LABEL_ROW}:{corner}"/>{drop_downs}'
    return before, _FILTER.sub(lambda _: ours, after, count=1)


def _columns(layout: Layout) -> str:
    hidden = ' hidden="1"'
    return "".join(
        f'<col min="{n}" max="{n}" width="{width(column):.1f}" customWidth="1"'
        f"{hidden if column.hidden else ''}/>"
        for n, column in enumerate(layout.columns, 1)
    )


class Choices:
    """The drop-downs: each list stands once, in a hidden sheet."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def offered(self, layout: Layout, rows: int) -> str:
        """The drop-downs of a form's columns."""
        last = last_row(rows) + _SPARE
        rules = [
            self._rule(words, f"{letter}{FIRST_ROW}:{letter}{last}")
            for letter, column in zip(letters(len(layout.columns)), layout.columns, strict=True)
            if (words := _words(column))
        ]
        if not rules:
            return ""
        return f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>'

    def _rule(self, words: tuple[str, ...], where: str) -> str:
        letter = self._lists.setdefault(words, letters(len(self._lists) + 1)[-1])
        source = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        return (
            f'<dataValidation type="list" errorStyle="warning" allowBlank="1" sqref="{where}">'
            f"<formula1>{source}</formula1></dataValidation>"
        )

    def write(self, book: Any) -> None:
        """Write the lists into their sheet."""
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for words, letter in self._lists.items():
            for number, word in enumerate(words, 1):
                sheet[f"{letter}{number}"] = word


def _words(column: Column) -> tuple[str, ...]:
    if column.field is None or column.shown_only:
        return ()
    type: Type = column.field.type
    if type.kind == "yes_no":
        return ("Có", "Không")
    if type.kind != "choice":
        return ()
    labels = unmistakable(type)
    offered: list[Option] = getattr(type, "offered", list)()
    return tuple(labels.get(option.code, option.code) for option in offered)
