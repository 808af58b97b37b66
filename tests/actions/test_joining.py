"""Two records that are one: everything of both is seen with the one kept, and splits exactly."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from ocop_desktop.actions import (
    around,
    entries,
    figures,
    flaws,
    history,
    joining,
    lists,
    questions,
    samples,
    undo,
)
from ocop_desktop.actions.history import Wanted
from ocop_desktop.actions.joining import join, unjoin
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import AlikeKey, Flaw, Joined, JoinedLink, SearchRow

PRESENT = {"full_name": "Y Lan", "birth_year": 1980, "role": "owner", "present": ["s1"]}


def save(data: Any, kind: str, **fields: Any) -> str:
    tables = fields.pop("tables", {})
    saved = entries.save(data, kind, None, fields, tables)
    assert saved.saved, saved.rejected
    return saved.id


def owner(data: Any, name: str, **fields: Any) -> str:
    return save(data, "subject", name=name, commune="23500", **fields)


class World:
    """Two subjects entered twice by mistake, each with everything that can hang on one."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.first = owner(
            data, "HTX Đăk Mar", phone="0905123456", tables={"persons": [{"full_name": "Y Lan"}]}
        )
        self.second = owner(
            data, "HTX Dak Mar", tax_code="6101234567", tables={"persons": [{"full_name": "A Tư"}]}
        )
        self.of_first, self.of_second = self._all(self.first), self._all(self.second)

    def _all(self, subject: str) -> dict[str, str]:
        data, name = self.data, entries.get(self.data, "subject", subject).get("name")
        made = {"product": save(data, "product", name=f"Cà phê của {name}", subject=subject)}
        made["recognition"] = save(
            data,
            "recognition",
            product=made["product"],
            level="province",
            stars=4,
            issued_on="2025-03-01",
        )
        made["evidence"] = save(data, "evidence", subject=subject, number="12/GCN")
        made["support"] = save(
            data, "support", subject=subject, products=[made["product"]], total=1_000_000
        )
        rows = [{**PRESENT, "subject": subject}]
        made["course"] = save(
            data, "course", name=f"Lớp {name}", starts_on="2025-04-01", tables={"attendances": rows}
        )
        return made


@pytest.fixture
def world(office: Any) -> World:
    return World(office)


def dump(data: Any, *, bookkeeping: bool = False) -> dict[str, Any]:
    """Every row of every table of records, as the file holds it; and what follows from them."""
    left = () if bookkeeping else ("revision", "stamps", "changed_at", "changed_by")
    found: dict[str, Any] = {}
    with data.read() as connection:
        for kind in data.forms:
            table = table_of(kind)
            rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
            found[kind] = [{k: v for k, v in row.items() if k not in left} for row in rows]
        for model in (Joined, JoinedLink, AlikeKey):
            table = model.__table__
            found[model.__tablename__] = connection.execute(
                select(table).order_by(*table.primary_key.columns)
            ).all()
        words = select(SearchRow.kind, SearchRow.id, SearchRow.removed, SearchRow.title)
        words = words.add_columns(SearchRow.sort_key, SearchRow.folded).order_by(SearchRow.id)
        found["words"] = connection.execute(words).all()
    return found


def listed(data: Any, kind: str, **where: Any) -> list[str]:
    return [one.id for one in lists.entries(data, kind, where=where)]


def neighbours(data: Any, id: str) -> dict[str, set[str]]:
    found = around.neighbours(data, "subject", id, first=99)
    return {group.kind: {one.id for one in group.found} for group in found.groups}


# ---- what is seen


def test_the_other_is_on_no_list_and_counted_nowhere(world: World) -> None:
    join(world.data, world.first, world.second)
    assert listed(world.data, "subject") == [world.first]
    assert lists.count(world.data, "subject") == 1
    assert figures.report(world.data).as_json()["figures"]["subjects_recorded"] == 1
    assert [
        hit.id for hit in lists.find_anywhere(world.data, "Dak Mar") if hit.kind == "subject"
    ] == [world.first]


def test_everything_of_the_other_is_listed_with_the_one_kept(world: World) -> None:
    join(world.data, world.first, world.second)
    for kind in ("product", "support", "evidence"):
        both = {world.of_first[kind], world.of_second[kind]}
        assert set(listed(world.data, kind, subject=world.first)) == both, kind
        assert listed(world.data, kind, subject=world.second) == [], kind
    found = neighbours(world.data, world.first)
    for kind in ("product", "support", "evidence", "course", "recognition"):
        assert {world.of_first[kind], world.of_second[kind]} <= found[kind], kind


def test_the_rows_of_the_other_stand_in_the_one_kept(world: World) -> None:
    join(world.data, world.first, world.second)
    kept = entries.get(world.data, "subject", world.first)
    assert [row.get("full_name") for row in kept.rows("persons")] == ["Y Lan", "A Tư"]
    assert entries.get(world.data, "subject", world.second).rows("persons") == ()


def test_a_paper_of_its_product_names_the_one_kept(world: World) -> None:
    join(world.data, world.first, world.second)
    product = entries.get(world.data, "product", world.of_second["product"])
    assert product.get("subject") == world.first
    assert product.get("current_stars") == 4
    keys = lists.keys(world.data, "product")
    shown = lists.rows(world.data, "product", keys, ["subject"])
    assert [row.texts for row in shown] == [("HTX Đăk Mar",)] * 2


def test_a_list_finds_its_product_by_the_name_of_the_one_kept(world: World) -> None:
    renamed = entries.save(world.data, "subject", world.first, {"name": "Hợp tác Ngọc Linh"})
    assert renamed.saved
    join(world.data, world.first, world.second)
    keys = lists.keys(world.data, "product", typed="Ngọc Linh")
    assert world.of_second["product"] in lists.ids_of(world.data, keys)


def test_products_twice_are_noticed_once_their_owners_are_one(office: Any) -> None:
    one, other = owner(office, "HTX Một"), owner(office, "Hộ Hai")
    save(office, "product", name="Chè Shan", subject=one)
    save(office, "product", name="Chè  shan", subject=other)
    assert questions.open_questions(office, "product") == []
    join(office, one, other)
    assert [pair.sign for pair in questions.open_questions(office, "product")] == ["name"]
    unjoin(office, other)
    assert questions.open_questions(office, "product") == []


def test_the_question_is_answered_by_joining_and_comes_again_when_split(office: Any) -> None:
    one = owner(office, "HTX Một", phone="0905123456")
    other = owner(office, "Hộ Hai", phone="0905123456")
    assert len(questions.open_questions(office, "subject")) == 1
    join(office, one, other)
    assert questions.open_questions(office) == []
    unjoin(office, other)
    assert len(questions.open_questions(office, "subject")) == 1


def test_subject_turns_of_both_are_turns_of_one(world: World) -> None:
    before = figures.report(world.data, start="2025-01-01", end="2025-12-31").as_json()["figures"]
    join(world.data, world.first, world.second)
    after = figures.report(world.data, start="2025-01-01", end="2025-12-31").as_json()["figures"]
    assert before["subjects_trained"] == 2
    assert after["subjects_trained"] == 1
    assert after["training_turns"] == before["training_turns"] == 2


# ---- splitting and undo


def test_undo_of_a_join_restores_everything_exactly(world: World) -> None:
    before = dump(world.data)
    join(world.data, world.first, world.second, {"tax_code": "6101234567"})
    assert dump(world.data) != before
    assert undo.undo(world.data)
    assert dump(world.data) == before
    joined = undo.redo(world.data)
    assert joined
    assert entries.get(world.data, "subject", world.first).get("tax_code") == "6101234567"
    assert listed(world.data, "subject") == [world.first]


def test_splitting_restores_everything_exactly(world: World) -> None:
    before = dump(world.data)
    join(world.data, world.first, world.second)
    assert unjoin(world.data, world.second).keep == world.first
    assert dump(world.data) == before


def test_joining_writes_nothing_but_the_other_record(world: World) -> None:
    def written() -> dict[str, int]:
        found = {}
        with world.data.read() as connection:
            for kind in world.data.forms:
                table = table_of(kind)
                found |= {row.id: row.revision for row in connection.execute(select(table))}
        return found

    before = written()
    join(world.data, world.first, world.second)
    assert {id for id, revision in written().items() if before[id] != revision} == {world.second}


def test_a_sample_file_splits_exactly_whatever_was_joined(office: Any) -> None:
    samples.fill(office, subjects=30, seed=5)
    before = dump(office)
    for kind in ("subject", "product", "course", "support"):
        one, other, third = listed(office, kind)[:3]
        join(office, one, other)
        join(office, third, one)
        assert set(joining.stands_for(office, third)) == {one, other}
        unjoin(office, other)
        unjoin(office, one)
        assert dump(office) == before, kind


def test_what_is_saved_of_a_child_keeps_whom_it_named(world: World) -> None:
    product = world.of_second["product"]
    join(world.data, world.first, world.second)
    shown = entries.get(world.data, "product", product)
    saved = entries.save(
        world.data, "product", product, {"name": "Tên mới", "subject": shown.get("subject")}
    )
    assert saved.saved
    unjoin(world.data, world.second)
    assert entries.get(world.data, "product", product).get("subject") == world.second


def test_a_new_child_of_the_one_kept_stays_with_it(world: World) -> None:
    join(world.data, world.first, world.second)
    new = save(world.data, "product", name="Mới", subject=world.first)
    unjoin(world.data, world.second)
    assert entries.get(world.data, "product", new).get("subject") == world.first


def test_a_child_that_names_the_other_is_seen_with_the_one_kept(world: World) -> None:
    join(world.data, world.first, world.second)
    new = save(world.data, "product", name="Mới", subject=world.second)
    assert entries.get(world.data, "product", new).get("subject") == world.first
    unjoin(world.data, world.second)
    assert entries.get(world.data, "product", new).get("subject") == world.second


def test_links_to_several_are_shown_once_each(world: World) -> None:
    one, other = world.of_first["product"], world.of_second["product"]
    both = save(world.data, "support", subject=world.first, products=[one, other])
    join(world.data, one, other)
    assert entries.get(world.data, "support", both).get("products") == [one]
    assert entries.get(world.data, "support", world.of_second["support"]).get("products") == [one]
    unjoin(world.data, other)
    assert entries.get(world.data, "support", both).get("products") == sorted([one, other])


# ---- chains, removed records, refusals


def test_a_chain_shows_its_last_record_and_splits_in_the_middle(office: Any) -> None:
    a, b, c = (owner(office, name) for name in ("Một", "Hai", "Ba"))
    product = save(office, "product", name="Chè", subject=a)
    join(office, b, a)
    join(office, c, b)
    assert entries.get(office, "product", product).get("subject") == c
    unjoin(office, b)
    assert entries.get(office, "product", product).get("subject") == b
    assert set(listed(office, "subject")) == {b, c}


def test_joining_one_that_was_joined_joins_those_that_stand(office: Any) -> None:
    a, b, c = (owner(office, name) for name in ("Một", "Hai", "Ba"))
    join(office, b, a)
    made = join(office, a, c)
    assert (made.keep, made.other) == (b, c)
    assert listed(office, "subject") == [b]


def test_removing_the_one_kept_lets_the_other_stand_again(world: World) -> None:
    join(world.data, world.first, world.second)
    entries.remove(world.data, "subject", [world.first])
    assert listed(world.data, "subject") == [world.second]
    assert listed(world.data, "product", subject=world.second) == [world.of_second["product"]]
    entries.restore(world.data, "subject", [world.first])
    assert listed(world.data, "subject") == [world.first]


def test_restoring_the_other_splits_it(world: World) -> None:
    before = dump(world.data)
    join(world.data, world.first, world.second)
    entries.restore(world.data, "subject", [world.second])
    assert dump(world.data) == before


def test_what_cannot_be_joined_is_refused(office: Any) -> None:
    one, other, gone = (owner(office, name) for name in ("Một", "Hai", "Ba"))
    entries.remove(office, "subject", [gone])
    product = save(office, "product", name="Chè", subject=one)
    paper = save(office, "evidence", subject=one)
    cases = [
        (one, one, "joined_already"),
        (one, product, "joins_not"),
        (paper, paper, "joins_not"),
        (one, gone, "joins_removed"),
        (one, "00000000-0000-4000-8000-000000000000", "no_such_record"),
    ]
    for keep, lose, code in cases:
        with pytest.raises(Trouble) as trouble:
            join(office, keep, lose)
        assert trouble.value.code == code
    join(office, one, other)
    with pytest.raises(Trouble, match="đã được gộp"):
        join(office, other, one)
    with pytest.raises(Trouble, match="chưa được gộp"):
        unjoin(office, one)


def test_values_that_cannot_be_read_join_nothing(world: World) -> None:
    before = dump(world.data, bookkeeping=True)
    with pytest.raises(Trouble, match="Mã số thuế"):
        join(world.data, world.first, world.second, {"tax_code": "x"})
    assert dump(world.data, bookkeeping=True) == before


def test_a_join_stands_in_the_record_and_in_its_history(world: World) -> None:
    join(world.data, world.first, world.second)
    other = entries.get(world.data, "subject", world.second)
    assert other.get(SAME_AS) == world.first
    assert joining.root(world.data, world.second) == world.first


def test_what_is_wrong_is_looked_for_again_when_owners_become_one(world: World) -> None:
    support = save(
        world.data, "support", subject=world.first, products=[world.of_second["product"]]
    )

    def told() -> set[str]:
        flaws.catch_up(world.data)
        with world.data.read() as connection:
            query = select(Flaw.record_id).where(Flaw.code == "product_of_another")
            return set(connection.scalars(query))

    assert told() == {support}
    join(world.data, world.first, world.second)
    assert told() == set()
    unjoin(world.data, world.second)
    assert told() == {support}


def test_the_past_of_the_other_is_told_with_the_one_kept(world: World) -> None:
    join(world.data, world.first, world.second)
    found = history.page(world.data, Wanted(record=("subject", world.first)))
    assert found[0].verb == "join"
    assert {line.id for group in found for line in group.lines} >= {world.first, world.second}
