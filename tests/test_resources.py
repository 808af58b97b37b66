"""Fonts and icons: every Vietnamese letter in every face, every icon drawn in the theme's colour."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from ocop_desktop.paths import resources_dir
from ocop_desktop.vietnamese import MARKED

FONTS = sorted((resources_dir() / "fonts").glob("*.ttf"))
ICONS = sorted((resources_dir() / "icons").glob("*.svg"))
BASIC = "".join(map(chr, range(0x20, 0x7F))) + "₫–—…“”‘’·°×"


def name_of(path: Path) -> str:
    return path.stem


def test_the_faces_are_all_there() -> None:
    assert [name_of(path) for path in FONTS] == [
        *(f"BeVietnamPro-{face}" for face in ("Bold", "Italic", "Medium", "Regular", "SemiBold")),
        *(f"LiberationSerif-{face}" for face in ("Bold", "BoldItalic", "Italic", "Regular")),
    ]


@pytest.mark.parametrize("path", FONTS, ids=name_of)
def test_a_face_has_every_vietnamese_letter(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        known = font.getBestCmap()
        assert [letter for letter in MARKED + BASIC if ord(letter) not in known] == []
        assert "fvar" not in font  # a variable font prints as its default only


@pytest.mark.parametrize("path", [p for p in FONTS if "Liberation" in p.stem], ids=name_of)
def test_paper_is_set_in_liberation_serif_2_1_5(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        assert "2.1.5" in font["name"].getDebugName(5)
        assert font["name"].getDebugName(1) == "Liberation Serif"


@pytest.mark.parametrize("folder", ["fonts", "icons", "places"])
def test_what_others_made_says_where_it_is_from(folder: str) -> None:
    assert (resources_dir() / folder / "SOURCE.md").is_file()


def test_licences_travel_with_fonts_and_icons() -> None:
    for name in ("fonts/LICENSE-Liberation.txt", "fonts/LICENSE-BeVietnamPro.txt"):
        text = (resources_dir() / name).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "copyright" in text.lower()
    assert "ISC License" in (resources_dir() / "icons/LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ICONS, ids=name_of)
def test_an_icon_is_a_square_drawing_in_the_colour_of_the_text(path: Path) -> None:
    drawing = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert drawing.get("viewBox") == "0 0 24 24"
    assert drawing.get("stroke") == "currentColor"
