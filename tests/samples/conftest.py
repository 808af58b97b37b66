"""Forms, places and the law, for samples that must fit them."""

from types import SimpleNamespace

import pytest

from ocop_desktop.places import Places
from ocop_desktop.records import rules
from ocop_desktop.regulations import Regulations
from ocop_desktop.samples import plan
from ocop_desktop.schema import load_forms, missing
from ocop_desktop.store.clock import seeded_ids


@pytest.fixture(scope="session")
def forms(root):
    return load_forms(root / "forms")


@pytest.fixture(scope="session")
def places(root):
    return Places.load(root / "resources" / "places")


@pytest.fixture(scope="session")
def regulations(root):
    return Regulations.load(root / "resources" / "regulations")


@pytest.fixture(scope="session")
def made(places, regulations):
    """The samples of an office, by seed, number of subjects and unit."""

    def make(seed=1, count=24, unit="615", *, with_law=True):
        law = regulations if with_law else None
        return list(plan(seed, count, places, unit, seeded_ids(f"{seed} {unit}"), law))

    return make


@pytest.fixture(scope="session")
def checking():
    """What every sample must hold to: canonical values, links within the run, no errors."""
    return SimpleNamespace(all_rows=all_rows, ids_of=ids_of, faults=faults, problems=problems)


ROW_KEYS = ("id",)


def rows_of(forms, kind, fields, tables):
    """(form, values, tables) of a record and of all its rows, at any depth."""
    form = forms[kind]
    yield form, fields, tables
    for name, rows in tables.items():
        inner = form.table(name)
        names = {table.name for table in inner.tables}
        for row in rows:
            values = {key: v for key, v in row.items() if key not in names and key not in ROW_KEYS}
            below = {key: value for key, value in row.items() if key in names}
            yield from rows_of(forms, inner.kind, values, below)


def all_rows(forms, samples):
    for sample in samples:
        yield from rows_of(forms, sample.kind, sample.fields, sample.tables)


def ids_of(forms, samples):
    """Ids by kind, those of rows that have one included."""
    found = {}
    for sample in samples:
        found.setdefault(sample.kind, set()).add(sample.id)
        for name, rows in sample.tables.items():
            kind = forms[sample.kind].table(name).kind
            found.setdefault(kind, set()).update(row["id"] for row in rows if "id" in row)
    return found


def faults(forms, look, samples):
    """Values that are not canonical, unknown fields and unknown links, as sentences."""
    ids = ids_of(forms, samples)
    for form, values, _ in all_rows(forms, samples):
        for name, value in values.items():
            if name not in form.by_name:
                yield f"{form.kind}.{name} is no field"
            elif value is not None:
                field = form.field(name)
                if field.type.accept(value, look) != value:
                    yield f"{form.kind}.{name}: {value!r}"
                if field.type.warn(value):
                    yield f"{form.kind}.{name}: {value!r} looks wrong"
                yield from _lost(form, field, value, ids)


def _lost(form, field, value, ids):
    if field.type.kind in ("link", "links"):
        wanted = value if isinstance(value, list) else [value]
        for one in wanted:
            if one not in ids.get(field.type.of, ()):
                yield f"{form.kind}.{field.name} points to nothing"


def problems(forms, samples):
    """(kind, field, code, level) of every problem, with what is derived filled in."""
    for form, values, tables in all_rows(forms, samples):
        filled = rules.derive(form.kind, values, tables)
        after = {**filled, **{name: value for name, value in values.items() if value is not None}}
        for one in [*missing(form, after), *rules.check(form, after, tables)]:
            yield form.kind, one.field, one.code, one.level
