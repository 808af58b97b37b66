"""The pages of their own, by the room they are: made when first opened.

To add one: a function that makes it (it imports its module itself, so that the window starts
quickly) and its line in `PAGES`; its room stands in `navigation.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


def page_for(name: str, window: MainWindow) -> QWidget | None:
    """The page of a room, None where the room lists records."""
    make = PAGES.get(name)
    return make(window) if make is not None else None


def _today(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.today_page import TodayPage

    return TodayPage(window)


def _calendar(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.calendar_page import CalendarPage

    return CalendarPage(window)


def _sorting(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.sorting_page import SortingPage

    return SortingPage(window)


def _settings(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.settings_page import SettingsPage

    return SettingsPage(window)


def _exchange(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.exchange_page import ExchangePage

    return ExchangePage(window)


def _merge(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.merge_page import MergePage

    return MergePage(window)


def _batch(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.batch_page import BatchPage

    return BatchPage(window)


def _report(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.report_page import ReportPage

    return ReportPage(window)


def _calls(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.calls_page import CallsPage

    return CallsPage(window)


def _history(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.history_page import HistoryPage

    return HistoryPage(window)


def _others(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.others_page import OthersPage

    return OthersPage(window)


def _flaws(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.flaws_page import FlawsPage

    return FlawsPage(window)


def _questions(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.questions_page import QuestionsPage

    return QuestionsPage(window)


def _conflicts(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.conflicts_page import ConflictsPage

    return ConflictsPage(window)


def _senders(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.senders_page import SendersPage

    return SendersPage(window)


def _installations(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.installations_page import InstallationsPage

    return InstallationsPage(window)


def _edits(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.edits_page import EditsPage

    return EditsPage(window)


def _moves(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.moves_page import MovesPage

    return MovesPage(window)


def _import(window: MainWindow) -> QWidget:
    from ocop_desktop.gui.import_page import ImportPage

    return ImportPage(window)


PAGES: Mapping[str, Callable[[MainWindow], QWidget]] = {
    "today": _today,
    "calendar": _calendar,
    "sorting": _sorting,
    "settings": _settings,
    "exchange": _exchange,
    "merge": _merge,
    "batch": _batch,
    "report": _report,
    "calls": _calls,
    "history": _history,
    "others": _others,
    "flaws": _flaws,
    "questions": _questions,
    "conflicts": _conflicts,
    "senders": _senders,
    "moves": _moves,
    "installations": _installations,
    "edits": _edits,
    "import": _import,
}
