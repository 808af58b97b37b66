"""What leaves a dossier: a look at it bound, the bound file, the zip, parts, the next dossier."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import paper_doubts, papers
from ocop_desktop.actions.dossier_board import Board
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flow import FlowLayout
from ocop_desktop.gui.page import button
from ocop_desktop.gui.printing import beside, print_paper

if TYPE_CHECKING:
    from ocop_desktop.gui.dossier_side import DossierSide

_LONGEST = 80
_TIPS = {
    "preview": "Đóng cả bộ vào một tệp tạm rồi xem; còn thiếu thì có chữ BẢN NHÁP",
    "bind": "Ghi cả bộ hồ sơ kèm minh chứng thành một tệp PDF trong thư mục “In ra”",
    "zip": "Bộ hồ sơ điện tử: các biểu và minh chứng trong một tệp zip, có danh mục",
    "parts": "Chia tập, in tiếp từ một trang, danh sách trang cần ký",
    "next": "Lập hồ sơ lần sau từ hồ sơ này: nâng hạng hoặc phân hạng lại",
}


class DossierOut(QWidget):
    """The buttons below the check list; all run on the road for long work."""

    def __init__(self, side: DossierSide) -> None:
        super().__init__(side)
        self._side, self._desk = side, side.desk
        self._board: Board | None = None
        flow = FlowLayout(self, gap=theme.now().px(6))
        for name, words, icon, run, look in (
            ("preview", "Xem trước", "eye", self.preview, "primary"),
            ("bind", "Đóng bộ hồ sơ", "printer", self.bind, ""),
            ("zip", "Điện tử (zip)", "package", self.zip, ""),
            ("parts", "In từng phần…", "files", self.parts, ""),
            ("next", "Lần sau…", "file-plus", self.next_one, ""),
        ):
            made = button(words, icon, partial(self._desk.soon, run), self, look)
            made.setObjectName(f"dossier.{name}")
            mark(made, "size", "small")
            made.setToolTip(_TIPS[name])
            flow.addWidget(made)

    def show_board(self, board: Board) -> None:
        """Act on this dossier from now on."""
        self._board = board
        self.setEnabled(bool(board.product))

    def _named(self, what: str, ending: str) -> Path:
        title = self._board.title if self._board else ""
        return beside(self._desk.data.path, f"{what} - {title[:_LONGEST]}", ending)

    @property
    def _id(self) -> str:
        board = self._board
        return (board.dossier or board.product) if board else ""

    def preview(self, pages: str = "") -> None:
        """Bind into a file that is only shown; `pages` are those that printing begins with."""
        data, id = self._desk.data, self._id
        out = self._desk.scratch(self._named("Bộ hồ sơ", ".pdf").name)
        self._desk.run(
            "Đang đóng bộ hồ sơ để xem",
            lambda tell: papers.print_document(data, papers.BOUND, id, out, tell),
            partial(self._show, pages),
        )

    def _show(self, pages: str, file: Path) -> None:
        from ocop_desktop.gui import preview_window

        made = preview_window.show(self._side.main, file)
        if made is None:
            return
        doubt = self._desk.attempt(
            lambda: paper_doubts.doubt(self._desk.data, papers.BOUND, [self._id])
        )
        made.message.setText(f"⚠ {doubt}." if doubt else "")
        if pages:
            made.range.setText(pages)

    def bind(self) -> None:
        """Bind into a file beside the data; errors are told first."""
        title = self._board.title if self._board else ""
        print_paper(self._side.main, papers.BOUND, "Bộ hồ sơ", self._id, title)

    def zip(self) -> None:
        """Write the electronic set beside the data."""
        data, id, out = self._desk.data, self._id, self._named("Bộ hồ sơ điện tử", ".zip")
        self._desk.run(
            "Đang ghi bộ hồ sơ điện tử",
            lambda tell: papers.print_document(data, papers.ELECTRONIC, id, out, tell),
            self._written,
        )

    def _written(self, out: Path) -> None:
        show = partial(self._desk.show_path, out.parent)
        self._side.main.status.say_and_offer(f"Đã ghi {out.name}", "Mở thư mục", show)

    def parts(self) -> None:
        """Ask how the dossier is to be parted, or from which page printing goes on."""
        from ocop_desktop.gui.parts_dialog import PartsDialog

        PartsDialog(self._side.main, self.print_parts, self.preview, self.signs).open()

    def print_parts(self, most: int) -> None:
        """Bind and cut into parts of at most so many pages, with the list of what is signed."""
        from ocop_desktop.actions import parts

        data, id, folder = self._desk.data, self._id, self._named("Từng phần", "")
        self._desk.run(
            "Đang in từng phần",
            lambda tell: parts.print_parts(data, id, folder, tell, most),
            lambda made: self._written(made[0]),
        )

    def signs(self) -> None:
        """The list of pages to sign and seal."""
        title = self._board.title if self._board else ""
        print_paper(self._side.main, "sign-list", "Trang cần ký, đóng dấu", self._id, title)

    def next_one(self) -> None:
        """Show what stands between the product and its next dossier, and begin it."""
        from ocop_desktop.actions import renewal
        from ocop_desktop.gui.renewal_dialog import RenewalDialog

        board = self._board
        if board is None:
            return
        data = self._desk.data
        found = self._desk.attempt(lambda: renewal.outlook(data, board.product))
        if found is not None:
            RenewalDialog(self._side, board.product, found).open()
