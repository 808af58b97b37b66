"""A workbook's parts are looked at before anything else; what is known from another is not twice."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest

from ocop_desktop.exchange import guard, small_parts
from ocop_desktop.exchange.guard import Unsafe

SHEET = "xl/worksheets/sheet1.xml"
EMPTY = b'<worksheet><row r="1"><c r="A1"><is><t>_id</t></is></c></row></worksheet>'


def zipped(content, name=SHEET, date=(2026, 1, 2, 3, 4, 6)):
    from zipfile import ZipInfo

    file = BytesIO()
    with ZipFile(file, "w") as book:
        book.writestr(ZipInfo(name, date), content, ZIP_DEFLATED)
    return file


def looked(file):
    """The headings of the only part, however often it was seen."""
    with ZipFile(file) as book:
        return small_parts.headings(book, book.infolist()[0], file)


@pytest.fixture
def counted(monkeypatch):
    """How often a part was unpacked and looked at."""
    small_parts._known.clear()
    real, seen = guard.looked_at, []

    def looked_at(book, part):
        seen.append(part.filename)
        return real(book, part)

    monkeypatch.setattr(guard, "looked_at", looked_at)
    return seen


def test_the_same_part_of_another_day_is_looked_at_once(counted):
    first = looked(zipped(EMPTY))
    again = looked(zipped(EMPTY, date=(2027, 5, 6, 7, 8, 10)))
    assert first == {b"_id"}
    assert again is first
    assert len(counted) == 1


def test_a_part_of_another_name_or_content_is_looked_at(counted):
    looked(zipped(EMPTY))
    assert looked(zipped(EMPTY, name="xl/styles.xml")) is None
    assert looked(zipped(EMPTY.replace(b"_id", b"_ix"))) == {b"_ix"}
    assert len(counted) == 3


def test_a_part_that_claims_another_digest_is_not_taken_for_the_known_one(counted):
    file = zipped(EMPTY)
    looked(file)
    with ZipFile(file) as book:
        crc = book.infolist()[0].CRC.to_bytes(4, "little")
    forged = BytesIO(file.getvalue().replace(crc, bytes(4)))
    with pytest.raises(BadZipFile):
        looked(forged)


def test_what_is_unsafe_is_refused_each_time(counted):
    far = zipped(EMPTY.replace(b'r="A1"', b'r="ZZZ99999"'))
    for _ in range(2):
        with pytest.raises(Unsafe):
            looked(far)


@pytest.mark.parametrize("written", [b'r = "', b"r='", b'\tr="', b'r\n="', b'r= "', b'\nr\t=\t"'])
def test_a_cell_far_out_is_found_however_its_place_is_written(written):
    quote = b"'" if b"'" in written else b'"'
    cell = b"<c " + written + b"ZZZ99999" + quote + b">"
    with pytest.raises(Unsafe):
        looked(zipped(EMPTY.replace(b'<c r="A1">', cell)))


def test_no_more_of_a_part_is_unpacked_than_it_claims():
    file = zipped(b"<row>" + bytes(5_000_000))
    size = (5_000_005).to_bytes(4, "little")
    forged = BytesIO(file.getvalue().replace(size, (20).to_bytes(4, "little")))
    with pytest.raises(BadZipFile):
        looked(forged)
