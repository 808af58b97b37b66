"""The model that judges the exchange: what a copy knew does not change with what another hears."""

from __future__ import annotations

from tests.exchange.laws.history import play
from tests.exchange.laws.model import GONE, Model
from tests.exchange.laws.recipes import Act

KEY = ("subject", "s")


def met():
    """Two copies of a record that one has removed while the other wrote into it."""
    here, there = Model("here"), Model("there")
    here.make(KEY, {"name": "x"})
    there.merge(here.send())
    here.records[KEY].toggle()
    there.records[KEY].write("name", "y")
    here.merge(there.send())
    return here, there


def test_a_removal_has_seen_what_it_had_seen_whatever_comes_later():
    here, there = met()
    assert here.records[KEY].conflicts == {GONE: [False, True]}
    here.records[KEY].reopen(GONE, [False, True])
    here.records[KEY].toggle()
    there.records[KEY].write("name", "z")
    here.merge(there.send())
    assert not here.records[KEY].removed, "it is disputed again by what was written meanwhile"


def test_a_conflict_opened_again_leaves_what_is_removed_removed():
    here, _ = met()
    here.records[KEY].toggle()
    here.records[KEY].reopen("name", ["y", "z"])
    assert here.records[KEY].removed


def test_a_choice_taken_back_in_a_removed_row_is_the_same_everywhere():
    """Seed 2031 in its shortest form: a table's row is removed, written twice, chosen, undone."""
    steps = [
        Act("make", 0, 274496, 80958),
        Act("undo", 0, 15980, 60576),
        Act("exchange", 0, 865331, 620506),
        Act("write", 3, 493764, 135887),
        Act("write", 0, 493764, 135772),
        Act("exchange", 3, 493764, 135887),
        Act("settle", 0, 493764, 699625),
        Act("undo", 0, 735821, 711492),
    ]
    assert play(2031, steps).steps == len(steps)
