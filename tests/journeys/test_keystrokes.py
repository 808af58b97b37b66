"""One subject, one product and thirty attendees by keys alone: how many keys, beside a spreadsheet.

The rule. Both type the same answers, letter by letter; a key that is held counts as one more key.
The spreadsheet: a sheet each with its headings ready; every cell typed, then one Tab or Enter;
Ctrl+PageDown to the next sheet, Ctrl+S at the end. What is equal in all thirty rows may be filled
down there too: typed once, then Ctrl+Shift+End, Ctrl+D and back to the top, six keys a column.
"""

from pathlib import Path

import pytest
from hands import part
from keyboard import Keyboard
from PySide6.QtWidgets import QApplication

from ocop_desktop.actions import entries, lists
from ocop_desktop.gui.keys import FIGURES

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "keys.md"
SUBJECT = {
    "name": "HTX Nông nghiệp Đăk Ui",
    "kind": "Hợp tác xã",
    "tax_code": "6100276230",
    "phone": "0905123456",
    "founded_on": "5/3/2019",
    "reg_no": "6100276230",
    "reg_on": "12/3/2019",
    "commune": "Xã Đăk Ui",
    "address_line": "Thôn Kon Tu",
    "rep_name": "Y Thị Thu",
    "rep_role": "Giám đốc",
    "rep_gender": "Nữ",
    "rep_minority": "x",
}
PRODUCT = {
    "name": "Cà phê bột Đăk Ui",
    "subject": SUBJECT["name"],
    "criteria_set": "Cà phê, ca cao",
    "shelf_life": "12 tháng",
}
COURSE = {"name": "Tập huấn câu chuyện sản phẩm", "starts_on": "15/11/2026", "sessions": "2"}
FAMILY = ("Nguyễn Thị", "Y", "A", "Trần Văn", "Lê Thị")
GIVEN = ("Hồng", "Thu Hà", "Dưa", "Blưn", "Bích Ngọc", "Lan")
PEOPLE = [(f"{f} {g}", "Nam" if f in ("A", "Trần Văn") else "Nữ") for f in FAMILY for g in GIVEN]
FILL = 6


def excel(*, filled: bool) -> int:
    """The keys of a spreadsheet, by the rule above."""
    cells = [*SUBJECT.values(), *PRODUCT.values(), *COURSE.values()]
    keys = sum(len(text) + 1 for text in cells)
    keys += sum(len(name) + 1 + len(gender) + 1 for name, gender in PEOPLE)
    same = [SUBJECT["name"], "x", "x", "x"]  # whose, a minority, present twice
    if filled:
        keys += sum(len(text) + 1 + FILL for text in same)
    else:
        keys += sum(len(text) + 1 for text in same) * len(PEOPLE)
    return keys + 3 * 2 + 2


def start(program, qtbot):
    """A data file of a district, its window in front. Not counted: done once a year."""
    program.first_start()
    from hands import click, pick, type_into

    pick(program.window, "start.unit", "huyen dak ha")
    type_into(program.window, "start.officer", "Y Mẫu")
    click(program.window, "command.create")
    qtbot.waitUntil(lambda: program.window.isActiveWindow())
    program.window.resize(1366, 768)
    return program.window


def go(keys: Keyboard, room: str) -> None:
    keys.press("ctrl+k")
    keys.type(room)
    keys.press("enter")
    keys.press("ctrl+n")
    QApplication.processEvents()


def at(window, name: str) -> None:
    """Where one is now: a route that goes astray is seen at once."""
    focused = QApplication.focusWidget()
    assert focused is part(window, name), focused.objectName()


def enter_subject(keys: Keyboard, window) -> None:
    go(keys, "chu the")
    at(window, "subject.name")
    keys.type(SUBJECT["name"])
    keys.press("enter", 2)  # the kind is what it mostly is
    keys.type(SUBJECT["tax_code"])
    keys.press("enter")
    keys.type(SUBJECT["phone"])
    keys.press("alt+2")
    at(window, "subject.founded_on")
    keys.type("5/3/19")
    keys.press("enter")
    keys.type(SUBJECT["reg_no"])
    keys.press("enter")
    keys.type("12/3/19")
    keys.press("alt+3")
    at(window, "subject.commune")
    keys.type("dak ui")
    keys.press("enter")
    keys.type(SUBJECT["address_line"])
    keys.press("alt+4")
    at(window, "subject.rep_name")
    keys.type(SUBJECT["rep_name"])
    keys.press("enter")
    keys.type(SUBJECT["rep_role"])
    keys.press("enter")
    keys.type("nu")
    keys.press("enter")
    at(window, "subject.rep_minority")
    keys.type("c")
    keys.press("ctrl+s")


def enter_product(keys: Keyboard, window) -> None:
    go(keys, "san pham")
    at(window, "product.name")
    keys.type(PRODUCT["name"])
    keys.press("enter")
    keys.type("dak ui")
    keys.press("enter")
    keys.type("ca phe")
    keys.press("enter")
    keys.press("alt+2")
    at(window, "product.description")
    keys.press("tab", 2)
    at(window, "product.shelf_life")
    keys.type(PRODUCT["shelf_life"])
    keys.press("ctrl+s")


def enter_course(keys: Keyboard, window) -> None:
    """Each person: name and gender; whose they are is carried; then three columns ticked at once."""
    go(keys, "tap huan")
    at(window, "course.name")
    keys.type(COURSE["name"])
    keys.press("alt+2")
    at(window, "course.starts_on")
    keys.type("n")  # today
    keys.press("alt+4")
    keys.press("enter")  # past "only totals", which is no, into the list
    grid = window.view.page.body.grids["attendances"]
    assert QApplication.focusWidget() is grid.view
    for number, (name, gender) in enumerate(PEOPLE):
        keys.type(name)
        keys.press("enter")
        keys.type("nu" if gender == "Nữ" else "na")
        if number == 0:
            keys.press("enter")
            keys.type("dak ui")  # carried from here on
        keys.press("ctrl+enter")
    keys.press("esc")
    keys.press("up")
    keys.press("right", 4)  # the minority; then both sessions of all thirty in one go
    keys.press("shift+right", 2)
    keys.press("ctrl+space")
    keys.press("space")
    keys.press("ctrl+s")


@pytest.fixture
def typed(program, qtbot):
    """Everything typed by keys: the window, and how many there were for each part."""
    window = start(program, qtbot)
    counts = []
    for enter in (enter_subject, enter_product, enter_course):
        keys = Keyboard(window, qtbot)
        enter(keys, window)
        assert "Đã lưu" in window.status.text.text(), window.status.text.text()
        window.status.say("")
        counts.append(keys.count)
    return window, counts


def test_what_was_typed_by_keys_is_what_is_kept(typed):
    window, _ = typed
    data = window.desk.data
    (subject,) = lists.entries(data, "subject")
    shown = {
        name: data.forms["subject"].field(name).type.show(subject.get(name), data.look)
        for name in SUBJECT
    }
    assert shown == {
        **SUBJECT,
        "phone": "0905 123 456",
        "founded_on": "05/03/2019",
        "reg_on": "12/03/2019",
        "rep_minority": "Có",
    }
    (product,) = lists.entries(data, "product")
    assert product.get("subject") == subject.id
    criteria = data.forms["product"].field("criteria_set").type
    assert "cà phê" in criteria.show(product.get("criteria_set")).lower()
    assert product.get("shelf_life") == PRODUCT["shelf_life"]
    (course,) = lists.entries(data, "course")
    assert course.get("starts_on") == data.today()
    rows = entries.get(data, "course", course.id).rows("attendances")
    gender = data.forms["attendance"].field("gender").type
    assert [(row.get("full_name"), gender.show(row.get("gender"))) for row in rows] == PEOPLE
    assert all(row.get("subject") == subject.id for row in rows)
    assert all(row.get("minority") is True for row in rows)
    assert all(row.get("present") == ["s1", "s2"] for row in rows)


def test_it_takes_no_more_keys_than_a_spreadsheet_and_the_guide_says_how_many(typed):
    _, counts = typed
    here = sum(counts)
    figures = (here, excel(filled=False), excel(filled=True))
    assert figures == FIGURES, "state the new figures in gui/keys.py"
    assert here < excel(filled=False)
    assert here <= excel(filled=True)
    guide = GUIDE.read_text(encoding="utf-8")
    assert all(f"{figure:,}".replace(",", ".") in guide for figure in figures)
