"""The figures of a data file, each against what was counted by hand."""

import pytest

from ocop_desktop.actions import figures
from ocop_desktop.reports.words import AREA_FIGURES, FIGURE_LABELS, FLOWS

DAY = "2026-11-15"
TO_DATE = {
    "products_in_force": 4,
    "products_five_star": 1,
    "products_potential_five": 1,
    "products_four_star": 1,
    "products_three_star": 1,
    "products_district_rank": 1,
    "products_new": 6,
    "products_upgraded": 1,
    "products_regraded": 0,
    "products_registered": 1,
    "subjects_recorded": 4,
    "subjects": 3,
    "cooperative_share": 33.33,
    "company_share": 33.33,
    "training_courses": 2,
    "training_turns": 34,
    "subjects_trained": 3,
    "subjects_supported": 2,
    "cooperatives_supported": 2,
    "products_on_sale": 4,
    "products_on_platforms": 3,
    "ocop_products_on_platforms": 2,
    "other_products_on_platforms": 1,
    "subjects_on_platforms": 2,
    "modern_channel_share": 100.0,
    "ocop_points": 1,
    "events": 1,
    "money_disbursed": 84,
}
IN_PERIOD = {
    "products_new": 1,
    "products_upgraded": 0,
    "products_regraded": 0,
    "products_registered": 1,
    "training_courses": 0,
    "training_turns": 2,
    "subjects_trained": 2,
    "subjects_supported": 1,
    "cooperatives_supported": 1,
    "events": 1,
    "money_disbursed": 80,
}


def rows(made, table, *columns):
    return {row["code"]: tuple(row[c] for c in columns) for row in made.table(table).rows}


def test_the_figures_to_date_are_those_counted_by_hand(world) -> None:
    made = figures.report(world, on=DAY)
    assert dict(made.figures) == TO_DATE
    assert list(made.figures) == list(FIGURE_LABELS)


def test_a_period_counts_what_happened_in_it_and_all_to_date_beside(world) -> None:
    made = figures.report(world, start="2026-06-15", end=DAY)
    for name, number in TO_DATE.items():
        if name in FLOWS:
            assert made.figures[name] == IN_PERIOD[name], name
            assert made.figures[f"{name}_to_date"] == number, name
        else:
            assert made.figures[name] == number, name
    assert set(made.figures) == {*TO_DATE, *(f"{name}_to_date" for name in FLOWS)}


def test_nothing_is_known_of_an_empty_file(empty) -> None:
    made = figures.report(empty, on=DAY)
    assert set(made.figures.values()) == {None}
    assert "Sản phẩm 5 sao còn hiệu lực: –" in made.as_text()
    assert {row["products"] for row in made.table("products_by_stars").rows} == {None}


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2026-11-14", 5), ("2026-11-15", 4), ("2026-09-30", 6), ("2024-11-14", 1), ("2023-01-01", 0)],
)
def test_a_rank_holds_from_its_day_to_the_day_before_it_ends(world, day, in_force) -> None:
    assert figures.report(world, on=day).figures["products_in_force"] == in_force


def test_a_potential_five_becomes_five_when_the_ministry_says_so(world) -> None:
    before = figures.report(world, on="2026-02-28").figures
    assert (before["products_potential_five"], before["products_five_star"]) == (2, 0)
    after = figures.report(world, on="2026-03-01").figures
    assert (after["products_potential_five"], after["products_five_star"]) == (1, 1)


def test_stars_are_told_apart(world) -> None:
    made = figures.report(world, on=DAY)
    assert rows(made, "products_by_stars", "products") == {
        "5": (1,),
        "potential_5": (1,),
        "4": (1,),
        "3": (1,),
        "district": (1,),
    }


def test_subjects_are_told_by_kind(world) -> None:
    made = figures.report(world, on=DAY)
    columns = ("subjects_recorded", "subjects", "training_turns", "subjects_supported")
    assert rows(made, "subjects_by_kind", *columns) == {
        "hop_tac_xa": (1, 1, 2, 1),
        "lien_hiep_hop_tac_xa": (1, 0, 0, 1),
        "doanh_nghiep_nho_va_vua": (1, 1, 1, 0),
        "ho_dang_ky": (1, 1, 1, 0),
        None: (0, 0, 30, 0),  # the course of which only totals are left
    }
    labels = [row["label"] for row in made.table("subjects_by_kind").rows]
    assert labels[0] == "Hợp tác xã"
    assert labels[-1] == "Chưa rõ"


def test_training_support_money_and_sales_have_their_tables(world) -> None:
    made = figures.report(world, on=DAY)
    assert rows(made, "training_by_form", "courses", "turns", "subjects") == {"class": (2, 34, 3)}
    assert rows(made, "support_by_kind", "grants", "subjects", "cooperatives") == {
        "machine": (2, 2, 2)
    }
    assert rows(made, "money_by_source", "approved", "disbursed") == {
        "central": (130, 80),
        "district": (5, 4),
        "own_cash": (50, 50),
    }
    columns = ("outlets", "ocop_products", "other_products", "subjects")
    assert rows(made, "sales_by_channel", *columns) == {
        "ocop_point": (1, 0, 0, 0),
        "supermarket": (1, 1, 0, 1),
        "ecommerce": (1, 2, 1, 2),
    }


def test_a_period_stands_beside_all_to_date_in_the_tables(world) -> None:
    made = figures.report(world, start="2026-06-15", end=DAY)
    columns = ("courses", "courses_to_date", "turns", "turns_to_date")
    assert rows(made, "training_by_form", *columns) == {"class": (0, 2, 2, 34)}
    assert rows(made, "money_by_source", "disbursed", "disbursed_to_date")["district"] == (0, 4)
    columns = ("training_turns", "training_turns_to_date", "products_in_force")
    assert rows(made, "by_former_district", *columns)["615"] == (1, 2, 1)
    labels = [column.label for column in made.table("training_by_form").columns]
    assert labels[:3] == ["Hình thức", "Lớp", "Lớp – lũy kế"]


def test_figures_are_told_by_former_district_and_by_commune(world) -> None:
    made = figures.report(world, on=DAY)
    columns = ("products_in_force", "subjects", "training_turns", "cooperatives_supported")
    assert rows(made, "by_former_district", *columns) == {
        "615": (1, 1, 2, 2),
        "613": (2, 1, 1, 0),
        None: (1, 1, 31, 0),
    }
    assert rows(made, "by_commune", *columns) == {
        "23500": (1, 1, 2, 1),
        "23510": (0, 0, 0, 1),  # a former commune counts where it went
        "23473": (2, 1, 1, 0),
        None: (1, 1, 31, 0),
    }
    labels = [row["label"] for row in made.table("by_former_district").rows]
    assert labels == ["Huyện Đắk Hà", "Huyện Kon Plông", "Chưa rõ"]


@pytest.mark.parametrize("table", ["by_former_district", "by_commune"])
def test_the_places_sum_up_to_the_whole(world, table) -> None:
    made = figures.report(world, on=DAY)
    for name in AREA_FIGURES:
        assert sum(row[name] for row in made.table(table).rows) == made.figures[name], name


def test_targets_stand_against_facts(world) -> None:
    made = figures.report(world, on=DAY)
    told = [
        (row["indicator"], row["unit_code"], row["goal"], row["actual"], row["percent"])
        for row in made.table("targets").rows
    ]
    assert sorted(told, key=str) == sorted(
        [
            ("products_in_force", None, 5, 4, 80.0),
            ("products_in_force", "615", 2, 1, 50.0),
            ("training_turns", None, 10, 4, 40.0),
            ("revenue", None, 25, 12.5, 50.0),
            ("chain_share", None, 30, None, None),
            ("subjects", "999", 1, None, None),
        ],
        key=str,
    )
    labels = {row["unit"] for row in made.table("targets").rows}
    assert "Huyện Đắk Hà" in labels


def test_the_report_as_json_is_plain(world) -> None:
    made = figures.report(world, on=DAY).as_json()
    assert list(made) == ["on", "unit", "figures", "tables"]
    assert (made["on"], made["unit"]) == (DAY, "51")
    assert made["figures"]["products_in_force"] == 4
    assert made["tables"]["products_by_stars"][0] == {"code": "5", "label": "5 sao", "products": 1}
    period = figures.report(world, start="2026-06-15", end=DAY).as_json()
    assert (period["from"], period["to"], period["on"]) == ("2026-06-15", DAY, DAY)


def test_the_report_as_text_is_read_by_people(world) -> None:
    text = figures.report(world, on=DAY).as_text()
    assert text.startswith("Số liệu OCOP Tỉnh Quảng Ngãi đến ngày 15/11/2026\n")
    assert "Tỷ lệ chủ thể là hợp tác xã (%): 33,33" in text
    assert "Tỷ lệ chủ thể vào kênh bán hàng hiện đại (%): 100" in text
