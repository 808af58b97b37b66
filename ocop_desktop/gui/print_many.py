"""A paper of many records at once, with one bar: a file for each in a folder, or one for all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ocop_desktop.actions import lists, papers
from ocop_desktop.gui import icons
from ocop_desktop.gui.printing import PDF, WORD, beside, only_pdf, papers_of, printed
from ocop_desktop.schema.number_types import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

NOTICE = "expiry-notice"
OF_ROUND = (papers.BOUND, papers.ELECTRONIC, "mau-01", "mau-02", "mau-03", "check-sheet")
_LONGEST = 70


class ManyMenu(QMenu):
    """The papers of the chosen records of a list."""

    def __init__(self, window: MainWindow, kind: str, ids: Sequence[str]) -> None:
        super().__init__(window)
        self.setObjectName("print_many")
        titled = {name: said for name, said in papers_of(kind).items() if name != papers.BLANK}
        for name, title in titled.items():
            action = self.addAction(title)
            action.setObjectName(f"print_many.{name}")
            action.setIcon(icons.icon("file-text", "text-2", 16))
            action.triggered.connect(partial(_chosen, window, name, title, ids, PDF))
        word = self.addMenu("Ra Word để sửa")
        word.setIcon(icons.icon("pencil", "text-2", 16))
        for name, title in titled.items():
            if papers.makes_one_file(name) and not only_pdf(name):
                word.addAction(title).triggered.connect(
                    partial(_chosen, window, name, title, ids, WORD)
                )


def add_round(menu: QMenu, window: MainWindow, round_id: str, about: str) -> None:
    """The papers of every dossier of a round, in a menu of its own."""
    found = lists.entries(window.desk.data, "dossier", where={"round": round_id})
    inner = menu.addMenu(f"Hồ sơ của đợt ({len(found)})")
    inner.setObjectName("print.round")
    inner.setIcon(icons.icon("files", "text-2", 16))
    inner.setEnabled(bool(found))
    titled = papers_of("dossier")
    ids = [one.id for one in found]
    for name in OF_ROUND:
        action = inner.addAction(titled[name])
        action.setObjectName(f"print.round.{name}")
        action.triggered.connect(
            partial(_chosen, window, name, f"{titled[name]} - {about}", ids, PDF)
        )


def print_notices(window: MainWindow) -> None:
    """The notice to every owner whose rank runs out, one after another, with the list to sign."""
    window.desk.soon(partial(_print_notices, window))


def _print_notices(window: MainWindow) -> None:
    from ocop_desktop.actions.paper_notices import running_out

    ids = window.desk.attempt(lambda: running_out(window.desk.data))
    if ids:
        print_many(window, NOTICE, "Thông báo sắp hết thời hạn công nhận", ids)
    elif ids is not None:
        window.desk.say("Không có sản phẩm nào đang trong thời gian cần thông báo.")


def print_many(
    window: MainWindow, name: str, title: str, ids: Sequence[str], ending: str = PDF
) -> None:
    """Print on the road for long work; what is finished when it is stopped stays."""
    desk, data = window.desk, window.desk.data
    one = papers.makes_one_file(name)
    what = f"{title[:_LONGEST]} - {grouped(len(ids))} bản ghi"
    out = beside(data.path, what, ending if one else "")
    desk.run(
        f"Đang in: {title}",
        lambda tell: papers.print_documents(data, name, ids, _folder(out, one), tell),
        partial(_done, window),
    )


def _chosen(
    window: MainWindow, name: str, title: str, ids: Sequence[str], ending: str, _: bool = False
) -> None:
    print_many(window, name, title, ids, ending)


def _folder(out: Path, one: bool) -> Path:
    if not one:
        out.mkdir(parents=True, exist_ok=True)  # also for a single record: a folder of one
    return out


def _done(window: MainWindow, made: Sequence[Path]) -> None:
    if len(made) == 1:
        printed(window, made[0])
        return
    show = partial(window.desk.show_path, made[0].parent)
    words = f"Đã ghi {grouped(len(made))} tệp vào {made[0].parent.name}"
    window.status.say_and_offer(words, "Mở thư mục", show)
