"""What is typed in random histories, and who is alike by it: said again, without the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from tests.exchange.laws.model import Key

NAMES = {  # how it is typed -> what it is, without marks and words of legal form
    "HTX Cà phê Đăk Hà": "ca phe",
    "Hợp tác xã cà phê Đắk Hà": "ca phe",
    "Tổ hợp tác Măng lồ ô": "mang",
    "=CMD|' /C calc'!A0": "cmd",
}
TYPED: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "subject": {
        "name": tuple(NAMES),
        "tax_code": ("6100123456", "6100999999", None),
        "phone": ("0905123456", "0905999999", None),
        "rep_citizen_id": ("062190000001", "062190000002", None),
        "charter_capital": (0, 500_000_000, 999_999_999_999, None),
        "founded_on": ("2019-03-05", "1899-12-31", "2020", None),
        "commune": ("23500", "23504", None),
        "note": ("dòng một\ndòng hai", "_x0041_ <&> “x”", None),
    },
    "person": {"full_name": ("Y Hà", "A Brao", None), "phone": ("0912000111", None)},
    "product": {
        "name": ("Cà phê bột", "Măng khô"),
        "product_code": ("51-23500-3-2026", None),
        "subject": (),  # any that is known
    },
    "recognition": {
        "product": (),
        "stars": (3, 4, 5, None),
        "issued_on": ("2024-01-02", "2025-03-05", None),
    },
}
DISPUTED = {"subject": ["charter_capital", "name", "phone"], "recognition": ["product", "stars"]}
LINKS = {("product", "subject"): "subject", ("recognition", "product"): "product"}
FOLLOWS = {  # what the program fills in when these are saved, as if the officer had typed it
    "subject": ("former_district",),
    "recognition": ("regulation", "expires_on"),
    "product": ("ocop_status",),
}
# how a value is typed into a cell by hand: only what a spreadsheet would show
BY_HAND: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "name": tuple((name, name) for name in NAMES),
    "tax_code": (("6100123456", "6100123456"), ("6100999999", "6100999999"), ("", None)),
    "phone": (("0905 123 456", "0905123456"), ("0905999999", "0905999999"), ("", None)),
    "founded_on": (("05/03/2019", "2019-03-05"), ("2020", "2020"), ("", None)),
}


def alike(values: Mapping[str, Mapping[str, Any]], kind: str) -> Iterator[tuple[str, str]]:
    """Pairs of ids, in order, that are alike; `values` by id, removed ones left out."""
    for one, other in combinations(sorted(values), 2):
        if (_subjects if kind == "subject" else _products)(values[one], values[other]):
            yield one, other


def _subjects(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    def both(name: str) -> bool:
        return one.get(name) is not None and one.get(name) == other.get(name)

    names = [NAMES.get(str(each.get("name")), each.get("name")) for each in (one, other)]
    codes = {each.get("tax_code") for each in (one, other)} - {None}
    named = names[0] is not None and names[0] == names[1] and both("commune") and len(codes) < 2
    return both("tax_code") or both("phone") or both("rep_citizen_id") or named


def _products(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    named = one.get("name") == other.get("name") and one.get("subject") == other.get("subject")
    return (bool(one.get("name")) and bool(one.get("subject")) and named) or (
        one.get("product_code") is not None and one.get("product_code") == other.get("product_code")
    )


def of_kind(keys: Mapping[Key, Any], kind: str) -> list[str]:
    """Ids of a kind, in an order that comes again."""
    return sorted(id for found, id in keys if found == kind)
