"""Undo of many records at once: what they are found by, what follows from them, all or nothing."""

from typing import Any

import pytest
from sqlalchemy import select, text

from ocop_desktop.actions import derived, entries, lists, swap, undo
from ocop_desktop.actions.derived_many import ORDER
from ocop_desktop.messages import Cancelled
from ocop_desktop.store import late_index, reindex
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import SearchRow


@pytest.fixture(params=[1000, 2], ids=["few", "many"])
def few(request: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many records on the lists are numbered anew: the same must be there both ways."""
    monkeypatch.setattr(late_index, "_FEW", request.param)
    return int(request.param)


@pytest.fixture
def sent(make_office: Any, tmp_path: Any) -> Any:
    """A workbook of six subjects with products, ranks and grants."""
    there = make_office("there", unit="616")
    for n in range(6):
        owner = entries.save(there, "subject", None, {"name": f"HTX {n}"}).id
        rows = {"materials": [{"source": "commune", "share": 40}]}
        fields = {"name": f"Mật ong {n}", "subject": owner}
        product = entries.save(there, "product", None, fields, rows).id
        rank = {"product": product, "stars": 4, "issued_on": "2025-03-01"}
        entries.save(there, "recognition", None, rank)
        rows = {"sources": [{"source": "province", "approved": 5_000_000}]}
        entries.save(there, "support", None, {"project": f"Máy {n}", "subject": owner}, rows)
    entries.remove(there, "support", ids(there, "support")[:1])
    out = tmp_path / "sent.xlsx"
    swap.export(there, out)
    return there, out


def ids(data: Any, kind: str) -> list[str]:
    """The records of a kind, in the order of their list."""
    query = select(SearchRow.id).where(SearchRow.kind == kind, SearchRow.removed.is_(False))
    with data.read() as connection:
        return list(connection.scalars(query.order_by(SearchRow.number)))


def found_by(data: Any) -> list[Any]:
    """What every record is found by, in the order of its list."""
    columns = SearchRow.kind, SearchRow.removed, SearchRow.id, SearchRow.title
    columns += SearchRow.sort_key, SearchRow.folded
    with data.read() as connection:
        return list(map(tuple, connection.execute(select(*columns).order_by(SearchRow.number))))


def sound(data: Any) -> None:
    """What records are found by is what indexing all of them anew would write."""
    before = found_by(data)
    if not data.served:
        with data.beside() as connection:
            connection.execute(
                text("INSERT INTO search_fts (search_fts) VALUES ('integrity-check')")
            )
    reindex.reindex(data)
    assert sorted(found_by(data)) == sorted(before)
    by_place = [(kind, removed, key) for kind, removed, _, _, key, _ in before]
    for group in {one[:2] for one in by_place}:
        keys = [one[2] for one in by_place if one[:2] == group]
        assert keys == sorted(keys)


def held(data: Any) -> dict[str, Any]:
    """The values of every record and whether it is removed, computed ones among them."""
    beside = ("stamps", "revision", "changed_at", "changed_by")
    found: dict[str, Any] = {}
    with data.read() as connection:
        for kind in data.forms:
            for row in connection.execute(select(table_of(kind))).mappings():
                found[row["id"]] = {k: v for k, v in row.items() if k not in beside}
    return found


def test_a_merge_taken_back_and_done_again_is_found_as_it_was(
    make_office: Any, sent: Any, few: int
) -> None:
    here = make_office("here")
    entries.save(here, "subject", None, {"name": "HTX Của mình"})
    before = found_by(here)
    swap.merge(here, [sent[1]])
    merged, values = found_by(here), held(here)
    undo.undo(here)
    assert [row for row in found_by(here) if not row[1]] == before
    sound(here)
    undo.redo(here)
    assert found_by(here) == merged
    assert held(here) == values
    sound(here)


def test_names_brought_back_are_those_that_others_are_found_by(
    make_office: Any, sent: Any, tmp_path: Any, few: int
) -> None:
    there, first = sent
    here = make_office("here")
    swap.merge(here, [first])
    for id in ids(there, "subject"):
        entries.save(there, "subject", id, {"name": f"Hợp tác xã {id[:4]}"})
    again = tmp_path / "again.xlsx"
    swap.export(there, again)
    report = swap.merge(here, [again])
    assert len(lists.keys(here, "product", typed="hop tac xa")) == 6
    sound(here)
    touched = undo.undo(here, report.action).touched  # type: ignore[union-attr]
    assert len(lists.keys(here, "product", typed="hop tac xa")) == 0
    assert len(lists.keys(here, "product", typed="htx")) == 6
    assert {"subject", "support"} <= touched
    sound(here)


def test_what_follows_is_worked_out_for_every_record(make_office: Any, sent: Any) -> None:
    here = make_office("here")
    swap.merge(here, [sent[1]])
    product = ids(here, "product")[0]
    support = ids(here, "support")[0]
    undo.undo(here)
    gone = entries.get(here, "product", product)
    assert (gone.get("local_share"), gone.get("current_stars")) == (None, None)
    undo.redo(here)
    back = entries.get(here, "product", product)
    assert (back.get("local_share"), back.get("current_stars")) == ("40", 4)
    assert entries.get(here, "support", support).get("total") == 5_000_000


def test_stopped_at_any_step_it_leaves_everything(make_office: Any, sent: Any) -> None:
    here = make_office("here")
    report = swap.merge(here, [sent[1]])
    values, found, told = held(here), found_by(here), list[str]()
    undo.undo(here, report.action, progress=lambda done, total, what: told.append(what))
    undo.redo(here)
    assert {"Tính lại", "Lập chỉ mục tìm kiếm"} < set(told)
    for step in range(len(told)):
        left = iter(range(step))

        def stop(done: int, total: int, what: str, left: Any = left) -> None:
            assert done <= total
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            undo.undo(here, report.action, progress=stop)
    assert (held(here), found_by(here)) == (values, found)


def test_every_kind_that_is_worked_out_has_its_place_in_the_order(office: Any) -> None:
    assert set(ORDER) == derived.REWORKED
    for kind in ORDER:
        parent = office.forms[kind].parent
        assert parent not in ORDER or ORDER.index(kind) < ORDER.index(str(parent))


def test_no_kind_is_found_by_the_title_of_a_later_one(office: Any) -> None:
    order = reindex.kinds_in_order(office.forms)
    for place, kind in enumerate(order):
        shown = {str(getattr(one.type, "of", "")) for one in office.forms[kind].found_fields}
        assert shown.isdisjoint(order[place:])
