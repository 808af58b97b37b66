"""Blank sheets of any form: every field that can be keyed, numbered; nothing statutory changes."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.documents import layout
from ocop_desktop.documents.blank import NOT_KEYED, asked, blank_form
from ocop_desktop.documents.compose import compose
from ocop_desktop.documents.lines import lines
from ocop_desktop.documents.scope import Scope
from ocop_desktop.schema import Forms, load_forms
from tests.documents import reading

FORMS = load_forms(Path(__file__).resolve().parents[2] / "forms")


@pytest.mark.parametrize("kind", list(FORMS.top))
def test_every_field_is_asked_and_numbered_in_order(kind: str) -> None:
    said = lines(blank_form(FORMS[kind]).blocks)
    at = 0
    for number, label in enumerate(_labels(kind), start=1):
        wanted = f"{number}. {label}:"
        at = next((i for i, line in enumerate(said) if i >= at and line.startswith(wanted)), -1)
        assert at >= 0, wanted


def _labels(kind: str) -> list[str]:
    form = FORMS[kind]
    found = []
    for section in form.sections:
        found += [field.label for field in asked(section)]
        found += [form.table(name).label for name in section.tables]
    return found


@pytest.mark.parametrize("kind", list(FORMS.top))
def test_fields_of_tables_are_asked_too(kind: str) -> None:
    said = "\n".join(lines(blank_form(FORMS[kind]).blocks))
    for form in FORMS[kind].within():
        for field in asked(form):
            assert field.label in said


@pytest.mark.parametrize("kind", list(FORMS.top))
def test_a_sheet_can_be_drawn_between_its_margins(kind: str, draw: Callable[..., Path]) -> None:
    for page in reading.read(draw(blank_form(FORMS[kind], "ỦY BAN NHÂN DÂN XÃ ĐĂK HÀ"))):
        assert min(line.left for line in page.lines) >= 30
        assert max(line.right for line in page.lines) <= 210 - 15


def test_what_the_program_fills_is_not_asked() -> None:
    for form in FORMS.values():
        for field in asked(form):
            assert not field.computed
            assert field.type.kind not in NOT_KEYED


@pytest.fixture
def with_one_more_field(root: Path, tmp_path: Path) -> Forms:
    """The forms, with one line more in one file."""
    folder = tmp_path / "forms"
    shutil.copytree(root / "forms", folder)
    file = folder / "product.toml"
    text = file.read_text(encoding="utf-8")
    field = '  { name = "aroma", label = "Hương vị riêng", type = "text" },\n'
    at = text.index("fields = [\n") + len("fields = [\n")
    file.write_text(text[:at] + field + text[at:], encoding="utf-8")
    return load_forms(folder)


def test_a_new_field_appears_on_the_sheet_by_itself(with_one_more_field: Forms, draw: Any) -> None:
    sheet = blank_form(with_one_more_field["product"])
    assert any(line.endswith("Hương vị riêng: …") for line in lines(sheet.blocks))
    assert "Hương vị riêng:" in reading.text_of(draw(sheet))


@pytest.mark.parametrize("name", ["mau-01", "mau-02", "mau-03"])
def test_a_new_field_never_enters_a_statutory_form(with_one_more_field: Forms, name: str) -> None:
    assert "aroma" in with_one_more_field["product"].by_name
    said = lines(compose(layout.load(name), Scope()).blocks)
    assert not any("Hương vị riêng" in line for line in said)
