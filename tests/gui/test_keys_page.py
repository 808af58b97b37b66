"""The page of keys in the guide is what the program answers to, and the help shows the same."""

from pathlib import Path

from hands import part
from PySide6.QtWidgets import QDialog, QLabel

from ocop_desktop.gui.commands import COMMANDS, SECTION
from ocop_desktop.gui.keys import groups, page

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "keys.md"


def test_the_guide_is_made_from_the_commands():
    assert GUIDE.read_text(encoding="utf-8") == page(), "run docs/make_keys.py"


def test_every_key_of_a_command_stands_in_it():
    for command in COMMANDS:
        if command.group != SECTION:
            assert all(key in page() for key in command.keys), command.name


def test_the_help_shows_every_key(window):
    window.verbs.help()
    dialog = part(window, "help", QDialog)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    for name, pairs in groups():
        assert name in shown
        assert {keys for keys, _ in pairs} <= shown
    dialog.close()
