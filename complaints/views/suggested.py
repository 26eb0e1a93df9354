"""What triage suggests for one submission, and the words with which its routing form begins."""

from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.models import Office
from complaints import queries, triage
from complaints.lifecycle import CONDUCTS
from complaints.models import Submission


def suggestions(
    found: Submission, places: list[triage.Place], *, has_twin: bool
) -> dict[str, list[triage.Suggestion]]:
    """Heading of the form → what is suggested for it, each with its reason; nothing is applied by itself."""
    day = day_of(found.received_at)
    story, conducts = found.story, list(found.conducts)
    has_breach = any(CONDUCTS[code].cause for code in conducts)
    return {
        "urgency": triage.suggest_urgency(story),
        "kind": _some(
            triage.suggest_kind(found.kind, found.request, day),
            triage.suggest_other_track(
                found.kind,
                story,
                conducts,
                is_named=found.reporter_id is not None,
                has_twin=has_twin,
                day=day,
            ),
            triage.suggest_scope(story, has_breach=has_breach, day=day),
        ),
        "office": _some(triage.suggest_office(found.kind, found.trader_address, places, day))
        + triage.competence_notes(found.kind, story, found.trader_name, found.trader_address, places, day),
        "cause": _some(triage.suggest_cause(conducts, story) if found.is_report else None),
        "grounds": triage.suggest_grounds(found.kind, story, found.happened_on, day),
    }


def first_words(
    found: Submission,
    suggested: dict[str, list[triage.Suggestion]],
    offices: list[Office],
    returns: list[queries.Returned],
) -> dict[str, Any]:
    """What the routing form begins with: the suggestions, but no office that returned it, and what the citizen wrote
    of the trader."""
    office = {one.value for one in suggested["office"]} - {one.office for one in returns}
    return {
        "office": next((o.pk for o in offices if o.code in office), None),
        "cause": next((one.value for one in suggested["cause"]), ""),
        "summary": triage.first_summary(found.trader, found.conducts),
        "party_name": found.trader_name,
        "party_uscc": found.trader_uscc,
        "party_address": found.trader_address,
    }


def _some(*suggestions: triage.Suggestion | None) -> list[triage.Suggestion]:
    return [one for one in suggestions if one]
