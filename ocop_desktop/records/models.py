"""Every model: importing this module fills MODELS and the catalogue of tables."""

from __future__ import annotations

from ocop_desktop.records import (
    dossiers,
    grading,
    market,
    office,
    products,
    subjects,
    support,
    training,
)
from ocop_desktop.records.base import MODELS, Base

__all__ = [
    "MODELS",
    "Base",
    "dossiers",
    "grading",
    "market",
    "office",
    "products",
    "subjects",
    "support",
    "training",
]
