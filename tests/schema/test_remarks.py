"""What officers say about problems: kept, shown, taken together, and tied to what it was about."""

from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.schema import load_forms, missing
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.schema.remarks import (
    REMARKS,
    Notes,
    Said,
    blanks_with_reason,
    confirmed,
    gathered,
    key_of,
    reason_for_blank,
    with_confirmed,
    with_reason,
    without,
)
from ocop_desktop.schema.stamps import conflicts, first, merged, written

AT = "2026-09-20T08:30:00+07:00"
WORDS = st.text("aăâ ơưđ|=:\n\t;0", max_size=30)


@given(WORDS, WORDS)
def test_a_reason_is_read_back_whatever_was_typed(by, words):
    value = with_reason(None, "reg_no", Said(by, AT, "other", words))
    assert Notes().read("\n".join(value)) == value
    said = reason_for_blank({REMARKS: value}, "reg_no")
    assert (said.code, said.at) == ("other", AT)
    assert said.words == " ".join(words.replace("|", "/").split())


def test_a_reason_can_be_taken_away_again():
    value = with_reason(None, "reg_no", Said("Y Mẫu", AT, "other"))
    value = with_confirmed(value, ["materials:shares_differ:1"], "Y Mẫu", AT)
    assert blanks_with_reason({REMARKS: value}) == {"reg_no"}
    left = without(value, ["reg_no"])
    assert blanks_with_reason({REMARKS: left}) == frozenset()
    assert confirmed({REMARKS: left}, "materials:shares_differ:1") == Said("Y Mẫu", AT)
    assert without(left, ["materials:shares_differ:1"]) is None


@given(st.dictionaries(st.sampled_from("ab"), st.integers(0, 3)), st.integers(4, 9))
def test_a_key_is_another_one_where_a_value_changed(values, other):
    before = key_of("items.2.amount", "differs", values)
    assert before == key_of("items.0.amount", "differs", dict(reversed(values.items())))
    for name in values:
        assert key_of("items.2.amount", "differs", values | {name: other}) != before


def test_what_was_said_apart_counts_together():
    one = with_confirmed(None, ["a:x:1"], "Y Mai", AT)
    two = with_confirmed(None, ["b:y:2"], "A Hân", AT)
    assert gathered([one, two]) == gathered([two, one]) == [*one, *two]
    assert gathered([]) is None


def test_a_field_with_a_reason_is_not_missing_any_more(root):
    form = load_forms(root / "forms")["evidence"]
    blank = {problem.field for problem in missing(form, {})}
    assert blank == {"paper", "subject"}
    said = {REMARKS: with_reason(None, "subject", Said("Y Mẫu", AT, "not_given"))}
    assert [problem.field for problem in missing(form, said)] == ["paper"]


def test_remarks_are_shown_in_words(root):
    form = load_forms(root / "forms")["subject"]
    value = with_reason(None, "reg_no", Said("Y Mẫu", AT, "being_issued"))
    value = with_confirmed(value, ["persons.full_name:row_twice:12345678"], "A Hân", AT)
    assert form.field(REMARKS).type.show(value).split("\n") == [
        "Thành viên, lao động, Họ và tên: đã xem, đúng rồi (A Hân, 20/09/2026)",
        "Số giấy đăng ký kinh doanh: để trống vì đang chờ cấp (Y Mẫu, 20/09/2026)",
    ]


def test_no_form_asks_for_remarks_but_every_one_keeps_them(root):
    forms = load_forms(root / "forms")
    for form in forms.values():
        assert (REMARKS in form.by_name) == (form.parent is None)
        assert REMARKS not in (*form.columns, *form.search)
        aside = [section.name for section in form.sections if section.aside]
        assert aside == ([REMARKS, SAME_AS] if form.joins else [REMARKS] if not form.parent else [])


# ---- travelling


def said_by(who, key):
    return with_confirmed(None, [key], who, AT)


@given(st.permutations(["a1", "a2", "b"]))
def test_remarks_made_on_several_machines_are_taken_together_in_any_order(order):
    base, stamps = {"name": "Chè"}, first("a1")
    copies = {
        who: ({**base, REMARKS: said_by(who, f"{who}:x:1")}, written(stamps, [REMARKS], who))
        for who in order
    }
    here, mine = base, stamps
    for who in [*order, order[0]]:
        here, mine, outcomes = merged(here, mine, *copies[who])
        assert "conflict" not in outcomes.values()
    assert here[REMARKS] == gathered(copies[who][0][REMARKS] for who in sorted(order))
    assert conflicts(mine) == {}


def test_the_next_remark_keeps_what_was_taken_together():
    base, stamps = {"name": "Chè"}, first("a1")
    one = ({**base, REMARKS: said_by("a", "a:x:1")}, written(stamps, [REMARKS], "a1"))
    two = ({**base, REMARKS: said_by("b", "b:x:1")}, written(stamps, [REMARKS], "b"))
    here, mine, _ = merged(*one, *two)
    more = {**here, REMARKS: with_confirmed(here[REMARKS], ["c:x:1"], "c", AT)}
    after = (more, written(mine, [REMARKS], "a1"))
    for other in (one, two, (here, mine)):
        assert merged(*after, *other).values[REMARKS] == more[REMARKS]
        assert merged(*other, *after).values[REMARKS] == more[REMARKS]
    assert len(more[REMARKS]) == 3
