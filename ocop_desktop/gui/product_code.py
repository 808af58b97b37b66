"""The next number of a product, put into its field: looked at first, kept when it is saved."""

from __future__ import annotations

from ocop_desktop.actions import numbers
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.record_page import RecordPage
from ocop_desktop.gui.record_sides import FIELDS

_NEW, _FORMER = "product_code", "former_code"
_PARTS_OF_A_NEW_ONE = 4  # province, commune, number, year


def offer(page: RecordPage, desk: Desk) -> None:
    """Fill in the number of this year; say why where there is none to offer."""
    draft = page.draft
    if draft is None or draft.form.kind != "product" or not page.leave():
        desk.say("Mã số chỉ dùng cho sản phẩm. Hãy mở một sản phẩm.")
        return
    draft = page.draft
    if draft is None:
        return
    id, year = draft.id, int(desk.today()[:4])
    code = desk.attempt(lambda: numbers.next_code(desk.data, id, year))
    if code is None:
        desk.say("Chưa rõ xã của chủ thể nên chưa có mã số. Hãy điền xã cho chủ thể.", "bad")
        return
    name = _NEW if code.count("-") + 1 == _PARTS_OF_A_NEW_ONE else _FORMER
    if draft.get(name) == code:
        desk.say(f"Sản phẩm đã có mã số {code} của năm {year}.")
        return
    page.show_side(FIELDS)
    shown = page.draft
    if shown is None or page.body is None:
        return
    shown.put(name, code)
    page.put_back(shown)
    page.body.focus_on(name)
    desk.say(f"Mã số kế tiếp: {code}. Xem lại rồi bấm Lưu.", "good")
