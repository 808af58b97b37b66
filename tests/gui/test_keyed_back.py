"""A sheet filled in by hand is keyed back in the order of its numbers, with Enter alone."""

import pytest
from hands import CTRL, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ocop_desktop.documents.blank import asked, blank_form
from ocop_desktop.documents.lines import lines
from ocop_desktop.schema import load_forms

KINDS = ("subject", "product", "dossier", "course", "support", "inspection", "registration")


def sheet(form):
    """The fields and tables of a blank sheet, in the order of their numbers."""
    found = []
    for section in form.sections:
        found += [field.name for field in asked(section)] + list(section.tables)
    return found


def begun(window, kind):
    window.open_list(kind)
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    body = window.view.page.body
    body.complete()
    return body


@pytest.mark.parametrize("kind", KINDS)
def test_the_screen_asks_in_the_order_of_the_sheet(window, kind, root):
    body, wanted = begun(window, kind), sheet(load_forms(root / "forms")[kind])
    shown = [name for name in body.order() if name in wanted]
    assert len(shown) > 5
    assert shown == [name for name in wanted if name in shown]


@pytest.mark.parametrize("kind", ["subject", "product"])
def test_enter_goes_from_number_to_number(window, kind, root):
    body, form = begun(window, kind), load_forms(root / "forms")[kind]
    wanted = [name for name in sheet(form) if name in body.order()]
    body.focus_on(wanted[0])
    went = [wanted[0]]
    for _ in range(8):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
        went.append(body.here(window.focusWidget()).partition(".")[0])
    went = list(dict.fromkeys(name for name in went if name in wanted))
    assert len(went) > 5
    assert went == wanted[: len(went)]


@pytest.mark.parametrize("kind", ["subject", "product"])
def test_the_numbers_on_the_sheet_are_those_of_the_order(kind, root):
    form = load_forms(root / "forms")[kind]
    labels = [
        form.field(n).label if n in form.by_name else form.table(n).label for n in sheet(form)
    ]
    said = lines(blank_form(form).blocks)
    for number, label in enumerate(labels, start=1):
        assert any(line.startswith(f"{number}. {label}:") for line in said)
