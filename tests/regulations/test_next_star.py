"""What the next star needs: following the advice reaches it, and nothing cheaper does."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop_desktop.regulations.next_star import advised
from ocop_desktop.regulations.scoring import score
from tests.regulations.picking import LAW, SETS, best_picks, picks_of


@pytest.mark.parametrize(("code", "number"), SETS)
@settings(max_examples=8)
@given(data=st.data(), cumulative=st.booleans())
def test_advice_followed_reaches_the_next_star(code, number, data, cumulative):
    made, decision = LAW.set(code, number), LAW.decision(code)
    picks = data.draw(picks_of(made))
    now, advice = advised(made, decision, picks, cumulative)
    if now.rank in (None, 5):
        assert advice is None
        return
    assert advice is not None
    assert advice.stars == max(now.rank + 1, 3), "one and two stars have no certificate"
    followed = dict(picks)
    for step in (*advice.minimums, *advice.raises):
        assert step.to > followed.get(step.criterion, 0) == step.picked
        followed[step.criterion] = step.to
    assert followed == {**picks, **advice.picks}
    after = score(made, decision, followed, cumulative=cumulative)
    assert after.rank is not None
    assert after.rank >= advice.stars
    assert after.total >= advice.least
    gains = sum(step.gain for step in (*advice.minimums, *advice.raises))
    assert advice.points_missing == max(0, advice.least - now.total)
    assert now.total + gains == after.total


def test_the_marks_not_met_come_first_each_just_at_its_mark():
    picks = dict(best_picks("qd26_2026", 13)) | {"2.2": 2, "3.5": 1}
    del picks["8"]
    now, advice = advised(LAW.set("qd26_2026", 13), LAW.decision("qd26_2026"), picks)
    assert now.rank == 2
    assert advice is not None
    steps = [(step.criterion, step.picked, step.to) for step in advice.minimums]
    assert [key for key, _, _ in steps] == ["2.2", "8"]
    assert steps[0] == ("2.2", 2, 3)
    assert advice.minimums[0].text == "Đóng gói sáng tạo, bao bì đẹp"
    assert (advice.points_missing, advice.raises) == (0, ())


def test_five_stars_and_a_product_that_is_out_have_no_next_star():
    made, decision = LAW.set("qd26_2026", 16), LAW.decision("qd26_2026")
    best = best_picks("qd26_2026", 16)
    assert advised(made, decision, best)[1] is None
    assert advised(made, decision, best | {"6.1": 1})[1] is None


def test_nothing_cheaper_reaches_it():
    """One point short: the advice is one step, and no sheet with none is enough."""
    made, decision = LAW.set("qd26_2026", 13), LAW.decision("qd26_2026")
    picks = dict(best_picks("qd26_2026", 13))
    for key in ("1.1", "1.3", "1.4", "3.1", "3.3", "2.1", "4.2", "4.3", "2.3", "9", "7"):
        if key in picks and score(made, decision, picks | {key: picks[key] - 1}).total >= 89:
            lowered = picks | {key: picks[key] - 1}
            if score(made, decision, lowered).unmet == score(made, decision, picks).unmet:
                picks = lowered
    now, advice = advised(made, decision, picks)
    assert advice is not None or now.rank == 5
    if advice is not None:
        steps = advice.minimums + advice.raises
        fewer = combinations(steps, len(steps) - 1)
        for some in fewer:
            tried = picks | {step.criterion: step.to for step in some}
            assert (score(made, decision, tried).rank or 0) < advice.stars
