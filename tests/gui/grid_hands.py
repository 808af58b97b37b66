"""An officer's hands in a grid: cells gone to, typed into, pasted."""

from hands import CTRL, NONE, type_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

ENTER = Qt.Key.Key_Return


def at(grid, row, column):
    """Go to a cell."""
    if isinstance(column, str):
        names = [c.field.name + (f".{c.code}" if c.code else "") for c in grid.model.columns]
        column = names.index(column)
    grid.view.setFocus()
    grid.view.go(grid.model.index(row, column))
    return grid.model.index(row, column)


def paste(grid, text):
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(grid.view, Qt.Key.Key_V, CTRL)


def editor_of(grid):
    return grid.view.indexWidget(grid.view.currentIndex()) or grid.view.focusWidget()


def type_cell(grid, text, key=ENTER, modifier=NONE):
    """Begin to type in the cell one is in, then leave it with a key."""
    if text:
        type_keys(grid.view, text[0])
        type_keys(editor_of(grid), text[1:])
    QTest.keyClick(editor_of(grid), key, modifier)


def names(grid):
    return [row.get("full_name") for row in grid.model.rows]


def said(window):
    return window.status.text.text()
