"""Where the model of each kind of record lives; a group is imported when it is first asked for.

Mapping all classes would cost a third of the program's start, and a window shows few kinds at
first. `load_all` fills the whole catalogue of tables, for migrations and tests.
"""

from __future__ import annotations

from importlib import import_module

from ocop_desktop.records.base import MODELS, Record

GROUPS: dict[str, tuple[str, ...]] = {
    "dossiers": (
        "registration",
        "registration.need",
        "dossier",
        "dossier.request",
        "dossier.self_score",
        "evidence",
        "inspection",
        "inspection.member",
        "inspection.check",
    ),
    "grading": (
        "round",
        "round.member",
        "recognition",
        "recognition.reminder",
        "assessment",
        "assessment.mark",
    ),
    "market": (
        "outlet",
        "listing",
        "listing.figure",
        "event",
        "event.product",
        "event.source",
        "activity",
    ),
    "office": ("unit", "unit.signer", "target"),
    "products": (
        "product",
        "product.pack",
        "product.material",
        "product.mark",
        "product.award",
    ),
    "subjects": (
        "subject",
        "person",
        "subject.coop_grade",
        "subject.material_area",
        "subject.chain_contract",
        "subject.web_link",
        "subject.need",
        "year_figures",
    ),
    "support": ("support", "support_item", "support_item.check", "support.source"),
    "training": ("course", "course.session", "course.source", "attendance"),
}
_HOMES = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


def model_of(kind: str) -> type[Record]:
    """The model of a kind of record; raise KeyError where there is none."""
    if kind not in MODELS:
        import_module(f"ocop_desktop.records.{_HOMES[kind]}")
    return MODELS[kind]


def load_all() -> dict[str, type[Record]]:
    """Every model by its kind."""
    for group in GROUPS:
        import_module(f"ocop_desktop.records.{group}")
    return MODELS
