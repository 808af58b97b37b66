"""What the province (or an office) changed here is listed, and stays listed until looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ocop_desktop.actions import bring_back, entries, foreign, swap, undo


@pytest.fixture
def both(make_office: Any, tmp_path: Path) -> Any:
    """An office and its province that hold the same two subjects and a product."""
    office, province = make_office("dakha", "615"), make_office("tinh", "51", role="province")
    one = entries.save(office, "subject", None, {"name": "HTX Một", "phone": "0905123456"}).id
    entries.save(office, "subject", one, {}, {"persons": [{"full_name": "Y Một"}]})
    send(office, province, tmp_path)
    return office, province, one


def send(giver: Any, taker: Any, tmp_path: Path) -> Any:
    number = int(str(giver.settings.get("sent_number") or 0)) + 1
    out = tmp_path / f"{giver.path.stem}-{number}.xlsx"
    swap.export(giver, out)
    return swap.merge(taker, [out])


def test_new_records_are_no_changes(both: Any) -> None:
    _, province, _ = both
    assert foreign.page(province) == []
    assert foreign.unseen(province) == foreign.Unseen(0, 0)
    last = foreign.last_received(province)
    assert last is not None
    assert ("Y Mẫu" in last.sender, last.number, last.has) == (True, 1, None)


def test_the_office_learns_which_of_its_files_the_province_has(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    entries.save(office, "subject", one, {"phone": "0905777777"})
    send(office, province, tmp_path)
    swap.export(office, tmp_path / "on-its-way.xlsx")
    send(province, office, tmp_path)
    last = foreign.last_received(office)
    assert last is not None
    assert (last.number, last.has, office.settings["sent_number"]) == (1, 2, 3)


def test_what_the_province_changed_is_told_field_by_field(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    row = entries.get(province, "subject", one).rows("persons")[0]
    entries.save(province, "subject", one, {"phone": "0905777777", "name": "HTX Một (sửa)"})
    entries.save(province, "person", row.id, {"full_name": "Y Mốt"})
    send(province, office, tmp_path)
    (group,) = foreign.page(office)
    shown = {(line.path, line.before, line.after) for line in group.lines}
    form, person = office.forms["subject"], office.forms["person"]
    assert shown == {
        (form.by_name["name"].label, "HTX Một", "HTX Một (sửa)"),
        (form.by_name["phone"].label, "0905 123 456", "0905 777 777"),
        (f"{person.label} 1 · {person.by_name['full_name'].label}", "Y Một", "Y Mốt"),
    }
    assert (group.cells, group.file, group.seen_at) == (3, "tinh-1.xlsx", "")
    assert foreign.unseen(office) == foreign.Unseen(1, 3)


def test_it_is_new_until_it_was_looked_at_and_stays_after(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    entries.save(province, "subject", one, {"phone": "0905777777"})
    send(province, office, tmp_path)
    (group,) = foreign.page(office)
    foreign.mark_seen(office, [group.id])
    assert foreign.unseen(office) == foreign.Unseen(0, 0)
    assert foreign.page(office, unseen=True) == []
    assert foreign.page(office)[0].seen_at
    step = undo.next_undo(office)
    assert step is not None
    assert (step.verb, step.foreign) == ("merge", True)  # looking is nothing to undo
    foreign.mark_seen(office, [group.id], seen=False)
    assert foreign.unseen(office).files == 1


def test_a_value_is_brought_back_and_travels_to_the_province(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    entries.save(province, "subject", one, {"phone": "0905777777"})
    send(province, office, tmp_path)
    (line,) = foreign.page(office)[0].lines
    assert bring_back.bring_back(office, line)
    assert entries.get(office, "subject", one).get("phone") == "0905123456"
    send(office, province, tmp_path)
    assert entries.get(province, "subject", one).get("phone") == "0905123456"
    assert [one.file for one in foreign.page(province)] == ["dakha-2.xlsx"]


def test_a_merge_taken_back_is_said_to_be_so(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    entries.save(province, "subject", one, {"phone": "0905777777"})
    send(province, office, tmp_path)
    undo.undo(office)
    assert foreign.page(office)[0].undone
    assert entries.get(office, "subject", one).get("phone") == "0905123456"
    undo.redo(office)
    assert not foreign.page(office)[0].undone


def test_each_of_several_files_has_its_own_changes(make_office: Any, tmp_path: Path) -> None:
    province = make_office("tinh", "51", role="province")
    offices = {name: make_office(name, unit) for name, unit in (("dakha", "615"), ("dakto", "612"))}
    ids = []
    for number, (name, office) in enumerate(offices.items()):
        ids.append(entries.save(office, "subject", None, {"name": f"HTX {number}"}).id)
        send(office, province, tmp_path)
        entries.save(office, "subject", ids[-1], {"name": f"HTX {number} mới"})
        swap.export(office, tmp_path / f"{name}-2.xlsx")
    swap.merge(province, [tmp_path / "dakha-2.xlsx", tmp_path / "dakto-2.xlsx"])
    found = {group.file: [line.after for line in group.lines] for group in foreign.page(province)}
    assert found == {"dakha-2.xlsx": ["HTX 0 mới"], "dakto-2.xlsx": ["HTX 1 mới"]}
    assert len({group.action for group in foreign.page(province)}) == 1


def test_the_pages_of_files_join_without_a_gap(both: Any, tmp_path: Path) -> None:
    office, province, one = both
    for number in range(4):
        entries.save(province, "subject", one, {"phone": f"090577777{number}"})
        send(province, office, tmp_path)
    first = foreign.page(office, limit=3)
    rest = foreign.page(office, limit=3, below=first[-1].place)
    assert len({group.file for group in (*first, *rest)}) == 4
