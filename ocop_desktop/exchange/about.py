"""The sheet `_about`: what a workbook is, in plain words for people and named cells for programs.

To add a fact: a field in About and its words in `_FACTS`; older files simply lack it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from ocop_desktop.exchange import about_sound
from ocop_desktop.exchange.about_cells import cells_of, whole
from ocop_desktop.exchange.cells import letters
from ocop_desktop.exchange.layout import FORMAT
from ocop_desktop.exchange.stamps_read import json_of
from ocop_desktop.messages import Trouble

SHEET = "_about"
TITLE = "Tệp trao đổi dữ liệu OCOP"
_FACTS = {
    "unit_name": "Đơn vị gửi",
    "unit": "Mã đơn vị",
    "period": "Kỳ báo cáo",
    "officer": "Người lập",
    "addressee": "Nơi nhận (tệp riêng của một đơn vị)",
    "when": "Lập lúc",
    "number": "Tệp số",
    "previous": "Tệp gửi trước đó số",
    "installation": "Mã bản cài đặt",
    "program": "Phiên bản chương trình",
    "format": "Phiên bản định dạng",
    "digest": "Mã kiểm tra",
    "parts": "Mã kiểm tra các phần ẩn",
    "installations": "Các bản cài đặt đã góp dữ liệu",
    "different": "Các cặp đã xác nhận không trùng",
    "received": "Đã nhận của từng bản cài đặt đến tệp số",
    "scans_key": "Khoá của các bản scan gửi kèm",
    "public_key": "Khoá công khai của bản cài đặt",
    "signature": "Chữ ký",
}
_IN_JSON = ("installations", "different", "received", "parts")
_LONG = ("installations", "different", "received")
"""Facts that grow with a province: a cell holds 32,767 characters, so they go on in further cells."""

_FIRST_FACT = 3
_HEADINGS = ("Biểu", "Số dòng", "Trong đó đã xóa", "Tổng (không tính dòng đã xóa)", "")
_NOTE = (
    "Có thể mở xem, in, sắp xếp, lọc. Sửa trực tiếp ở đây thì nơi nhận sẽ hỏi lại từng chỗ sửa; "
    "nên sửa trong chương trình rồi xuất tệp mới."
)


@dataclass(frozen=True)
class FormFacts:
    """What a workbook says of one form's sheet."""

    version: int
    range: str
    columns: tuple[str, ...]  # machine names of those written that hold values
    left_out: tuple[str, ...] = ()
    types: Mapping[str, Any] = field(default_factory=dict)  # kinds of value, see types_told
    sums: Mapping[str, str] = field(default_factory=dict)
    removed_sums: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""  # SHA-256 of the sheet's XML as it was written
    rows: int = 0  # removed ones included
    removed: int = 0
    label: str = ""
    sums_shown: str = ""


@dataclass(frozen=True)
class About:
    """What a workbook says of itself."""

    unit: str = ""
    unit_name: str = ""
    installation: str = ""
    officer: str = ""
    addressee: str = ""  # the unit that the file is meant for; "" holds everything, for anybody
    period: str = ""
    number: int = 1
    previous: int = 0
    when: str = ""
    program: str = ""
    format: int = FORMAT
    digest: str = ""
    installations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    different: Sequence[str] = ()  # "KIND ID ID": pairs that are alike, and answered not the same
    received: Mapping[str, int] = field(default_factory=dict)  # the last number of each that came
    parts: Mapping[str, str] = field(default_factory=dict)  # digests of the hidden sheets
    scans_key: str = ""  # of the scans beside a sealed workbook
    public_key: str = ""
    signature: str = ""
    forms: Mapping[str, FormFacts] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of all sheets."""
        return sum(form.rows for form in self.forms.values())


def names(kinds: Iterable[str], about: About) -> dict[str, str]:
    """The defined names of the sheet's cells, before anything is counted."""
    found: dict[str, str] = {}
    for row, fact in enumerate(_FACTS, _FIRST_FACT):
        cells = cells_of(f"about_{fact}", _text(about, fact) if fact in _LONG else "")
        for letter, name in zip(letters(len(cells) + 1)[1:], cells, strict=True):
            found[name] = f"'{SHEET}'!${letter}${row}"
    for row, kind in enumerate(kinds, _first_form()):
        for column, name in zip("BCE", _names_of(kind), strict=True):
            found[name] = f"'{SHEET}'!${column}${row}"
    return found


def _first_form() -> int:
    return _FIRST_FACT + len(_FACTS) + 2


def lines(about: About) -> list[tuple[str, ...]]:
    """The sheet, line by line."""
    texts = named(about)
    found: list[tuple[str, ...]] = [(TITLE,), (_NOTE,)]
    for fact, label in _FACTS.items():
        found.append((label, *cells_of(f"about_{fact}", _text(about, fact)).values()))
    found += [(), _HEADINGS]
    for kind, form in about.forms.items():
        rows, removed, facts = (texts[name] for name in _names_of(kind))
        found.append((form.label or kind, rows, removed, form.sums_shown, facts))
    return found


def named(about: About) -> dict[str, str]:
    """The texts of the named cells: what a program reads, and what is signed."""
    found: dict[str, str] = {}
    for fact in _FACTS:
        found |= cells_of(f"about_{fact}", _text(about, fact))
    for kind, form in about.forms.items():
        facts = {
            "kind": kind,
            "version": form.version,
            "range": form.range,
            "columns": form.columns,
            "left_out": form.left_out,
            "types": form.types,
            "sums": form.sums,
            "removed_sums": form.removed_sums,
            "digest": form.digest,
        }
        texts = (str(form.rows), str(form.removed), _json(facts))
        found.update(zip(_names_of(kind), texts, strict=True))
    return found


def _text(about: About, fact: str) -> str:
    value = getattr(about, fact)
    return _json(value) if fact in _IN_JSON else str(value)


def _names_of(kind: str) -> list[str]:
    word = kind.replace(".", "__")
    return [f"about_{what}_{word}" for what in ("rows", "removed", "facts")]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(cells: Mapping[str, str], file: str) -> About:
    """What the named cells say (`about_...` -> text).

    Raises Trouble: "workbook_foreign" where it is no exchange workbook, "workbook_newer" where a
    newer program made it, "workbook_disagrees" where a fact cannot be read.
    """
    if "about_format" not in cells:
        raise Trouble("workbook_foreign", file=file)
    try:
        if int(cells["about_format"]) > FORMAT:
            raise Trouble("workbook_newer", file=file)
        found = {
            one.name: _FROM_TEXT.get(one.name, str)(whole(f"about_{one.name}", cells))
            for one in fields(About)
            if f"about_{one.name}" in cells
        }
        about = replace(About(), **found, forms=_forms(cells))
        about_sound.check(about)
        return about
    except (ValueError, KeyError, TypeError) as error:
        raise Trouble("workbook_disagrees", file=file, what=SHEET) from error


_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "number": int,
    "previous": int,
    "format": int,
    "installations": json_of,
    "different": json_of,
    "received": json_of,
    "parts": json_of,
}


def _forms(cells: Mapping[str, str]) -> dict[str, FormFacts]:
    found = {}
    for name, text in cells.items():
        if name.startswith("about_facts_"):
            word = name.removeprefix("about_facts_")
            rows, removed = cells[f"about_rows_{word}"], cells[f"about_removed_{word}"]
            read = _form if int(rows) else _same_form
            kind, form = read(text, int(rows), int(removed))
            found[kind] = form
    return found


def _form(text: str, rows: int, removed: int) -> tuple[str, FormFacts]:
    """A form's facts; raise ValueError, KeyError or TypeError where they are none."""
    facts = json_of(text)
    form = FormFacts(
        version=int(facts["version"]),
        range=str(facts["range"]),
        columns=tuple(_same(_json(facts["columns"]))),
        left_out=tuple(_same(_json(facts["left_out"]))),
        types=_same(_json(facts.get("types", {}))),
        sums=facts["sums"],
        removed_sums=facts["removed_sums"],
        digest=str(facts.get("digest", "")),
        rows=rows,
        removed=removed,
    )
    if not about_sound.is_form(form):
        raise ValueError(form)
    return str(facts["kind"]), form


_same_form = lru_cache(maxsize=500)(_form)
"""Of the many sheets without rows, hundreds of workbooks say the same: it is read once."""


@lru_cache(maxsize=500)
def _same(text: str) -> Any:
    """A value from its JSON, kept once: hundreds of workbooks may wait to be read."""
    return json_of(text)
