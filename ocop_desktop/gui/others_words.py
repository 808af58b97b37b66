"""How much others changed here and nobody looked at yet: its words, and the badge that counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.actions.foreign import Unseen
    from ocop_desktop.actions.start import DataFile
    from ocop_desktop.gui.window import MainWindow


def title_of(data: DataFile) -> str:
    """What the page is called here."""
    return "Các đơn vị đã sửa" if data.role == "province" else "Tỉnh đã sửa"


def said(data: DataFile, unseen: Unseen) -> str:
    """How much was changed and not looked at yet: "Tỉnh đã sửa 7 ô"; "" where nothing was."""
    if not unseen.cells:
        return ""
    files = f" trong {unseen.files} tệp" if unseen.files > 1 else ""
    return f"{title_of(data)} {grouped(unseen.cells)} ô{files}"


def badge(window: MainWindow) -> None:
    """Put the number of values that others changed behind the room where the list is."""
    from ocop_desktop.actions import foreign

    data = window.desk.data
    if not window.desk.tasks.busy:
        room = "merge" if data.role == "province" else "exchange"
        window.navigation.set_badge(room, foreign.unseen(data).cells)
