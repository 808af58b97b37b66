"""Every document blank, filled, and filled to bursting: whatever its layout names is there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocop_desktop import paths
from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import layout
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.scope import Scope, Shown

DATES = re.compile(r"(_on|_due|_by|ends|opens|closes|today|issued|received_on)$")
SHORT = {
    "year": "2026",
    "number": "7",
    "count": "7",
    "label": "TV 1",
    "key": "m1",
    "page": "12",
    "stars": "4 sao",
    "quantity": "1 cái",
    "points": "3",
    "max": "5",
    "phone": "0905 123 456",
    "birth_year": "1984",
    "result": "passed",
    "came": "Có",
    "state": "Có",
    "kind": "Lần đầu",
    "gender": "Nữ",
    "minority": "x",
    "pages": "12",
    "condition": "Mới",
    "average": "91,75",
    "round": "Đợt 1",
    "session": "Buổi 1",
    "remark": "",
    "amount": "125.000.000",
    "serial": "MAU21620319",
    "province_code": "51",
    "commune_code": "23500",
}
LONG = "Hợp tác xã sản xuất, chế biến và tiêu thụ nông sản hữu cơ Đăk Hà – Ngọc Linh"
USUAL = "Hợp tác xã Sáu Nhung"


ROOTS = ("unit", "signer", "subject", "product", "dossier", "course", "support", "inspection")
ROOTS += ("assessment", "recognition", "round", "person", "paper", "made")
COLUMNS = ("made.sessions", "made.scorers")
FOLDER = paths.forms_dir() / "documents"
ROWS = set(
    re.findall(
        r"(?:rows|each) = \"([a-z_.]+)\"", "".join(map(Path.read_text, FOLDER.glob("*.toml")))
    )
)


@dataclass(frozen=True)
class Case:
    """How full a document is; with `gaps` every second thing asked for is not known."""

    name: str
    rows: int = 0
    text: str = ""
    gaps: bool = False

    def scope(self) -> Scope:
        """What the layout is filled from."""
        return Scope(Branch(self)) if self.text else Scope()


CASES = (
    Case("blank"),
    Case("filled", 3, USUAL),
    Case("bursting", 40, LONG),
    Case("gaps", 5, USUAL, gaps=True),
)


class Branch(Mapping[str, Any]):
    """A tree that knows something for whatever is asked of it: `row` tells rows apart."""

    def __init__(self, case: Case, path: str = "", row: int = 0) -> None:
        self.case, self.path, self.row = case, path, row

    def __getitem__(self, name: str) -> Any:
        path = f"{self.path}.{name}" if self.path else name
        if path in ROWS:
            count = 5 if path in COLUMNS else self.case.rows
            return [Branch(self.case, "row", number) for number in range(1, count + 1)]
        if not self.path:
            return Branch(self.case, name)
        text = said(path, self.case, self.row)
        if self.case.gaps and zlib.crc32(path.encode()) % 2:
            text = ""
        dated = DATES.search(name) and text
        return Shown(text, "2026-03-05" if dated else text or None)

    def __iter__(self) -> Iterator[str]:
        return iter(ROOTS if not self.path else ())

    def __len__(self) -> int:
        return 1


def said(path: str, case: Case, row: int) -> str:
    """What stands at a path."""
    name = path.rpartition(".")[2]
    if path in ("row.kind", "row.level", "row.align", "row.keep", "made.check_remark"):
        return ""
    if DATES.search(name):
        return "05/03/2026"
    if path == "row.key":
        return f"m{row}"
    if re.fullmatch(r"row\.m\d", path):
        return "91"
    if name in ("number", "count") and row:
        return str(row)
    if name in SHORT or name.startswith(("count_", "check_")):
        return SHORT.get(name, "03")
    if path == "unit.issuer":
        return "ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ"
    if path in ("unit.superior", "signer.post", "signer.below"):
        return {"unit.superior": "TỈNH QUẢNG NGÃI"}.get(path, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    if path.endswith(("_symbol", "place_name", "full_name", "_name")) and path != "subject.name":
        return {"place_name": "Đăk Hà"}.get(name, "A Ngọc Hân")
    return case.text


def filled(name: str, case: Case) -> b.Document:
    """A document of a layout."""
    chosen = layout.load(name)
    if not case.text:
        return compose(chosen, Scope())
    return compose(chosen, case.scope(), author="UBND xã Đăk Hà")


NAMES = layout.names()
