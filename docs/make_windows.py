"""Makes docs/guide/pictures/windows: the screens of the exchange, with made-up records.

    .venv/bin/python docs/make_windows.py

Three offices, the province and their workbooks are real: entered, sent, changed on the way, looked
into, merged and undone as a person would. The pictures have few colours, to stay small.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OCOP_HOME", tempfile.mkdtemp())

from openpyxl import load_workbook
from PIL import Image
from PySide6.QtTest import QTest

from ocop_desktop.actions import entries, lists, samples, start, swap
from ocop_desktop.gui import program, theme
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.window import MainWindow
from ocop_desktop.store.clock import fixed_clock, seeded_ids
from ocop_desktop.store.datafile import DataFile

OUT = Path(__file__).resolve().parent / "guide" / "pictures" / "windows"
MOMENT = datetime.fromisoformat("2026-11-15T08:00:00+07:00")
LATER = datetime.fromisoformat("2026-11-16T09:30:00+07:00")
OFFICES = {"dak-ha": ("615", "Y Mẫu"), "dak-to": ("612", "A Thí Dụ"), "sa-thay": ("616", "Y Ví Dụ")}
PERIOD = "6 tháng cuối năm 2026"
SIZE, COLOURS = (1280, 720), 64
SHARED = "HTX Mẫu Nông nghiệp và Dịch vụ Đăk Thí Dụ"


def main() -> None:
    """Play the scene and keep its pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        theme.put_on(program.application([]), "light")
        books = offices_send(folder)
        draw_office(folder)
        draw_province(folder, books)


def opened(folder: Path, name: str, unit: str, officer: str, role: str = "office") -> DataFile:
    """A new data file of a unit, the same in every run."""
    return start.new(
        folder / f"{name}.ocop",
        unit,
        era="2024",
        role=role,
        officer=officer,
        clock=fixed_clock(MOMENT),
        new_id=seeded_ids(name),
    )


def reopened(folder: Path, name: str) -> DataFile:
    """An office's data file on another day."""
    path, later = folder / f"{name}.ocop", fixed_clock(LATER)
    return start.open_data(path, clock=later, new_id=seeded_ids(f"{name} later"))


def offices_send(folder: Path) -> list[Path]:
    """Each office's workbooks, in two rounds; the second has been edited on the way."""
    first: list[Path] = []
    for seed, (name, (unit, officer)) in enumerate(OFFICES.items()):
        with opened(folder, name, unit, officer) as data:
            samples.fill(data, subjects=5, seed=seed)
            if name == "dak-ha":
                given = {"name": SHARED, "commune": "23500", "phone": "0905000001"}
                entries.save(data, "subject", None, given)
            first.append(folder / f"{name}-01.xlsx")
            if name == "sa-thay":
                swap.merge(data, first[:1])  # works on the same co-operative
            swap.export(data, first[-1], period=PERIOD)
    return first + [second(folder, name) for name in ("dak-ha", "sa-thay")]


def second(folder: Path, name: str) -> Path:
    """The next workbook of an office, which differs from the other's over one telephone."""
    out = folder / f"{name}-02.xlsx"
    with reopened(folder, name) as data:
        id = lists.find(data, "subject", SHARED)[0].key
        phone = {"dak-ha": "0905000111", "sa-thay": "0905000222"}[name]
        entries.save(data, "subject", id, {"phone": phone})
        swap.export(data, out, period=PERIOD)
    if name == "sa-thay":
        edit(out)
    return out


def edit(path: Path) -> None:
    """Change a cell and add a row by hand."""
    book = load_workbook(path)
    sheet = book["Chủ thể"]
    columns = {sheet.cell(1, n).value: n for n in range(1, sheet.max_column + 1)}
    sheet.cell(3, columns["phone"], "0905777777")
    sheet.cell(sheet.max_row + 1, columns["name"], "Hộ kinh doanh Mẫu thêm tay")
    book.save(path)


@contextmanager
def window_of(data: DataFile) -> Iterator[MainWindow]:
    """The program's window on a data file."""
    window = MainWindow(data, Preferences(theme="light"))
    window.resize(*SIZE)
    window.show()
    rest(window)
    yield window
    window.desk.release()
    window.hide()
    window.deleteLater()


def rest(window: MainWindow) -> None:
    """Wait until nothing is under way."""
    QTest.qWait(150)
    while window.desk.tasks.busy:
        QTest.qWait(20)
    QTest.qWait(150)


def draw_office(folder: Path) -> None:
    """Where an office sends, and where it moves data."""
    with reopened(folder, "dak-ha") as data, window_of(data) as window:
        for room in ("exchange", "installations", "moves"):
            window.go(room)
            rest(window)
            keep(window, f"office-{room}")


def draw_province(folder: Path, books: list[Path]) -> None:
    """Looking into files, merging them, and what is asked then."""
    with opened(folder, "tinh", "51", "Y Tỉnh", "province") as data, window_of(data) as window:
        swap.merge(data, books[:2])
        window.go("merge")
        page = window.front()
        page.take(books[2:])
        rest(window)
        keep(window, "merge-files")
        page.look_at(books[2:])
        rest(window)
        keep(window, "merge-look")
        page.look.on.click()
        rest(window)
        keep(window, "merge-done")
        for room in ("conflicts", "edits", "questions", "senders"):
            window.go(room)
            rest(window)
            keep(window, f"province-{room}")


def keep(window: MainWindow, name: str) -> None:
    """The window as a picture of few colours."""
    out = OUT / f"{name}.png"
    window.grab().save(str(out))
    with Image.open(out) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(out, optimize=True)


if __name__ == "__main__":
    main()
