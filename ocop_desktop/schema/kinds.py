"""All kinds of value in one place: importing this module registers every class in TYPES."""

from __future__ import annotations

from ocop_desktop.schema import choice_types, number_types, remarks, text_types
from ocop_desktop.schema.types import TYPES, Type

__all__ = ["TYPES", "Type", "choice_types", "number_types", "remarks", "text_types"]
