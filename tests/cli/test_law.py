"""`score` and `due`, word for word."""

import json

import pytest

from ocop_desktop import cli


@pytest.fixture
def score(tmp_path, capsys):
    def call(picks, *words, number="13", regulation="qd26_2026"):
        file = tmp_path / "picks.json"
        file.write_text(picks if isinstance(picks, str) else json.dumps(picks), encoding="utf-8")
        command = ["score", "--regulation", regulation, "--set", number, "--picks", str(file)]
        status = cli.main([*command, *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


KEYS = {
    "total",
    "A",
    "B",
    "C",
    "rank_by_score",
    "rank_by_minimums",
    "rank",
    "eliminated",
    "next_star",
}


def test_score_as_json(score):
    status, out, err = score({"1.1": 2, "2.4": 1, "4.1": 4}, "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert set(answer) == KEYS
    assert (answer["total"], answer["A"], answer["B"], answer["C"]) == (8, 3, 5, 0)
    assert (answer["rank_by_score"], answer["rank_by_minimums"], answer["rank"]) == (1, 2, 1)
    assert answer["eliminated"] == []
    advice = answer["next_star"]
    assert (advice["stars"], advice["least"], advice["points_missing"]) == (3, 50, 42)
    status, out, _ = score(advice["picks"] | {"1.1": 2, "2.4": 1}, "--json")
    assert json.loads(out)["rank"] >= 3


def test_score_of_two_cases_and_of_the_former_decision(score):
    assert json.loads(score({"8a": 2}, "--json", number="26")[1])["C"] == 3
    assert json.loads(score({"1a": 1}, "--json", regulation="qd148-2023")[1])["A"] > 0
    assert json.loads(score({}, "--json")[1])["total"] == 0
    assert json.loads(score({"1.1": None}, "--json")[1])["total"] == 0


def test_score_for_people(score):
    status, out, _ = score({"1.1": 2})
    assert status == 0
    assert "Tổng 2 điểm" in out
    assert "Để đạt 3 sao" in out


@pytest.mark.parametrize(
    ("picks", "code"),
    [
        ({"9.9": 1}, "no_such_criterion"),
        ({"1.1": 99}, "no_such_box"),
        ({"1.1": 0}, "no_such_box"),
        ({"1.1": "hai"}, "no_such_box"),
        ([1, 2], "picks_not_an_object"),
        ("{", "not_json"),
    ],
)
def test_picks_that_cannot_be(score, picks, code):
    status, out, err = score(picks, "--json")
    assert (status, out) == (1, "")
    assert err.startswith(f"{code}: ")
    assert err.count("\n") == 1


def test_unknown_laws(score):
    assert score({}, number="27")[2].startswith("no_such_set: ")
    assert score({}, number="x")[2].startswith("no_such_set: ")
    assert score({}, regulation="../x")[2].startswith("no_such_regulation: ")


def test_due(tmp_path, capsys):
    data = str(tmp_path / "x.ocop")
    assert cli.main(["new", data, "--unit", "615"]) == 0
    assert cli.main(["due", data, "--on", "2026-11-15", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [set(one) for one in answer] == [{"date", "kind", "record", "title", "state"}] * 2
    assert [one["date"] for one in answer] == ["2027-04-30", "2027-10-30"]
    assert cli.main(["due", data, "--on", "2026-11-15"]) == 0
    assert "30/04/2027" in capsys.readouterr().out
    out = tmp_path / "han.ics"
    assert cli.main(["due", data, "--on", "2026-11-15", "-o", str(out)]) == 0
    assert out.read_text("utf-8").count("BEGIN:VEVENT") == 2
    assert cli.main(["due", data, "--on", "mai"]) == 1
    assert capsys.readouterr().err.startswith("not_a_day: ")


def test_a_second_machine_numbers_from_another_range(tmp_path, capsys):
    from ocop_desktop.actions import numbers, start

    path = tmp_path / "two.ocop"
    assert cli.main(["new", str(path), "--unit", "615", "--machine", "2"]) == 0
    with start.open_data(path, write=False) as data:
        assert numbers.range_of(data) == (501, 1000)
