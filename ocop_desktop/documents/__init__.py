"""Printed pages: blocks first (plain data, tested as lines), ink afterwards (reportlab, pikepdf)."""
