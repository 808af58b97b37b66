"""What docs/postgresql.md says is done word for word: set up, people, passwords, back-up, moving."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ocop_desktop import cli
from ocop_desktop.actions import entries, history, lists, start
from ocop_desktop.messages import Trouble

PASSWORD = "mật khẩu: của Lan"
NAME = "ocop"


@pytest.fixture(scope="module")
def prepared(server, root):
    """A server made ready as the document says; its certificate is trusted by name."""
    text = (root / "docs" / "postgresql.md").read_text(encoding="utf-8")
    for block in re.findall(r"```sql\n(.*?)```", text, re.DOTALL):
        for statement in block.replace("'...'", f"'{PASSWORD}'").split(";"):
            if statement.strip():
                server.sql(statement, NAME if "SCHEMA" in statement else "postgres")
    server.sql(f"CREATE ROLE minh LOGIN PASSWORD '{PASSWORD}' IN ROLE ocop_nhom", "postgres")
    server.sql(f"ALTER ROLE minh IN DATABASE {NAME} SET ROLE TO ocop_nhom", "postgres")
    server.sql(f"CREATE ROLE khach LOGIN PASSWORD '{PASSWORD}'", "postgres")
    yield server
    server.sql(f"DROP DATABASE {NAME} WITH (FORCE)", "postgres")
    for role in ("lan", "minh", "khach", "ocop_nhom"):
        server.sql(f"DROP ROLE {role}", "postgres")


@pytest.fixture
def address(prepared):
    """How somebody reaches the database from another machine, the certificate checked."""
    trusted = {
        "sslmode": "verify-full",
        "sslrootcert": str(prepared.folder / "data" / "server.crt"),
    }
    return lambda user, password="": prepared.by_tcp(NAME, user, password, **trusted)


@pytest.fixture
def emptied(prepared):
    """The database without tables."""
    yield
    prepared.sql("DROP OWNED BY ocop_nhom", NAME)


def run(capsys, *words):
    status = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    assert PASSWORD not in out + err
    assert status == 0, err
    return out


def everything(where):
    """What stands in all lists, with who wrote it last."""
    with start.open_data(where, write=False) as data:
        found = {}
        for kind in data.forms:
            ids = [one.id for one in lists.entries(data, kind)]
            found |= {id: entries.get(data, kind, id).values for id in ids}
        return found


def test_a_province_moves_its_file_there_works_backs_up_and_restores(
    prepared, address, emptied, tmp_path, capsys, monkeypatch
):
    lan, minh, file = address("lan"), address("minh"), tmp_path / "Tinh.ocop"
    with start.new(file, "51", role="province", officer="Lan") as data:
        one = entries.save(data, "subject", None, {"name": "HTX Sâm Ngọc Linh"}).id
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    told = run(capsys, "move", file, lan, "--files", tmp_path / "chung")
    assert str(lan) in told
    assert everything(lan) == everything(file)
    with start.open_data(minh) as data:
        assert data.officer == "minh"
        with data.read() as connection:
            assert connection.connection.driver_connection.pgconn.ssl_in_use
            kept = connection.exec_driver_sql("SHOW tcp_keepalives_idle").scalar()
            assert kept == "60", "a laptop that went away does not hold the lock for hours"
        entries.save(data, "subject", one, {"phone": "0905123456"})
        assert history.changes(data, one)[0].by == "minh"
    before = everything(lan)
    dump = tmp_path / "ocop.dump"
    prepared.run("pg_dump", "-Fc", "-f", dump, NAME)
    with start.open_data(lan) as data:
        entries.save(data, "subject", None, {"name": "HTX Sau Sao Lưu"})
    prepared.run("pg_restore", "--clean", "--if-exists", "-d", NAME, dump)
    assert everything(lan) == before
    run(capsys, "keys", minh, "--renew")
    with start.open_data(minh) as data:
        assert lists.find_anywhere(data, "0905 123")[0].id == one
        entries.save(data, "subject", one, {"email": "a@b.vn"})
    run(capsys, "check", lan)


def test_a_password_is_taken_from_the_servers_own_places_and_from_the_keyboard(
    prepared, address, tmp_path, monkeypatch
):
    with pytest.raises(Trouble) as told:
        start.reach(address("lan"))
    assert told.value.code == "server_password"
    passwords = tmp_path / "pgpass"
    kept = PASSWORD.replace(":", "\\:")
    passwords.write_text(f"127.0.0.1:{prepared.port}:{NAME}:lan:{kept}\n", encoding="utf-8")
    passwords.chmod(0o600)
    with monkeypatch.context() as patch:
        patch.setenv("PGPASSFILE", str(passwords))
        start.reach(address("lan"))
    ours, theirs = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "ocop_desktop", "list", str(address("lan")), "subject", "--json"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    prompt = "Mật khẩu của lan ở 127.0.0.1: ".encode()
    assert asked.stderr.read(len(prompt)) == prompt, "asked for, at the keyboard"
    os.write(ours, f"{PASSWORD}\n".encode())
    out, err = asked.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert (asked.returncode, out) == (1, b"")
    assert "server_not_ours: " in err.decode(), "it came in, and nothing has been begun there"


def refused(where):
    with pytest.raises(Trouble) as told:
        start.reach(where)
    assert PASSWORD not in str(told.value)
    assert NAME in str(told.value)
    return told.value.code


def test_who_may_not_or_cannot_come_in_is_told_why(prepared, address, tmp_path):
    assert refused(address("lan", "sai")) == "server_password"
    assert refused(address("khong_co_ai", PASSWORD)) == "server_password"
    assert refused(address("khach", PASSWORD)) == "server_rights"
    plain = prepared.by_tcp(NAME, "lan", PASSWORD, sslmode="disable")
    assert refused(plain) == "server_not_let_in"
    foreign = {"sslmode": "verify-full", "sslrootcert": str(tmp_path / "khong-co.crt")}
    assert refused(prepared.by_tcp(NAME, "lan", PASSWORD, **foreign)) == "server_certificate"
    named = replace(address("lan", PASSWORD), host="may-chu.khong.co")
    assert refused(named) == "server_no_machine"


def test_what_only_files_can_do_says_so(address, tmp_path, capsys):
    assert cli.main(["takeover", str(tmp_path / "a.zip"), str(address("lan"))]) == 1
    assert capsys.readouterr().err.startswith("file_wanted: ")
    assert not Path("postgresql:").exists()
