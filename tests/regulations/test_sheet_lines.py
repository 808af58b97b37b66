"""The lines of a sheet: every criterion and box of every set once, in its order."""

import pytest

from ocop_desktop.actions.law import the_regulations
from ocop_desktop.regulations.sheet_lines import sheet_lines

SETS = [
    pytest.param(made, id=f"{code}-{made.number}")
    for code in ("qd26_2026", "qd148_2023")
    for made in the_regulations().sets(code)
]


@pytest.mark.parametrize("made", SETS)
def test_every_box_of_every_criterion_stands_once(made):
    lines = list(sheet_lines(made))
    boxes = [(line.key, line.box) for line in lines if line.box]
    assert len(boxes) == len(set(boxes))
    wanted = {
        (one.key, box)
        for one in made.scored
        for box in range(1, (len(one.options) or int(one.yes_no)) + 1)
    }
    assert set(boxes) == wanted
    assert [line.key for line in lines if line.scored] == [one.key for one in made.scored]
    assert [line.points for line in lines if line.kind == "part"] == [p.max for p in made.parts]


@pytest.mark.parametrize("made", SETS)
def test_nothing_printed_is_left_out(made):
    said = "\n".join(f"{line.text}\n{line.detail}\n{line.note}" for line in sheet_lines(made))
    for criterion in made.walk():
        for text in (*criterion.title.split("\n"), *criterion.notes):
            assert text in said
        for option in criterion.options:
            assert option.text in said
