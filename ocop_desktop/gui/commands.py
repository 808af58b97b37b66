"""Every command, declared once: menus, buttons, keys and the palette read this table.

To add a command: a line here with its name, label, keys and icon, and a method of the window that
does it. A test holds that no two share a key and that every one has a name in Vietnamese. The page
of keys in the guide is made from this table: run docs/make_keys.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocop_desktop.gui.verbs import Verbs


@dataclass(frozen=True)
class Command:
    """Something a person can ask for."""

    name: str
    label: str
    run: Callable[[Verbs], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""  # where it stands in the menu: "record", "move", "file", "view", "help"
    needs: str = ""  # "record", "saved" or "removed": when it can be used


def _section(number: int) -> Command:
    run = partial(_go_section, number)
    key = f"Alt+{number % 10}"
    return Command(f"section_{number}", f"Tới mục {number}", run, (key,), "", SECTION, "record")


def _go_section(number: int, verbs: Verbs) -> None:
    verbs.go_section(number)


SECTION = "section"  # the group of the keys of sections: in no menu, one line in the help
COMMANDS = (
    Command("new", "Thêm", lambda v: v.new_record(), ("Ctrl+N",), "plus", "record"),
    Command(
        "batch",
        "Nhập theo quyết định…",
        lambda v: v.open_batch(),
        ("Ctrl+Shift+B",),
        "table",
        "file",
    ),
    Command(
        "bulk",
        "Sửa hàng loạt các dòng đã chọn…",
        lambda v: v.bulk_edit(),
        ("Ctrl+Shift+E",),
        "pencil",
        "record",
    ),
    Command("save", "Lưu", lambda v: v.save(), ("Ctrl+S",), "save", "record", "record"),
    Command("undo", "Hoàn tác", lambda v: v.undo(), ("Ctrl+Z",), "undo-2", "record"),
    Command("redo", "Làm lại", lambda v: v.redo(), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "record"),
    Command(
        "copy",
        "Thêm mới giống bản ghi này",
        lambda v: v.copy_record(),
        ("Ctrl+D",),
        "copy",
        "record",
        "saved",
    ),
    Command(
        "discard",
        "Bỏ thay đổi chưa lưu",
        lambda v: v.discard(),
        (),
        "rotate-ccw",
        "record",
        "record",
    ),
    Command("remove", "Xoá bản ghi", lambda v: v.remove(), (), "trash-2", "record", "saved"),
    Command(
        "restore",
        "Khôi phục bản ghi đã xoá",
        lambda v: v.restore(),
        (),
        "archive-restore",
        "record",
        "removed",
    ),
    Command(
        "product_code",
        "Điền mã số sản phẩm kế tiếp",
        lambda v: v.offer_code(),
        ("Ctrl+Shift+M",),
        "hash",
        "record",
        "saved",
    ),
    Command("print", "In", lambda v: v.print_record(), ("Ctrl+P",), "printer", "record", "saved"),
    Command("find", "Tìm trong danh sách", lambda v: v.go_search(), ("Ctrl+F",), "search", "move"),
    Command(
        "clear_filters",
        "Bỏ tìm và lọc",
        lambda v: v.clear_filters(),
        ("Ctrl+Shift+F",),
        "x",
        "move",
    ),
    Command(
        "palette",
        "Tìm mọi nơi, mọi lệnh",
        lambda v: v.palette_open(),
        ("Ctrl+K",),
        "command",
        "move",
    ),
    Command(
        "previous",
        "Bản ghi trước",
        lambda v: v.step(-1),
        ("Alt+Up",),
        "chevron-up",
        "move",
    ),
    Command("next", "Bản ghi sau", lambda v: v.step(1), ("Alt+Down",), "chevron-down", "move"),
    Command("back", "Về danh sách", lambda v: v.back(), ("Alt+Left",), "arrow-left", "move"),
    Command(
        "next_problem",
        "Tới ô cần xem kế tiếp",
        lambda v: v.next_problem(),
        ("F8",),
        "circle-alert",
        "move",
        "record",
    ),
    Command(
        "previous_problem",
        "Về ô cần xem phía trước",
        lambda v: v.next_problem(-1),
        ("Shift+F8",),
        "circle-alert",
        "move",
        "record",
    ),
    Command(
        "list_problems",
        "Xem mọi chỗ cần xem của bản ghi",
        lambda v: v.list_problems(),
        ("Ctrl+F8",),
        "list",
        "move",
        "record",
    ),
    Command(
        "answer_problem",
        "Đúng rồi, hoặc nêu lý do để trống",
        lambda v: v.answer_problem(),
        ("F6",),
        "check",
        "move",
        "record",
    ),
    Command(
        "open_alike",
        "Mở bản ghi giống bản ghi này",
        lambda v: v.open_alike(),
        ("F7",),
        "external-link",
        "move",
        "record",
    ),
    Command(
        "deny_alike",
        "Không phải cùng một bản ghi",
        lambda v: v.deny_alike(),
        ("Shift+F7",),
        "x",
        "move",
        "record",
    ),
    Command(
        "open", "Mở tệp dữ liệu…", lambda v: v.open_other(), ("Ctrl+O",), "folder-open", "file"
    ),
    Command(
        "new_file",
        "Tạo tệp dữ liệu mới…",
        lambda v: v.new_file(),
        ("Ctrl+Shift+N",),
        "file-plus",
        "file",
    ),
    Command(
        "sorting",
        "Bàn phân loại ảnh, bản chụp",
        lambda v: v.go("sorting"),
        ("Ctrl+Shift+I",),
        "inbox",
        "file",
    ),
    Command("export", "Xuất dữ liệu gửi tỉnh…", lambda v: v.go("exchange"), (), "send", "file"),
    Command(
        "excel",
        "Chép danh sách ra Excel…",
        lambda v: v.list_to_excel(),
        ("Ctrl+E",),
        "file-spreadsheet",
        "file",
    ),
    Command("quit", "Thoát", lambda v: v.quit(), ("Ctrl+Q",), "log-out", "file"),
    Command("calls", "Gọi hôm nay", lambda v: v.go("calls"), ("Ctrl+G",), "phone", "view"),
    Command(
        "history", "Lịch sử sửa đổi", lambda v: v.go("history"), ("Ctrl+H",), "history", "view"
    ),
    Command(
        "flaws", "Bản ghi có lỗi, cần xem lại", lambda v: v.go("flaws"), (), "list-checks", "view"
    ),
    Command("questions", "Bản ghi nghi trùng", lambda v: v.go("questions"), (), "copy", "view"),
    Command(
        "conflicts",
        "Ô có giá trị xung đột",
        lambda v: v.go("conflicts"),
        (),
        "triangle-alert",
        "view",
    ),
    Command("others", "Ô đã bị nơi khác sửa", lambda v: v.go("others"), (), "git-merge", "view"),
    Command(
        "theme", "Đổi sáng hoặc tối", lambda v: v.switch_theme(), ("Ctrl+Shift+L",), "moon", "view"
    ),
    Command(
        "narrow",
        "Thu gọn cột bên trái",
        lambda v: v.narrow_navigation(),
        ("Ctrl+B",),
        "panel-left-close",
        "view",
    ),
    Command(
        "hide_list", "Ẩn hoặc hiện danh sách", lambda v: v.hide_list(), ("F9",), "list", "view"
    ),
    Command(
        "columns",
        "Chọn cột, nhóm dòng của danh sách…",
        lambda v: v.choose_columns(),
        (),
        "columns-3",
        "view",
    ),
    Command("help", "Trợ giúp", lambda v: v.help(), ("F1",), "circle-question-mark", "help"),
    *map(_section, range(1, 11)),
)

BY_NAME = {command.name: command for command in COMMANDS}
MENU_GROUPS = ("record", "move", "file", "view", "help")
