"""No sweeps of its own yet. Importing the verbs registers what they promise: the notice and the site record."""

from inspections.services import visits

__all__ = ["visits"]
