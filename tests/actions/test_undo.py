"""Undo and redo bring values exactly back, step by step or one chosen action by itself."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from ocop_desktop.actions import bring_back, entries, history, undo
from ocop_desktop.actions.history import Wanted
from ocop_desktop.messages import Cancelled, Trouble
from ocop_desktop.store.tables import SearchRow

KINDS = ("subject", "product", "support")
WORDS = ("Đăk Mar", "Pô Kô", "Sáu Nhung", "Ngọc Hồi", "Măng Ri", "Tu Mơ Rông")


@pytest.fixture
def subject(office: Any) -> str:
    return entries.save(office, "subject", None, {"name": "HTX Một", "phone": "0905123456"}).id


def seen(data: Any) -> dict[str, Any]:
    """Every record that is not removed: its values, its rows in order, its title in the lists."""
    found: dict[str, Any] = {}
    with data.read() as connection:
        rows = connection.execute(
            select(SearchRow.kind, SearchRow.id, SearchRow.title).where(
                SearchRow.removed.is_(False), SearchRow.kind.in_(KINDS)
            )
        ).all()
    for kind, id, title in rows:
        entry = entries.get(data, kind, id)
        tables = {
            name: [(row.id, filled(row.values)) for row in entry.rows(name)]
            for name in entry.tables
        }
        found[id] = (kind, title, filled(entry.values), tables)
    return found


def filled(values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


class Officer:
    """Does one random thing at a time."""

    def __init__(self, data: Any, seed: int) -> None:
        self.data, self.chance = data, random.Random(f"undo {seed}")

    def act(self) -> None:
        here = [(kind, id) for id, (kind, *_) in seen(self.data).items()]
        doings = [self.make, self.make] + ([self.change, self.mark, self.many, self.back] * 2)
        self.chance.choice(doings if here else [self.make])(here)

    def word(self) -> str:
        return f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"

    def some(self, here: Any, kind: str) -> str | None:
        ids = [id for one, id in here if one == kind]
        return self.chance.choice(sorted(ids)) if ids else None

    def make(self, here: Any) -> None:
        kind = self.chance.choice(KINDS)
        self.save(kind, None, here)

    def change(self, here: Any) -> None:
        self.save(*self.chance.choice(sorted(here)), here)

    def save(self, kind: str, id: str | None, here: Any) -> None:
        fields, tables = self.given(kind, id, here)
        assert entries.save(self.data, kind, id, fields, tables).saved

    def given(self, kind: str, id: str | None, here: Any) -> tuple[Any, Any]:
        if kind == "subject":
            fields = {"name": self.word(), "phone": self.chance.choice([None, "0905123456"])}
            return fields, {"persons": self.rows(id, "persons", "full_name", self.word)}
        share = lambda: self.chance.randrange(1, 40)  # noqa: E731
        if kind == "product":
            fields = {"name": self.word(), "subject": self.some(here, "subject")}
            rows = self.rows(id, "materials", "share", share, source="commune")
            return fields, {"materials": rows}
        fields = {"project": self.word(), "subject": self.some(here, "subject")}
        return fields, {"sources": self.rows(id, "sources", "approved", share, source="province")}

    def rows(self, id: str | None, table: str, field: str, value: Any, **more: Any) -> Any:
        """The rows that are there shuffled, one of them changed or removed, and a new one."""
        kept: list[dict[str, Any]] = []
        if id is not None:
            kind = next(k for k in KINDS if any(t.name == table for t in self.data.forms[k].tables))
            kept = [{"id": r.id} for r in entries.get(self.data, kind, id).rows(table)]
        self.chance.shuffle(kept)
        if kept and self.chance.random() < 0.5:
            kept[0] |= {field: value()} if self.chance.random() < 0.6 else {"removed": True}
        if self.chance.random() < 0.5:
            kept.append({field: value(), **more})
        return kept

    def mark(self, here: Any) -> None:
        kind, id = self.chance.choice(sorted(here))
        entries.remove(self.data, kind, [id])

    def back(self, here: Any) -> None:
        with self.data.read() as connection:
            gone = connection.execute(
                select(SearchRow.kind, SearchRow.id)
                .where(SearchRow.removed.is_(True), SearchRow.kind.in_(KINDS))
                .order_by(SearchRow.id)
            ).all()
        if gone:
            kind, id = self.chance.choice(gone)
            entries.restore(self.data, kind, [id])

    def many(self, here: Any) -> None:
        kind = self.chance.choice(sorted(here))[0]
        ids = [id for one, id in here if one == kind]
        field = {"subject": "address_line", "product": "description", "support": "note"}[kind]
        field = field if field in self.data.forms[kind].by_name else self.text_of(kind)
        entries.save_many(self.data, kind, [(id, {field: self.word()}, {}) for id in ids])

    def text_of(self, kind: str) -> str:
        form = self.data.forms[kind]
        return next(f.name for f in form.fields if f.type.kind == "text" and not f.computed)


@pytest.mark.parametrize("seed", range(6))
def test_undo_and_redo_bring_every_state_exactly_back(office: Any, seed: int) -> None:
    officer = Officer(office, seed)
    past, future = [], []
    now = seen(office)
    for _ in range(45):
        dice = officer.chance.random()
        if dice < 0.3:
            undone = undo.undo(office)
            assert (undone is None) == (not past)
            if past:
                future.append(now)
                now = past.pop()
        elif dice < 0.5:
            redone = undo.redo(office)
            assert (redone is None) == (not future)
            if future:
                past.append(now)
                now = future.pop()
        else:
            before = undo.next_undo(office)
            officer.act()
            if undo.next_undo(office) != before:
                past.append(now)
                future.clear()
            now = seen(office)
        assert seen(office) == now
    while past:
        undo.undo(office)
        assert seen(office) == past.pop()


# -- redo -----------------------------------------------------------------------------------------


def test_redo_goes_forward_step_by_step(office: Any, subject: str) -> None:
    for name in ("Hai", "Ba"):
        entries.save(office, "subject", subject, {"name": name})
    undo.undo(office)
    undo.undo(office)
    names = []
    while undo.redo(office):
        names.append(entries.get(office, "subject", subject).get("name"))
    assert names == ["Hai", "Ba"]


def test_nothing_is_done_again_after_something_new(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"name": "Hai"})
    undo.undo(office)
    entries.save(office, "subject", subject, {"phone": "0905999999"})
    assert undo.next_redo(office) is None
    assert undo.redo(office) is None
    assert entries.get(office, "subject", subject).get("name") == "HTX Một"


def test_undo_is_known_after_the_file_was_closed(office: Any, subject: str) -> None:
    from ocop_desktop.actions import start

    entries.save(office, "subject", subject, {"name": "Hai"})
    path = office.where
    office.close()
    with start.open_data(path) as again:
        assert undo.undo(again) is not None
        step = undo.next_redo(again)
        assert step is not None
        assert step.verb == "save"
        assert undo.redo(again) is not None
        assert entries.get(again, "subject", subject).get("name") == "Hai"


def test_records_that_link_to_a_retitled_one_are_found_by_the_name_brought_back(
    office: Any, subject: str
) -> None:
    from ocop_desktop.actions import lists

    product = entries.save(office, "product", None, {"name": "Cà phê", "subject": subject}).id
    entries.save(office, "recognition", None, {"product": product, "stars": 4})
    entries.save(office, "product", product, {"name": "Mật ong"})
    undo.undo(office)
    assert len(lists.keys(office, "recognition", typed="ca phe")) == 1
    undo.redo(office)
    assert len(lists.keys(office, "recognition", typed="mat ong")) == 1


def test_rows_come_back_in_their_order(office: Any, subject: str) -> None:
    given = {"persons": [{"full_name": name} for name in ("Một", "Hai", "Ba")]}
    entries.save(office, "subject", subject, {}, given)
    rows = entries.get(office, "subject", subject).rows("persons")
    entries.save(office, "subject", subject, {}, {"persons": [{"id": r.id} for r in rows[::-1]]})
    undo.undo(office)
    back = entries.get(office, "subject", subject).rows("persons")
    assert [row.get("full_name") for row in back] == ["Một", "Hai", "Ba"]
    undo.redo(office)
    again = entries.get(office, "subject", subject).rows("persons")
    assert [row.get("full_name") for row in again] == ["Ba", "Hai", "Một"]


# -- a chosen action ------------------------------------------------------------------------------


def actions(data: Any) -> list[str]:
    return [group.id for group in history.page(data, Wanted())]


def test_an_older_action_is_taken_back_by_itself(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"name": "Hai"})
    chosen = actions(office)[0]
    entries.save(office, "subject", subject, {"phone": "0905999999"})
    undo.undo(office, chosen)
    entry = entries.get(office, "subject", subject)
    assert (entry.get("name"), entry.get("phone")) == ("HTX Một", "0905999999")
    undo.redo(office)
    assert entries.get(office, "subject", subject).get("name") == "Hai"


def test_a_later_change_of_the_same_field_stands_in_the_way(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"name": "Hai"})
    chosen = actions(office)[0]
    entries.save(office, "subject", subject, {"name": "Ba"})
    with pytest.raises(Trouble) as trouble:
        undo.undo(office, chosen)
    assert trouble.value.code == "undo_hindered"
    assert "Tên" in str(trouble.value)
    assert entries.get(office, "subject", subject).get("name") == "Ba"
    undo.undo(office)
    undo.undo(office, chosen)
    assert entries.get(office, "subject", subject).get("name") == "HTX Một"


def test_a_new_record_that_was_worked_on_is_not_taken_away(office: Any, subject: str) -> None:
    made = actions(office)[0]
    entries.save(office, "subject", subject, {}, {"persons": [{"full_name": "Y Một"}]})
    with pytest.raises(Trouble) as trouble:
        undo.undo(office, made)
    assert trouble.value.code == "undo_hindered"
    assert not entries.get(office, "subject", subject).removed


def test_nothing_is_taken_back_twice(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"name": "Hai"})
    chosen = actions(office)[0]
    undo.undo(office, chosen)
    with pytest.raises(Trouble) as trouble:
        undo.undo(office, chosen)
    assert trouble.value.code == "undone_already"
    with pytest.raises(Trouble):
        undo.undo(office, actions(office)[0])  # the undo itself: redo is for that


def test_cancelling_an_undo_leaves_everything(office: Any) -> None:
    entries.save_many(office, "subject", [(None, {"name": f"HTX {n}"}, {}) for n in range(600)])

    def stop(done: int, total: int, what: str) -> None:
        assert total == 600
        raise Cancelled

    with pytest.raises(Cancelled):
        undo.undo(office, progress=stop)
    assert undo.next_redo(office) is None
    assert len(seen(office)) == 600
    undo.undo(office)
    assert seen(office) == {}
    undo.redo(office)
    assert len(seen(office)) == 600


# -- bringing a value back ------------------------------------------------------------------------


def change_of(data: Any, field: str) -> Any:
    groups = history.page(data, Wanted())
    return next(line for group in groups for line in group.lines if line.field == field)


def test_a_value_is_brought_back_and_can_be_undone(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"phone": "0905999999", "name": "Hai"})
    assert bring_back.bring_back(office, change_of(office, "phone"))
    entry = entries.get(office, "subject", subject)
    assert (entry.get("phone"), entry.get("name")) == ("0905123456", "Hai")
    assert history.page(office, Wanted())[0].verb == "bring_back"
    undo.undo(office)
    assert entries.get(office, "subject", subject).get("phone") == "0905999999"


def test_a_value_that_stands_there_already_is_no_change(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"phone": "0905999999"})
    line = change_of(office, "phone")
    assert bring_back.bring_back(office, line)
    assert not bring_back.bring_back(office, line)


def test_nothing_is_brought_back_into_a_removed_record(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {"phone": "0905999999"})
    line = change_of(office, "phone")
    entries.remove(office, "subject", [subject])
    with pytest.raises(Trouble) as trouble:
        bring_back.bring_back(office, line)
    assert trouble.value.code == "record_removed"
    assert "HTX Một" in str(trouble.value)


@pytest.mark.file_only("SQLite changes JSON in its own words")
def test_a_value_that_reads_no_longer_says_so(office: Any, subject: str) -> None:
    from sqlalchemy import text

    entries.save(office, "subject", subject, {"phone": "0905999999"})
    with office.work("test") as work:
        work.connection.execute(
            text("UPDATE history SET changes = json_replace(changes, '$.phone[0]', 'xưa')")
        )
        work.connection.execute(
            text("UPDATE history SET changes = json_set(changes, '$.old_field', json('[1, 2]'))")
        )
    with pytest.raises(Trouble) as trouble:
        bring_back.bring_back(office, change_of(office, "phone"))
    assert trouble.value.code == "value_unreadable"
    old = change_of(office, "old_field")
    assert not old.usable
    with pytest.raises(Trouble) as trouble:
        bring_back.bring_back(office, old)
    assert trouble.value.code == "field_gone"


def test_what_the_program_computes_is_not_brought_back(office: Any, subject: str) -> None:
    product = entries.save(office, "product", None, {"name": "Chè", "subject": subject}).id
    rows = {"materials": [{"source": "commune", "share": 40}]}
    entries.save(office, "product", product, {}, rows)
    line = change_of(office, "local_share")
    assert not line.usable
    with pytest.raises(Trouble) as trouble:
        bring_back.bring_back(office, line)
    assert trouble.value.code == "field_computed"


def test_a_removed_row_is_brought_back(office: Any, subject: str) -> None:
    entries.save(office, "subject", subject, {}, {"persons": [{"full_name": "Y Một"}]})
    row = entries.get(office, "subject", subject).rows("persons")[0]
    entries.save(office, "subject", subject, {}, {"persons": [{"id": row.id, "removed": True}]})
    (line,) = history.page(office, Wanted())[0].lines
    assert (line.what, line.path) == ("gone", f"{office.forms['person'].label} 1")
    assert bring_back.bring_back(office, line)
    assert len(entries.get(office, "subject", subject).rows("persons")) == 1
