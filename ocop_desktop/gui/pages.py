"""The pages of their own, by the room they are: made when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


def page_for(name: str, window: MainWindow) -> QWidget | None:
    """The page of a room, None where the room lists records."""
    if name == "today":
        from ocop_desktop.gui.today_page import TodayPage

        return TodayPage(window)
    if name == "calendar":
        from ocop_desktop.gui.calendar_page import CalendarPage

        return CalendarPage(window)
    if name == "settings":
        from ocop_desktop.gui.settings_page import SettingsPage

        return SettingsPage(window)
    if name == "exchange":
        from ocop_desktop.gui.exchange_page import ExchangePage

        return ExchangePage(window)
    if name == "merge":
        from ocop_desktop.gui.merge_page import MergePage

        return MergePage(window)
    if name == "batch":
        from ocop_desktop.gui.batch_page import BatchPage

        return BatchPage(window)
    if name == "report":
        from ocop_desktop.gui.report_page import ReportPage

        return ReportPage(window)
    if name == "calls":
        from ocop_desktop.gui.calls_page import CallsPage

        return CallsPage(window)
    if name == "history":
        from ocop_desktop.gui.history_page import HistoryPage

        return HistoryPage(window)
    if name == "others":
        from ocop_desktop.gui.others_page import OthersPage

        return OthersPage(window)
    return None
