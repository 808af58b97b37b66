"""The JSON of new records, against JSON written one record at a time."""

import json
from random import Random

from ocop_desktop.store.new_json import encode, written

TYPED = ("code", "stars")
CELLS = {
    "name": ["Gạo nếp", 'Mật "ong"', "a\\b", "hai\ndòng", "%s {0}", "", "\u2028"],
    "code": ["51-1", None],
    "stars": [3, None, 0],
    "is_green": [True, False, None],
    "season": [["m1", "m2"], [], None],
    "a%b{}": ["x", None],
    "odd": [[{"a": 1}], {"a": [None, 2]}, None, 1.5],
    "blank": [None],
}


def records(seed: int, *, whole: bool) -> list[dict[str, object]]:
    """Some records with any of the fields; `whole`: nothing in them is blank."""
    random, made = Random(seed), []
    for _ in range(random.randrange(1, 9)):
        names = [name for name in CELLS if whole or random.random() < 0.6]
        one = {name: random.choice(CELLS[name]) for name in names}
        made.append({n: v for n, v in one.items() if v is not None or not whole})
    return made


def test_answers_and_history_are_those_of_each_record() -> None:
    shared = {"_new": (None, True)}
    for seed in range(300):
        values = records(seed, whole=seed % 3 == 0)
        changes = [shared if n % 2 else {"_removed": [False, True]} for n in range(len(values))]
        found = written(values, TYPED, changes)
        for one, more, answers, told in zip(values, changes, *found, strict=True):
            filled = {name: value for name, value in one.items() if value is not None}
            own = {name: value for name, value in filled.items() if name not in TYPED}
            after = {name: list(pair) for name, pair in more.items()}
            assert json.loads(answers) == own
            assert json.loads(told) == {name: [None, v] for name, v in filled.items()} | after


def test_a_text_is_written_as_the_engine_writes_it() -> None:
    for text in CELLS["name"]:
        found = written([{"name": text}, {"name": text}], (), [{}, {}])
        assert found.answers == [encode({"name": text})] * 2
        assert found.changes == [encode({"name": [None, text]})] * 2


def test_records_without_values_are_empty_objects() -> None:
    assert written([{}, {"name": None}], (), [{}, {}]) == (["{}", "{}"], ["{}", "{}"])
