"""The command line with a server's address wherever a data file may stand."""

import json
import subprocess
import sys

import pytest

from ocop_desktop import cli


@pytest.fixture
def database(server):
    address = server.database()
    yield str(address)
    server.drop(address)


def said(capsys, *words):
    status = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_database_is_begun_filled_listed_and_moved_to_a_file_and_back(database, tmp_path, capsys):
    given = ("--unit", "615", "--files", tmp_path / "chung")
    assert said(capsys, "new", database, *given)[0] == 0
    assert said(capsys, "sample", database, "--subjects", 3)[0] == 0
    status, out, _ = said(capsys, "list", database, "subject", "--json")
    assert status == 0
    assert len(json.loads(out)) == 3
    assert said(capsys, "check", database)[0] == 0
    assert said(capsys, "due", database)[0] == 0
    assert said(capsys, "export", database, tmp_path / "a.xlsx")[0] == 0
    file = tmp_path / "ve.ocop"
    assert said(capsys, "move", database, file)[0] == 0
    assert said(capsys, "list", file, "subject", "--json")[1] == out
    status, _, err = said(capsys, "remove", database, "subject", json.loads(out)[0]["id"])
    assert (status, err.split(":")[0]) == (1, "moved_away")
    assert said(capsys, "move", database, "--undo")[0] == 0
    assert said(capsys, "undo", database)[0] == 0


def test_what_does_not_fit_a_server_is_said(database, tmp_path, capsys):
    assert said(capsys, "new", database, "--unit", "615")[0] == 0
    for code, *words in (
        ("server_backup", "backup", database),
        ("move_whereto", "move", database),
        ("server_not_empty", "new", database, "--unit", "615"),
        ("address_broken", "list", "postgresql://may-chu", "subject"),
    ):
        status, out, err = said(capsys, *words)
        assert (status, out, err.split(":")[0]) == (1, "", code)
        assert err.count("\n") == 1
    assert said(capsys, "move", database, "--files", tmp_path / "khac")[0] == 0


def test_a_data_file_never_loads_the_servers_driver(tmp_path):
    code = (
        "import sys; from ocop_desktop import cli; "
        f"cli.main(['new', {str(tmp_path / 'a.ocop')!r}, '--unit', '615']); "
        "sys.exit(any(name.startswith('psycopg') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
