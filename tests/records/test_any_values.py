"""Whatever stands in a record: no rule fails, and a confirmed warning asks again when it changes."""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "schema"))
from strategies import CASES as VALUES

from ocop_desktop.actions.law import only_law
from ocop_desktop.records import rules
from ocop_desktop.schema import Entry, missing

IDS = st.sampled_from(["p1", "p2", "s1"])


@cache  # a strategy that is made anew for each example is looked through anew by hypothesis
def of_field(field):
    kind = field.type.kind
    if kind == "notes":
        return st.none()
    if kind == "choice":
        return st.none() | st.sampled_from([option.code for option in field.type.options])
    if kind == "many":
        codes = [option.code for option in field.type.options]
        return st.none() | st.lists(st.sampled_from(codes), min_size=1, unique=True)
    if kind == "link":
        return st.none() | IDS
    if kind == "links":
        return st.none() | st.lists(IDS, min_size=1, unique=True)
    return st.none() | VALUES[kind][1]


@st.composite
def records(draw, forms, of_kind=None):
    form = forms[draw(st.sampled_from(sorted(of_kind or forms)))]
    values, tables = draw(rows(form)), {}
    for table in form.tables:
        several = draw(st.lists(rows(table), max_size=3))
        tables[table.name] = [Entry(table.kind, str(n), one) for n, one in enumerate(several)]
    return form, values, tables


@cache
def rows(form):
    made = st.fixed_dictionaries({field.name: of_field(field) for field in form.fields})
    return made.map(lambda values: {k: v for k, v in values.items() if v is not None})


@given(st.data())
def test_no_rule_fails_whatever_stands_in_a_record(forms, data):
    form, values, tables = data.draw(records(forms))
    linked = data.draw(rows(forms["product"])) | {"subject": "s1"}
    asked = replace(
        only_law(),
        linked=lambda kind, id: linked,
        ranks_of=lambda product: [data.draw(rows(forms["recognition"])) | {"id": "r"}],
        papers_of=lambda product: [data.draw(rows(forms["evidence"]))],
        machines_like=lambda serial: [{"id": "m", "parent": "g", "serial": serial}],
        today="2026-09-20",
    )
    for problem in [*missing(form, values), *rules.check(form, values, tables, asked)]:
        names = {*form.by_name, *(table.name for table in form.tables)}
        assert problem.field.partition(".")[0] in names
        assert problem.text.endswith(".")
        assert bool(problem.key) == (problem.level == "warning")


WITHOUT_OTHERS = ("course", "product", "subject", "support", "year_figures", "recognition")


@given(st.data())
def test_a_warning_is_another_one_once_its_values_changed(forms, data):
    form, values, tables = data.draw(records(forms, WITHOUT_OTHERS))
    before = {one.key: one for one in rules.check(form, values, tables)}
    again = {one.key: one for one in rules.check(form, dict(values), tables)}
    assert before == again  # nothing changed, nothing is asked again
    name = data.draw(st.sampled_from(sorted(form.by_name)))
    changed = {**values, name: data.draw(of_field(form.field(name)))}
    for one in rules.check(form, changed, tables):
        if one.key in before and one.level == "warning" and changed[name] != values.get(name):
            assert one.text == before[one.key].text, "a changed value must ask again"
