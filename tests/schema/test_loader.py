"""Forms: what the loader reads, and that anything odd is refused with file, line and reason."""

import pytest

from ocop_desktop.messages import Trouble
from ocop_desktop.schema import load_forms

GOOD = """
kind = "goat"
label = "Dê"
plural = "Dê"
version = 1
title = "{name} – {born}"

[[section]]
name = "general"
label = "Chung"
tables = ["milkings"]
fields = [
  { name = "name", label = "Tên", type = "text", required = true },
  { name = "born", label = "Năm sinh", type = "year", shown = { field = "name", filled = true } },
  { name = "colour", label = "Màu", type = "choice", list = "colours" },
]

[[table]]
name = "milkings"
kind = "goat.milking"
label = "Vắt sữa"
fields = [
  { name = "litres", label = "Lít", type = "decimal", unit = "l" },
]
"""
COLOURS = '[[choice]]\ncode = "white"\nlabel = "Trắng"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "colours.toml").write_text(COLOURS, encoding="utf-8")
    (tmp_path / "goat.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_form_with_its_table(folder):
    forms = load_forms(folder)
    assert list(forms) == ["goat", "goat.milking"]
    assert list(forms.top) == ["goat"]
    goat = forms["goat"]
    assert [field.name for field in goat.fields] == ["name", "born", "colour", "remarks"]
    assert goat.field("remarks").aside
    assert goat.table("milkings").parent == "goat"
    assert goat.title_of({"name": "Bê", "born": 2020}) == "Bê – 2020"
    assert goat.title_of({"name": "Bê"}) == "Bê"
    assert goat.title_of({}) == ""
    assert goat.field("born").shown.holds({"name": "Bê"})
    assert not goat.field("born").shown.holds({})


@pytest.mark.parametrize(
    ("written", "instead", "reason", "line"),
    [
        ('type = "year"', 'type = "yaer"', "unknown type", "14"),
        ('name = "born"', 'name = "Born"', "not allowed", "14"),
        ('name = "born"', 'name = "revision"', "not allowed", "14"),
        ('name = "born"', 'name = "name"', "stands twice", None),
        ('label = "Năm sinh"', 'label = "Tên"', "stands twice", None),
        ('list = "colours"', 'list = "colors"', "known 'list'", None),
        ("filled = true }", "is_filled = true }", "a condition has", None),
        ('field = "name", filled', 'field = "nmae", filled', "condition on unknown", None),
        ("required = true", "requierd = true", "unknown key", "13"),
        ("{born}", "{bron}", "is no field", None),
        ('tables = ["milkings"]', 'tables = ["milking"]', "unknown table", None),
        ('kind = "goat"\n', 'kind = "sheep"\n', "its kind is", None),
        ("version = 1", "version = one", "Invalid value", "5"),
        ('unit = "l"', 'units = "l"', "unknown key", None),
    ],
)
def test_what_is_odd_is_refused(folder, written, instead, reason, line):
    assert written in GOOD
    (folder / "goat.toml").write_text(GOOD.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        load_forms(folder)
    assert trouble.value.code == "form_broken"
    assert trouble.value.facts["file"] == "goat.toml"
    assert reason in str(trouble.value.facts["reason"])
    if line:
        assert trouble.value.facts["line"] == line


def test_a_list_with_a_code_twice_is_refused(folder):
    (folder / "lists" / "colours.toml").write_text(COLOURS * 2, encoding="utf-8")
    with pytest.raises(Trouble, match=r"colours\.toml"):
        load_forms(folder)


def test_a_file_that_is_no_text_is_refused(folder):
    (folder / "goat.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Trouble, match=r"goat\.toml"):
        load_forms(folder)


BEGUN = """prefill = { by = "colour", field = "shade", rows = { white = ["white"] } }
fields = [
  { name = "shade", label = "Màu sữa", type = "choice", list = "colours" },
"""


def test_a_table_may_begin_with_rows_by_a_choice(folder):
    file = folder / "goat.toml"
    head, _, tail = GOOD.rpartition("fields = [\n")
    file.write_text(head + BEGUN + tail, encoding="utf-8")
    begins = load_forms(folder)["goat"].table("milkings").prefill
    assert (begins.by, begins.field, begins.of("white")) == ("colour", "shade", ("white",))


@pytest.mark.parametrize(
    ("written", "instead"),
    [('by = "colour"', 'by = "coat"'), ('["white"]', '["black"]'), ("{ white =", "{ black =")],
)
def test_rows_to_begin_with_that_nobody_knows_are_refused(folder, written, instead):
    head, _, tail = GOOD.rpartition("fields = [\n")
    text = (head + BEGUN + tail).replace(written, instead)
    (folder / "goat.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match="prefill"):
        load_forms(folder)
