"""The sorting desk: what comes in is kept at once, filed once, and several scans become one paper."""

import pikepdf
import pytest
from PIL import Image

from ocop_desktop.actions import entries, files, lists, sorting
from ocop_desktop.messages import Trouble


@pytest.fixture
def product(office):
    owner = entries.save(office, "subject", None, {"name": "HTX Sáu Nhung (mẫu)"}).id
    given = {"name": "Cà phê bột (mẫu)", "subject": owner}
    return entries.save(office, "product", None, given).id


@pytest.fixture
def photos(tmp_path):
    made = []
    for number in range(3):
        path = tmp_path / f"z412{number}.jpg"
        Image.new("RGB", (400, 300), (40 * number, 90, 120)).save(path)
        made.append(path)
    return made


def test_what_comes_in_is_kept_when_its_source_is_gone(office, photos):
    found = sorting.take_in(office, photos)
    assert (found.new, found.known, found.refused) == (3, 0, ())
    for path in photos:
        path.unlink()
    waiting = sorting.waiting(office)
    assert [value.split("/")[1] for value in waiting] == ["z4120.jpg", "z4121.jpg", "z4122.jpg"]
    assert all(files.path_of(office, value).is_file() for value in waiting)
    office.load_settings()
    assert sorting.waiting(office) == waiting, "kept in the data file"


def test_the_same_content_lies_there_once(office, photos, tmp_path):
    sorting.take_in(office, photos[:1])
    copy = tmp_path / "ban-sao.jpg"
    copy.write_bytes(photos[0].read_bytes())
    found = sorting.take_in(office, [copy], anew=True)
    assert (found.new, found.known) == (0, 1)
    assert len(sorting.waiting(office)) == 1


def test_a_watched_folder_does_not_bring_back_what_was_filed(office, product, photos):
    sorting.take_in(office, photos[:1])
    saved = sorting.file_as(office, sorting.waiting(office), {"product": product, "paper": "story"})
    assert saved.saved
    assert sorting.waiting(office) == []
    assert sorting.take_in(office, photos[:1]).known == 1
    assert sorting.waiting(office) == []
    assert sorting.take_in(office, photos[:1], anew=True).new == 1, "a hand that drops it wants it"


def test_what_is_no_scan_is_named(office, photos, tmp_path):
    odd = tmp_path / "bang.xlsx"
    odd.write_bytes(b"x")
    found = sorting.take_in(office, [odd, *photos, tmp_path / "khong-co.pdf"])
    assert (found.new, found.refused) == (3, ("bang.xlsx", "khong-co.pdf"))


def test_a_scan_becomes_a_paper_with_its_pages(office, product, photos):
    sorting.take_in(office, photos[:1])
    (value,) = sorting.waiting(office)
    fields = {"product": product, "paper": "business_registration", "number": "12/GP"}
    saved = sorting.file_as(office, [value], fields)
    kept = entries.get(office, "evidence", saved.id)
    assert (kept.get("file"), kept.get("pages"), kept.get("number")) == (value, 1, "12/GP")


def test_several_scans_become_the_pages_of_one_paper(office, product, photos, tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        pdf.save(tmp_path / "hai-trang.pdf")
    sorting.take_in(office, [*photos[:2], tmp_path / "hai-trang.pdf"])
    values = sorting.waiting(office)
    saved = sorting.file_as(office, values, {"product": product, "paper": "market"})
    kept = entries.get(office, "evidence", saved.id)
    assert kept.get("pages") == 4
    assert str(kept.get("file")).endswith("/z4120.pdf")
    with pikepdf.open(files.path_of(office, str(kept.get("file")))) as pdf:
        assert len(pdf.pages) == 4
    assert sorting.waiting(office) == []


def test_a_broken_scan_stops_the_gathering_and_stays(office, product, photos, tmp_path):
    (tmp_path / "hong.jpg").write_bytes(b"\xff\xd8\xff no picture")
    sorting.take_in(office, [photos[0], tmp_path / "hong.jpg"])
    values = sorting.waiting(office)
    with pytest.raises(Trouble):
        sorting.file_as(office, values, {"product": product, "paper": "market"})
    assert sorting.waiting(office) == values
    assert lists.entries(office, "evidence") == []


def test_what_was_taken_off_is_had_back(office, photos):
    sorting.take_in(office, photos)
    values = sorting.waiting(office)
    sorting.put_away(office, values[:2])
    assert sorting.waiting(office) == values[2:]
    sorting.put_back(office, values[:2])
    assert sorting.waiting(office) == values


def test_the_papers_are_those_of_the_law_with_what_is_there(office, product, photos):
    found = sorting.choices(office, product, "")
    assert (found[0].code, found[0].found) == ("business_registration", 0)
    assert len({one.code for one in found}) == len(found)
    sorting.take_in(office, photos[:1])
    fields = {"product": product, "paper": "business_registration"}
    sorting.file_as(office, sorting.waiting(office), fields)
    assert sorting.choices(office, product, "")[0].found == 1


def test_a_glance_is_upright_and_small(office, tmp_path):
    path = tmp_path / "nghieng.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the telephone on its side
    Image.new("RGB", (4000, 3000), "white").save(path, exif=exif)
    sorting.take_in(office, [path])
    width, height, content = sorting.picture(office, sorting.waiting(office)[0], 200)
    assert (width, height) == (150, 200)
    assert len(content) == 150 * 200 * 4
    assert sorting.picture(office, f"{'0' * 64}/khong-co.jpg", 200) is None


def test_a_folder_tells_each_file_once(office, photos, tmp_path):
    known = set()
    assert sorting.new_in(office, tmp_path, known) == photos
    assert sorting.new_in(office, tmp_path, known) == []
    photos[0].write_bytes(photos[0].read_bytes() + b" ")
    assert sorting.new_in(office, tmp_path, known) == [photos[0]], "it has grown"
    assert sorting.new_in(office, tmp_path / "khong-co", known) == []
