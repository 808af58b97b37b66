"""Rows put aside come back as they were, and sorted."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pytest

from ocop_desktop.store import put_aside
from ocop_desktop.store.put_aside import PutAside, in_order


def test_blocks_come_back_as_they_were() -> None:
    blocks = [[("b", 1, None, ["x", "y"], True)], [], [("Đăk Hà", "2.50")] * 3]
    with closing(PutAside()) as aside:
        numbers = [aside.put(block) for block in blocks]
        assert [aside.block(number) for number in reversed(numbers)] == blocks[::-1]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 25, 1000])
def test_any_number_of_rows_is_sorted(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_aside, "RUN", 10)
    monkeypatch.setattr(put_aside, "_BLOCK", 3)
    rows = [(Random(n).randrange(50), f"id{n}", "words" * n) for n in range(count)]
    with closing(PutAside()) as aside:
        assert list(in_order(iter(rows), aside)) == sorted(rows)


def test_no_more_than_a_run_is_held_in_memory_while_sorting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(put_aside, "RUN", 10)
    monkeypatch.setattr(put_aside, "_IN_MEMORY", 100)
    with closing(PutAside()) as aside:
        assert len(list(in_order(((n,) for n in range(100, 0, -1)), aside))) == 100
        assert aside._file._rolled  # in a file, not in memory
