"""Small exchange workbooks for tests: a form with every kind of value, and its table."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.layout import layout
from ocop_desktop.exchange.sheet_rows import OutRow
from ocop_desktop.exchange.signing import new_signer
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.exchange.workbook_write import Extras, Sheet, write
from ocop_desktop.schema import Field, Form, Forms, Section
from ocop_desktop.schema.stamps import first
from ocop_desktop.schema.text_types import Text
from tests.schema.strategies import CASES, LOOK

WHO = "office01"
SIGNER = new_signer()
FIELDS = tuple(
    Field(f"f_{kind}", f"Trường {kind}", type, sensitive=kind == "citizen_id")
    for kind, (type, _) in CASES.items()
)
TABLE = Form(
    kind="thing.part",
    label="Phần",
    plural="Phần",
    version=1,
    title="{name}",
    columns=(),
    search=(),
    sections=(Section("a", "A", (Field("name", "Tên", Text()),)),),
    parent="thing",
    name="parts",
)
THING = Form(
    kind="thing",
    label="Vật",
    plural="Vật",
    version=3,
    title="{f_text}",
    columns=(),
    search=(),
    sections=(Section("a", "A", FIELDS),),
    tables=(TABLE,),
)
FORMS = Forms({"thing": THING})
VALUES = st.fixed_dictionaries(
    {}, optional={f"f_{kind}": values for kind, (_, values) in CASES.items()}
)
STAMPS = json.dumps(first(WHO), separators=(",", ":"))


def an_id(number):
    return str(uuid.UUID(int=number, version=4))


def thing(number, values=None, *, stamps=None, removed=False, **more):
    """A record: its values as a mapping."""
    values = {"f_text": f"Vật {number}", **more} if values is None else values
    return (an_id(number), values, stamps or STAMPS, removed)


def book(path, things, parts=(), *, left_out=(), unknown=(), facts=None, forms=FORMS):
    """Write a workbook of things and their parts: (number, parent's number, name)."""
    top = forms["thing"]
    plan = layout(top, left_out=left_out, unknown=unknown)
    things = sorted(things, key=lambda one: one[3])
    rows = [
        OutRow(id, stamps, [values.get(f) for f in plan.fields], removed, WHO)
        for id, values, stamps, removed in things
    ]
    below = layout(TABLE, top)
    children = [
        OutRow(an_id(n), STAMPS, [name], False, WHO, an_id(parent), place)
        for place, (n, parent, name) in enumerate(parts)
    ]
    sheets = [Sheet(plan, len(rows), rows), Sheet(below, len(children), children)]
    facts = facts or About(unit="23500", unit_name="Xã Đăk Hà", installation=WHO, number=1)
    return write(Path(path), sheets, facts, forms, look=LOOK, extras=Extras(SIGNER))


def read(path, forms=FORMS):
    """(records by id, refusals, the open book) of a workbook."""
    opened = open_book(Path(path), forms, LOOK)
    items = list(opened.rows())
    found = {item.id: item for item in items if isinstance(item, Incoming)}
    return found, [item for item in items if isinstance(item, Refusal)], opened


def changed(path, change, sheet=None):
    """The workbook as somebody changes it in a spreadsheet program: `change(sheet, columns)`."""
    opened = load_workbook(path)
    page = opened[sheet or "Vật"]
    columns = {page.cell(1, n).value: n for n in range(1, page.max_column + 1)}
    change(page, columns)
    opened.save(path)


def about_says(path, name, value):
    """Let a named cell of `_about` say something else."""
    opened = load_workbook(path)
    title, _, cell = opened.defined_names[name].attr_text.partition("!")
    opened[title.strip("'")][cell.replace("$", "")].value = value
    opened.save(path)


def unsigned(path):
    """The workbook as it was written in format 1, which had no signature."""
    about_says(path, "about_format", "1")
    about_says(path, "about_signature", "")
