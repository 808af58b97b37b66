"""Forms and kinds of value: what is asked, and how an answer is read, shown and kept."""

from ocop_desktop.schema.entry import Entry, Problem, missing
from ocop_desktop.schema.form import Field, Form, Forms, Section
from ocop_desktop.schema.loader import load_forms
from ocop_desktop.schema.lookup import NO_LOOKUP, Found, Lookup
from ocop_desktop.schema.types import NO_HABITS, TYPES, Habits, Type
from ocop_desktop.schema.values import Cell, Rejected, Value

__all__ = [
    "NO_HABITS",
    "NO_LOOKUP",
    "TYPES",
    "Cell",
    "Entry",
    "Field",
    "Form",
    "Forms",
    "Found",
    "Habits",
    "Lookup",
    "Problem",
    "Rejected",
    "Section",
    "Type",
    "Value",
    "load_forms",
    "missing",
]
