"""Very many workbooks may be merged at once: few of them are open at a time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ocop_desktop.actions import here, lists, merge_books, swap
from ocop_desktop.actions.merge_report import FileReport
from ocop_desktop.exchange import own_sheet
from ocop_desktop.messages import Trouble
from tests.exchange.offices import change, sent, subject


def test_few_files_are_open_and_all_can_be_read(dak_ha, province, tmp_path, monkeypatch):
    monkeypatch.setattr(merge_books, "_HELD", 1)
    files = []
    for number in range(3):
        subject(dak_ha, f"HTX {number}")
        files.append(sent(dak_ha, tmp_path))
    able = merge_books.opened(province, [FileReport(path) for path in files])
    assert [book._sheets is None for book, _ in able] == [False, True, True]
    assert [sum(1 for _ in book.rows()) for book, _ in able] == [1, 2, 3]
    assert all(book._sheets is None for book, _ in able)


def test_facts_of_sheets_without_rows_are_held_once(dak_ha, province, tmp_path):
    subject(dak_ha)
    files = [FileReport(sent(dak_ha, tmp_path)) for _ in range(2)]
    (one, _), (other, _) = merge_books.opened(province, files)
    assert one.about.forms["course"] is other.about.forms["course"]


def test_an_unsound_file_among_others_stays_out_wherever_it_stands(dak_ha, province, tmp_path):
    files = []
    for number in range(4):
        subject(dak_ha, f"HTX {number}")
        files.append(sent(dak_ha, tmp_path))
    for bad in (files[1], files[3]):
        change(bad, "Chủ thể", lambda page, columns: page.cell(3, columns["_id"], "x" * 36))
    seen = []
    report = swap.merge(province, files, progress=lambda done, total, _: seen.append((done, total)))
    assert [bool(file.refused) for file in report.files] == [False, True, False, True]
    assert report.files[0].total("read") == 1
    assert report.files[2].total("read") == 3
    assert lists.count(province, "subject") == 3
    assert seen[-1] == (4, 4)


@pytest.mark.skipif(sys.platform != "linux", reason="which files are open is asked of the kernel")
def test_a_file_is_not_held_open_once_its_merge_failed(dak_ha, province, tmp_path, monkeypatch):
    for number in range(40):  # a sheet large enough to be read as it was written
        subject(dak_ha, f"HTX {number}", note="Thôn 1, đường vào hồ " * 20)
    file, seen = sent(dak_ha, tmp_path), []

    def cut_off(*_):
        seen.append(file in opened_files())
        raise ConnectionError

    monkeypatch.setattr(here, "MANY", 10)
    monkeypatch.setattr(own_sheet, "_PIECE", 5000)
    monkeypatch.setattr(here.Database, "_read", cut_off)
    with pytest.raises(Trouble) as failed:  # its traceback holds what was under way
        swap.merge(province, [file])
    assert failed.tb is not None
    assert seen == [True]
    assert file not in opened_files()


def opened_files():
    """The files that this process has open."""
    links = Path("/proc/self/fd").iterdir()
    return {link.readlink() for link in links if link.is_symlink()}
