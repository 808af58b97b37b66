"""Joining, splitting and settling from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import entries, swap
from ocop_desktop.cli import main
from tests.exchange.offices import sent, subject


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, status: int = 0) -> Any:
        assert main(words) == status
        found = capsys.readouterr()
        return json.loads(found.out) if status == 0 else found.err

    return run


def test_join_and_unjoin(make_office: Any, said: Any) -> None:
    data = make_office("a")
    keep, other = subject(data, "HTX Một"), subject(data, "Hộ Hai", phone="0905123456")
    path: Path = data.path
    data.close()
    made = said("join", str(path), keep, other, "--fill", "--json")
    assert made == {"form": "subject", "keep": keep, "other": other}
    (left,) = said("list", str(path), "subject", "--json")
    assert (left["id"], left["fields"]["phone"]) == (keep, "0905123456")
    assert said("join", str(path), keep, other, status=1).startswith("joined_already: ")
    assert said("unjoin", str(path), other, "--json")["other"] == other
    assert len(said("list", str(path), "subject", "--json")) == 2
    assert said("unjoin", str(path), other, status=1).startswith("not_joined: ")


def test_conflicts_and_resolve(make_office: Any, said: Any, tmp_path: Path) -> None:
    one, two = make_office("a"), make_office("b", "616")
    id = subject(one, "HTX Một", phone="0905000001")
    swap.merge(two, [sent(one, tmp_path)])
    subject(one, id=id, phone="0905000002")
    subject(two, id=id, phone="0905000003")
    swap.merge(one, [sent(two, tmp_path)])
    path = one.path
    one.close()
    (found,) = said("conflicts", str(path), "--json")
    assert (found["record"], found["field"], found["form"]) == (id, "phone", "subject")
    assert {one["value"] for one in found["values"]} == {"0905000002", "0905000003"}
    assert said("resolve", str(path), found["id"], "theirs", "--json") == {"resolved": 1}
    assert said("conflicts", str(path), "--json") == []
    assert said("resolve", str(path), id, "ours", status=1).startswith("no_such_conflict: ")
    (record,) = said("list", str(path), "subject", "--json")
    assert record["fields"]["phone"] == "0905000003"
    assert entries.get(two, "subject", id).get("phone") == "0905000003"
