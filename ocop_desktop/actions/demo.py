"""The whole job end to end: ten offices filled in, printed, exported, merged and reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ocop_desktop.actions import figures, lists, papers, samples, start, swap
from ocop_desktop.messages import Trouble
from ocop_desktop.store.clock import fixed_clock, seeded_ids
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.vietnamese import fold

Progress = Callable[[int, int, str], None]
Screenshots = Callable[[DataFile, Path], Sequence[Path]]

MOMENT = datetime(2026, 11, 15, 8, 0, tzinfo=timezone(timedelta(hours=7)))
PERIOD = "Năm 2026 (bản mẫu)"
FORMER_PROVINCE, PROVINCE = "2024:62", "51"
PRINTED = {"dossier": 2, "attendance-sheet": 1, "handover-minutes": 1}
OFFICERS = ("Y Mẫu", "A Thử", "Nguyễn Thị Ví Dụ", "Trần Văn Minh Họa", "Y Giả Định")


@dataclass
class Made:
    """What a demo made, for the summary at its end."""

    offices: list[str] = field(default_factory=list)
    records: int = 0
    papers: list[Path] = field(default_factory=list)
    workbooks: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)


def run(
    out: Path,
    *,
    seed: int = 1,
    offices: int = 10,
    subjects: int = 8,
    screenshots: Screenshots | None = None,
    progress: Progress | None = None,
) -> str:
    """Play the whole job in an empty folder; return what was made and the headline figures.

    The clock stands at 15/11/2026; the same seed gives the same data, ids included. Raises
    Trouble where the folder is not empty or cannot be written.
    """
    _empty(out)
    made = Made()
    districts = start.the_places().districts_of(FORMER_PROVINCE)[:offices]
    for number, district in enumerate(districts):
        if progress:
            title = start.the_places().title("district", district)
            progress(number, len(districts), title)
        _office(out, district, OFFICERS[number % len(OFFICERS)], seed, subjects, made)
    _province(out, seed, made, screenshots)
    return _summary(out, made)


def _empty(out: Path) -> None:
    with troubles(out):
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise Trouble("folder_not_empty", folder=out.name)


def _office(out: Path, district: str, officer: str, seed: int, subjects: int, made: Made) -> None:
    name = f"{district}-{_slug(start.the_places().title('district', district))}"
    data = start.new(
        out / "offices" / f"{name}.ocop",
        district,
        officer=f"{officer} (mẫu)",
        clock=fixed_clock(MOMENT),
        new_id=seeded_ids(f"demo {seed} {district}"),
    )
    with data:
        counted = samples.fill(data, subjects=subjects, seed=seed, real=True)
        made.offices.append(f"{data.settings['unit_name']}: {sum(counted.values())} bản ghi")
        made.records += sum(counted.values())
        made.papers += _print(data, out / "papers" / name)
        workbook = out / "exchange" / f"{name}.xlsx"
        workbook.parent.mkdir(exist_ok=True)
        swap.export(data, workbook, period=PERIOD)
        made.workbooks.append(workbook)


def _print(data: DataFile, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    printed: list[Path] = []
    for document, count in PRINTED.items():
        kind = papers.documents()[document]
        ids = [entry.id for entry in lists.entries(data, kind, limit=count)]
        if ids:
            printed += papers.print_documents(data, document, ids, folder)
    return printed


def _province(out: Path, seed: int, made: Made, screenshots: Screenshots | None) -> None:
    folder = out / "province"
    data = start.new(
        folder / "51-quang-ngai.ocop",
        PROVINCE,
        role="province",
        officer="Lê Thị Tổng Hợp (mẫu)",
        clock=fixed_clock(MOMENT),
        new_id=seeded_ids(f"demo {seed} province"),
    )
    with data:
        receipt = folder / "bien-nhan.xlsx"
        merged = swap.merge(data, made.workbooks, receipt=receipt)
        (folder / "bien-nhan.json").write_text(
            json.dumps(merged.as_json(), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        swap.consolidate(data, folder / "tong-hop.xlsx")
        report = figures.report(data)
        figures.write(report, folder / "bao-cao.xlsx")
        (folder / "bao-cao.json").write_text(
            json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        made.workbooks += [receipt, folder / "tong-hop.xlsx", folder / "bao-cao.xlsx"]
        made.offices.append("")
        made.offices += report.as_text().splitlines()
        if screenshots:
            made.pictures += screenshots(data, out / "screenshots" / "province")
    if screenshots:
        made.pictures += _pictures_of_an_office(out, screenshots)


def _pictures_of_an_office(out: Path, screenshots: Screenshots) -> list[Path]:
    """The windows of the office that grows most of the coffee, else of the first one."""
    offices = sorted((out / "offices").glob("*.ocop"))
    wanted = next((path for path in offices if path.name.startswith("615")), offices[0])
    with start.open_data(wanted, clock=fixed_clock(MOMENT)) as data:
        return list(screenshots(data, out / "screenshots" / "office"))


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _summary(out: Path, made: Made) -> str:
    lines = [
        f"{out}: {made.records} bản ghi, {len(made.papers)} văn bản PDF, "
        f"{len(made.workbooks)} sổ Excel, {len(made.pictures)} ảnh màn hình",
        *made.offices,
    ]
    return "\n".join(lines)
