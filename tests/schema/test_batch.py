"""Batches: every one names fields there are, and asks for all that a record must have."""

import shutil

import pytest

from ocop_desktop import paths
from ocop_desktop.actions.batches import the_batches
from ocop_desktop.actions.start import the_forms
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.batch import ROWS, linked
from ocop_desktop.schema.batch_loader import load_batches

FORMS = the_forms()
every_batch = pytest.mark.parametrize("batch", the_batches().values(), ids=lambda one: one.name)


@every_batch
def test_head_and_columns_are_fields_and_cover_what_must_be_filled(batch):
    form, row = FORMS[batch.form], batch.row_form(FORMS)
    asked = {*batch.head, *batch.defaults, *(c.field for c in batch.columns if c.written)}
    for one in {form, row} if batch.rows else {form}:
        values = one.defaults | {batch.picked.field: "x"}
        for field in one.fields:
            if field.must_be_filled(values):
                assert field.name in asked or field.name in values, field.name
    for column in batch.columns:
        assert batch.field_of(FORMS, column).name == column.field
    assert linked(batch.field_of(FORMS, batch.picked))


@every_batch
def test_its_sheet_is_a_form_with_the_rows_as_a_table(batch):
    sheet = batch.sheet(FORMS)
    rows = sheet.table(ROWS)
    assert [field.name for field in sheet.fields] == list(batch.head)
    assert len({field.name for field in rows.fields}) == len(rows.columns) == len(batch.columns)
    assert len({field.label for field in rows.fields}) == len(rows.fields)
    assert 4 <= len(rows.columns) <= 8
    assert not any(field.computed for field in rows.fields)


@every_batch
def test_headings_tell_its_columns_apart(batch):
    from ocop_desktop.gui.paste import Headed, plain, told

    rows = batch.sheet(FORMS).table(ROWS)
    headed = [Headed(c.name, (rows.field(c.name).label, *c.headings)) for c in batch.columns]
    assert told([rows.field(c.name).label for c in batch.columns], headed).columns == rows.columns
    words = [plain(word) for one in headed for word in {*map(plain, one.headings)}]
    assert len(words) == len(set(words))


@every_batch
def test_what_is_totalled_is_a_number(batch):
    for column in batch.columns:
        if column.total:
            assert batch.field_of(FORMS, column).type.kind in ("money", "whole", "decimal")


@every_batch
def test_what_an_officer_reads_of_it_is_written(batch):
    assert batch.label
    assert len(batch.tab) <= 24
    assert not batch.note or batch.note.endswith(".")


def test_a_form_that_lists_many_products_or_subjects_has_a_batch():
    assert {batch.form for batch in the_batches().values()} >= {
        "recognition",
        "registration",
        "support",
        "listing",
        "event",
    }


# ---- what is refused


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(paths.forms_dir() / "batches", tmp_path / "batches")
    return tmp_path


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ('form = "recognition"', 'form = "goat"', "is no form"),
        ('"issuer"', '"issuers"', "'issuers' is no field"),
        ('field = "stars"', 'field = "moons"', "'moons' is no field"),
        ('column = "product"', 'column = "goat"', "unknown column 'goat'"),
        ('column = "product"', 'column = "stars"', "links to no record"),
        ('narrow = "subject"', 'narrow = "goat"', "'goat' is no field of 'product'"),
        ('of = "product"', 'of = "goat"', "unknown column 'goat'"),
        ('"decision_no", "issued_on"]', '"decision_no"]', "no text"),
        ('head = ["decision_no", ', "head = [", "'decision_no' must be filled"),
        ('label = "Quyết', 'lable = "Quyết', "unknown key 'lable'"),
        ('{ field = "score"', '{ field = "stars"', "'stars' stands twice"),
        ('{ field = "score"', '{ field = "note"', "cannot be typed in a cell"),
        ('{ field = "score"', '{ table = "reminders", field = "how"', "[tables] does not say"),
    ],
)
def test_anything_odd_is_refused_with_its_reason(folder, written, instead, reason):
    file = folder / "batches" / "recognition.toml"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(Trouble) as found:
        load_batches(folder, FORMS)
    assert "recognition.toml" in str(found.value)
    assert reason in str(found.value)
