"""Provinces, former districts and communes of both eras: before and since 1 July 2025.

A place is named by its key: "23500" a commune of today, "2024:23494" a former one, "615" a former
district, "51" a province of today, "2024:62" a former one.
"""

from ocop_desktop.places.places import Places

__all__ = ["Places"]
