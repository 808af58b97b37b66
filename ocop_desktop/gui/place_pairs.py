"""A commune and the province or former district it lies in, kept in step on the screen.

Whoever changes one sees at once what that does to the other, and can take it back with a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.gui.take_back import TakeBack
from ocop_desktop.schema import Field, Value
from ocop_desktop.schema.choice_types import Place

if TYPE_CHECKING:
    from ocop_desktop.gui.editor import Context
    from ocop_desktop.gui.field_box import FieldBox
    from ocop_desktop.gui.form_body import FormBody


class PlacePairs:
    """The pairs of one form's fields: each inner place with the field it lies within."""

    def __init__(self, body: FormBody, context: Context) -> None:
        self._body, self._context = body, context
        self._inner = {
            field.name: field.type.within
            for field in body.form.fields
            if isinstance(field.type, Place) and field.type.within
        }
        self._said: dict[str, TakeBack] = {}

    def forget(self) -> None:
        """Another record is shown: nothing is to be taken back in it."""
        for said in self._said.values():
            said.hide()
            said.deleteLater()
        self._said = {}

    def follow(self, name: str) -> None:
        """A field was left: bring the other one of its pair in step."""
        self._drop(name)
        for inner, outer in self._inner.items():
            if name == outer:
                self._outer_changed(inner, outer)
            elif name == inner:
                self._inner_changed(inner, outer)
        for box in self._body.boxes.values():
            if name and getattr(box.field.type, "on", "") == name:
                box.refresh()  # another day may be of the other map

    def _outer_changed(self, inner: str, outer: str) -> None:
        """The province was changed: a commune that does not lie in it goes, and is offered back."""
        here, area = self._value(inner), self._value(outer)
        if here and area and not self._context.places.is_in(here, area):
            words = f"Đã bỏ {self._shown(inner)}: không thuộc {self._shown(outer)}."
            self._change(inner, None, words)

    def _inner_changed(self, inner: str, outer: str) -> None:
        """A commune was chosen: its province or district is filled in, or follows it."""
        here, area = self._value(inner), self._value(outer)
        if not here or (area and self._context.places.is_in(here, area)):
            return
        kind = self._field(outer).type
        found = self._context.places.above(here, getattr(kind, "level", ""))
        if found and found != area:
            title = kind.show(found, self._context.look)
            self._change(outer, found, f"Đã đổi thành {title} theo xã vừa chọn." if area else "")

    def _change(self, name: str, value: Value, words: str) -> None:
        draft, box = self._body.draft, self._body.boxes[name]
        if draft is None:
            return
        before = draft.get(name)
        draft.put(name, value)
        box.show_draft(draft)
        self._drop(name)
        if words:
            self._said[name] = said = TakeBack(
                words, lambda: self._take_back(name, before), box.editor.input, box
            )
            box.put_below(said)
            box.editor.input.setAccessibleDescription(words)

    def _take_back(self, name: str, before: Value) -> None:
        draft, box = self._body.draft, self._body.boxes[name]
        if draft is not None:
            draft.put(name, before)
            box.show_draft(draft)
            box.editor.input.setFocus()
            self._drop(name)
            box.settled.emit("")

    def _drop(self, name: str) -> None:
        said = self._said.pop(name, None)
        if said is not None:
            said.hide()
            said.deleteLater()

    def _value(self, name: str) -> str:
        value = self._body.draft.get(name) if self._body.draft else None
        return str(value) if value else ""

    def _shown(self, name: str) -> str:
        return self._field(name).type.show(self._value(name), self._context.look)

    def _field(self, name: str) -> Field:
        box: FieldBox = self._body.boxes[name]
        return box.field
