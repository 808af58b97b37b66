"""The guide for officers shows pictures that are there, and no picture is left over."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parents[1] / "docs" / "guide"


def test_every_picture_of_the_guide_is_shown_and_every_one_shown_is_there():
    text = (GUIDE / "exchange.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\(pictures/windows/([^)]+)\)", text))
    assert shown == {path.name for path in (GUIDE / "pictures" / "windows").iterdir()}
