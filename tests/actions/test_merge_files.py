"""Files offered to a merge: found in folders, named with their sender, refused with a reason."""

import pytest

from ocop_desktop.actions import swap
from ocop_desktop.actions.merge_files import inspect, workbooks_in
from ocop_desktop.messages import Cancelled
from tests.exchange.offices import sent, subject


@pytest.fixture
def office(make_office):
    made = make_office("dakha", "615")
    subject(made)
    return made


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


def test_folders_give_their_workbooks_once_and_sub_folders_too(tmp_path):
    deep = tmp_path / "gửi" / "tháng 6"
    deep.mkdir(parents=True)
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "thư.docx"):
        (deep / name).touch()
    alone = tmp_path / "gửi" / "c.xlsx"
    alone.touch()
    found = workbooks_in([tmp_path / "gửi", alone, deep])
    assert [path.name for path in found] == ["c.xlsx", "a.xlsx", "b.xlsx"]


def test_each_file_says_whose_it_is_and_what_is_odd_about_it(office, province, tmp_path):
    first, second = sent(office, tmp_path), sent(office, tmp_path, period="6 tháng 2026")
    third = sent(office, tmp_path)
    strange = tmp_path / "lạ.xlsx"
    strange.write_bytes(b"PK no workbook")
    swap.merge(province, [first])
    missing = tmp_path / "không có.xlsx"
    found = {one.path.name: one for one in inspect(province, [first, third, strange, missing])}
    assert found[first.name].state == "again"
    assert found[third.name].state == "gap"
    assert "số 2" in found[third.name].text
    assert found[third.name].readable
    assert (found[first.name].unit, found[first.name].officer) == ("Huyện Đắk Hà", "Y Mẫu")
    for bad in (strange, missing):
        assert found[bad.name].state == "refused"
        assert found[bad.name].text
        assert not found[bad.name].readable
    (one,) = inspect(province, [second])
    assert (one.state, one.period, one.number, one.rows) == ("ready", "6 tháng 2026", 2, 1)


def test_a_long_look_can_be_cancelled(office, province, tmp_path):
    files = [sent(office, tmp_path)] * 3

    def stop(done, total, what):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        inspect(province, files, stop)
