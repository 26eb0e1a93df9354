"""The result in named lines, for a comparison with another."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import vocabulary
from penalties.telling.branch import tier_words
from penalties.telling.explanation import explanation
from penalties.telling.result import notes, outcome, outcome_law, persons
from penalties.telling.trace import Node
from penalties.telling.wording import colon, figure, listed
from penalties.vocabulary import text


def lines(act: Mapping[str, Any]) -> dict[str, list[str]]:
    """The result in named lines, for a comparison with another: label → lines."""
    fine, proposed = act["fine"], act["proposed"]
    told = {_("Result"): [outcome(act), outcome_law(act)]}
    if fine:
        told[_("Tiers")] = [tier_words(act, tier) for tier in ("lighter", "ordinary", "heavier")]
    if proposed and proposed["position_pct"] is not None:
        tiers = listed(say(text(vocabulary.TIERS, tier)) for tier in proposed["tiers"])
        told[_("Proposed fine")] = [_("%(amount)s yuan") % {"amount": figure(proposed["amount"])}]
        told[_("Position in the range")] = [f"{proposed['position_pct']}%", tiers]
    told[_("To mind")] = [note["text"] for note in notes(act)]
    told[_("Responsible persons")] = [f"{row['role']}{colon()}{row['words']}" for row in persons(act)]
    for step in explanation(act)["because"]:
        told[step["label"]] = list(filter(None, _step_lines(step)))
    return {label: list(filter(None, said)) for label, said in told.items() if any(said)}


def _step_lines(step: Node) -> Iterator[str]:
    yield from (step.get("law", ""), step.get("why", ""))
    for child in step.get("because", ()):
        if child.get("rejected"):
            yield _("Does not apply: %(norm)s") % {"norm": child["label"]}
        else:
            yield colon().join(filter(None, (child["label"], child.get("value", ""))))
    yield step.get("result", "")
