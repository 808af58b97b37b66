"""Every form holds to the rules of forms: a walk over all of them, and over all code lists."""

import keyword
import re
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Text

from ocop_desktop.records.models import GROUPS, load_all
from ocop_desktop.schema.form import Field, Form
from ocop_desktop.schema.kinds import TYPES
from ocop_desktop.schema.loader import BOOKKEEPING, load_forms
from ocop_desktop.schema.remarks import REASONS_LIST

FOLDER = Path(__file__).resolve().parents[1] / "forms"
FORMS = load_forms(FOLDER)
MODELS = load_all()
ALL = list(FORMS.values())
FIELDS = [(form, field) for form in ALL for field in form.fields]
LISTED = [(form, field) for form, field in FIELDS if field.type.kind in ("choice", "many")]
LISTS = sorted((FOLDER / "lists").glob("*.toml"))

every_form = pytest.mark.parametrize("form", ALL, ids=lambda form: form.kind)
every_list = pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)

RECORDS = """unit subject person year_figures product registration recognition round assessment
dossier evidence inspection course attendance support support_item outlet listing event activity
target""".split()
# words PostgreSQL keeps for itself and that cannot name a column without quotes
RESERVED = frozenset(
    """all analyse analyze and any array as asc asymmetric both case cast check collate column
    constraint create current_date current_time current_user default deferrable desc distinct do
    else end except false fetch for foreign from grant group having in initially intersect into
    lateral leading limit localtime not null offset on only or order placing primary references
    returning select some symmetric table then to trailing true union unique user using variadic
    when where window with""".split()
)
COLUMN_TYPES = {"text": Text, "integer": BigInteger, "boolean": Boolean, "json": JSON}


def named(form: Form, field: Field) -> str:
    return f"{form.kind}.{field.name}"


def test_there_is_a_form_for_every_record():
    assert set(RECORDS) <= set(FORMS)


@every_form
def test_labels_and_titles_are_there_and_all_different(form):
    assert form.label
    assert form.plural
    assert form.title_fields
    assert form.columns
    labels = [field.label for field in form.fields]
    assert len(labels) == len(set(labels))


@every_form
def test_columns_search_and_title_name_fields_of_the_form(form):
    names = set(form.by_name)
    assert {*form.columns, *form.search, *(f.name for f in form.title_fields)} <= names


@every_form
def test_columns_shown_in_lists_hold_nothing_sensitive(form):
    assert [name for name in (*form.columns, *form.search) if form.field(name).sensitive] == []


@every_form
def test_names_can_be_written_in_python_sql_and_a_workbook(form):
    for field in form.fields:
        assert not keyword.iskeyword(field.name), named(form, field)
        assert field.name not in RESERVED, named(form, field)
        assert field.name not in BOOKKEEPING, named(form, field)
        assert not field.name.endswith("_id") or field.type.kind == "citizen_id", named(form, field)


@every_form
def test_a_field_and_a_table_of_a_form_never_share_an_object_name(form):
    fields = {field.name for field in form.fields}
    tables = {table.name for table in form.tables}
    assert not fields & tables


@every_form
def test_every_table_of_a_form_is_shown_in_one_section(form):
    shown = [name for section in form.sections for name in section.tables]
    assert sorted(shown) == sorted(table.name for table in form.tables)


@every_form
def test_links_point_to_forms_that_exist(form):
    for field in form.fields:
        if field.type.kind in ("link", "links"):
            assert field.type.of in FORMS, named(form, field)


@every_form
def test_conditions_look_at_fields_and_codes_that_exist(form):
    for field in form.fields:
        for condition in (field.required, field.shown):
            for name, wanted in _wanted(condition):
                other = form.field(name)
                codes = getattr(other.type, "labels", None)
                if codes is not None:
                    assert set(wanted) <= set(codes), named(form, field)


def _wanted(condition):
    if hasattr(condition, "wanted"):
        yield condition.field, condition.wanted
    for part in getattr(condition, "parts", ()):
        yield from _wanted(part)
    if hasattr(condition, "part"):
        yield from _wanted(condition.part)


@every_form
def test_a_section_is_short_enough_to_be_seen_at_once(form):
    if form.parent is None:
        for section in form.sections:
            assert 1 <= len(section.fields) <= 12, section.name


def test_every_field_is_read_and_written_in_one_way():
    for form, field in FIELDS:
        assert field.type.kind in TYPES
        assert len(field.hint) <= 200, named(form, field)
        assert not field.hint.endswith("."), named(form, field)
        assert field.default is None or not field.computed, named(form, field)
        if field.type.kind in ("decimal", "whole") and "%" in field.unit:
            assert field.type.max in (100, None), named(form, field)


def test_the_same_name_is_the_same_kind_of_value_everywhere():
    mixed: dict[str, set[str]] = {}
    for _, field in FIELDS:
        mixed.setdefault(field.name, set()).add(field.type.kind)
    several = {name: kinds for name, kinds in mixed.items() if len(kinds) > 1}
    assert set(several) <= {"result", "quantity", "total"}


def test_identity_papers_and_accounts_are_sensitive():
    private = {"rep_ethnicity", "rep_citizen_id", "rep_id_scan", "bank_account", "bank"}
    assert {field.name for _, field in FIELDS if field.sensitive} == private
    kept = [named(*pair) for pair in FIELDS if pair[1].type.kind == "citizen_id"]
    assert kept == ["subject.rep_citizen_id"]


@pytest.mark.parametrize(
    ("form", "field", "label"),
    [
        ("subject", "rep_name", "Họ tên người đại diện pháp luật"),
        ("subject", "kind", "Loại hình tổ chức"),
        ("subject", "rep_address", "Địa chỉ thường trú"),
        ("product", "name", "Tên sản phẩm"),
        ("dossier", "kind", "Lần đăng ký đánh giá"),
        ("dossier", "samples", "Sản phẩm mẫu (số lượng)"),
        ("dossier", "history", "Lịch sử hình thành của chủ thể"),
        ("dossier", "structure", "Cơ cấu tổ chức của chủ thể"),
        ("dossier", "view_material", "Về sử dụng nguyên liệu địa phương"),
        ("dossier", "view_labour", "Về sử dụng lao động địa phương"),
        ("dossier", "view_idea", "Nguồn gốc ý tưởng sản phẩm"),
        ("dossier", "view_identity", "Bản sắc/trí tuệ địa phương"),
    ],
)
def test_a_field_printed_by_law_has_the_words_of_the_law(form, field, label):
    assert FORMS[form].field(field).label == label


# ---- code lists


@every_list
def test_codes_and_labels_of_a_list_are_all_different(path):
    choices = tomllib.loads(path.read_text(encoding="utf-8"))["choice"]
    codes = [choice["code"] for choice in choices]
    labels = [choice["label"] for choice in choices]
    assert len(codes) == len(set(codes))
    assert len(labels) == len(set(labels))


def test_every_list_is_used():
    used = set()
    for path in FOLDER.glob("*.toml"):
        used |= set(_lists(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert {path.stem for path in LISTS} == used | {REASONS_LIST}


def _lists(node):
    if isinstance(node, dict):
        if "list" in node and "type" in node:
            yield node["list"]
        for inner in node.values():
            yield from _lists(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _lists(inner)


@pytest.mark.parametrize(("form", "field"), LISTED, ids=lambda it: getattr(it, "name", None))
def test_what_a_choice_shows_it_reads_back(form, field):
    for option in field.type.options:
        kept = [option.code] if field.type.kind == "many" else option.code
        assert field.type.read(field.type.show(kept)) == kept
        assert field.type.read(option.code) == kept
        for former in option.former_labels:
            assert field.type.read(former) == kept


def test_labels_of_choices_fit_what_their_type_promises_to_hold():
    for form, field in LISTED:
        longest = field.type.longest
        assert all(len(option.label) <= longest for option in field.type.options), named(
            form, field
        )


def test_papers_stand_in_the_order_of_the_annex_of_the_law():
    options = FORMS["evidence"].field("paper").type.options
    assert [option.code for option in options][:15] == [
        "business_registration",
        "production_conditions",
        "material_origin",
        "environment",
        "local_labour",
        "growth",
        "intellectual_property",
        "market",
        "promotion",
        "story",
        "quality_declaration",
        "test_report",
        "barcode_trace",
        "quality_system",
        "awards",
    ]


def test_there_are_twenty_six_scoring_sets_numbered_as_in_the_law():
    options = FORMS["product"].field("criteria_set").type.options
    assert [option.code for option in options] == [f"set_{n:02}" for n in range(1, 27)]
    assert [option.label.split(".")[0] for option in options] == [str(n) for n in range(1, 27)]


# ---- forms and printed documents


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "documents").glob("*.toml")), ids=lambda path: path.stem
)
def test_documents_name_fields_that_exist(path):
    for kind, name in re.findall(r'"([a-z_]+)\.([a-z_]+)"', path.read_text(encoding="utf-8")):
        if kind in FORMS:
            assert name in FORMS[kind].by_name


# ---- forms and models


def test_every_form_has_a_model_and_every_model_a_form():
    assert set(MODELS) == set(FORMS)
    assert {kind for kinds in GROUPS.values() for kind in kinds} == set(FORMS)


@every_form
def test_columns_of_form_and_model_agree_in_name_and_type(form):
    columns = MODELS[form.kind].__table__.columns
    typed = {column.name: column for column in columns if column.name not in BOOKKEEPING}
    stored = {field.name: field for field in form.fields if field.stored == "column"}
    assert set(typed) == set(stored)
    for name, field in stored.items():
        assert isinstance(typed[name].type, COLUMN_TYPES[field.type.column]), name
        assert typed[name].nullable, name


@every_form
def test_rows_have_a_parent_and_records_none(form):
    columns = MODELS[form.kind].__table__.columns
    assert ("parent_id" in columns) == (form.parent is not None)
    assert ("position" in columns) == (form.parent is not None)


@every_form
def test_links_are_indexed_and_tied_to_nothing(form):
    table = MODELS[form.kind].__table__
    assert not table.foreign_keys
    indexed = {index.expressions[0].name for index in table.indexes}
    for field in form.fields:
        if field.type.kind == "link" and field.stored == "column":
            assert field.name in indexed
    if form.parent:
        assert "parent_id" in indexed


def test_computed_fields_that_are_listed_are_columns():
    for form, field in FIELDS:
        if field.computed and field.name in form.columns:
            assert field.stored == "column", named(form, field)
