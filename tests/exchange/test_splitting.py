"""A district's data parted among its communes, and put together again."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import entries, files, history, splitting, start, swap
from ocop_desktop.actions.files import path_of
from ocop_desktop.messages import Trouble
from tests.exchange.offices import fates, got, ids, sent, state, subject


@pytest.fixture
def other(dak_ha):
    """Another commune of today that came out of the same district."""
    return next(one for one in dak_ha.places.communes_of("615") if one != "23500")


@pytest.fixture
def filled(dak_ha, other, tmp_path):
    """A district with subjects of two communes and of none; one has a kept file, all a history."""
    here, there = (subject(dak_ha, f"HTX {c}", commune=c) for c in ("23500", other))
    lost = subject(dak_ha, "HTX chưa rõ xã", commune=None)
    subject(dak_ha, id=here, rep_name="Y Trước")
    subject(dak_ha, id=here, rep_name="Y Sau")
    for owner in (here, there):
        saved = entries.save(
            dak_ha, "product", None, {"name": "Cà phê", "subject": owner, "criteria_set": "set_13"}
        )
        assert saved.saved, saved.rejected
    scan = tmp_path / "giấy.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    assert files.attach(dak_ha, "subject", here, scan, paper="business_registration").saved
    return here, there, lost


def opened(found, unit):
    return start.open_data(next(one.path for one in found if one.unit == unit))


def test_every_commune_gets_its_records_with_history_and_scans(dak_ha, filled, other, tmp_path):
    here, there, lost = filled
    before = state(dak_ha)
    found = splitting.split(dak_ha, tmp_path / "xã")
    assert {one.unit for one in found} == {"23500", other, "615"}
    assert state(dak_ha) == before
    with opened(found, "23500") as part:
        assert ids(part, "subject") == [here]
        assert (part.unit, part.unit_level, part.role) == ("23500", "commune", "office")
        assert part.installation != dak_ha.installation
        told = str(history.changes(part, here))
        assert "Y Trước" in told
        assert "Y Sau" in told
        (paper,) = ids(part, "evidence")
        assert path_of(part, got(part, paper, "evidence").get("file")).read_bytes()
    with opened(found, other) as part:
        assert ids(part, "subject") == [there]
        assert ids(part, "evidence") == []
    with opened(found, "615") as part:
        assert ids(part, "subject") == [lost]


def test_parts_come_together_again_as_they_were(dak_ha, filled, make_office, tmp_path):
    found = splitting.split(dak_ha, tmp_path / "xã")
    books = []
    for one in found:
        with start.open_data(one.path) as part:
            books.append(sent(part, tmp_path))
    again = make_office("lại", "615")
    assert swap.merge(again, books).applied
    assert state(again) == state(dak_ha)
    report = swap.merge(dak_ha, books)
    counts = {name for file in range(len(books)) for name in fates(report, file=file)}
    assert counts == {"same"}


def test_what_a_commune_changes_comes_back(dak_ha, filled, tmp_path):
    here, *_ = filled
    found = splitting.split(dak_ha, tmp_path / "xã")
    with opened(found, "23500") as part:
        subject(part, id=here, rep_name="Y Xã")
        swap.merge(dak_ha, [sent(part, tmp_path)])
    assert got(dak_ha, here).get("rep_name") == "Y Xã"


def test_a_part_can_be_worked_in_like_any_file(dak_ha, filled, tmp_path):
    from ocop_desktop.actions import health, lists

    found = splitting.split(dak_ha, tmp_path / "xã")
    with opened(found, "23500") as part:
        assert health.check(part) == []
        assert len(lists.keys(part, "subject", typed="htx 23500")) == 1
        assert not lists.keys(part, "subject", typed="chua ro xa")
        assert subject(part, "HTX mới")


def test_nothing_is_left_where_it_cannot_be_done(dak_ha, filled, tmp_path):
    folder = tmp_path / "xã"
    folder.mkdir()
    taken = folder / splitting.split(dak_ha, tmp_path / "thử")[0].path.name
    taken.write_bytes(b"x")
    with pytest.raises(Trouble) as caught:
        splitting.split(dak_ha, folder)
    assert caught.value.code == "file_exists"
    assert [one.name for one in folder.iterdir()] == [taken.name]


def test_a_stop_leaves_nothing(dak_ha, filled, tmp_path):
    class Stopped(Exception):
        pass

    def stop(done, total, what):
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        splitting.split(dak_ha, tmp_path / "xã", progress=stop)
    assert list((tmp_path / "xã").iterdir()) == []


def test_a_file_without_communes_says_so(make_office, tmp_path):
    with pytest.raises(Trouble) as caught:
        splitting.split(make_office("trống", "615"), tmp_path / "xã")
    assert caught.value.code == "nothing_to_split"
