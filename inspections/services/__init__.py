"""The verbs of the inspections desk."""
