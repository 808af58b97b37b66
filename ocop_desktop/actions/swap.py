"""Exchange between offices and the province: export, merge, consolidate."""

from ocop_desktop.actions.consolidating import consolidate
from ocop_desktop.actions.merge_report import FileReport, MergeReport
from ocop_desktop.actions.receiving import merge
from ocop_desktop.actions.sending import ExportReport, export

__all__ = ["ExportReport", "FileReport", "MergeReport", "consolidate", "export", "merge"]
