"""The look: contrast, tokens, icons, and Qt's own words."""

import re

import pytest

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.commands import BY_NAME, COMMANDS, MENU_GROUPS, SECTION
from ocop_desktop.gui.navigation import BRIEF, PAGES, ROOMS
from ocop_desktop.gui.widgets import WIDGETS
from ocop_desktop.paths import resources_dir
from ocop_desktop.schema import TYPES

TEXT_PAIRS = [
    ("text", "bg"),
    ("text", "surface"),
    ("text", "brand-soft"),
    ("text-2", "bg"),
    ("text-2", "surface"),
    ("text-2", "brand-soft"),
    ("text-3", "bg"),
    ("text-3", "surface"),
    ("text-3", "raised"),
    ("brand", "surface"),
    ("brand", "brand-soft"),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("gold-text", "surface"),
    ("gold-text", "gold-soft"),
    ("gold-text", "brand-soft"),
    ("red", "surface"),
    ("red", "red-soft"),
    ("red", "brand-soft"),
    ("blue", "surface"),
    ("blue", "blue-soft"),
    ("nav-text", "nav"),
    ("nav-strong", "nav-active"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read_on_its_ground(name, pair):
    colours = theme.token_file()[name]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


def test_both_palettes_have_the_same_uses():
    light, dark = theme.token_file()["light"], theme.token_file()["dark"]
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheet_is_filled_in(name, qapp):
    sheet = theme.Theme(name, 1.3).sheet()
    assert "@" not in sheet
    assert not re.search(r"\d+u\b", sheet)
    for path in re.findall(r"url\(([^)]+)\)", sheet):
        assert path.startswith(resources_dir().as_posix())


def test_every_icon_that_is_named_is_there(app):
    named = {c.icon for c in COMMANDS if c.icon} | {room.icon for room in ROOMS}
    for name in named:
        assert not icons.icon(name).isNull(), name


def test_an_icon_is_drawn_in_the_colour_of_its_text(app):
    image = icons.pixmap("save", "#FF0000", 18).toImage()
    reds = [image.pixelColor(x, y) for x in range(18) for y in range(18)]
    assert any(colour.alpha() > 200 and colour.red() > 200 for colour in reds)
    assert all(colour.green() < 60 for colour in reds if colour.alpha() > 200)


def test_no_two_commands_share_a_key():
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_commands_have_names_and_places():
    assert len(BY_NAME) == len(COMMANDS)
    for command in COMMANDS:
        assert command.label.strip()
        assert command.group in (*MENU_GROUPS, SECTION)
        assert command.needs in ("", "record", "saved", "removed")


def test_every_kind_of_value_has_a_widget():
    assert set(WIDGETS) == set(TYPES)


def test_rooms_name_forms_that_exist_and_none_twice():
    from ocop_desktop.actions import lists, start

    forms = start.the_forms()
    named = [kind for room in ROOMS for kind in room.forms]
    assert len(named) == len(set(named))
    assert set(named) <= set(forms.top)
    assert all(room.forms or room.name in PAGES for room in ROOMS)
    for kind, columns in BRIEF.items():
        assert set(columns) <= set(lists.usual_columns(forms[kind]))


def test_dialogs_speak_vietnamese(app):
    from PySide6.QtWidgets import QDialogButtonBox

    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Yes | kinds.No | kinds.Save)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Đồng ý", "Huỷ", "Có", "Không", "Lưu"}


def test_the_menu_of_a_line_speaks_vietnamese(app, qtbot):
    from PySide6.QtWidgets import QLineEdit

    line = QLineEdit()
    qtbot.addWidget(line)
    words = [
        a.text().split("\t")[0].replace("&", "") for a in line.createStandardContextMenu().actions()
    ]
    assert {"Hoàn tác gõ", "Cắt", "Chép", "Dán", "Xoá", "Chọn tất cả"} <= set(words)


def test_the_file_dialog_speaks_vietnamese(app, qtbot):
    from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

    dialog = QFileDialog(None, "Mở", "", "Mọi tệp (*)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    words |= {button.text().replace("&", "") for button in dialog.findChildren(QPushButton)}
    assert {"Tên tệp:", "Loại tệp:", "Mở", "Huỷ"} <= words


def test_the_theme_can_be_changed_while_the_window_stands(window):
    window.verbs.switch_theme()
    assert theme.now().name == "dark"
    window.verbs.switch_theme()
    assert theme.now().name == "light"
