"""Every form and page for whoever cannot see it well: names, the way of Tab, large text, small screens.

A screen of 1366 x 768 dots has 1093, 911 and 683 units of width at 125, 150 and 200 %.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ocop_desktop.actions import lists
from ocop_desktop.gui import theme
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.record_sides import sides_of
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.start_window import StartWindow

FULL = (1366, 768)
SCREENS = {"125 %": (1093, 614), "150 %": (911, 512), "200 %": (683, 384)}
POINTS_14 = 14 / 72 * 96 / 13  # the scale at which our 13 units are 14 points
LIKE_A_ROW = 24  # what stands so near in height is read as one line


@pytest.fixture
def dressed(app):
    """Dresses the program at a size of text, and as it was at the end."""

    def dress(scale):
        theme.put_on(app, "light", scale)

    yield dress
    theme.put_on(app, "light", 1.0)


@pytest.fixture
def everywhere(dressed, filled, make_window):  # in this order: the window goes before its dress
    """Walks through every page and every form, each shown: (its name, its window, what is shown)."""

    def walk(size, scale) -> Iterator[tuple[str, QWidget, QWidget]]:
        dressed(scale)
        start = StartWindow([])
        start.resize(*size)
        start.show()
        settle()
        yield "start", start, start
        start.close()
        start.deleteLater()
        window = make_window(filled, *size)
        for room in window.rooms():
            window.go(room.name)
            settle(window)
            yield f"room {room.name}", window, window
        for kind in filled.forms.top:
            window.open_list(kind)
            window.verbs.new_record()
            window.view.page.body.complete()
            settle(window)
            yield f"form {kind}", window, window.view.page.body
            window.view.page.discard()
        window.open_record("subject", lists.entries(filled, "subject")[0].id)
        for name in window.view.page.tabs.buttons:
            if name in {side.name for side in sides_of("subject")}:
                window.view.page.show_side(name)
                settle(window)
                yield f"side {name}", window, window

    return walk


@pytest.fixture
def found(everywhere):
    """What is wrong where, by the question asked. One walk answers all of them, once a size."""

    def find(question, size=FULL, scale=1.0):
        if (size, scale) not in WALKED:
            wrong = {name: [] for name in QUESTIONS}
            for where, window, body in everywhere(size, scale):
                for name, ask in QUESTIONS.items():
                    wrong[name] += [(where, one) for one in ask(window, body, size)]
            WALKED[size, scale] = wrong
        return WALKED[size, scale][question]

    return find


def settle(window=None):
    """Let everything be made, shown and laid out."""
    for _ in range(4):
        QApplication.processEvents()
    while window is not None and window.desk.tasks.busy:
        QApplication.processEvents()
    for _ in range(4):
        QApplication.processEvents()


def shown(window):
    return [one for one in window.findChildren(QWidget) if one.isVisible()]


def stops(window):
    """What Tab comes to, in its order."""
    found, one = [], window.nextInFocusChain()
    while one is not window:
        tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and one.isVisible() and one.isEnabled() and window.isAncestorOf(one):
            found.append(one)
        one = one.nextInFocusChain()
    return found


def nameless(window, body, size):
    for one in shown(window):
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not name_of(one):
            yield type(one).__name__, one.objectName()


def name_of(widget):
    reader = QAccessible.queryAccessibleInterface(widget)
    return reader.text(QAccessible.Text.Name).strip() if reader is not None else ""


def miscalled(window, body, size):
    """Fields not called as their labels; reasons that are shown and not told."""
    for name, box in body.boxes.items() if isinstance(body, FormBody) else ():
        if name_of(box.editor.input) != box.field.label:
            yield name
        reason = box.message.text() if box.message is not None and box.message.isVisible() else None
        if reason is not None and box.editor.input.accessibleDescription() != reason:
            yield name, reason


def passed_over(window, body, size):
    """Where the way of Tab leaves fields out, or goes back."""
    if isinstance(body, FormBody):
        inside = [one for one in stops(window) if body.isAncestorOf(one)]
        if len(inside) < len([b for b in body.boxes.values() if b.can_be_filled]):
            yield "some are left out"
        yield from back_steps(inside, body)


def back_steps(widgets, top):
    """Where the next stop stands above, or before on the same line."""
    places = [(one.objectName(), one.mapTo(top, QPoint(0, 0))) for one in widgets]
    return [
        (one, other)
        for (one, here), (other, there) in pairwise(places)
        if there.y() < here.y() - LIKE_A_ROW
        or (abs(there.y() - here.y()) <= LIKE_A_ROW and there.x() < here.x())
    ]


def too_large(window, body, size):
    if (window.width(), window.height()) != size:
        yield window.width(), window.height()


def cut_texts(window, body, size):
    """Words with less room than they take, that no tooltip gives whole."""
    for one in shown(window):
        worded = isinstance(one, QLabel | QAbstractButton) and not isinstance(one, ShortLabel)
        if not worded or one.toolTip() or not one.text():
            continue
        needed, room = 0, one.width()
        if isinstance(one, QLabel) and one.wordWrap():
            needed, room = one.heightForWidth(one.width()), one.height()
        elif isinstance(one, QLabel | QCheckBox | QRadioButton):
            needed = one.sizeHint().width()
        elif isinstance(one, QAbstractButton) and not icon_only(one):
            picture = 0 if one.icon().isNull() else one.iconSize().width() + 6
            words = one.text().replace("&", "")
            needed = one.fontMetrics().horizontalAdvance(words) + picture + 8
        if needed > room + 1:
            yield type(one).__name__, one.objectName(), one.text()[:40], needed, room


def icon_only(button):
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() == style


def overlaps(window, body, size):
    """Widgets of one layout that lie over each other."""
    for parent in shown(window):
        if parent.layout() is None:
            continue
        layout = parent.layout()
        kids = [
            one
            for one in parent.children()
            if isinstance(one, QWidget) and one.isVisible() and layout.indexOf(one) >= 0
        ]
        for one, other in combinations(kids, 2):
            common: QRect = one.geometry().intersected(other.geometry())
            if common.width() > 2 and common.height() > 2:
                yield type(one).__name__, one.objectName(), type(other).__name__, other.objectName()


def unreachable(window, body, size):
    """Pages wider than the room they scroll in, with no bar to get there."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        barred = area.isVisible() and area.horizontalScrollBarPolicy() == off
        if inside is not None and barred and inside.width() > area.viewport().width() + 1:
            yield f"{type(area.parentWidget()).__name__} {area.objectName()}"


QUESTIONS = {
    one.__name__: one
    for one in (nameless, miscalled, passed_over, too_large, cut_texts, overlaps, unreachable)
}
WALKED = {}  # (size, scale) -> what was found
SIZES = {
    **{name: (size, 1.0) for name, size in SCREENS.items()},
    "14 points": (FULL, POINTS_14),
    "text twice as large": (FULL, 2.0),
    "as drawn": (FULL, 1.0),
}


def test_every_control_has_a_name_for_screen_readers(found):
    assert found("nameless") == []


def test_fields_are_called_as_their_labels_and_say_what_is_wrong(found):
    assert found("miscalled") == []


@pytest.mark.parametrize("size", [FULL, SCREENS["200 %"]], ids=["two columns", "one column"])
def test_tab_goes_through_every_form_as_it_stands(found, size):
    assert found("passed_over", size) == []


@pytest.mark.parametrize("wanted", SIZES)
def test_nothing_is_cut_and_nothing_lies_over_another(found, wanted):
    for question in ("too_large", "cut_texts", "overlaps", "unreachable"):
        assert found(question, *SIZES[wanted]) == []


def test_the_largest_text_offered_is_of_14_points():
    assert max(theme.SCALES) == pytest.approx(POINTS_14, abs=0.02)


def test_the_window_fits_half_a_small_laptop(make_window, filled, dressed):
    window = make_window(filled, *SCREENS["200 %"])
    assert window.minimumWidth() <= SCREENS["200 %"][0]
    assert window.minimumHeight() <= SCREENS["200 %"][1]


def test_on_a_low_screen_the_rooms_scroll_and_are_icons_with_names(make_window, filled):
    window = make_window(filled, *SCREENS["200 %"])
    for name, button in window.navigation.buttons.items():
        assert icon_only(button)
        assert button.toolTip(), name
    last = window.navigation.buttons["settings"]
    window.go("settings")
    settle()
    area = window.navigation.findChild(QScrollArea)
    assert area.viewport().rect().contains(last.mapTo(area.viewport(), last.rect().center()))
