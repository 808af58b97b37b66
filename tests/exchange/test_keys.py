"""The province knows whose file it is: the first key is taken, a changed one is refused."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace

import pytest

from ocop_desktop.actions import identity, installations, start, swap
from ocop_desktop.exchange.signing import fingerprint, new_signer
from ocop_desktop.messages import Trouble
from ocop_desktop.store import keyring
from tests.exchange.books import unsigned
from tests.exchange.offices import sent, subject


def dump(data):
    """Every row of every table of a data file, as SQLite tells them."""
    with sqlite3.connect(data.path) as connection:
        return list(connection.iterdump())


def known(data, office):
    (found,) = [one for one in installations.known(data) if one.id == office.installation]
    return found


@pytest.fixture
def with_other_key(dak_ha):
    """Lets the office sign with another key than before, as a forger would."""

    def change():
        signer = new_signer()
        if dak_ha.served:
            key = {"private": signer.private.hex(), "public": signer.public}
            dak_ha.keep_settings({identity.KEY: {**dak_ha.settings[identity.KEY], **key}})
            return fingerprint(signer.public)
        kept = keyring.find(dak_ha.installation)
        keyring.keep(replace(kept, private=signer.private.hex(), public=signer.public))
        return fingerprint(signer.public)

    return change


def test_the_first_key_is_taken_and_shown_until_somebody_compares_it(dak_ha, province, tmp_path):
    print = installations.own_fingerprint(dak_ha)
    (file,) = swap.merge(province, [sent(dak_ha, tmp_path)]).files
    assert (file.trusted.state, file.trusted.fingerprint) == ("first", print)
    one = known(province, dak_ha)
    assert (one.state, one.fingerprint, one.officer) == ("unchecked", print, "Y Mẫu")
    assert one.unit_name == dak_ha.settings["unit_name"]
    assert swap.merge(province, [sent(dak_ha, tmp_path)]).files[0].trusted.state == "unchecked"
    installations.accept(province, dak_ha.installation)
    assert known(province, dak_ha).state == "checked"
    assert swap.merge(province, [sent(dak_ha, tmp_path)]).files[0].trusted.state == "known"
    assert known(province, dak_ha).state == "checked"


def test_a_file_signed_with_another_key_is_refused_until_it_is_accepted(
    dak_ha, province, tmp_path, with_other_key
):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    was = installations.own_fingerprint(dak_ha)
    now = with_other_key()
    subject(dak_ha)
    file = sent(dak_ha, tmp_path)
    before = dump(province)
    for preview in (True, False):
        (refused,) = swap.merge(province, [file], preview=preview).files
        assert refused.refused["code"] == "key_changed"
        assert (refused.trouble.facts["known"], refused.trouble.facts["offered"]) == (was, now)
        assert was in refused.refused["text"]
        assert now in refused.refused["text"]
    assert swap.merge(province, [file], accept_keys=["1234 1234 1234 1234"]).files[0].refused
    assert dump(province) == before
    (taken,) = swap.merge(province, [file], accept_keys=[now.replace(" ", "")]).files
    assert (taken.refused, taken.trusted.state) == (None, "accepted")
    one = known(province, dak_ha)
    assert (one.state, one.fingerprint) == ("checked", now)


def test_a_refused_file_does_not_keep_others_out(
    dak_ha, dak_to, province, tmp_path, with_other_key
):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    with_other_key()
    id = subject(dak_to)
    bad, good = swap.merge(province, [sent(dak_ha, tmp_path), sent(dak_to, tmp_path)]).files
    assert bad.refused["code"] == "key_changed"
    assert (good.refused, good.total("new")) == (None, 1)
    assert id in {row for (row,) in _ids(province)}


def _ids(data):
    with sqlite3.connect(data.path) as connection:
        return connection.execute("SELECT id FROM subject").fetchall()


def test_two_files_of_one_unknown_installation_must_have_one_key(
    dak_ha, province, tmp_path, with_other_key
):
    first = sent(dak_ha, tmp_path)
    with_other_key()
    one, other = swap.merge(province, [first, sent(dak_ha, tmp_path)]).files
    assert (one.refused, other.refused["code"]) == (None, "key_changed")


def test_an_unsigned_file_is_taken_in_only_while_no_key_is_known(dak_ha, province, tmp_path):
    subject(dak_ha)
    old = sent(dak_ha, tmp_path)
    signed = tmp_path / "signed.xlsx"
    shutil.copy(old, signed)
    unsigned(old)
    (file,) = swap.merge(province, [old]).files
    assert (file.refused, file.trusted.state) == (None, "unsigned")
    assert file.as_json()["signature"]["state"] == "unsigned"
    assert known(province, dak_ha).state == "unsigned"
    assert swap.merge(province, [signed]).files[0].trusted.state == "first"
    before = dump(province)
    (file,) = swap.merge(province, [old]).files
    assert file.refused["code"] == "signature_missing"
    assert dump(province) == before


def test_a_file_under_this_installations_own_name_needs_its_key(dak_ha, tmp_path, with_other_key):
    mine = sent(dak_ha, tmp_path)
    assert swap.merge(dak_ha, [mine]).files[0].trusted.state == "own"
    with_other_key()
    print = installations.own_fingerprint(dak_ha)
    before = dump(dak_ha)[:]
    (file,) = swap.merge(dak_ha, [sent(dak_ha, tmp_path)], accept_keys=[print]).files
    assert file.refused["code"] == "key_changed"
    assert [line for line in dump(dak_ha) if "subject" in line] == [
        line for line in before if "subject" in line
    ]


def test_a_new_installation_of_a_known_unit_is_told_apart(dak_ha, province, tmp_path, make_office):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    other = make_office("hai", "615")
    (file,) = swap.merge(province, [sent(other, tmp_path)]).files
    assert (file.trusted.state, file.trusted.others) == ("first", 1)


def test_what_others_say_of_a_signing_installation_is_not_believed(
    dak_ha, dak_to, province, tmp_path
):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    swap.merge(dak_to, [sent(dak_ha, tmp_path)])
    with sqlite3.connect(dak_to.path) as connection:
        connection.execute("UPDATE installation SET officer = 'Kẻ khác', unit = '612'")
    swap.merge(province, [sent(dak_to, tmp_path)])
    one = known(province, dak_ha)
    assert (one.officer, one.unit) == ("Y Mẫu", dak_ha.unit)


def test_a_forgotten_key_is_taken_again_from_the_next_file(
    dak_ha, province, tmp_path, with_other_key
):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    installations.forget(province, dak_ha.installation)
    assert known(province, dak_ha).state == "unsigned"
    with pytest.raises(Trouble) as caught:
        installations.accept(province, dak_ha.installation)
    assert caught.value.code == "no_key_yet"
    now = with_other_key()
    assert swap.merge(province, [sent(dak_ha, tmp_path)]).files[0].trusted.fingerprint == now
    for verb in (installations.accept, installations.forget):
        with pytest.raises(Trouble) as caught:
            verb(province, "nobody")
        assert caught.value.code == "no_such_installation"


def test_own_installations_stand_first_and_cannot_be_forgotten(dak_ha, province, tmp_path):
    swap.merge(province, [sent(dak_ha, tmp_path)])
    one, *_, other = installations.known(province)
    assert (one.id, one.state) == (province.installation, "own")
    assert other.id == dak_ha.installation
    installations.forget(province, province.installation)
    assert installations.known(province)[0].fingerprint == one.fingerprint


def test_without_its_key_a_file_cannot_be_sent_and_nothing_is_left(dak_ha, tmp_path):
    (keyring.folder() / f"{dak_ha.installation}.json").unlink()
    with pytest.raises(Trouble) as caught:
        swap.export(dak_ha, tmp_path / "a.xlsx")
    assert caught.value.code == "no_signing_key"
    assert not (tmp_path / "a.xlsx").exists()
    assert identity.own(dak_ha) == {dak_ha.installation}
    assert start.the_forms() is dak_ha.forms
