"""Keys, passwords and scans on the command line."""

from __future__ import annotations

import json

import pytest

from ocop_desktop import cli
from ocop_desktop.actions import start

PASSWORD = "Đắk Hà 2026"


@pytest.fixture
def office(tmp_path):
    path = tmp_path / "office.ocop"
    assert cli.main(["new", str(path), "--unit", "615", "--officer", "Y Mẫu"]) == 0
    return str(path)


@pytest.fixture
def province(tmp_path):
    path = tmp_path / "province.ocop"
    assert cli.main(["new", str(path), "--unit", "51", "--role", "province"]) == 0
    return str(path)


@pytest.fixture
def password(tmp_path):
    path = tmp_path / "password.txt"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return str(path)


def said(capsys, *words):
    capsys.readouterr()
    status = cli.main([*words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_sealed_workbook_is_merged_with_the_password_file(
    office, province, password, tmp_path, capsys
):
    out = str(tmp_path / "a.xlsx")
    assert cli.main(["export", office, out, "--password-file", password]) == 0
    assert cli.main(["merge", province, out]) == 1
    assert "workbook_sealed: a.xlsx" in capsys.readouterr().err
    other = tmp_path / "other.txt"
    other.write_text("sai\n", encoding="utf-8")
    assert cli.main(["merge", province, out, "--password-file", str(other)]) == 1
    assert "wrong_password: a.xlsx" in capsys.readouterr().err
    status, report = said(capsys, "merge", province, out, "--password-file", password)
    assert (status, report["applied"]) == (0, True)
    assert report["files"][0]["signature"]["state"] == "first"


def test_an_empty_or_missing_password_file_stops_before_anything(office, tmp_path, capsys):
    empty, out = tmp_path / "empty.txt", tmp_path / "a.xlsx"
    empty.write_text("\n", encoding="utf-8")
    for name, code in ((str(empty), "password_file_empty"), ("không có.txt", "no_such_file")):
        assert cli.main(["export", office, str(out), "--password-file", name]) == 1
        assert capsys.readouterr().err.startswith(f"{code}: ")
    assert not out.exists()


def test_keys_are_listed_accepted_forgotten_and_renewed(office, province, tmp_path, capsys):
    out = str(tmp_path / "a.xlsx")
    cli.main(["export", office, out])
    cli.main(["merge", province, out])
    _, mine = said(capsys, "keys", office)
    _, known = said(capsys, "keys", province)
    (one,) = [one for one in known if one["state"] != "own"]
    assert (one["id"], one["fingerprint"]) == (mine[0]["id"], mine[0]["fingerprint"])
    assert one["state"] == "unchecked"
    assert said(capsys, "keys", province, "--accept", one["id"])[1][1]["state"] == "checked"
    assert cli.main(["keys", province]) == 0
    assert one["fingerprint"] in capsys.readouterr().out
    assert said(capsys, "keys", province, "--forget", one["id"])[1][1]["state"] == "unsigned"
    assert cli.main(["keys", province, "--accept", "nobody"]) == 1
    assert capsys.readouterr().err.startswith("no_such_installation: ")
    _, renewed = said(capsys, "keys", office, "--renew")
    assert renewed[0]["id"] != mine[0]["id"]


def test_a_changed_key_is_taken_with_its_fingerprint(office, province, tmp_path, capsys):
    out = str(tmp_path / "a.xlsx")
    cli.main(["export", office, out])
    cli.main(["merge", province, out])
    with start.open_data(tmp_path / "office.ocop") as data:
        old = data.installation
    said(capsys, "keys", office, "--renew")
    with start.open_data(tmp_path / "office.ocop") as data:
        _take_the_name_of(data, old)
    cli.main(["export", office, out])
    capsys.readouterr()
    assert cli.main(["merge", province, out]) == 1
    error = capsys.readouterr().err
    assert error.startswith("key_changed: a.xlsx")
    offered = error.split("nay là ")[1][:19]
    assert cli.main(["merge", province, out, "--accept-key", offered]) == 0


def test_a_unit_of_another_province_is_taken_once_it_is_accepted(province, tmp_path, capsys):
    with start.new(tmp_path / "hn.ocop", "001", officer="Lan") as data:
        path = str(data.path)
    out = str(tmp_path / "hn.xlsx")
    cli.main(["export", path, out])
    assert cli.main(["merge", province, out]) == 1
    error = capsys.readouterr().err
    assert error.startswith("unit_elsewhere: hn.xlsx")
    assert "Quận Ba Đình (mã 001)" in error
    assert cli.main(["merge", province, out, "--accept-unit", "001"]) == 0
    assert cli.main(["merge", province, out]) == 0  # it is known now


def _take_the_name_of(data, id):
    """Sign under another installation's id with a key of one's own, as a forger would."""
    from dataclasses import replace

    from ocop_desktop.store import keyring

    kept = keyring.find(data.installation)
    (keyring.folder() / f"{id}.json").unlink(missing_ok=True)
    keyring.keep(replace(kept, installation=id))
    data.keep_settings({"installation": id})


def test_scans_are_sent_in_a_zip(office, province, tmp_path, capsys):
    status, report = said(capsys, "export", office, str(tmp_path / "a.xlsx"), "--with-scans")
    assert (status, report["scans"]) == (0, {"packed": 0, "there": 0, "missing": 0})
    assert report["file"].endswith("a.zip")
    _, merged = said(capsys, "merge", province, report["file"])
    assert merged["files"][0]["scans"]["named"] == 0
