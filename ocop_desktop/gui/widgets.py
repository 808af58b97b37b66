"""The widget for each kind of value: the one table that a form page and a grid choose from.

To add a kind: write its editor (see `editor.py` for what it must do) and name it in WIDGETS.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ocop_desktop.gui.drawn_editors import StarsEditor, YesNoEditor
from ocop_desktop.gui.editor import Context
from ocop_desktop.gui.line_editors import LineEditor, LongEditor
from ocop_desktop.gui.list_editors import FilesEditor, LinksEditor
from ocop_desktop.gui.many_editor import ManyEditor
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.schema import Field

AnyEditor = (
    LineEditor
    | LongEditor
    | PickEditor
    | ManyEditor
    | LinksEditor
    | FilesEditor
    | YesNoEditor
    | StarsEditor
)

WIDGETS: dict[str, type[AnyEditor]] = {
    "text": LineEditor,
    "long_text": LongEditor,
    "phone": LineEditor,
    "email": LineEditor,
    "tax_code": LineEditor,
    "citizen_id": LineEditor,
    "barcode": LineEditor,
    "whole": LineEditor,
    "money": LineEditor,
    "decimal": LineEditor,
    "year": LineEditor,
    "date": LineEditor,
    "stars": StarsEditor,
    "yes_no": YesNoEditor,
    "choice": PickEditor,
    "place": PickEditor,
    "link": PickEditor,
    "many": ManyEditor,
    "links": LinksEditor,
    "file": FilesEditor,
    "files": FilesEditor,
    "notes": LongEditor,
}


def editor_for(field: Field, context: Context, parent: QWidget | None = None) -> AnyEditor:
    """A new widget for a field's value."""
    return WIDGETS[field.type.kind](field, context, parent)
