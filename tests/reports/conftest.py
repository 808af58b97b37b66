"""A small data file whose figures were counted by hand; the comments say what counts and why."""

from pathlib import Path

import pytest

from ocop_desktop.actions import entries, start


def keep(data, kind, values, tables=None):
    saved = entries.save(data, kind, None, values, tables)
    assert saved.saved, (kind, saved.rejected)
    return saved.id


def new_file(folder: Path):
    return start.new(folder / "kon-tum.ocop", "51", role="province")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory):
    with new_file(tmp_path_factory.mktemp("empty")) as data:
        yield data


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory):
    with new_file(tmp_path_factory.mktemp("world")) as data:
        subjects = add_subjects(data)
        products = add_products(data, subjects)
        add_ranks(data, products)
        add_courses(data, subjects)
        add_grants(data, subjects)
        add_sales(data, products)
        add_targets(data)
        yield data


def add_subjects(data):
    ids = {}
    for name, sort, commune in [
        ("A", "hop_tac_xa", "23500"),  # in the former district 615
        ("B", "doanh_nghiep_nho_va_vua", "23473"),  # 613
        ("C", "lien_hiep_hop_tac_xa", "2024:23509"),  # became 23510, 615
        ("D", "ho_dang_ky", None),
    ]:
        persons = {"persons": [{"full_name": "Y Blưm"}]} if name == "D" else None
        values = {"name": name, "kind": sort, "commune": commune}
        ids[name] = keep(data, "subject", values, persons)
    return ids


def add_products(data, subjects):
    owners = {1: "A", 2: "A", 3: "B", 4: "B", 5: "C", 6: "C", 7: "D", 8: "D", 9: "A"}
    return {
        number: keep(data, "product", {"name": f"Sản phẩm {number}", "subject": subjects[owner]})
        for number, owner in owners.items()
    }


def add_ranks(data, products):
    for number, level, stars, issued, more in [
        (1, "province", 4, "2024-11-15", {}),
        (2, "province", 3, "2023-11-15", {}),  # over on the day itself
        (3, "province", 4, "2025-06-01", {"potential_five": True}),
        (4, "province", 4, "2025-06-01", {"potential_five": True}),
        (4, "central", 5, "2026-03-01", {"kind": "upgrade"}),  # so no potential five any more
        (5, "province", 3, "2025-01-10", {"end_reason": "withdrawn", "end_on": "2026-10-01"}),
        (6, "district", 3, "2024-05-01", {}),  # counted apart
        (7, "province", 3, "2026-09-01", {}),
        (9, "province", 4, "2026-01-01", {}),  # its product is removed
    ]:
        values = {"product": products[number], "level": level, "stars": stars, "kind": "first"}
        keep(data, "recognition", values | {"issued_on": issued} | more)
    entries.remove(data, "product", [products[9]])
    keep(data, "registration", {"year": 2026, "product": products[8]})
    keep(data, "registration", {"year": 2027, "product": products[8]})


def add_courses(data, subjects):
    person = entries.get(data, "subject", subjects["D"]).tables["persons"][0].id
    came = {"present": ["s1"]}
    people = [
        {"full_name": "A 1", "subject": subjects["A"], **came},
        {"full_name": "A 2", "subject": subjects["A"], "role": "member", "present": ["s1", "s2"]},
        {"full_name": "B 1", "subject": subjects["B"]},  # registered, did not come
        {"full_name": "C 1", "subject": subjects["C"], "role": "commune_official", **came},
        {"full_name": "D 1", "person": person, **came},  # the person's subject
    ]
    sources = [{"source": "district", "planned": 5, "spent": 4}]
    common = {"level": "commune", "form": "class"}
    first = common | {"name": "Lớp 1", "starts_on": "2026-05-05", "commune": "23500"}
    keep(data, "course", first, {"attendances": people, "sources": sources})
    above = common | {"name": "Lớp 2", "starts_on": "2026-08-01", "hosted_above": True}
    keep(data, "course", above, {"attendances": [people[0], people[2] | came]})
    total = {"totals_only": True, "t_subjects": 30, "t_people": 45}
    keep(data, "course", common | {"name": "Lớp 3", "starts_on": "2025-03-01"} | total)


def add_grants(data, subjects):
    own = [
        {"source": "central", "approved": 100, "disbursed": 80},
        {"source": "own_cash", "approved": 50, "disbursed": 50},  # not disbursed by the state
    ]
    waiting = [{"source": "central", "approved": 30}]
    for name, sort, more, sources in [
        ("A", "machine", {"handed_over_on": "2026-07-01", "disbursed_on": "2026-08-01"}, own),
        ("C", "machine", {"state": "settled", "decision_on": "2025-01-01"}, []),  # undated
        ("B", "packaging", {"state": "approved", "decision_on": "2026-01-01"}, waiting),
        ("D", "machine", {"state": "cancelled", "handed_over_on": "2026-02-02"}, []),
    ]:
        values = {"subject": subjects[name], "kind": sort, "state": "handed_over"} | more
        keep(data, "support", values, {"sources": sources})


def add_sales(data, products):
    outlets = {}
    for name, sort, more in [
        ("sàn", "ecommerce", {}),
        ("sàn cũ", "ecommerce", {"closed_on": "2026-01-01"}),
        ("điểm", "ocop_point", {"commune": "23473"}),
        ("siêu thị", "supermarket", {}),
    ]:
        outlets[name] = keep(data, "outlet", {"name": name, "kind": sort} | more)
    for number, outlet, more in [
        (1, "sàn", {}),
        (1, "sàn cũ", {}),
        (8, "sàn", {}),  # no OCOP product
        (3, "siêu thị", {}),
        (7, "sàn", {"state": "gone", "ends_on": "2026-12-01"}),  # still there on the day
        (2, "điểm", {"ends_on": "2026-10-01"}),
        (4, "sàn", {"state": "hidden"}),
    ]:
        values = {"product": products[number], "outlet": outlets[outlet], "state": "selling"}
        keep(data, "listing", values | more)
    keep(data, "event", {"name": "Hội chợ", "starts_on": "2026-09-09", "commune": "23473"})


def add_targets(data):
    for indicator, goal, more in [
        ("products_in_force", "5", {}),
        ("products_in_force", "2", {"unit_code": "615"}),
        ("training_turns", "10", {"cumulative": False}),
        ("revenue", "25", {"figure_way": "typed", "actual": "12.5"}),
        ("chain_share", "30", {"measure": "share"}),
        ("subjects", "1", {"unit_code": "999"}),
    ]:
        values = {"year": 2026, "indicator": indicator, "goal": goal, "measure": "number"}
        keep(data, "target", values | more)
    keep(data, "target", {"year": 2025, "indicator": "subjects", "goal": "1"})
