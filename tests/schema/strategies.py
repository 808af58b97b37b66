"""For each kind of value: a type as a form would make it, and values it may hold."""

import uuid
from datetime import date

from hypothesis import strategies as st

from ocop_desktop.schema.choice_types import Choice, File, Files, Link, Links, Many, Option, Place
from ocop_desktop.schema.lookup import Found
from ocop_desktop.schema.number_types import Date, Decimal, Money, Stars, Whole, Year, YesNo
from ocop_desktop.schema.remarks import Notes
from ocop_desktop.schema.text_types import (
    Barcode,
    CitizenId,
    Email,
    LongText,
    Phone,
    TaxCode,
    Text,
)
from ocop_desktop.vietnamese import nfc, nfc_lines

OPTIONS = (
    Option("hop_tac_xa", "Hợp tác xã", ("HTX",)),
    Option("to_hop_tac", "Tổ hợp tác"),
    Option("ho", "Hộ sản xuất có đăng ký kinh doanh", retired="2026-05-22"),
)
PLACES = {"23500": "Xã Đăk Hà", "2024:23494": "Xã Đắk Ui", "23515": "Xã Ngọk Réo"}
RECORDS = {str(uuid.UUID(int=n, version=4)): f"Chủ thể số {n}" for n in range(1, 5)}


class Titles:
    """A look-up over a few places and records."""

    def title(self, kind, key):
        return (PLACES if kind == "commune" else RECORDS).get(key, "")

    def find(self, kind, text):
        known = PLACES if kind == "commune" else RECORDS
        return [Found(key, title) for key, title in known.items() if title == text]


LOOK = Titles()
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậỳýỷỹỵ ĐẮƯ.,-'\"=+@1234567890")
WORDS = VIETNAMESE.map(nfc).filter(bool)
LINES = st.lists(VIETNAMESE).map("\n".join).map(nfc_lines).filter(bool)
DIGITS = "0123456789"
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
NAMES = WORDS.map(lambda w: w.replace("/", "")[:100].strip()).filter(bool).map(lambda w: f"{w}.pdf")
FILES = st.builds(lambda digest, name: f"{digest}/{nfc(name)}", HEX, NAMES)


def digits(count):
    return st.text(DIGITS, min_size=count, max_size=count)


def decimals(values):
    return values.map(lambda n: format(n.normalize(), "f")).map(lambda t: "0" if t == "-0" else t)


def subset(codes):
    return st.lists(st.sampled_from(codes), min_size=1, unique=True)


KEYS = st.from_regex(r"[a-z_.]{1,20}:[a-z_]{1,20}", fullmatch=True)


def remarks(said):
    return [f"{key} = {words}" for key, words in sorted(said.items())]


DAYS = st.dates(date(1850, 1, 1), date(2199, 12, 31)).map(date.isoformat)
CASES = {
    "text": (Text(max=5000), WORDS),
    "long_text": (LongText(), LINES),
    "phone": (Phone(), st.sampled_from(["0905123456", "02603862345", "0905123456 / 0987654321"])),
    "email": (Email(), st.emails(domains=st.just("xa.example.vn")).map(str.lower).map(nfc)),
    "tax_code": (
        TaxCode(),
        digits(10) | digits(12) | st.builds("{}-{}".format, digits(10), digits(3)),
    ),
    "citizen_id": (CitizenId(), digits(9) | digits(12)),
    "barcode": (Barcode(), digits(8) | digits(12) | digits(13) | digits(14)),
    "whole": (Whole(min=None), st.integers(-(10**14), 10**14)),
    "money": (Money(), st.integers(0, 10**14)),
    "year": (Year(), st.integers(1900, 2100)),
    "stars": (Stars(), st.integers(1, 5)),
    "decimal": (
        Decimal(unit="kg", min=None),
        decimals(st.decimals(-(10**8), 10**8, places=4)),
    ),
    "date": (Date(), DAYS | DAYS.map(lambda d: d[:7]) | DAYS.map(lambda d: d[:4])),
    "yes_no": (YesNo(), st.booleans()),
    "choice": (Choice(OPTIONS), st.sampled_from([option.code for option in OPTIONS])),
    "many": (
        Many(OPTIONS),
        subset([o.code for o in OPTIONS]).map(
            lambda picked: [o.code for o in OPTIONS if o.code in picked]
        ),
    ),
    "place": (Place(), st.sampled_from(list(PLACES))),
    "link": (Link(of="subject"), st.sampled_from(list(RECORDS))),
    "links": (Links(of="subject"), subset(list(RECORDS)).map(sorted)),
    "file": (File(), FILES),
    "files": (Files(), st.lists(FILES, min_size=1, max_size=3)),
    "notes": (Notes(), st.dictionaries(KEYS, WORDS, min_size=1, max_size=3).map(remarks)),
}
