"""OCOP Desktop: offline data entry for the officers of the OCOP programme."""

__version__ = "0.1.0"
