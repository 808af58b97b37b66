"""Any form as a blank sheet for places with no computer: numbered as it is keyed back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.compose import COUNTRY, MOTTO
from ocop_desktop.schema import Field, Form, Section

BOXES_AT_MOST = 14
"""A longer list of choices is written out by hand."""

COLUMNS_AT_MOST = 7
"""A table with more fields is asked line by line, for two rows."""

ROWS, WIDE_ROWS = 6, 2
NOT_KEYED = ("file", "files", "notes")
UNBROKEN = 24
"""Letters of a choice that stays on one line."""

DATE = "……/……/…………"


def blank_form(form: Form, agency: str = "", superior: str = "") -> b.Document:
    """The form as a sheet to fill in by hand: every field that can be keyed, in order."""
    blocks: list[b.Block] = [
        b.Head(COUNTRY, MOTTO, superior, agency),
        b.Title(f"PHIẾU {form.label.upper()}", note="(Ghi theo thứ tự số để nhập lại vào máy)"),
    ]
    count = Count()
    for section in form.sections:
        blocks += _section(form, section, count)
    blocks.append(_signatures())
    return b.Document(f"Phiếu {form.label.lower()}", tuple(blocks), agency)


class Count:
    """Runs through the numbers of the fields."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last


def asked(form: Form | Section) -> list[Field]:
    """The fields that a person can write on paper."""
    return [f for f in form.fields if not f.computed and f.type.kind not in NOT_KEYED]


def _section(form: Form, section: Section, count: Count) -> Iterator[b.Block]:
    fields, tables = asked(section), [form.table(name) for name in section.tables]
    if not fields and not tables:
        return
    yield b.Heading(b.words(section.label, bold=True))
    for field in fields:
        yield from _field(field, f"{count.next()}. ")
    for table in tables:
        yield from _table(table, f"{count.next()}. ")


def _field(field: Field, number: str) -> Iterator[b.Block]:
    draw = _DRAW.get(field.type.kind, _line)
    yield from draw(field, b.words(f"{number}{field.label}:"))


def _line(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Line((b.Part(label, after=b.words(field.unit)),))


def _money(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Line((b.Part(label, after=b.words("đồng")),))


def _long(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Paragraph(label, "left", keep=True)
    yield b.Dots(3)


def _date(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Paragraph((*label, b.Run(f" {DATE}", blank=True)), "left")


def _choices(field: Field, label: b.Words) -> Iterator[b.Block]:
    """A box before each choice; a long list is a line to write on."""
    options = field.type.offered() if hasattr(field.type, "offered") else []
    if len(options) > BOXES_AT_MOST:
        yield from _line(field, label)
        return
    yield b.Paragraph((*label, *_boxes([option.label for option in options])), "left")


def _yes_no(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Paragraph((*label, *_boxes(["Có", "Không"])), "left")


def _stars(field: Field, label: b.Words) -> Iterator[b.Block]:
    yield b.Paragraph((*label, *_boxes([f"{n} sao" for n in range(1, 6)])), "left")


def _boxes(labels: list[str]) -> b.Words:
    """Boxes with their labels; a box never parts from the first word after it, nor short words."""
    fixed = "\u00a0"
    whole = (one.replace(" ", fixed) if len(one) <= UNBROKEN else one for one in labels)
    pairs = ((b.Run(f"{fixed}{fixed} "), b.Box(), b.Run(fixed + label)) for label in whole)
    return tuple(piece for pair in pairs for piece in pair)


def _table(table: Form, number: str) -> Iterator[b.Block]:
    fields = asked(table)
    yield b.Paragraph(b.words(f"{number}{table.label}:"), "left", keep=True)
    if len(fields) > COLUMNS_AT_MOST or table.tables:
        yield from _cards(table, number)
        return
    columns = (b.Column("TT", 0.75, "center"), *(b.Column(_heading(f), _width(f)) for f in fields))
    row = b.Row(((),) * len(columns))
    yield b.Table(columns, (row,) * ROWS, size=11, row_height=9, numbered=True)


def _cards(table: Form, number: str) -> Iterator[b.Block]:
    """Rows too wide for a table: each field on its line, once for each row."""
    outer = number.removesuffix(". ")
    for row in range(1, WIDE_ROWS + 1):
        yield b.Heading(b.words(f"{table.label} – dòng {row}", italic=True))
        count = Count()
        for field in asked(table):
            yield from _field(field, f"{outer}.{count.next()}. ")
        for inner in table.tables:
            yield from _table(inner, f"{outer}.{count.next()}. ")


def _heading(field: Field) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _width(field: Field) -> float:
    return {"text": 2.0, "long_text": 2.5, "link": 2.0, "place": 1.5}.get(field.type.kind, 1.0)


def _signatures() -> b.Signatures:
    who = b.Sign(("NGƯỜI GHI PHIẾU",), note="(Ký, ghi rõ họ tên)")
    dated = b.words("Ngày ...... tháng ...... năm ..........", italic=True)
    return b.Signatures(
        (who, b.Sign(("NGƯỜI CUNG CẤP THÔNG TIN",), dated, "(Ký, ghi rõ họ tên)")), room=18
    )


_DRAW: dict[str, Callable[[Field, b.Words], Iterator[b.Block]]] = {
    "long_text": _long,
    "money": _money,
    "date": _date,
    "choice": _choices,
    "many": _choices,
    "yes_no": _yes_no,
    "stars": _stars,
}
