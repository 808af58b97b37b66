"""Places on a page: the list of the record's day, both names, and pairs kept in step."""

import pytest
from hands import CTRL, click, enter, part, pick, press, put, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ocop_desktop.actions import entries


@pytest.fixture
def event(window, filled):
    """A page with a fair of this year in a commune of the province."""
    fields = {"name": "Hội chợ", "starts_on": "2026-04-01", "province": "51", "commune": "23500"}
    window.open_record("event", put(filled, "event", fields))
    return window


def offers(window, name, text):
    editor = type_into(window, name, text)
    return [(one.key, one.title) for one in editor._model.found]


def value(window, name):
    return window.view.page.draft.get(name)


def test_the_list_is_that_of_the_records_day(event):
    assert offers(event, "event.commune", "đắk ui")[0] == ("23510", "Xã Đăk Ui")
    enter(event, "event.starts_on", "01/04/2024")
    found = offers(event, "event.commune", "đắk ui")
    assert found[0] == ("2024:23509", "Xã Đắk Ui (nay: Xã Đăk Ui)")


def test_rows_count_by_the_day_of_their_record(window, filled):
    from ocop_desktop.gui.draft import Draft

    course = put(
        filled,
        "course",
        {"name": "Lớp", "starts_on": "2024-04-01"},
        {"attendances": [{"full_name": "Y Bình"}]},
    )
    entry = entries.get(filled, "course", course)
    row = Draft.of(filled.forms["course"], entry).rows("attendances")[0]
    assert row.told("starts_on") == "2024-04-01"
    assert row.told("full_name") == "Y Bình"


def test_changing_the_province_clears_the_commune_and_gives_it_back(event):
    pick(event, "event.province", "gia lai")
    assert (value(event, "province"), value(event, "commune")) == ("52", None)
    assert part(event, "event.commune").text() == ""
    words = part(event, "event.commune").accessibleDescription()
    assert words == "Đã bỏ Xã Đăk Hà: không thuộc Tỉnh Gia Lai."
    click(event, "event.commune.back")
    assert value(event, "commune") == "23500"
    assert part(event, "event.commune").text() == "Xã Đăk Hà"
    assert not part(event, "event.commune.back").isVisible()


def test_a_cleared_commune_comes_back_with_undo(event, filled):
    id = event.view.page.draft.id
    pick(event, "event.province", "gia lai")
    press(event, Qt.Key.Key_S, CTRL)
    assert entries.get(filled, "event", id).get("commune") is None
    press(event, Qt.Key.Key_Z, CTRL)
    kept = entries.get(filled, "event", id)
    assert (kept.get("province"), kept.get("commune")) == ("51", "23500")
    assert part(event, "event.commune").text() == "Xã Đăk Hà"


def test_a_commune_chosen_elsewhere_takes_its_province_along(event):
    pick(event, "event.commune", "phường kon tum")
    pick(event, "event.province", "gia lai")
    pick(event, "event.commune", "xã đăk ui")
    assert value(event, "province") == "51"
    words = part(event, "event.province").accessibleDescription()
    assert words == "Đã đổi thành Tỉnh Quảng Ngãi theo xã vừa chọn."
    click(event, "event.province.back")
    assert value(event, "province") == "52"


def test_the_former_district_follows_the_commune(window, filled):
    window.open_record("subject", put(filled, "subject", {"name": "HTX"}))
    pick(window, "subject.commune", "xã đăk ui")
    assert value(window, "former_district") == "615"
    pick(window, "subject.former_district", "huyện kon plông")
    assert value(window, "commune") is None
    click(window, "subject.commune.back")
    assert value(window, "commune") == "23510"


def test_one_key_turns_an_old_commune_into_the_one_of_today(window, filled):
    id = put(filled, "subject", {"name": "HTX", "commune": "2024:23521"})
    window.open_record("subject", id)
    editor = part(window, "subject.commune")
    assert editor.text() == "Xã Hà Mòn (nay: Xã Đăk Hà)"
    said = part(window, "subject.commune.message").text()
    assert said == "Nay là Xã Đăk Hà. Ctrl+M để đổi"
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_M, CTRL)
    assert (editor.text(), value(window, "commune")) == ("Xã Đăk Hà", "23500")
    assert "Ctrl+M" not in part(window, "subject.commune.message").text()


def test_a_commune_that_was_parted_offers_its_parts(window, filled):
    places = filled.places
    parted = next(k for k in places.all_of("commune") if len(places.successors(k)) > 1)
    window.open_record("subject", put(filled, "subject", {"name": "HTX", "commune": parted}))
    editor = part(window, "subject.commune")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_M, CTRL)
    assert [one.key for one in editor._model.found] == list(places.successors(parted))
    assert value(window, "commune") == parted


def test_a_record_of_the_former_map_is_not_asked_to_change(window, filled):
    fields = {"name": "Hội chợ", "starts_on": "2024-04-01", "commune": "2024:23521"}
    window.open_record("event", put(filled, "event", fields))
    editor = part(window, "event.commune")
    assert editor.text() == "Xã Hà Mòn (nay: Xã Đăk Hà)"
    assert "Ctrl+M" not in editor.accessibleDescription()
    enter(window, "event.starts_on", "01/04/2026")
    assert "Ctrl+M" in editor.accessibleDescription()
