"""The texts of layouts: slots, boxes, emphasis, and what is refused."""

import pytest

from ocop_desktop.documents.blocks import Box, Run
from ocop_desktop.documents.scope import Scope, Shown
from ocop_desktop.documents.texts import BLANK, parse
from ocop_desktop.schema.conditions import Filled

SCOPE = Scope({"a": {"b": Shown("HTX Đăk Hà", "x"), "day": Shown("05/03/2026", "2026-03-05")}})


def test_a_slot_shows_what_is_known() -> None:
    assert parse("Tên: {a.b}").plain(SCOPE) == "Tên: HTX Đăk Hà"


def test_a_slot_that_is_not_known_shows_dots() -> None:
    assert parse("Tên: {a.c}").words(SCOPE)[-1] == Run(BLANK, blank=True)
    assert parse("{a.c|(Mã tỉnh)}").plain(SCOPE) == "(Mã tỉnh)"
    assert parse("{a.c|}").plain(SCOPE) == ""


def test_a_text_may_be_left_out_where_a_slot_is_blank() -> None:
    assert parse("Số {a.c}").plain(SCOPE, blank=False) == ""
    assert parse("Số {a.b}").plain(SCOPE, blank=False) == "Số HTX Đăk Hà"


def test_a_day_can_be_shown_in_words() -> None:
    assert parse("{a.day:long}").plain(SCOPE) == "ngày 05 tháng 3 năm 2026"


def test_capitals_keep_their_marks() -> None:
    assert parse("{a.b:upper}").plain(SCOPE) == "HTX ĐĂK HÀ"


def test_emphasis_is_not_printed_but_kept() -> None:
    bold, plain, raised = parse("<b>Đậm</b> thường<sup>1</sup>").words(SCOPE)
    assert (bold, plain, raised) == (Run("Đậm", True), Run(" thường"), Run("1", raised=True))


def test_a_box_is_ticked_where_its_condition_holds() -> None:
    boxes = {"yes": Filled("a.b"), "no": Filled("a.c")}
    words = parse("Có [yes] không [no]", boxes).words(SCOPE)
    assert [word for word in words if isinstance(word, Box)] == [Box(True), Box(False)]


def test_wide_gaps_stay_wide() -> None:
    assert parse("a   b").plain(SCOPE) == "a\u00a0\u00a0 b"


def test_every_path_is_named() -> None:
    text = parse("{a.b} [yes] {c|}", {"yes": Filled("d.e")})
    assert list(text.paths()) == ["a.b", "c", "d.e"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("{a.b", "stray"),
        ("<b>đậm", "never closed"),
        ("</i>", "opened or closed twice"),
        ("<u>gạch</u>", "stray"),
        ("{a.b:loud}", "no filter"),
        ("{Tên}", "not a path"),
        ("[nothing]", "no box"),
    ],
)
def test_what_means_nothing_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(raw)


def test_rows_are_scopes_of_their_own() -> None:
    scope = Scope({"name": "x", "list": [{"a": "1"}, {"a": "2"}]})
    assert [row.text("row.a") + row.text("name") for row in scope.rows("list")] == ["1x", "2x"]
    assert scope.rows("name") == scope.rows("nothing") == []


def test_a_path_that_leads_nowhere_is_blank() -> None:
    assert Scope().text("a.b.c") == ""
    assert Scope().get("a.b.c") is None
    assert SCOPE["a"] is None
