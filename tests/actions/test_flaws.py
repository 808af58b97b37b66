"""Records with errors and warnings: found wherever they were written, counted, listed, confirmed."""

import pytest
from openpyxl import load_workbook

from ocop_desktop.actions import entries, flaws, lists, start, swap, undo
from ocop_desktop.messages import Cancelled
from ocop_desktop.schema.remarks import REMARKS

COMMUNE = "23500"
COOP = {"name": "HTX A", "kind": "hop_tac_xa", "commune": COMMUNE, "rep_name": "Y Mai"}
COOP |= {"reg_no": "36A7", "status": "active"}


def save(data, kind, tables=None, /, **fields):
    made = entries.save(data, kind, None, fields, tables)
    assert made.saved, made.rejected
    return made.id


def product(data, name="Chè", shares=("60", "30"), **more):
    materials = [
        {"name": f"Lá {n}", "share": share, "source": "commune"} for n, share in enumerate(shares)
    ]
    subject = save(data, "subject", **COOP)
    more = {
        "name": name,
        "subject": subject,
        "criteria_set": "set_12",
        "ocop_status": "potential",
    } | more
    return save(data, "product", {"materials": materials}, **more)


def found(data):
    """The groups that are open; blanks are told by the forms and are not of interest here."""
    flaws.catch_up(data)
    groups = [one for one in flaws.groups(data) if one.code not in ("required", "no_file")]
    return {(one.kind, one.level, one.code, one.field, one.records) for one in groups}


SHARES = ("product", "warning", "shares_differ", "materials", 1)


def test_what_is_wrong_is_found_after_a_save_and_gone_after_the_next(office):
    id = product(office)
    assert found(office) == {SHARES}
    assert flaws.counts(office) == [flaws.Count("product", 0, 1)]
    rows = entries.get(office, "product", id).rows("materials")
    entries.save(office, "product.material", rows[1].id, {"share": "40"})
    assert found(office) == set()


def test_a_file_that_was_never_checked_is_checked_as_a_whole(office):
    product(office)
    assert flaws.waiting(office) > 0
    assert flaws.catch_up(office) == 2
    assert flaws.waiting(office) == 0
    assert flaws.catch_up(office) == 0


def test_what_was_removed_has_no_flaws_and_restoring_finds_them_again(office):
    id = product(office)
    entries.remove(office, "product", [id])
    assert found(office) == set()
    entries.restore(office, "product", [id])
    assert found(office) == {SHARES}
    undo.undo(office)
    assert found(office) == set()


def test_other_records_are_looked_at_again_when_theirs_changes(office):
    """The machine in two grants; then the first of them is removed."""
    items = {"items": [{"name": "Máy", "serial": "SN-2001"}]}
    first = save(office, "support", items, project="Một")
    flaws.catch_up(office)
    save(office, "support", items, project="Hai")
    twice = [one for one in found(office) if one[2] == "serial_granted_twice"]
    assert [one[4] for one in twice] == [2]
    entries.remove(office, "support", [first])
    assert not [one for one in found(office) if one[2] == "serial_granted_twice"]


def test_a_dossier_is_looked_at_again_when_its_subject_changes(office):
    id = product(office, shares=("100",))
    save(office, "dossier", product=id, kind="first", year=2026, received_on="2026-06-01")
    assert found(office) == set()
    subject = entries.get(office, "product", id).get("subject")
    entries.save(office, "subject", str(subject), {"kind": "hoi_hiep_hoi"})
    assert ("dossier", "error", "only_for_tourism", "product", 1) in found(office)


@pytest.mark.parametrize("kind", ["subject", "product"])
def test_a_paper_that_has_run_out_reaches_the_dossiers_it_belongs_to(office, kind):
    id = product(office, shares=("100",))
    save(office, "dossier", product=id, kind="first", year=2026, received_on="2026-06-01")
    assert found(office) == set()
    owner = id if kind == "product" else entries.get(office, "product", id).get("subject")
    save(office, "evidence", paper="test_report", expires_on="2026-01-01", **{kind: owner})
    assert "papers_out_of_date" in {one[2] for one in found(office)}


def test_lists_can_be_asked_for_what_is_wrong(office):
    odd = product(office)
    good = product(office, "Cà phê", shares=("100",))
    save(office, "product", name="Chưa đủ")
    flaws.catch_up(office)

    def ids(wanted):
        return [one.id for one in lists.entries(office, "product", where={lists.FLAWS: wanted})]

    assert ids("warning") == ids("warning:shares_differ") == [odd]
    assert ids("warning:no_file") == []
    assert len(ids("error")) == 1
    assert good not in ids("any")
    assert len(ids("any")) == 2


def test_a_group_is_confirmed_at_once_kept_with_a_name_and_undone_at_once(office):
    first, second = product(office), product(office, "Bột nghệ", shares=("10",))
    flaws.catch_up(office)
    (group,) = flaws.groups(office)
    assert [one.title for one in flaws.listed(office, group)] == ["Bột nghệ", "Chè"]
    assert "%" in group.text
    assert flaws.confirm(office, group) == 2
    assert flaws.groups(office) == []
    for id in (first, second):
        (remark,) = entries.get(office, "product", id).get(REMARKS)
        assert "Y Mẫu | 2" in remark
    undo.undo(office)
    assert {one[4] for one in found(office)} == {2}


def test_a_confirmed_warning_asks_again_once_what_it_was_about_changed(office):
    id = product(office)
    flaws.catch_up(office)
    flaws.confirm(office, *flaws.groups(office))
    entries.save(office, "product", id, {"description": "Chè xanh"})
    assert found(office) == set()
    row = entries.get(office, "product", id).rows("materials")[0]
    entries.save(office, "product", id, {}, {"materials": [{"id": row.id, "share": "50"}]})
    assert found(office) == {SHARES}


def test_errors_cannot_be_confirmed(office):
    save(office, "product", name="Chưa đủ")
    flaws.catch_up(office)
    errors = [one for one in flaws.groups(office) if one.level == "error"]
    assert errors
    assert [flaws.confirm(office, one) for one in errors] == [0] * len(errors)


def test_a_confirmation_travels_to_the_province_and_what_was_not_confirmed_is_counted(
    office, make_office, tmp_path
):
    product(office)
    flaws.catch_up(office)
    flaws.confirm(office, *flaws.groups(office))
    product(office, "Rượu cần", shares=("70", "20"))
    swap.export(office, tmp_path / "so.xlsx")
    province = make_office("tinh", "51", role="province")
    swap.merge(province, [tmp_path / "so.xlsx"])
    assert found(province) == {SHARES}


def test_a_merge_counts_and_lists_what_wants_a_look_and_is_not_stopped(
    office, make_office, tmp_path
):
    product(office, "Rượu cần", shares=("70", "20"))
    product(office, "Chè", shares=("100",))
    swap.export(office, tmp_path / "so.xlsx")
    province = make_office("tinh", "51", role="province")
    seen = swap.merge(province, [tmp_path / "so.xlsx"], preview=True)
    assert seen.flaws.warnings == {"product": 1}
    assert seen.as_json()["problems"]["product"] == {"errors": 0, "warnings": 1}
    assert lists.count(province, "product") == 0
    receipt = tmp_path / "bien-nhan.xlsx"
    done = swap.merge(province, [tmp_path / "so.xlsx"], receipt=receipt)
    assert done.applied
    rows = list(load_workbook(receipt)["Cần xem lại"].values)
    assert [row[1] for row in rows if "shares" in str(row) or "Tỷ lệ" in str(row)] == ["Rượu cần"]
    assert swap.merge(province, [tmp_path / "so.xlsx"]).flaws is None


def test_everything_is_checked_anew_where_the_rules_are_others(office, monkeypatch):
    product(office)
    flaws.catch_up(office)
    monkeypatch.setattr(flaws, "__version__", "99.0")
    assert flaws.waiting(office) > 0
    assert flaws.catch_up(office) == 2
    assert found(office) == {SHARES}


def test_a_long_check_can_be_stopped_and_goes_on_where_it_was(office, monkeypatch):
    product(office)
    flaws.catch_up(office)
    for number in range(3):
        product(office, f"Chè {number}")
    monkeypatch.setattr(flaws, "_SPAN", 4)
    told = []

    def stop(done, total, what):
        told.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        flaws.catch_up(office, stop)
    waiting = flaws.waiting(office)
    assert waiting > 0
    flaws.catch_up(office)
    assert {one[4] for one in found(office)} == {4}


def test_an_old_file_opened_again_knows_what_was_found(office):
    product(office)
    flaws.catch_up(office)
    path = office.where
    office.close()
    with start.open_data(path) as again:
        assert flaws.waiting(again) == 0
        assert flaws.counts(again) == [flaws.Count("product", 0, 1)]
