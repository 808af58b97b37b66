"""Every pair of colours that the style sheet uses can be told apart (WCAG 2.2 AA), light and dark."""

import re

import pytest

from ocop_desktop.gui import theme
from ocop_desktop.paths import resources_dir

TEXT, GRAPHIC = 4.5, 3.0
MODES = ("light", "dark")
SHEET = re.sub(
    r"/\*.*?\*/",
    "",
    (resources_dir() / "theme" / "style.qss").read_text(encoding="utf-8"),
    flags=re.S,
)
RULES = [
    (selector.strip(), body)
    for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", SHEET)
    for selector in selectors.split(",")
]
GROUNDS = {
    "#nav": ("nav", "nav-hover"),
    "#status": ("surface",),
    "QMenu": ("surface", "brand-soft"),
}
ANYWHERE = ("bg", "surface", "raised")
# what is not text and still tells something: where a field is, what is chosen, where the focus is
TOLD = [
    *(("field-line", ground) for ground in ANYWHERE),
    *(
        ("brand", ground) for ground in (*ANYWHERE, "brand-soft")
    ),  # the focus, ticks, the chosen row
    *(("gold", ground) for ground in ("surface", "raised", "brand-soft", "gold-soft")),  # stars
    *(("red", ground) for ground in ("surface", "red-soft")),
    ("on-brand", "brand"),  # the focus within the first button, the tick in its box
    ("nav-text", "nav"),
    ("nav-text", "nav-active"),
    *(("text-2", ground) for ground in ANYWHERE),  # icons
    ("text-3", "surface"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(mode: str, one: str, other: str) -> float:
    colours = theme.token_file()[mode]
    dark, light = sorted((luminance(colours[one]), luminance(colours[other])))
    return (light + 0.05) / (dark + 0.05)


def used(body: str, what: str) -> str:
    found = re.search(rf"(?<![-\w]){what}:[^;]*?@([\w-]+)", body)
    return found[1] if found else ""


def text_pairs():
    """(text, ground, selector) of each rule; where a rule names no ground, wherever it may stand."""
    for selector, body in RULES:
        if ":disabled" in selector:
            continue  # what cannot be used is excepted
        text, ground = used(body, "color"), used(body, "background")
        if text and ground:
            yield text, ground, selector
        elif text:
            for ground in next((g for s, g in GROUNDS.items() if selector.startswith(s)), ANYWHERE):
                yield text, ground, selector
        if chosen := used(body, "selection-background-color"):
            yield used(body, "selection-color"), chosen, selector


@pytest.mark.parametrize("mode", MODES)
def test_every_text_of_the_style_sheet_can_be_read(mode):
    pairs = set(text_pairs())
    assert len(pairs) > 60
    poor = [(*pair, round(contrast(mode, *pair[:2]), 2)) for pair in sorted(pairs)]
    assert [one for one in poor if one[-1] < TEXT] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pair", TOLD, ids="-on-".join)
def test_what_tells_something_without_words_can_be_seen(mode, pair):
    assert contrast(mode, *pair) >= GRAPHIC


def test_fields_and_ticks_are_drawn_with_a_line_that_can_be_seen():
    fields = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QCheckBox::indicator")
    drawn = {
        name: used(body, "border")
        for selector, body in RULES
        for name in fields
        if selector == name and "border" in body
    }
    assert drawn == dict.fromkeys(fields, "field-line")


def test_whatever_takes_the_focus_shows_it():
    focused = {selector.partition(":focus")[0] for selector, _ in RULES if ":focus" in selector}
    kinds = ("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QCheckBox", "QComboBox")
    assert {*kinds, "#row", "#field-like", 'QPushButton[look="primary"]'} <= focused
