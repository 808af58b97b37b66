"""Every key an officer can use, by where it works: the help reads it, and the guide is made from it."""

from __future__ import annotations

from ocop_desktop.gui.commands import COMMANDS, SECTION
from ocop_desktop.vietnamese import grouped

FIGURES = (739, 1580, 763)
"""Keys for one subject, one product, thirty attendees: here; in Excel, cell by cell; filled down.

Counted by tests/journeys/test_keystrokes.py, which says by what rule.
"""
IN_FIELDS = (
    ("Enter / Shift+Enter", "Sang ô sau / về ô trước; ở ô cuối, Enter đưa tới nút Lưu"),
    ("Tab / Shift+Tab", "Ra khỏi ô nhiều dòng (ở đó Enter là xuống dòng)"),
    ("F4 hoặc ↓", "Mở danh sách của một ô; ở ô tệp là chọn tệp"),
    ("Esc", "Đóng danh sách; bấm nữa thì ô trở lại như trước (Ctrl+Z lấy lại)"),
    ("Delete", "Xoá ô, kể cả ô giữ từ bản ghi trước"),
    ("C / K", "Có / Không"),
    ("1 … 5", "Số sao"),
    ("Phím cách", "Chấm trong danh sách chọn nhiều"),
    ("n", "Ở ô ngày: hôm nay. Ngày gõ được: 5/3/24, 5-3-24, 050324, 3/2024, 2024"),
    ("12tr · 1,5 tỷ · 500k", "Ở ô tiền: 12 triệu, 1,5 tỷ, 500 nghìn; 12tr5 là 12,5 triệu"),
)
IN_GRIDS = (
    ("Enter", "Sang ô sau; ở dòng trống cuối bảng là ra khỏi bảng"),
    ("Ctrl+Enter", "Xong dòng này, sang đầu dòng dưới"),
    ("↑ / ↓", "Đang gõ dở: giữ chữ và lên, xuống cùng cột"),
    ("Phím cách", "Chấm hoặc bỏ chấm cả vùng đang chọn"),
    ("Ctrl+phím cách", "Chọn cả cột"),
    ("Ctrl+V", "Dán nhiều dòng từ Excel, có hay không có dòng tiêu đề"),
    ("Ctrl+C", "Chép vùng đang chọn"),
    ("Ctrl+'", "Chép ô trên xuống, hoặc dòng đầu của vùng chọn xuống cả vùng"),
    ("Insert / Ctrl+Delete", "Thêm dòng phía trên / bỏ dòng"),
    ("Ctrl+Z / Ctrl+Y", "Lấy lại, làm lại từng bước trong bảng chưa lưu"),
)
IN_LISTS = (
    ("Enter", "Mở bản ghi đang chọn"),
    ("Delete", "Xoá bản ghi đang chọn"),
)
IN_PAIRS = (
    ("Enter", "Mở cặp bản ghi để so, hoặc đóng lại"),
    ("← / →", "Ô khác nhau: lấy giá trị bên trái, bên phải"),
    ("G / K", "Gộp làm một / không phải một"),
)
IN_CONFLICTS = (
    ("1 / 2 / 3 …", "Lấy giá trị thứ nhất (của ta) / của nơi khác, cho mọi dòng đang chọn"),
    ("0", "Ghi một giá trị khác"),
    ("Enter", "Mở bản ghi"),
)
SECTIONS = ("Alt+1 … Alt+9, Alt+0", "Tới mục 1 … 9, mục 10 của biểu nhập")


def of_commands() -> list[tuple[str, str]]:
    """The keys of the commands, those of the sections in one line."""
    keys = [(" · ".join(c.keys), c.label) for c in COMMANDS if c.keys and c.group != SECTION]
    return [*keys, SECTIONS]


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """All keys under the name of where they work."""
    return [
        ("Ở mọi nơi", of_commands()),
        ("Trong một ô", list(IN_FIELDS)),
        ("Trong một bảng", list(IN_GRIDS)),
        ("Trong danh sách", list(IN_LISTS)),
        ("Trang Nghi trùng", list(IN_PAIRS)),
        ("Trang Xung đột", list(IN_CONFLICTS)),
    ]


def page() -> str:
    """The page of keys in the guide."""
    lines = ["# Phím tắt", "", "Mọi việc nhập liệu làm được không cần chuột.", ""]
    for name, pairs in groups():
        lines += [f"## {name}", "", "| Phím | Việc |", "|---|---|"]
        lines += [f"| {keys} | {label} |" for keys, label in pairs] + [""]
    here, cells, filled = map(grouped, FIGURES)
    lines += ["## Bao nhiêu phím", "", _COUNTED.format(here=here, cells=cells, filled=filled)]
    return "\n".join(lines) + "\n"


_COUNTED = """\
Nhập một chủ thể (13 ô), một sản phẩm (4 ô), một lớp tập huấn với ba mươi người dự (họ tên, chủ \
thể, giới tính, DTTS, hai buổi), chỉ bằng bàn phím:

| Nơi nhập | Số phím |
|---|---|
| Chương trình này | {here} |
| Excel, gõ từng ô | {cells} |
| Excel, các cột giống nhau thì chép xuống | {filled} |

Cách đếm: hai bên gõ cùng nội dung; mỗi chữ một phím, phím giữ (Ctrl, Shift, Alt) tính thêm một; \
dấu tiếng Việt không tính ở cả hai bên. Excel: tiêu đề đã có sẵn, mỗi ô gõ xong một Tab hoặc Enter. \
Dán danh sách có sẵn từ Excel thì chỉ còn một lần Ctrl+V. Phép đếm chạy lại mỗi lần kiểm tra \
chương trình."""
