"""What follows from records that are exchanged, and what stays of the values they held."""

from __future__ import annotations

from ocop_desktop.actions import entries, history, swap, undo
from tests.exchange.offices import got, sent, subject


def product(data, owner, **fields):
    return entries.save(data, "product", None, {"name": "Cà phê", "subject": owner, **fields}).id


def rank(data, of, id=None, **fields):
    given = {"product": of, "stars": 4, "issued_on": "2025-03-05", "level": "province", **fields}
    return entries.save(data, "recognition", id, given).id


def stars(data, id):
    return got(data, id, "product").get("current_stars")


def test_a_rank_given_to_another_product_leaves_the_first(dak_ha, province, tmp_path):
    owner = subject(dak_ha)
    one, two = product(dak_ha, owner), product(dak_ha, owner, name="Măng khô")
    given = rank(dak_ha, one)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    rank(dak_ha, two, given)
    assert (stars(dak_ha, one), stars(dak_ha, two)) == (None, 4)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert (stars(province, one), stars(province, two)) == (None, 4)


def test_stars_follow_from_ranks_and_not_from_files(dak_ha, dak_to, province, tmp_path):
    id = product(dak_ha, subject(dak_ha))
    early = sent(dak_ha, tmp_path)
    swap.merge(dak_to, [early])
    rank(dak_ha, id)
    swap.merge(province, [sent(dak_ha, tmp_path)])
    entries.save(dak_to, "product", id, {"name": "Cà phê bột"})  # by who knows of no rank
    entries.save(dak_to, "product", id, {"ocop_status": "potential"})
    swap.merge(province, [sent(dak_to, tmp_path)])
    assert got(province, id, "product").get("name") == "Cà phê bột"
    assert stars(province, id) == 4


def test_a_day_that_follows_from_another_comes_with_it(dak_ha, province, tmp_path):
    id = product(dak_ha, subject(dak_ha))
    fields = {"product": id, "year": 2026, "received_on": "2026-08-10"}
    dossier = entries.save(dak_ha, "dossier", None, fields).id
    swap.merge(province, [sent(dak_ha, tmp_path)])
    entries.save(dak_ha, "dossier", dossier, {"received_on": "2026-09-01"})
    swap.merge(province, [sent(dak_ha, tmp_path)])
    due = got(dak_ha, dossier, "dossier").get("due_on")
    assert due > "2026-09-01"
    assert got(province, dossier, "dossier").get("due_on") == due


def test_the_values_of_a_conflict_stay_in_the_history_of_who_settles_it(dak_ha, province, tmp_path):
    id = subject(dak_ha, phone="0905000000")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905111111")
    subject(province, id=id, phone="0905222222")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(province, id=id, phone="0905333333")
    told = [line.before for line in history.changes(province, id) if "phone" in line.field]
    assert any("0905111111" in text and "0905222222" in text for text in told)


def test_a_value_that_leaves_a_conflict_which_goes_on_stays_in_the_history(
    dak_ha, province, tmp_path
):
    id = subject(dak_ha, phone="0905000000")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905111111")
    subject(province, id=id, phone="0905222222")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    subject(dak_ha, id=id, phone="0905444444")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    lines = [line for line in history.changes(province, id) if line.field == "_conflict.phone"]
    assert "0905111111" in lines[0].before
    assert "0905444444" in lines[0].after


def test_a_record_written_while_it_is_removed_stays_removed_everywhere(dak_ha, province, tmp_path):
    id = subject(dak_ha)
    entries.remove(dak_ha, "subject", [id])
    subject(dak_ha, id=id, note="sau khi xóa")
    swap.merge(province, [sent(dak_ha, tmp_path)])
    assert got(dak_ha, id).removed
    assert got(province, id).removed
    assert got(province, id).get("note") == "sau khi xóa"


def test_undoing_a_merge_of_several_files_removes_what_was_new_as_it_came_last(
    dak_ha, province, tmp_path
):
    id = subject(dak_ha, "HTX cũ")
    files = [sent(dak_ha, tmp_path)]
    entries.save(dak_ha, "subject", id, {"name": "HTX mới"})
    files.append(sent(dak_ha, tmp_path))
    swap.merge(province, files)
    undo.undo(province)
    assert got(province, id).removed
    assert got(province, id).get("name") == "HTX mới"
