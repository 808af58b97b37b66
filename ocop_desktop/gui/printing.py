"""The papers of a record: which there are, and one printed and opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ocop_desktop.actions import attaching, obstacles, paper_doubts, papers
from ocop_desktop.gui import dialogs, icons
from ocop_desktop.gui.print_stop import PrintStop

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

BLANK_TITLE = "Phiếu trống để ghi tay"
FIRST = ("mau-01", "mau-02", "mau-03", "dossier", "attendance-sheet", "handover-minutes")
_NUMBERED = {"mau-01": "Mẫu số 01", "mau-02": "Mẫu số 02", "mau-03": "Mẫu số 03"}
_ONLY_PDF = (papers.BOUND, papers.ELECTRONIC, papers.BLANK)
_NEVER_SIGNED = (papers.BOUND, papers.ELECTRONIC, papers.BLANK)
SCANS = "PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif *.webp *.bmp);;Mọi tệp (*)"
_BAD_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "-"))
_LONGEST = 60
WORD, PDF = ".docx", ".pdf"


def papers_of(kind: str) -> dict[str, str]:
    """The documents of a kind of record with their titles, the everyday ones first."""
    offers = {offer.document: offer.title for offer in papers.offered(kind)}
    ordered = [name for name in FIRST if name in offers]
    ordered += [name for name in offers if name not in FIRST]
    titled = {name: _title(name, offers[name]) for name in ordered}
    return {**titled, papers.BLANK: BLANK_TITLE}


def _title(name: str, title: str) -> str:
    if name == papers.BOUND:
        return "Cả bộ hồ sơ, kèm minh chứng"
    return f"{_NUMBERED[name]} – {title}" if name in _NUMBERED else title


class PrintMenu(QMenu):
    """Drops the papers of the record on the screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("print_menu")
        self._window = window
        draft = window.view.page.draft
        if draft is None:
            return
        titled = papers_of(draft.form.kind)
        for name, title in titled.items():
            self._add(self, name, title, PDF)
        word = self.addMenu("Ra Word để sửa")
        word.setIcon(icons.icon("pencil", "text-2", 16))
        for name, title in titled.items():
            if name not in _ONLY_PDF:
                self._add(word, name, title, WORD)
        if draft.form.kind == "round":
            from ocop_desktop.gui.print_many import add_round

            add_round(self, window, draft.id, draft.form.title_of(draft.values, window.desk.look))
        if attaching.can_own(window.desk.data, draft.form.kind):
            self._add_signed(titled)

    def _add_signed(self, titled: dict[str, str]) -> None:
        """A printed paper comes back signed: its scan becomes evidence."""
        menu = self.addMenu("Gắn bản đã ký")
        menu.setObjectName("print.signed")
        menu.setIcon(icons.icon("paperclip", "text-2", 16))
        for name, title in titled.items():
            if name not in _NEVER_SIGNED:
                action = menu.addAction(title)
                action.setObjectName(f"signed.{name}")
                action.triggered.connect(partial(self._choose_signed, title))

    def _choose_signed(self, title: str, _: bool = False) -> None:
        draft = self._window.view.page.draft
        if draft is not None:
            kind, id, window = draft.form.kind, draft.id, self._window
            then = partial(attach_signed, window, kind, id, f"Bản đã ký: {title}"[:200])
            dialogs.choose_files(window, f"Gắn bản đã ký: {title}"[:120], SCANS, then)

    def _add(self, menu: QMenu, name: str, title: str, ending: str) -> None:
        draft = self._window.view.page.draft
        if draft is None:
            return
        action = menu.addAction(title)
        action.setObjectName(f"print.{name}{'' if ending == PDF else ending}")
        action.setIcon(icons.icon("file-text", "text-2", 16))
        id, about = draft.id, draft.form.title_of(draft.values, self._window.desk.look)
        if name == papers.BLANK:
            id, about = draft.form.kind, draft.form.plural
        action.triggered.connect(partial(self._print, name, title, id, about, ending))

    def drop(self, button: QWidget) -> None:
        """Show the menu below its button."""
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _print(
        self, name: str, title: str, id: str, about: str, ending: str, _: bool = False
    ) -> None:
        print_paper(self._window, name, title, id, about, ending)


def attach_signed(
    window: MainWindow, kind: str, id: str, name: str, sources: Sequence[Path]
) -> None:
    """File the signed scan of a paper as evidence; it can be taken back."""
    desk = window.desk
    saved = desk.attempt(lambda: attaching.attach_signed(desk.data, kind, id, name, sources))
    if saved:
        desk.done.emit(f"Đã gắn “{name}” vào minh chứng.")


def print_paper(
    window: MainWindow, name: str, title: str, id: str, about: str, ending: str = PDF
) -> None:
    """Print a paper of one record beside the data and show it; errors are told first."""
    desk, data = window.desk, window.desk.data
    ending = papers.SUFFIXES.get(name, ending)
    out = beside(data.path, f"{title[:_LONGEST]} - {about[:_LONGEST]}", ending)

    def run() -> None:
        told = desk.attempt(lambda: paper_doubts.doubt(data, name, [id])) or ""
        desk.run(
            f"Đang in: {title}",
            lambda progress: papers.print_document(data, name, id, out, progress),
            partial(printed, window, doubt=told),
        )

    def begin() -> None:
        found = desk.attempt(lambda: obstacles.of_document(data, name, [id]))
        if found:
            PrintStop(window, title, found, run).open()
        elif found is not None:
            run()

    desk.soon(begin)


def only_pdf(name: str) -> bool:
    """Whether a paper has no form for Word."""
    return name in _ONLY_PDF


def beside(data: Path, name: str, ending: str) -> Path:
    """The file of a printed paper, in the folder beside the data."""
    return data.parent / "In ra" / f"{name.translate(_BAD_IN_NAMES).strip()}{ending}"


def printed(window: MainWindow, out: Path, doubt: str = "") -> None:
    """Say what was printed, and what is not sure of it; show it."""
    desk = window.desk
    show = partial(desk.show_path, out.parent)
    words = f"⚠ {doubt}. Đã ghi {out.name}" if doubt else f"Đã ghi {out.name}"
    window.status.say_and_offer(words, "Mở thư mục", show)
    if out.suffix == PDF:
        from ocop_desktop.gui import preview_window

        made = preview_window.show(window, out)
        if made is not None and doubt:
            made.message.setText(f"⚠ {doubt}.")
    else:
        desk.show_path(out)
