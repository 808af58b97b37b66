"""The command line, word for word: JSON out, one line of trouble, exit status 0, 1 or 2."""

import json

import pytest

from ocop_desktop import cli

RECORD = {"name": "HTX Dòng lệnh (mẫu)", "kind": "hop_tac_xa", "commune": "23500"}


@pytest.fixture
def run(tmp_path, capsys):
    data = tmp_path / "x.ocop"
    assert cli.main(["new", str(data), "--unit", "615"]) == 0

    def call(command, *words, given=None):
        if given is not None:
            file = tmp_path / "given.json"
            file.write_text(json.dumps(given), encoding="utf-8")
            words = (*words, str(file))
        status = cli.main([command, str(data), *words, *(["--json"] if command in JSON else [])])
        said = capsys.readouterr()
        answer = json.loads(said.out) if said.out and command in JSON else said.out
        return status, answer, said.err

    return call


JSON = ("put", "list", "show", "check", "attach", "duplicates")


def test_put_list_show(run):
    status, answer, _ = run("put", "subject", given=[RECORD])
    (record,) = answer["records"]
    assert (status, answer["saved"], record["revision"], record["rejected"]) == (0, True, 1, {})
    assert {"field", "code", "text"} == set(record["errors"][0])
    _, listed, _ = run("list", "subject", "--search", "dong lenh")
    assert listed[0]["id"] == record["id"]
    assert listed[0]["fields"]["kind"] == "hop_tac_xa"
    assert set(listed[0]) == {"id", "revision", "removed", "fields"}
    _, shown, _ = run("show", "subject", record["id"], "--history")
    assert {"at", "by", "field", "before", "after"} == set(shown["history"][0])


def test_put_names_who_is_there_already_and_duplicates_lists_the_pair(run):
    phone = {"phone": "0905 123 456"}
    _, first, _ = run("put", "subject", given=RECORD | phone)
    assert first["records"][0]["alike"] == []
    _, second, told = run("put", "subject", given={"name": "Đại lý", "contact_phone": "905123456"})
    ids = [answer["records"][0]["id"] for answer in (first, second)]
    (alike,) = second["records"][0]["alike"]
    assert alike == {"id": ids[0], "title": RECORD["name"], "sign": "phone"}
    assert "trùng số điện thoại" in told
    status, (pair,), _ = run("duplicates", "subject")
    assert (status, pair["sign"]) == (0, "phone")
    assert {pair["left"], pair["right"]} == set(ids)
    assert run("duplicates", "course")[1] == []


def test_put_with_an_id_changes(run):
    _, answer, _ = run("put", "subject", given=RECORD)
    id = answer["records"][0]["id"]
    _, again, _ = run("put", "subject", given={"id": id, "name": "HTX Khác"})
    assert again["records"][0]["revision"] == 2
    _, shown, _ = run("show", "subject", id)
    assert shown["fields"]["name"] == "HTX Khác"
    assert shown["fields"]["commune"] == "23500"


def test_put_is_all_or_nothing(run):
    status, answer, error = run("put", "subject", given=[RECORD, {"name": "B", "members": "mớ"}])
    assert (status, answer["saved"]) == (1, False)
    assert "members" in answer["records"][1]["rejected"]
    assert "members" in error
    assert run("list", "subject")[1] == []


def test_where_and_limit(run):
    run("put", "subject", given=[RECORD, RECORD | {"name": "THT", "kind": "to_hop_tac"}])
    assert len(run("list", "subject", "--where", "kind=Tổ hợp tác")[1]) == 1
    assert len(run("list", "subject", "--limit", "1")[1]) == 1


def test_remove_and_undo(run):
    _, answer, _ = run("put", "subject", given=RECORD)
    id = answer["records"][0]["id"]
    assert run("remove", "subject", id)[0] == 0
    assert run("list", "subject")[1] == []
    assert run("undo")[0] == 0
    assert len(run("list", "subject")[1]) == 1


def test_trouble_is_one_line_with_a_code(run, tmp_path, capsys):
    status, _, error = run("show", "subject", "00000000-0000-4000-8000-000000000000")
    assert status == 1
    assert error.startswith("no_such_record: ")
    assert error.count("\n") == 1
    assert cli.main(["list", str(tmp_path / "none.ocop"), "subject"]) == 1
    assert capsys.readouterr().err.startswith("no_such_file: ")


@pytest.mark.parametrize("words", [["put"], ["new", "x"], ["list", "x", "subject", "--odd"]])
def test_wrong_use_is_status_2(words, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2


def test_a_file_that_is_no_json(run, tmp_path):
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    status, _, error = run("put", "subject", str(tmp_path / "bad.json"))
    assert status == 1
    assert error.startswith("not_json: ")


def test_attach_keeps_the_file(run, tmp_path):
    _, answer, _ = run("put", "subject", given=RECORD)
    id = answer["records"][0]["id"]
    scan = tmp_path / "giấy đăng ký.pdf"
    scan.write_bytes(b"%PDF-1.4 mau")
    status, made, _ = run(
        "attach", "subject", id, str(scan), "--paper", "business_registration", "--number", "12"
    )
    assert (status, made["rejected"]) == (0, {})
    _, evidence, _ = run("list", "evidence")
    assert evidence[0]["fields"]["file"].endswith("/giấy đăng ký.pdf")
    assert run("check")[:2] == (0, [])
    kept = next((tmp_path / "x.ocop-files" / "evidence").glob("??/*"))
    kept.write_bytes(b"")
    status, faults, _ = run("check")
    assert (status, [one["code"] for one in faults]) == (1, ["lost_file"])


def test_forms_as_json(capsys):
    assert cli.main(["forms", "--json"]) == 0
    forms = json.loads(capsys.readouterr().out)
    assert {"subject", "product", "course", "support"} <= {form["form"] for form in forms}
    assert cli.main(["forms", "subject"]) == 0
    assert "persons" not in capsys.readouterr().err
    assert cli.main(["forms", "goat"]) == 1


def test_redo_does_again_what_undo_took_back_once(run):
    _, saved, _ = run("put", "subject", given=RECORD)
    id = saved["records"][0]["id"]
    status, _, told = run("redo")
    assert (status, told.partition(":")[0]) == (1, "nothing_to_redo")
    assert run("undo")[0] == 0
    assert run("list", "subject")[1] == []
    assert run("redo")[0] == 0
    assert [one["id"] for one in run("list", "subject")[1]] == [id]
    assert run("redo")[0] == 1


def test_senders_names_who_did_not_send(tmp_path, capsys):
    data = str(tmp_path / "tinh.ocop")
    assert cli.main(["new", data, "--unit", "51", "--role", "province"]) == 0
    capsys.readouterr()
    assert cli.main(["senders", data, "--since", "2026-01-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["state"] for one in found} == {"missing"}
    assert cli.main(["senders", data, "--since", "không phải ngày"]) == 1
    assert "not_a_day" in capsys.readouterr().err
