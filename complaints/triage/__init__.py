"""What the inbox suggests, each with its reason; a person decides. Pure.

tests/complaints/triage.csv is the truth of these rules: one line for a set of answers and what is suggested of it.
"""

from complaints.triage.category import first_summary, suggest_cause
from complaints.triage.doubts import suggest_grounds, suggest_scope
from complaints.triage.kind import suggest_kind, suggest_other_track
from complaints.triage.office import Place, competence_notes, suggest_office
from complaints.triage.suggestion import Suggestion
from complaints.triage.urgency import ALARMS, strongest, suggest_urgency

__all__ = [
    "ALARMS",
    "Place",
    "Suggestion",
    "competence_notes",
    "first_summary",
    "strongest",
    "suggest_cause",
    "suggest_grounds",
    "suggest_kind",
    "suggest_office",
    "suggest_other_track",
    "suggest_scope",
    "suggest_urgency",
]
