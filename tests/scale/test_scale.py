"""The simulation to scale says rightly what must come of it, and how cost grows.

Whole stages take minutes and more: `python3 dev.py check --scale`.
"""

import shutil
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ocop_desktop.actions import start, swap
from ocop_desktop.samples.maker import Maker
from ocop_desktop.store import migrate
from tests.scale import judging, offices, spoiled, telling
from tests.scale.growth import exponent, short, table
from tests.scale.judging import Fates, Wrong
from tests.scale.offices import Sent, Told
from tests.scale.stages import Part, country, parts, rounds_of, stage


def test_the_country_is_every_commune_of_today_province_by_province() -> None:
    rounds = rounds_of(stage("country"))
    assert len(rounds) == 34
    assert len(country()) == len(set(country())) == 3321
    assert [unit for _, units in rounds for unit in units] == country()
    assert len(rounds_of(stage("hundred"))) == 1


def test_twins_name_each_other_and_numbers_of_offices_never_meet() -> None:
    found = {part.unit: part for part in parts(stage("country"))}
    twins = [part for part in found.values() if part.twin]
    assert len(twins) == 332
    assert all(found[part.twin].twin == part.unit for part in twins)
    assert len({part.number for part in found.values()}) == 3321


def test_all_send_again_but_in_the_country_where_a_fifth_does() -> None:
    assert all(part.sends_again for part in parts(stage("hundred")))
    again = [part for part in parts(stage("country")) if part.sends_again]
    assert len(again) == 665
    assert sum(part.disputed for part in again) == 67
    assert sum(part.by_hand for part in again) == 20


def part(unit: str, **more: bool | str) -> Part:
    given = {"sends_again": True, "twin": "", "disputed": False, "by_hand": False}
    return Part(unit, 0, 2, **(given | more))


def told(unit: str) -> Told:
    first = Sent({"subject": 2, "person": 98}, 0, {"year_figures": 10})
    second = Sent({"subject": 2, "person": 99}, 1, {"year_figures": 11}, new=1, changed=5)
    return Told(unit, f"i-{unit}", first, second, "s", ["p1", "p2"])


def test_what_a_second_file_holds_is_the_same_but_for_what_was_done() -> None:
    here = {"a": part("a", disputed=True), "b": part("b", by_hand=True)}
    expected = judging.second_round([told("a"), told("b")], here, bad=1)
    assert (expected.read, expected.new, expected.conflict, expected.edits) == (202, 2, 1, 2)
    assert expected.changed == 9  # of ten one is a conflict
    assert expected.same == 202 - 2 - 9 - 1


def test_what_two_communes_tell_of_alike_is_not_new() -> None:
    some = [told("a"), told("b")]
    pair = [part("a", twin="b"), part("b", twin="a")]
    expected = judging.first_round(some, pair, copies=some[:1], bad=3, events=2)
    assert (expected.read, expected.same, expected.duplicate) == (300, 100, 3)
    assert (expected.new, expected.files, expected.refused) == (197, 3, 3)


def said(**fates: int) -> Counter[str]:
    return Counter(fates)


def test_a_fate_too_few_or_fates_that_do_not_add_up_are_wrong() -> None:
    fates = Fates(read=10, new=8, same=2, files=1)
    fates.found = said(read=10, new=8, same=2, files=1)
    fates.judge("fine")
    fates.found = said(read=10, new=8, same=1, files=1)
    with pytest.raises(Wrong, match="lost"):
        fates.judge("lost")
    fates = Fates(read=10, new=8, same=1, files=1)
    fates.found = said(read=10, new=8, same=1, files=1)
    with pytest.raises(Wrong, match="added up"):
        fates.judge("sum")


def test_a_record_that_is_missing_at_the_receiver_is_wrong() -> None:
    state = {"rows": {"subject": 4, "person": 196}, "sums": {"year_figures": 20}}
    sent = [told("a").first, told("b").first]
    judging.whole(state, sent)
    with pytest.raises(Wrong, match="records by form"):
        judging.whole(state | {"rows": {"subject": 4, "person": 195}}, sent)
    with pytest.raises(Wrong, match="sums of money"):
        judging.whole(state | {"sums": {"year_figures": 21}}, sent)


def test_a_cost_in_proportion_grows_by_the_power_of_one() -> None:
    assert exponent((10, 2), (1000, 200)) == pytest.approx(1)
    assert exponent((10, 1), (100, 100)) == pytest.approx(2)
    assert exponent((10, 3), (1000, 3)) == pytest.approx(0)
    assert [short(n) for n in (1234.5, 12.34, 0.0123)] == ["1,234", "12.3", "0.012"]
    assert table(["what", "n"], [["x", "1"]]).splitlines()[1] == "| --- | ---: |"


def test_an_office_is_made_changes_and_sends_what_it_says(
    tmp_path: Path, empty_tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Maker, "number", offices._number_of_the_country)
    monkeypatch.setattr(migrate, "upgrade", partial(copy_tables, empty_tables))
    here = Part("23500", 0, 1, True, "23501", disputed=True, by_hand=True)
    (tmp_path / "files").mkdir()
    found = offices._office(tmp_path / "office.ocop", tmp_path, here)
    assert found.second is not None
    assert found.second.new == 1
    assert found.second.changed == round(sum(found.first.rows.values()) * 0.05) + 2
    assert sum(found.second.rows.values()) == sum(found.first.rows.values()) + 1
    made = [offices.book(tmp_path, "23500", number) for number in (1, 2)]
    torn, edited = spoiled.spoil(made[0], 0), spoiled.edit_by_hand(made[1], found.by_hand)

    with start.new(tmp_path / "province.ocop", "51", role="province") as data:
        merged = swap.merge(data, [torn, made[0]])
        assert [bool(file.refused) for file in merged.files] == [True, False]
        assert merged.files[1].total("new") == judging.rows(found.first)
        merged = swap.merge(data, [edited], edits="take")
        assert merged.files[0].total("changed") == found.second.changed
        assert len(merged.files[0].edits) == len(found.by_hand)
        assert merged.files[0].total("same") == (
            judging.rows(found.second) - found.second.changed - found.second.new
        )


def copy_tables(source: Path, engine: Engine) -> None:
    shutil.copyfile(source, str(engine.url.database))


def test_what_was_found_is_told_side_by_side() -> None:
    step = {"seconds": 1.0, "cpu": 0.5, "peak": 100.0}
    sizes = {"offices": 10, "workbooks": 2**20, "data files": 2**21, "receiver": 2**20}
    searched = {"p99_ms": 2.0, "median_ms": 1.0, "cpu_p99_ms": 1.5}

    def results(many: int) -> dict[str, object]:
        slow = {name: step[name] * many / 10 for name in step}
        state = {"rows": {"subject": 100 * many}}
        found = {"state 2": [state], "sizes": [sizes], "searching": [step | searched]}
        return found | {"merge": [slow]}

    text = telling.told({"ten": results(10), "hundred": results(100)})
    assert "| ten | 10 | 1,000 | 1 | 2 | 1 | 1,049 |" in text
    first = next(
        line for line in text.splitlines() if line.startswith("| First round, all files | 500")
    )
    assert first.endswith("| 500 | 500 | 1.00 |")
