"""The verbs of the penalties desk."""

from penalties.services.assessment import compute
from penalties.services.worksheets import propose, save_draft

__all__ = ["compute", "propose", "save_draft"]
