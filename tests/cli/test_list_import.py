"""Importing a list from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.cli import main


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: Any, status: int = 0) -> Any:
        assert main([str(word) for word in words]) == status
        found = capsys.readouterr()
        return json.loads(found.out) if status == 0 else found.err

    return run


@pytest.fixture
def path(office: Any) -> Path:
    path: Path = office.path
    office.close()
    return path


def test_import_previews_then_imports_and_is_undone(path: Path, said: Any, tmp_path: Path) -> None:
    file, back = tmp_path / "a.csv", tmp_path / "tra.xlsx"
    file.write_text("Tên chủ thể,Máy bàn,Ngày thành lập\nHTX Một,0905000111,2020\nHTX Hai,,xx yy\n")
    chosen = tmp_path / "map.toml"
    chosen.write_text('"Máy bàn" = "subject.phone"\n', encoding="utf-8")
    words = ("import", path, file, "--form", "subject", "--map", chosen, "--json")
    seen = said(*words, "--preview")
    assert (seen["applied"], seen["counts"]["new"], seen["counts"]["refused"]) == (False, 1, 1)
    assert said("list", path, "subject", "--json") == []
    done = said(*words, "--rejects", back)
    assert done["applied"]
    assert done["headings"][1] == {"heading": "Máy bàn", "field": "subject.phone", "by": "given"}
    assert done["rows"][1]["reasons"][0]["column"] == "Ngày thành lập"
    assert back.is_file()
    (record,) = said("list", path, "subject", "--json")
    assert record["fields"]["phone"] == "0905000111"
    assert main(["undo", str(path)]) == 0
    assert said("list", path, "subject", "--json") == []


def test_what_cannot_be_imported_is_said_in_one_line(path: Path, said: Any, tmp_path: Path) -> None:
    file, chosen = tmp_path / "a.csv", tmp_path / "map.toml"
    assert said("import", path, file, status=1).startswith("list_missing: ")
    file.write_text("Cột A,Cột B\n1,2\n", encoding="utf-8")
    assert said("import", path, file, status=1).startswith("list_form_unknown: ")
    assert said("import", path, file, "--form", "subject", status=1).startswith("list_no_headings")
    assert said("import", path, file, "--form", "nothing", status=1).startswith("no_such_form: ")
    chosen.write_text("nothing of the kind", encoding="utf-8")
    assert said("import", path, file, "--map", chosen, status=1).startswith("list_map: ")


def test_a_list_of_refused_rows_only_is_not_done(path: Path, said: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Tên chủ thể,Điện thoại\nHTX Một,gọi sau\n", encoding="utf-8")
    assert said("import", path, file, status=1).startswith("refused: 2. Điện thoại: ")
