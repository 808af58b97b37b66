"""The forecast of ranks in force: what lapses goes, what is on its way comes, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.actions import entries, figures, start
from ocop_desktop.reports.forecast import Coming, expected

DAY = "2026-11-15"
STARS = st.sampled_from(["5", "potential_5", "4", "3"])


@pytest.fixture
def file(tmp_path):
    with start.new(tmp_path / "tinh.ocop", "51", role="province") as data:
        yield data


def keep(data, form, **values):
    saved = entries.save(data, form, None, values)
    assert saved.saved, saved.rejected
    return saved.id


def product(data, name, stars=None, issued=None, **more):
    id = keep(data, "product", name=name)
    if stars:
        rank = {"product": id, "level": "province", "stars": stars, "kind": "first"}
        keep(data, "recognition", **rank, issued_on=issued, **more)
    return id


def rows(data, name="forecast"):
    made = figures.report(data, on=DAY).table(name)
    parts = ("now", "lapsing", "changing", "pipeline", "awaiting", "expected")
    return {row["code"]: tuple(row[part] for part in parts) for row in made.rows}


def test_what_lapses_before_the_day_is_taken_off(file):
    product(file, "Còn lâu", 3, "2025-06-01")
    product(file, "Sắp hết", 3, "2023-12-01")
    product(file, "Hết sang năm", 4, "2024-03-01")
    product(file, "Đã hết", 4, "2023-01-01")
    assert rows(file)["3"] == (2, 1, 0, 0, 0, 1)
    assert rows(file)["4"] == (1, 0, 0, 0, 0, 1)
    assert rows(file)["total"] == (3, 1, 0, 0, 0, 2)
    assert rows(file, "forecast_next_year")["4"] == (1, 1, 0, 0, 0, 0)


def test_what_is_registered_or_has_a_dossier_comes_once(file):
    new = product(file, "Mới")
    keep(file, "registration", year=2026, product=new, target_stars=4, outcome="pending")
    keep(file, "dossier", product=new, kind="first", state="complete")
    keep(file, "registration", year=2026, idea_name="Ý tưởng", target_stars=3, outcome="pending")
    keep(file, "registration", year=2027, idea_name="Để sau", target_stars=3, outcome="pending")
    keep(file, "registration", year=2026, idea_name="Đã rút", target_stars=3, outcome="withdrawn")
    assert rows(file)["4"] == (0, 0, 0, 1, 0, 1)
    assert rows(file)["3"] == (0, 0, 0, 1, 0, 1)
    assert rows(file, "forecast_next_year")["3"] == (0, 0, 0, 2, 0, 2)


def test_an_upgrade_changes_a_rank_that_holds(file):
    better = product(file, "Lên hạng", 3, "2025-06-01")
    keep(file, "dossier", product=better, kind="upgrade", state="at_province")
    assert rows(file)["3"] == (1, 0, 1, 0, 0, 0)
    assert rows(file)["4"] == (0, 0, 0, 0, 1, 1)
    assert rows(file)["total"] == (1, 0, 1, 0, 1, 1)


def test_grading_again_replaces_what_lapses(file):
    again = product(file, "Đánh giá lại", 3, "2023-12-01")
    keep(file, "dossier", product=again, kind="regrade", state="forwarded")
    assert rows(file)["3"] == (1, 1, 0, 0, 1, 1)


def test_a_first_dossier_without_a_wish_is_said_to_be_unknown(file):
    keep(file, "dossier", product=product(file, "Chưa rõ"), kind="first", state="received")
    assert rows(file)[None] == (0, 0, 0, 1, 0, 1)


def test_results_and_products_no_longer_made_do_not_come(file):
    done = product(file, "Xong")
    keep(file, "dossier", product=done, kind="first", state="closed")
    gone = keep(file, "product", name="Ngừng", stopped_on="2026-01-01")
    keep(file, "dossier", product=gone, kind="first", state="received")
    assert rows(file)["total"] == (0, 0, 0, 0, 0, 0)


@given(st.dictionaries(st.text(min_size=1, max_size=3), STARS), st.data())
def test_the_rows_sum_up_and_nothing_counts_twice(now, data):
    then = {one for one in now if data.draw(st.booleans())}
    names = st.sampled_from(sorted(now)) if now else st.just("mới")
    comes = data.draw(
        st.lists(
            st.builds(Coming, names | st.text(min_size=4, max_size=6), STARS, st.booleans()),
            unique_by=lambda one: one.product,
        )
    )
    *stars, total = expected(now, then, comes)
    for part in ("now", "lapsing", "changing", "pipeline", "awaiting", "expected"):
        assert sum(row[part] for row in stars) == total[part]
    assert total["expected"] == len(then | {one.product for one in comes})
