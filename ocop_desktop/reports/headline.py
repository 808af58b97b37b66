"""The headline figures of a report, by the names that targets use too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from ocop_desktop.reports.definitions import (
    COMPANIES,
    COOPERATIVES,
    MODERN_CHANNELS,
    PLATFORMS,
    Rank,
)
from ocop_desktop.reports.facts import Facts
from ocop_desktop.reports.money import OWN
from ocop_desktop.reports.table import Number

T = TypeVar("T")


def headline(facts: Facts) -> dict[str, Number | None]:
    """Every figure by its name; None where the file holds nothing that could tell it."""
    return {
        name: figure(facts) if facts.known.intersection(needed.split()) else None
        for name, (needed, figure) in FIGURES.items()
    }


def star_class(rank: Rank) -> str:
    """Where a rank is counted: "5", "4", "3", or "potential_5", which is none of them."""
    return "potential_5" if rank.potential else str(rank.stars)


def _ranked(star: str) -> Callable[[Facts], int]:
    return lambda facts: sum(star_class(rank) == star for rank in facts.ranks)


def _graded(kind: str) -> Callable[[Facts], int]:
    return lambda facts: distinct(row.product for row in facts.graded if row.kind == kind)


def distinct(values: Iterable[T | None]) -> int:
    """How many different values there are; unknown ones are not counted."""
    return len({value for value in values if value is not None})


def ocop_subjects(facts: Facts) -> set[str]:
    """Subjects that have a product in force."""
    return {rank.subject for rank in facts.ranks if rank.subject}


def _kind_share(kinds: Collection[str]) -> Callable[[Facts], float | None]:
    def share(facts: Facts) -> float | None:
        all_of_them = ocop_subjects(facts)
        known = [facts.subjects[key].kind for key in all_of_them if key in facts.subjects]
        return percent(sum(kind in kinds for kind in known), len(all_of_them))

    return share


def percent(part: int, whole: int) -> float | None:
    """A share in percent to two places; None where there is no whole."""
    return round(100 * part / whole, 2) if whole else None


def _modern_channel_share(facts: Facts) -> float | None:
    ocop = ocop_subjects(facts)
    selling = {sale.subject for sale in facts.sales if sale.kind in MODERN_CHANNELS}
    return percent(len(ocop & selling), len(ocop))


def training_turns(facts: Facts) -> int:
    """Subject-turns: those on lists, and the typed numbers of courses with totals only."""
    return len(facts.turns) + sum(course.turns or 0 for course in facts.courses)


def _supported(kinds: Collection[str] | None) -> Callable[[Facts], int]:
    def supported(facts: Facts) -> int:
        helped = {grant.subject for grant in facts.grants if grant.subject}
        if kinds is None:
            return len(helped)
        known = [facts.subjects[key].kind for key in helped if key in facts.subjects]
        return sum(kind in kinds for kind in known)

    return supported


def ocop_products(facts: Facts) -> set[str]:
    """Products in force."""
    return {rank.product for rank in facts.ranks if rank.product}


def on_platforms(facts: Facts) -> set[str]:
    """Products on a trading floor."""
    return {one.product for one in facts.sales if one.kind in PLATFORMS and one.product}


def _disbursed(facts: Facts) -> int | None:
    paid = [row.disbursed for row in facts.money if row.source not in OWN]
    known = [one for one in paid if one is not None]
    return sum(known) if known else None


FIGURES: dict[str, tuple[str, Callable[[Facts], Number | None]]] = {
    "products_in_force": ("recognition", lambda facts: len(facts.ranks)),
    "products_five_star": ("recognition", _ranked("5")),
    "products_potential_five": ("recognition", _ranked("potential_5")),
    "products_four_star": ("recognition", _ranked("4")),
    "products_three_star": ("recognition", _ranked("3")),
    "products_district_rank": ("recognition", lambda facts: len(facts.district_ranks)),
    "products_new": ("recognition", _graded("first")),
    "products_upgraded": ("recognition", _graded("upgrade")),
    "products_regraded": ("recognition", _graded("regrade")),
    "products_registered": ("registration", lambda facts: len(facts.registered)),
    "subjects_recorded": ("subject", lambda facts: len(facts.subjects)),
    "subjects": ("recognition", lambda facts: len(ocop_subjects(facts))),
    "cooperative_share": ("recognition", _kind_share(COOPERATIVES)),
    "company_share": ("recognition", _kind_share(COMPANIES)),
    "training_courses": ("course", lambda facts: sum(not one.above for one in facts.courses)),
    "training_turns": ("course", training_turns),
    "subjects_trained": ("course", lambda facts: distinct(turn.subject for turn in facts.turns)),
    "subjects_supported": ("support", _supported(None)),
    "cooperatives_supported": ("support", _supported(COOPERATIVES)),
    "products_on_sale": ("listing", lambda facts: distinct(sale.product for sale in facts.sales)),
    "products_on_platforms": ("listing", lambda facts: len(on_platforms(facts))),
    "ocop_products_on_platforms": (
        "listing",
        lambda facts: len(on_platforms(facts) & ocop_products(facts)),
    ),
    "other_products_on_platforms": (
        "listing",
        lambda facts: len(on_platforms(facts) - ocop_products(facts)),
    ),
    "subjects_on_platforms": (
        "listing",
        lambda facts: distinct(sale.subject for sale in facts.sales if sale.kind in PLATFORMS),
    ),
    "modern_channel_share": ("listing", _modern_channel_share),
    "ocop_points": (
        "outlet",
        lambda facts: sum(outlet.kind == "ocop_point" for outlet in facts.outlets),
    ),
    "events": ("event", lambda facts: len(facts.events)),
    "money_disbursed": ("support course event", _disbursed),
}
"""Each figure: the kinds of record that tell it, and how it is counted from the facts."""
