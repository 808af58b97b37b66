"""Ink: blocks drawn with reportlab. Imported only when something is printed, for it starts slowly."""
