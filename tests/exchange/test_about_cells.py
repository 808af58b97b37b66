"""What `_about` says of very many installations stands in several cells and comes back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocop_desktop.exchange import about, about_cells
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.about_cells import cells_of, whole
from ocop_desktop.messages import Trouble
from tests.exchange.books import about_says, book, read, thing

OFFICES = 900  # more than a province has
EXCELS_LIMIT = 32_767

MANY = About(
    unit="51",
    installation="0" * 12,
    installations={
        f"{n:012x}": {"unit": f"{20_000 + n}", "officer": f"Nguyễn Thị Ánh Nguyệt {n}"}
        for n in range(OFFICES)
    },
    received={f"{n:012x}": n % 9 + 1 for n in range(OFFICES)},
    different=[f"subject {n:036} {n + 1:036}" for n in range(OFFICES)],
)


@given(st.text(alphabet=" ab̃ế", max_size=60), st.integers(1, 9))
def test_a_text_comes_back_from_its_cells(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(about_cells, "CELL", most)
        cells = cells_of("about_x", text)
        assert whole("about_x", cells) == text
        assert all(len(cell) <= most for cell in cells.values())
        assert list(cells) == ["about_x", *(f"about_x_{n}" for n in range(2, len(cells) + 1))]


def test_a_cell_ends_beside_no_blank_and_within_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about_cells, "CELL", 4)
    assert list(cells_of("x", "abc def").values()) == ["ab", "c de", "f"]
    assert list(cells_of("x", "abce\u0302d").values()) == ["abc", "e\u0302d"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of a province."""
    book(tmp_path / "province.xlsx", [thing(1)], facts=MANY)
    return tmp_path / "province.xlsx"


def test_a_provinces_installations_fit_their_cells_and_come_back(path: Path) -> None:
    opened = load_workbook(path)
    longest = max(len(str(cell.value or "")) for row in opened[about.SHEET] for cell in row)
    assert longest <= EXCELS_LIMIT
    opened.save(path.with_name("again.xlsx"))
    for saved in (path, path.with_name("again.xlsx")):
        found, refused, one = read(saved)
        assert (len(found), refused, one.is_signed) == (1, [], True)
        assert one.about.installations == MANY.installations
        assert one.about.received == MANY.received
        assert one.about.different == MANY.different


def test_a_further_cell_that_was_changed_is_refused(path: Path) -> None:
    opened = load_workbook(path)
    title, _, cell = opened.defined_names["about_installations_2"].attr_text.partition("!")
    says = opened[title.strip("'")][cell.replace("$", "")].value
    about_says(path, "about_installations_2", says.replace("Nguyệt", "Hoa"))
    with pytest.raises(Trouble) as told:
        read(path)
    assert told.value.code == "signature_wrong"
