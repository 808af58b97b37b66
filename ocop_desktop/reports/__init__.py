"""Figures and tables by the definitions that the whole programme counts by.

Each definition is one function with its name in `definitions.py`. To add a figure: its definition
there, its name and label in `words.py`, its line in `headline.py`.
"""

from ocop_desktop.reports.figures import Figures, figures
from ocop_desktop.reports.span import Span
from ocop_desktop.reports.table import Column, Table

__all__ = ["Column", "Figures", "Span", "Table", "figures"]
