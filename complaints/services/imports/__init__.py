"""Spreadsheets of other systems: upload, check, import in the background, undo."""

from complaints.services.imports.running import run_due
from complaints.services.imports.tables import template_of
from complaints.services.imports.verbs import check, headers_of, start, undo, upload

__all__ = ["check", "headers_of", "run_due", "start", "template_of", "undo", "upload"]
