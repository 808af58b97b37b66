"""A name typed in a grid: free text, and below it the persons that the row's subject knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from ocop_desktop.gui.editor import Context
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.suggestions import KEY, matching
from ocop_desktop.schema import Field, Found, Value
from ocop_desktop.vietnamese import fold


class KnownEditor(PickEditor):
    """What is typed is taken as it is; a known row only where it is chosen, or named in full."""

    def __init__(
        self, field: Field, context: Context, parent: QWidget | None, known: Sequence[Found]
    ) -> None:
        super().__init__(field, context, parent)
        self._known = list(known)
        self.setPlaceholderText("")
        self.chosen = ""  # the key of the known row

    def offered(self, text: str) -> Sequence[Found]:
        """The known rows that a typed text may mean."""
        return matching(self._known, text)

    def read(self) -> Value:
        """The text as typed."""
        return self.field.type.read(self.text(), self._context.look)

    def _typed(self, text: str) -> None:
        self.chosen = ""
        super()._typed(text)

    def _select(self, text: str | None) -> None:
        same = [n for n, one in enumerate(self._model.found) if fold(one.title) == fold(text or "")]
        lit = self._model.index(same[0], 0) if len(same) == 1 else QModelIndex()
        self._list.setCurrentIndex(lit)

    def _pick(self, index: QModelIndex) -> None:
        self.chosen = str(index.data(KEY))
        self.setText(str(index.data()))
        self.edited.emit()
