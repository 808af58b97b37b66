"""The preview of a merge: rows by form and fate, their fields as people read them, nothing kept."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import entries, pending_edits, swap
from ocop_desktop.actions.merge_preview import look_into
from ocop_desktop.messages import Cancelled
from tests.exchange.offices import change, got, ids, sent, state, subject


@pytest.fixture
def dak_ha(make_office):
    return make_office("dakha", "615")


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.fixture
def looked(province, tmp_path):
    made = []

    def look(*files):
        made.append(look_into(province, files, tmp_path / "xem.sqlite"))
        return made[-1]

    yield look
    for one in made:
        one.close()


def told(preview, kind, fate, file=None):
    return {
        one.title: [(line.path, line.before, line.theirs, line.after) for line in one.lines]
        for one in preview.rows(kind, fate, file)
    }


def test_each_fate_tells_its_fields_before_theirs_and_after(dak_ha, province, looked, tmp_path):
    a, b, c = (subject(dak_ha, f"HTX số {n}", phone="0905123456") for n in "abc")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=a, kind="hop_tac_xa")
    subject(dak_ha, id=b, phone="0905111111", kind="to_hop_tac")
    subject(province, id=b, phone="0905222222")
    subject(province, id=c, email="c@d.vn")
    subject(dak_ha, id=c, phone="0905333333")
    before = state(province)
    preview = looked(sent(dak_ha, tmp_path))
    assert told(preview, "subject", "changed") == {
        "HTX số a": [("Loại hình tổ chức", "(trống)", "Hợp tác xã", "Hợp tác xã")]
    }
    assert told(preview, "subject", "merged") == {
        "HTX số c": [("Điện thoại", "0905 123 456", "0905 333 333", "0905 333 333")]
    }
    (lines,) = told(preview, "subject", "conflict").values()
    (phone,) = [line for line in lines if line[0] == "Điện thoại"]
    assert phone[1:3] == ("0905 222 222", "0905 111 111")
    assert "chờ chọn" in phone[3]
    assert state(province) == before


def test_what_is_new_is_named_by_what_comes_with_it(dak_ha, looked, tmp_path):
    id = subject(dak_ha, tables={"persons": [{"full_name": "Y Hà"}]})
    entries.save(dak_ha, "product", None, {"name": "Cà phê bột", "subject": id})
    preview = looked(sent(dak_ha, tmp_path))
    ((title, lines),) = told(preview, "product", "new").items()
    assert title == "Cà phê bột"
    assert ("Chủ thể", "", "HTX Đăk Mar", "") in lines
    assert next(iter(told(preview, "person", "new"))).startswith("HTX Đăk Mar · ")
    assert "Y Hà" in next(iter(told(preview, "person", "new")))


def test_a_page_at_a_time_and_one_file_or_all(dak_ha, make_office, looked, tmp_path):
    dak_to = make_office("dakto", "612")
    for office, count in ((dak_ha, 7), (dak_to, 3)):
        for n in range(count):
            subject(office, f"Cơ sở {office.unit} số {n}", commune=None)
    preview = looked(sent(dak_ha, tmp_path), sent(dak_to, tmp_path))
    titles = []
    for start in range(0, 20, 4):
        titles += [one.title for one in preview.rows("subject", "new", start=start, limit=4)]
    assert len(titles) == len(set(titles)) == 10
    assert len(preview.rows("subject", "new", 1)) == 3
    assert preview.report.files[1].forms["subject"]["new"] == 3
    first = preview.rows("subject", "new", 1)[0]
    assert first.file.about.unit_name == "Huyện Đắk Tô"
    assert first.place.startswith("dòng ")


def test_who_is_alike_and_why_a_row_is_refused(dak_ha, province, looked, tmp_path):
    subject(province, "HTX Cà phê", tax_code="6100123456")
    subject(dak_ha, "Hợp tác xã khác", tax_code="6100123456")
    subject(dak_ha, "Cơ sở nữa", founded_on="2020-05-01")
    file = sent(dak_ha, tmp_path)

    def spoil(page, columns):
        rows = {page.cell(n, columns["name"]).value: n for n in (3, 4)}
        page.cell(rows["Cơ sở nữa"], columns["founded_on"], "hôm nọ")

    change(file, "Chủ thể", spoil)
    preview = looked(file)
    (one,) = preview.rows("subject", "duplicate")
    assert one.title == "Hợp tác xã khác"
    assert "giống HTX Cà phê" in one.note
    (bad,) = preview.rows("subject", "refused")
    assert "hôm nọ" in bad.note


def test_edits_are_chosen_in_the_preview_and_done_by_the_merge(dak_ha, province, looked, tmp_path):
    one, two = (subject(dak_ha, f"HTX {n}", phone="0905123456", email="a@b.vn") for n in "ab")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    file = sent(dak_ha, tmp_path)

    def edit(page, columns):
        for row in (3, 4):
            page.cell(row, columns["phone"], f"090577777{row}")
            page.cell(row, columns["email"], "m@b.vn")

    change(file, "Chủ thể", edit)
    preview = looked(file)
    assert preview.edit_count == 4
    edits = preview.edits()
    phones = [one for one in edits if one.field == "phone"]
    assert (phones[0].before, phones[0].after) == ("0905 123 456", "0905 777 773")
    assert phones[0].place.startswith("Chủ thể!")
    preview.choose(preview.keys_like(phones[0].key, "column"), "take")
    preview.choose([next(one.key for one in edits if one.field == "email")], "refuse")
    assert preview.edits_chosen() == {"ask": 1, "take": 2, "refuse": 1}
    swap.merge(province, [file], edits=preview.choices())
    assert {got(province, id).get("phone") for id in (one, two)} == {"0905777773", "0905777774"}
    assert pending_edits.count(province) == 1


def test_a_cancelled_preview_leaves_no_file(dak_ha, province, tmp_path):
    subject(dak_ha)
    file, scratch = sent(dak_ha, tmp_path), tmp_path / "xem.sqlite"

    def stop(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        look_into(province, [file], scratch, progress=stop)
    assert not scratch.exists()
    assert ids(province, "subject") == []
