"""One decision, many rows: what each row becomes, all saved at once, all taken back at once."""

import pytest

from ocop_desktop.actions import batches, entries, lists, undo
from ocop_desktop.actions.batches import Line, Made

HEAD = {
    "decision_no": "152/QĐ-UBND",
    "issued_on": "2026-03-20",
    "level": "province",
    "issuer": "UBND tỉnh",
}


def made(data, kind, **fields):
    saved = entries.save(data, kind, None, fields)
    assert saved.saved, saved.rejected
    return saved.id


@pytest.fixture
def subjects(office):
    return [made(office, "subject", name=f"HTX số {n}", commune="23500") for n in range(3)]


@pytest.fixture
def products(office, subjects):
    return [made(office, "product", name=f"Sản phẩm {n}", subject=subjects[0]) for n in range(4)]


def batch(name):
    return batches.the_batches()[name]


def lines(products, **more):
    return [Line({"product": id, "stars": 3, "kind": "first", **more}) for id in products]


def fates(plan):
    return [fate.what for fate in plan.fates]


def count(data, kind):
    return lists.count(data, kind)


# ---- each row a record


def test_new_rows_carry_the_decision(office, products):
    done = batches.save(office, batch("recognition"), HEAD, lines(products))
    assert done.saved
    assert fates(done.plan) == ["new"] * 4
    found = lists.entries(office, "recognition")
    assert {one.get("decision_no") for one in found} == {"152/QĐ-UBND"}
    assert {one.get("expires_on") for one in found} == {"2029-03-20"}
    assert all(one.get("regulation") for one in found)
    assert entries.get(office, "product", products[0]).get("current_stars") == 3


def test_one_undo_takes_all_back(office, products):
    batches.save(office, batch("recognition"), HEAD, lines(products))
    undone = undo.undo(office)
    assert undone.verb == "batch"
    assert count(office, "recognition") == 0
    assert entries.get(office, "product", products[0]).get("current_stars") is None


def test_the_same_decision_again_changes_nothing_and_doubles_nothing(office, products):
    for _ in range(2):
        done = batches.save(office, batch("recognition"), HEAD, lines(products))
    assert fates(done.plan) == ["same"] * 4
    assert count(office, "recognition") == 4
    assert undo.undo(office).records >= 4  # the first time; the second did nothing


def test_a_row_that_is_there_is_updated_and_blanks_change_nothing(office, products):
    batches.save(office, batch("recognition"), HEAD, lines(products[:1], score="72.5"))
    rows = lines(products[:2])
    rows[0] = Line({"product": products[0], "stars": 4})
    head = {**HEAD, "decision_no": "152/qđ-ubnd"}
    done = batches.save(office, batch("recognition"), {**head, "issuer": None}, rows)
    assert fates(done.plan) == ["update", "new"]
    first = next(e for e in lists.entries(office, "recognition") if e.get("product") == products[0])
    assert (first.get("stars"), first.get("score")) == (4, "72.5")
    assert first.get("issuer") == "UBND tỉnh"


def test_the_same_number_of_another_year_is_another_decision(office, products):
    batches.save(office, batch("recognition"), HEAD, lines(products[:1]))
    later = batches.preview(
        office, batch("recognition"), {**HEAD, "issued_on": "2029-03-20"}, lines(products[:1])
    )
    assert fates(later) == ["new"]


def test_nothing_is_saved_where_one_row_is_refused(office, products):
    rows = lines(products)
    rows[2] = Line({"product": products[2]}, unread={"stars": "“sáu” không phải hạng sao"})
    done = batches.save(office, batch("recognition"), HEAD, rows)
    assert not done.saved
    assert fates(done.plan) == ["new", "new", "refused", "new"]
    assert done.plan.fates[2].reasons == ["“sáu” không phải hạng sao"]
    assert count(office, "recognition") == 0


def test_a_row_without_its_product_and_a_row_twice_are_refused(office, products):
    rows = [*lines(products[:1]), Line({"stars": 3}), *lines(products[:1])]
    planned = batches.preview(office, batch("recognition"), HEAD, rows)
    assert fates(planned) == ["new", "refused", "refused"]
    assert "Chưa chọn “Sản phẩm”" in planned.fates[1].reasons[0]
    assert "dòng 1" in planned.fates[2].reasons[0]


def test_a_row_that_was_only_begun_stops_nothing_and_becomes_nothing(office, products):
    rows = [Line({"kind": "first"}, blank=True), *lines(products[:1])]
    done = batches.save(office, batch("recognition"), HEAD, rows)
    assert fates(done.plan) == ["blank", "new"]
    assert count(office, "recognition") == 1
    event = {"name": "Hội chợ", "starts_on": "2026-04-01", "kind": "fair"}
    planned = batches.preview(office, batch("event_products"), event, [Line({}, blank=True)])
    assert fates(planned) == ["blank"]


def test_a_decision_without_number_or_with_an_unreadable_date_is_refused(office, products):
    head = {"level": "province"}
    planned = batches.preview(
        office, batch("recognition"), head, lines(products), unread={"issued_on": "không đọc được"}
    )
    assert planned.refused
    assert {one.field for one in planned.head} >= {"decision_no", "issued_on"}
    assert not batches.save(office, batch("recognition"), head, lines(products)).saved


def test_what_is_missing_or_odd_is_told_by_column_and_stops_nothing(office, products):
    planned = batches.preview(
        office, batch("recognition"), HEAD, [Line({"product": products[0], "stars": 5})]
    )
    assert fates(planned) == ["new"]
    assert [(p.field, p.level) for p in planned.fates[0].problems] == [("stars", "warning")]
    blank = batches.preview(office, batch("recognition"), HEAD, [Line({"product": products[0]})])
    assert [(p.field, p.code) for p in blank.fates[0].problems] == [("stars", "required")]
    assert not blank.refused


def test_records_made_on_the_way_are_made_once_and_undone_with_the_rows(office, subjects):
    new, owner = office.new_id(), office.new_id()
    to_make = {
        new: Made("product", {"name": "Mắc ca sấy", "subject": owner}),
        owner: Made("subject", {"name": "HTX mới"}),
        office.new_id(): Made("product", {"name": "Không dòng nào cần"}),
    }
    done = batches.save(office, batch("recognition"), HEAD, lines([new]), made=to_make)
    assert (done.saved, done.made) == (True, 2)
    assert entries.get(office, "product", new).get("subject") == owner
    assert count(office, "product") == 1
    shown = lists.rows(office, "recognition", lists.keys(office, "recognition"), ["product"])
    assert shown[0].texts == ("Mắc ca sấy",)
    undo.undo(office)
    assert (count(office, "product"), count(office, "subject")) == (0, 3)


# ---- rows that go into tables


def support(subject, **cells):
    return Line({"subject": subject, **cells})


SUPPORT = {
    "decision_no": "88/QĐ-UBND",
    "decision_on": "2026-05-05",
    "kind": "machine",
    "programme": "ntm",
    "state": "approved",
}


def grants(data):
    return [entries.get(data, "support", one.id) for one in lists.entries(data, "support")]


def test_flat_columns_become_items_and_sources(office, subjects):
    programme = office.forms["support"].field("programme").type.options[0].code
    head = {**SUPPORT, "programme": programme}
    rows = [
        support(
            subjects[0],
            items__name="Máy sấy",
            items__quantity="2",
            sources__approved__province=100_000_000,
            sources__approved__own_cash=50_000_000,
        ),
        support(subjects[1], items__name="Máy đóng gói", sources__approved__central=70_000_000),
        support(subjects[0], items__name="Máy rang", sources__approved__province=20_000_000),
    ]
    done = batches.save(office, batch("support"), head, rows)
    assert done.saved
    assert count(office, "support") == 2
    first = next(one for one in grants(office) if one.get("subject") == subjects[0])
    assert [row.get("name") for row in first.rows("items")] == ["Máy sấy", "Máy rang"]
    assert first.rows("items")[1].get("quantity") == "1"
    money = {row.get("source"): row.get("approved") for row in first.rows("sources")}
    assert money == {"province": 120_000_000, "own_cash": 50_000_000}
    assert (first.get("state_total"), first.get("total")) == (120_000_000, 170_000_000)
    again = batches.save(office, batch("support"), head, rows)
    assert fates(again.plan) == ["same"] * 3
    more = [support(subjects[0], items__name="máy sấy", sources__approved__province=130_000_000)]
    assert fates(batches.save(office, batch("support"), head, more).plan) == ["update"]
    first = next(one for one in grants(office) if one.get("subject") == subjects[0])
    assert len(first.rows("items")) == 2
    assert first.get("state_total") == 130_000_000
    undo.undo(office)
    undo.undo(office)
    assert count(office, "support") == 0


EVENT = {"name": "Hội chợ Đăk Hà", "starts_on": "2026-04-01", "kind": "fair"}


def test_an_event_gets_its_products_and_later_more(office, products):
    rows = [Line({"product": id, "revenue": 1_000_000}) for id in products[:2]]
    assert fates(batches.save(office, batch("event_products"), EVENT, rows).plan) == ["new"] * 2
    rows = [
        Line({"product": products[1], "revenue": 5_000_000}),
        Line({"product": products[2]}),
        Line({"product": products[0]}),
    ]
    done = batches.save(office, batch("event_products"), {**EVENT, "name": "hội chợ đăk hà"}, rows)
    assert fates(done.plan) == ["update", "new", "same"]
    assert count(office, "event") == 1
    event = entries.get(office, "event", lists.entries(office, "event")[0].id)
    shown = [(row.get("product"), row.get("revenue")) for row in event.rows("products")]
    assert shown == [(products[0], 1_000_000), (products[1], 5_000_000), (products[2], None)]


# ---- what is shown from the start, and closed


@pytest.fixture
def outlet(office):
    return made(office, "outlet", name="Cửa hàng OCOP")


def test_unticking_closes_a_listing_and_ticking_opens_it_again(office, products, outlet):
    one, head = batch("listing_by_outlet"), {"outlet": outlet, "starts_on": "2026-01-01"}
    batches.save(office, one, head, [Line({"product": id, "state": "selling"}) for id in products])
    held = batches.shown(office, one, {"outlet": outlet})
    assert {entry.get("product") for entry in held} == set(products)
    rows = [
        Line(dict(entry.values), id=entry.id, dropped=entry.get("product") == products[0])
        for entry in held
    ]
    done = batches.save(office, one, {"outlet": outlet}, rows, day="2026-06-30")
    assert sorted(fates(done.plan)) == ["close", "same", "same", "same"]
    assert count(office, "listing") == 4
    gone = next(e for e in lists.entries(office, "listing") if e.get("product") == products[0])
    assert (gone.get("state"), gone.get("ends_on")) == ("gone", "2026-06-30")
    assert len(batches.shown(office, one, {"outlet": outlet})) == 3
    back = [Line({"product": products[0], "state": "selling"})]
    head = {"outlet": outlet, "starts_on": "2026-09-01"}
    assert fates(batches.save(office, one, head, back).plan) == ["update"]
    gone = entries.get(office, "listing", gone.id)
    assert (gone.get("state"), gone.get("ends_on")) == ("selling", None)
    assert gone.get("starts_on") == "2026-01-01"


def test_a_shown_row_writes_what_was_typed_over_blanks_too(office, products, outlet):
    one, head = batch("listing_by_outlet"), {"outlet": outlet}
    rows = [Line({"product": products[0], "state": "selling", "url": "postmart.vn/1"})]
    batches.save(office, one, head, rows)
    held = batches.shown(office, one, head)[0]
    line = Line({**held.values, "url": None}, id=held.id, changed=frozenset(["url"]))
    assert fates(batches.save(office, one, head, [line]).plan) == ["update"]
    assert entries.get(office, "listing", held.id).get("url") is None


# ---- scale


def test_five_hundred_rows_are_asked_about_at_once(office, subjects, monkeypatch):
    from sqlalchemy import event

    products = [
        saved.id
        for saved in entries.save_many(
            office,
            "product",
            [(None, {"name": f"P{n}", "subject": subjects[0]}, {}) for n in range(500)],
        )
    ]
    asked = []
    event.listen(office.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    planned = batches.preview(office, batch("recognition"), HEAD, lines(products))
    assert planned.count("new") == 500
    assert len(asked) < 10
