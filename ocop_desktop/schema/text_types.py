"""Texts and the identity numbers that are written like texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ocop_desktop.schema.lookup import NO_LOOKUP, Lookup
from ocop_desktop.schema.types import Type, kind, too_long
from ocop_desktop.schema.values import Rejected, Value
from ocop_desktop.vietnamese import nfc, nfc_lines

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_LATEST_BIRTH = 2060  # a later year is a slip: nobody registers before being born
_PHONE_PARTS = re.compile(r"\s*(?:/|;|,| - |\n)\s*")


@kind("text")
@dataclass(frozen=True)
class Text(Type):
    """One line of text in NFC; `max` characters at most."""

    max: int = 500

    def parse(self, text: str, look: Lookup) -> Value:
        return too_long(nfc(text), self.max) or None


@kind("long_text")
@dataclass(frozen=True)
class LongText(Type):
    """Several lines of text in NFC, lines ended by LF; fits a workbook's cell."""

    longest: ClassVar[int] = 32_000
    max: int = 32_000

    def parse(self, text: str, look: Lookup) -> Value:
        return too_long(nfc_lines(text), self.max) or None


@kind("phone")
@dataclass(frozen=True)
class Phone(Type):
    """Vietnamese telephone numbers, kept as 0905123456; two numbers are kept with " / "."""

    longest: ClassVar[int] = 60

    def parse(self, text: str, look: Lookup) -> Value:
        numbers = [_phone(part) for part in _PHONE_PARTS.split(text) if part.strip()]
        return too_long(" / ".join(numbers), self.longest) or None

    def show(self, value: Value, look: Lookup = NO_LOOKUP) -> str:
        return " / ".join(_grouped(part) for part in str(value or "").split(" / "))

    def parts(self, value: Value) -> list[str]:
        parts = str(value or "").split(" / ")
        return [part if part[:1] == "0" and part.isdigit() else _readable(part) for part in parts]

    def to_cell(self, value: Value) -> str | None:
        return str(value) if value else None

    def warn(self, value: Value) -> str | None:
        parts = str(value or "").split(" / ")
        bad = [part for part in parts if part and not _is_phone(part)]
        return f"Số điện thoại {bad[0]} chưa đúng. Xem lại các chữ số." if bad else None


def _phone(text: str) -> str:
    digits = re.sub(r"[\s.()\-]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif re.fullmatch(r"84\d{9,10}", digits):
        digits = "0" + digits[2:]
    elif re.fullmatch(r"[235789]\d{8,9}", digits):
        digits = "0" + digits  # a cell kept as a number has lost its 0
    if not re.fullmatch(r"\+?\d{3,15}", digits):
        raise Rejected(f"“{text.strip()}” không phải số điện thoại. Chỉ gõ chữ số.")
    return digits


def _readable(text: str) -> str:
    """A number as it is kept; a text that is none as it is."""
    try:
        return _phone(text)
    except Rejected:
        return text


def _is_phone(number: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "VN"))
    except phonenumbers.NumberParseException:
        return False


def _grouped(number: str) -> str:
    if re.fullmatch(r"0[35789]\d{8}", number):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    if re.fullmatch(r"02\d{9}", number):
        return f"{number[:4]} {number[4:]}"
    return number


@kind("email")
@dataclass(frozen=True)
class Email(Type):
    """One e-mail address, in lower case."""

    longest: ClassVar[int] = 254

    def parse(self, text: str, look: Lookup) -> Value:
        address = nfc(text).lower()
        if not _EMAIL.fullmatch(address):
            raise Rejected(f"“{text}” không phải địa chỉ thư điện tử (ví dụ: ten@gmail.com)")
        return too_long(address, self.longest)


def _digits_only(text: str, what: str) -> str:
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits.isascii() or not digits.isdigit():
        raise Rejected(f"“{text.strip()}” không phải {what}. Chỉ gõ chữ số.")
    return digits


@kind("tax_code")
@dataclass(frozen=True)
class TaxCode(Type):
    """Mã số thuế: 10 digits, 10-3 of a branch, or the 12-digit personal number.

    Source: Thông tư 86/2024/TT-BTC (the personal number since 01/07/2025).
    """

    longest: ClassVar[int] = 14

    def parse(self, text: str, look: Lookup) -> Value:
        digits = _digits_only(text, "mã số thuế")
        if len(digits) in (9, 12):
            digits = digits.zfill(10) if len(digits) == 9 else digits
        if len(digits) not in (10, 12, 13):
            raise Rejected(f"Mã số thuế có 10, 12 hoặc 13 chữ số; đang có {len(digits)}.")
        return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits

    def warn(self, value: Value) -> str | None:
        from stdnum.vn import mst

        code = str(value or "")
        if not code:
            return None
        if len(code) == 12:
            return _personal_number_fault(code)
        if mst.is_valid(code):
            return None
        return "Chữ số kiểm tra của mã số thuế không khớp. Xem lại số trên giấy đăng ký."


@kind("citizen_id")
@dataclass(frozen=True)
class CitizenId(Type):
    """Căn cước: 12 digits (no check digit), or the former 9-digit number.

    Source: Thông tư 59/2021/TT-BCA, Điều 4 (province, century and sex, year, serial).
    """

    longest: ClassVar[int] = 12

    def parse(self, text: str, look: Lookup) -> Value:
        digits = _digits_only(text, "số căn cước")
        if len(digits) == 11:
            digits = "0" + digits  # a cell kept as a number has lost its 0
        if len(digits) not in (9, 12):
            raise Rejected(f"Số căn cước có 12 chữ số (cũ: 9); đang có {len(digits)}.")
        return digits

    def warn(self, value: Value) -> str | None:
        number = str(value or "")
        return _personal_number_fault(number) if len(number) == 12 else None


def _personal_number_fault(number: str) -> str | None:
    if number[0] != "0" or born(number) > _LATEST_BIRTH:
        return "Số căn cước có mã tỉnh hoặc năm sinh không hợp lý. Xem lại số trên thẻ."
    return None


def born(number: str) -> int:
    """Year of birth in a 12-digit citizen id."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def is_female(number: str) -> bool:
    """Sex in a 12-digit citizen id."""
    return int(number[3]) % 2 == 1


@kind("barcode")
@dataclass(frozen=True)
class Barcode(Type):
    """A GTIN of 8, 12, 13 or 14 digits."""

    longest: ClassVar[int] = 14

    def parse(self, text: str, look: Lookup) -> Value:
        digits = _digits_only(text, "mã vạch")
        if len(digits) not in (8, 12, 13, 14):
            raise Rejected(f"Mã vạch có 8, 12, 13 hoặc 14 chữ số; đang có {len(digits)}.")
        return digits

    def warn(self, value: Value) -> str | None:
        from stdnum import ean

        if value is None or ean.is_valid(str(value)):
            return None
        return "Chữ số kiểm tra không khớp. Xem lại số in trên bao bì."
