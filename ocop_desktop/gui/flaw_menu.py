"""The list of everything that is still to be seen to in a record; a line goes to its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from ocop_desktop.gui import theme
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.grid_flaws import sentence
from ocop_desktop.schema import Form, Problem

_WIDEST = 720
_MOST = 25


def show_list(
    draft: Draft,
    problems: Sequence[Problem],
    stops: Sequence[str],
    at: QWidget,
    go: Callable[[str], None],
) -> QMenu:
    """A menu below a widget: unreadable first, then errors, blanks and warnings, each a line."""
    menu = QMenu(at)
    menu.setObjectName("problems")
    menu.setAccessibleName("Những chỗ cần xem")
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    shown = 0
    for heading, lines in _groups(draft, problems, stops):
        add_head(menu, f"{heading} ({len(lines)})")
        for path, text in lines[: max(0, _MOST - shown)]:
            add_line(menu, f"{_label(draft.form, path)}: {text}", path, go)
        shown += len(lines)
    if shown > _MOST:
        menu.addAction(f"và {shown - _MOST} chỗ nữa; bấm F8 để tới từng chỗ").setEnabled(False)
    corner = QPoint(at.width() - menu.sizeHint().width(), at.height())
    menu.popup(at.mapToGlobal(corner))
    return menu


def _groups(
    draft: Draft, problems: Sequence[Problem], stops: Sequence[str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    order = {path: number for number, path in enumerate(stops)}
    unread = [(path, f"✕ {one.reason}") for path, one in draft.problems()]
    open_ = sorted((p for p in problems if p.is_open), key=lambda p: order.get(p.field, 0))
    blank = [(p.field, "✕ chưa có") for p in open_ if p.code == "required"]
    errors = [p for p in open_ if p.level == "error" and p.code != "required"]
    warnings = [p for p in open_ if p.level == "warning"]
    found = [
        ("Chưa đọc được", unread),
        ("Lỗi", [(p.field, sentence(p)) for p in errors]),
        ("Cần điền", blank),
        ("Cảnh báo", [(p.field, sentence(p)) for p in warnings]),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def _label(form: Form, path: str) -> str:
    """What a path is called: `Nguồn vốn, dòng 2, Được duyệt`."""
    name, _, rest = path.partition(".")
    if name in form.by_name:
        return form.field(name).label
    table = form.table(name)
    number, _, inner = rest.partition(".")
    if not number.isdecimal():
        return table.label
    within = f", {_label(table, inner)}" if inner else ""
    return f"{table.label}, dòng {int(number) + 1}{within}"


def add_head(menu: QMenu, text: str) -> None:
    """A heading: the style sheet leaves out the words of sections."""
    label = QLabel(text, menu)
    mark(label, "look", "strong")
    px = theme.now().px
    label.setContentsMargins(px(12), px(8), px(12), px(2))
    action = QWidgetAction(menu)
    action.setDefaultWidget(label)
    action.setEnabled(False)
    menu.addAction(action)


def add_line(menu: QMenu, text: str, path: str, go: Callable[[str], None]) -> None:
    """A line that goes to a path; too long a text is its tooltip."""
    metrics = QFontMetrics(menu.font())
    end = Qt.TextElideMode.ElideRight
    short = metrics.elidedText(text, end, theme.now().px(_WIDEST)).replace("&", "&&")
    action = menu.addAction(short)
    action.setToolTip(text if short != text else "")
    action.setData(path)
    action.triggered.connect(lambda: go(path))
