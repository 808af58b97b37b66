"""Asking for a report: days as people type them, and the workbook it is written to."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ocop_desktop.actions import figures
from ocop_desktop.messages import Trouble
from ocop_desktop.reports.figures import said

DAY = "2026-11-15"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15/11/2026", "2026-11-15"),
        ("2026-11-15", "2026-11-15"),
        ("2/2024", "2024-02-29"),
        ("2026", "2026-12-31"),
    ],
)
def test_a_day_is_read_as_people_type_it(empty, typed, meant) -> None:
    assert figures.report(empty, on=typed).span.end == meant


def test_a_period_begins_with_its_first_day(empty) -> None:
    span = figures.report(empty, start="6/2026", end="2026").span
    assert (span.start, span.end) == ("2026-06-01", "2026-12-31")


def test_today_is_meant_where_no_day_is_said(empty) -> None:
    assert figures.report(empty).span.end == empty.today()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"on": "hôm qua"}, "not_a_day"),
        ({"on": "31/02/2026"}, "not_a_day"),
        ({"start": DAY, "end": "2026-01-01"}, "period_backwards"),
    ],
)
def test_days_that_make_no_sense_are_refused(empty, asked, code) -> None:
    with pytest.raises(Trouble) as trouble:
        figures.report(empty, **asked)
    assert trouble.value.code == code
    assert str(trouble.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0, "0"), (1234567, "1.234.567"), (33.33, "33,33"), (100.0, "100"), ("a", "a")],
)
def test_numbers_are_written_the_vietnamese_way(value, text) -> None:
    assert said(value) == text


def test_the_workbook_says_what_the_report_says(world, tmp_path: Path) -> None:
    made = figures.report(world, on=DAY)
    file = tmp_path / "báo cáo.xlsx"
    figures.write(made, file)
    figures.write(made, file)  # an older one gives way
    book = load_workbook(file)
    assert book.sheetnames[0] == "Số liệu chung"
    assert len(book.sheetnames) == 1 + len(made.tables)
    first = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=4)]
    assert first == [list(line) for line in made.lines()]
    for sheet, table in zip(book.worksheets[1:], made.tables, strict=True):
        heads = [cell.value for cell in sheet[3]]
        assert heads == [column.label for column in table.columns]
        told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert told == [["–" if c is None else c for c in line] for line in table.cells()]
    assert list(tmp_path.glob("*.part")) == []


def test_what_cannot_be_known_is_a_dash_in_the_workbook(empty, tmp_path: Path) -> None:
    figures.write(figures.report(empty, on=DAY), tmp_path / "r.xlsx")
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert {row[1].value for row in sheet.iter_rows(min_row=4)} == {"–"}


def test_a_file_that_cannot_be_written_is_trouble(empty, tmp_path: Path) -> None:
    made = figures.report(empty, on=DAY)
    with pytest.raises(Trouble) as trouble:
        figures.write(made, tmp_path / "no such folder" / "r.xlsx")
    assert trouble.value.code == "cannot_write"
    with pytest.raises(Trouble) as trouble:
        figures.write(made, tmp_path / "r.odt")
    assert trouble.value.code == "report_kind_unknown"
