"""A long form is seen before all of it is made; whoever asks for the rest gets it."""

import pytest
from hands import part, put
from PySide6.QtWidgets import QApplication

from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.schema import Problem


@pytest.fixture
def body(window, filled):
    """The fields of a subject's form, just shown and not yet painted."""
    from ocop_desktop.actions import entries
    from ocop_desktop.gui.draft import Draft

    fields = {"name": "HTX", "note": "Ghi chú dài", "members": 12}
    id = put(filled, "subject", fields, {"persons": [{"full_name": "Y Bình"}]})
    form = filled.forms["subject"]
    made = FormBody(form, window.desk, window)
    made.show_draft(Draft.of(form, entries.get(filled, "subject", id)))
    yield made
    made.deleteLater()


def test_only_the_first_sections_are_made_at_first(body):
    made = [name for name, _ in body.boxes.made()]
    assert 0 < len(made) < len(body.form.fields)
    names = [field.name for field in body.form.fields]
    assert made == names[: len(made)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda body: "note" in body.boxes,
        lambda body: body.boxes["note"],
        lambda body: body.boxes.get("note"),
        lambda body: len(body.boxes),
        lambda body: list(body.grids),
        lambda body: body.cards,
        lambda body: body.stops(),
        lambda body: body.focus_on("note"),
    ],
)
def test_whoever_asks_for_the_rest_gets_it_filled(body, ask):
    ask(body)
    shown = [field.name for one in body.form.sections if not one.aside for field in one.fields]
    assert [name for name, _ in body.boxes.made()] == shown
    assert body.boxes["note"].editor.shown_text() == "Ghi chú dài"
    assert body.grids["persons"].model.index(0, 0).data() == "Y Bình"


def test_a_part_that_is_there_is_given_without_making_the_rest(body):
    assert "name" in body.boxes
    assert body.boxes["name"].editor.shown_text() == "HTX"
    assert len(body.boxes.made()) < len(body.form.fields)


def test_problems_found_before_are_said_in_what_is_made_after(body):
    body.show_problems([Problem("members", "odd", "Số này lạ", "warning")])
    assert [flaw.text for flaw in body.boxes["members"].flaws] == ["Số này lạ"]


def test_the_rest_is_there_once_the_page_is_painted(window, filled):
    id = put(filled, "subject", {"name": "HTX", "note": "Ghi chú"})
    window.open_record("subject", id)
    for _ in range(3):
        QApplication.processEvents()
    body = window.view.page.body
    assert len(body.boxes.made()) == len(body.boxes)
    assert part(window, "subject.note").toPlainText() == "Ghi chú"


def test_the_page_is_as_long_before_as_about_after(body):
    body.resize(700, 400)
    before = body.sizeHint().height()
    body.complete()
    assert 0.5 < before / body.sizeHint().height() < 2
