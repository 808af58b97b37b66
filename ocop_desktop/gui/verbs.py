"""What each command does; none of them asks "are you sure", all of them can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ocop_desktop.gui import flaw_steps, theme
from ocop_desktop.gui.turning import Turning

if TYPE_CHECKING:
    from ocop_desktop.actions.alike import Like
    from ocop_desktop.gui.window import MainWindow


class Verbs:
    """The commands' answers, on one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._desk = window, window.desk
        self.turning = Turning(window)

    def go(self, room: str) -> None:
        """Open a room."""
        self._window.go(room)

    def quit(self) -> None:
        """Close the window; what is on the screen is kept first."""
        self._window.close()

    def new_record(self) -> None:
        """Begin a new record of the kind that is listed."""
        if self._window.in_records():
            self._window.view.new()

    def copy_record(self) -> None:
        """Begin a new record with the same answers."""
        if self._window.in_records():
            self._window.view.new(like_shown=True)

    def save(self) -> None:
        """Keep what is on the screen."""
        front = self._window.front()
        if "save" in getattr(front, "answers", ()):
            front.save()  # type: ignore[union-attr]
        elif self._window.in_records() and self._window.view.page.save():
            pass  # the page says so itself

    def open_batch(self) -> None:
        """Enter one decision with many rows."""
        from ocop_desktop.gui.batch_opening import open_batch

        open_batch(self._window)

    def bulk_edit(self) -> None:
        """Change one field of the chosen records."""
        if not self._window.in_records() or not self._window.leave():
            return
        kind, ids = self._window.view.list.kind, self._window.view.list.selected_ids()
        if not ids:
            self._desk.say("Hãy chọn các dòng trong danh sách trước (Ctrl+A chọn tất cả).")
            return
        from ocop_desktop.gui.bulk_dialog import BulkDialog

        BulkDialog(self._window, kind, ids).open()

    def undo(self) -> None:
        """Take back the last thing that was done."""
        self.turning.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.turning.redo()

    def remove(self) -> None:
        """Mark the chosen records as removed; they can be taken back."""
        from ocop_desktop.actions import entries

        if not self._window.in_records():
            return
        kind, ids = self._window.view.list.kind, self._window.view.list.selected_ids()
        draft = self._window.view.page.draft
        if draft is not None and draft.id and draft.id not in ids:
            ids = [draft.id]
        if not ids:
            return
        if self._desk.attempt(lambda: entries.remove(self._desk.data, kind, ids)) is not None:
            label = self._desk.form(kind).label.lower()
            self._window.view.page.show_nothing()
            self._window.view.show_kind(kind)
            self._window.status.say_and_offer(f"Đã xoá {len(ids)} {label}.", "Hoàn tác", self.undo)

    def clear_filters(self) -> None:
        """Show every record of the list again."""
        if self._window.in_records():
            self._window.view.list.show_everything()

    def choose_columns(self) -> None:
        """Offer the columns of the list."""
        if self._window.in_records():
            self._window.view.list.tools.drop_columns()

    def list_to_excel(self) -> None:
        """Write the list as it is seen into a workbook."""
        from ocop_desktop.gui.list_out import ask_workbook

        if self._window.in_records():
            told = self._window.status.say_and_offer
            ask_workbook(self._window.view.list.table, self._desk, told)

    def restore(self) -> None:
        """Take the removed mark off again."""
        from ocop_desktop.actions import entries

        draft = self._window.view.page.draft
        if draft is None or not draft.removed:
            return
        kind, id = draft.form.kind, draft.id
        if self._desk.attempt(lambda: entries.restore(self._desk.data, kind, [id])) is not None:
            self._desk.say("Đã khôi phục.", "good")
            self._window.view.list.show_everything()
            self._window.view.open(id)

    def discard(self) -> None:
        """Drop what is not kept, and offer to take it back."""
        dropped = self._window.view.page.discard() if self._window.in_records() else None
        if dropped is not None:
            self._window.view.list.select(dropped.id)
            page = self._window.view.page
            take_back: Callable[[], None] = lambda: page.put_back(dropped)  # noqa: E731
            self._window.status.say_and_offer("Đã bỏ các thay đổi chưa lưu.", "Lấy lại", take_back)

    def print_record(self) -> None:
        """Offer the papers of the chosen records, or of the one on the screen."""
        if self._print_chosen():
            return
        if (
            self._window.in_records()
            and self._window.view.page.draft is not None
            and self._window.view.page.leave()
        ):
            from ocop_desktop.gui.printing import PrintMenu

            button = self._window.findChild(QPushButton, "command.print")
            PrintMenu(self._window).drop(button or self._window)

    def _print_chosen(self) -> bool:
        """Offer the papers of several chosen rows; whether several are chosen."""
        if not self._window.in_records():
            return False
        listed = self._window.view.list
        ids = listed.selected_ids()
        if len(ids) < 2 or not self._window.leave():
            return False
        from ocop_desktop.gui.print_many import ManyMenu

        where = listed.mapToGlobal(listed.rect().bottomLeft())
        ManyMenu(self._window, listed.kind, ids).popup(where)
        return True

    def go_search(self) -> None:
        """Go to the search box."""
        if self._window.in_records():
            if self._window.view.narrow:
                self._window.view.back()
            self._window.view.list.go_search()

    def step(self, by: int) -> None:
        """Go to the next or previous record."""
        if self._window.in_records():
            self._window.view.list.step(by)

    def back(self) -> None:
        """Go back to the record one came from, else from a record to its list."""
        if self._window.in_records() and not self._window.trail.back():
            self._window.view.back()

    def offer_code(self) -> None:
        """Fill in the next number of a product, to be looked at and saved."""
        from ocop_desktop.gui.product_code import offer

        if self._window.in_records():
            offer(self._window.view.page, self._desk)

    def next_problem(self, by: int = 1) -> None:
        """Go to the next field or cell that wants a look, or to the one before."""
        if self._window.in_records():
            flaw_steps.step(self._window.view.page, self._desk, by)

    def list_problems(self) -> None:
        """Show every place of the record that wants a look."""
        if self._window.in_records():
            flaw_steps.list_all(self._window.view.page, self._desk)

    def answer_problem(self) -> None:
        """Answer what is said at the field one is in."""
        if self._window.in_records():
            flaw_steps.answer(self._window.view.page, self._desk)

    def open_alike(self) -> None:
        """Open the record that the one on the screen may be the same as."""
        if self._window.in_records() and not flaw_steps.open_other(self._window.view.page):
            self._window.alike.open_current()

    def deny_alike(self) -> None:
        """Say that the record spoken of beside a field is another."""
        if self._window.in_records():
            self._window.alike.deny_current()

    def open_like(self, like: Like) -> None:
        """Open a record that may be the same, restored where it was removed; keep what is typed."""
        from ocop_desktop.actions import entries

        def restored() -> bool:
            given = (self._desk.data, like.owner_kind, [like.owner])
            done = self._desk.attempt(lambda: entries.restore(*given)) is not None
            if done:
                self._desk.say("Đã khôi phục.", "good")
            return done

        self.open_spoken(like.owner_kind, like.owner, restored if like.removed_on else None)

    def open_spoken(self, kind: str, id: str, before: Callable[[], bool] | None = None) -> None:
        """Open a record that is spoken of; what is typed is kept. `before` may say no."""
        aside = ""
        if self._is_begun():  # to save it would make of a likeness a record that is there twice
            aside = self._window.view.page.drafts.set_aside() or ""
            if not aside:
                return
            self._window.view.page.show_nothing()
        elif not self._window.leave():
            return
        if before is not None and not before():
            return
        self._window.trail.open(kind, id)
        if aside:
            self._window.status.say_and_offer(
                "Phần đang gõ được giữ làm bản nháp.", "Quay lại", partial(self._go_on, aside)
            )

    def _is_begun(self) -> bool:
        """Whether a new record is on the screen with something typed in it."""
        page = self._window.view.page
        new = page.draft is not None and page.draft.is_new
        return new and page.drafts.snapshot() is not None

    def _go_on(self, draft: str) -> None:
        from ocop_desktop.actions import kept_drafts
        from ocop_desktop.gui.recovering import give_back

        if not self._window.leave():
            return
        kept = self._desk.attempt(lambda: kept_drafts.get(self._desk.data, draft))
        if kept is not None:
            give_back(self._window, kept)

    def go_section(self, number: int) -> None:
        """Go to a section of the record on the screen."""
        if self._window.in_records():
            self._window.view.page.keys.go_section(number)

    def palette_open(self) -> None:
        """Find any record or command by typing."""
        from ocop_desktop.gui.palette import Palette

        Palette(self._window).open()

    def open_other(self) -> None:
        """Open another data file."""
        from ocop_desktop.gui import dialogs

        then = self._window.other_wanted.emit
        folder = str(self._desk.data.path.parent)
        dialogs.choose_file(self._window, "Mở tệp dữ liệu", dialogs.DATA_FILTER, then, folder)

    def new_file(self) -> None:
        """Make another data file."""
        self._window.other_wanted.emit(None)

    def switch_theme(self) -> None:
        """Light to dark, dark to light."""
        self._window.dress("light" if theme.now().name == "dark" else "dark", theme.now().scale)

    def narrow_navigation(self) -> None:
        """Show the navigation as icons, or whole."""
        self._window.preferences.nav_narrow = not self._window.preferences.nav_narrow
        self._window.fit_navigation()
        self._window.preferences.save()

    def hide_list(self) -> None:
        """Hide the list beside the page, or show it."""
        self._window.view.list_hidden = not self._window.view.list_hidden
        self._window.view.set_narrow(narrow=self._window.view.narrow)

    def help(self) -> None:
        """Show the keys and where to read more."""
        from ocop_desktop.gui import dialogs

        dialogs.show_help(self._window)
