"""What the law asks for, and what the case has against it, from the tests of the trace."""

from django.utils.translation import gettext as _

from penalties.telling.trace import Node, walk
from penalties.telling.wording import colon, fact_name, figure, state_words, value_words

COMPARISONS = {"at_least": ("≥", "<"), "below": ("<", "≥"), "above": (">", "≤"), "not_above": ("≤", ">")}


def condition_words(branch: Node) -> str:
    """What a branch of the law asks for."""
    return _("; ").join(filter(None, (test_words(test) for test in branch["because"])))


def test_words(test: Node) -> str:
    if test["op"] == "any_true":
        return _(" or ").join(filter(None, (test_words(child) for child in test["because"])))
    name = fact_name(test.get("about", ""))
    if test["op"] in COMPARISONS:
        sign = COMPARISONS[test["op"]][0]
        return f"{name} {sign} {figure(test['because'][1]['value'])}"
    if test["op"] == "not_true":
        return _("not: %(condition)s") % {"condition": test_words(test["because"][0])}
    if test["op"] not in ("equal", "one_of") or len(test["because"]) < 2:
        return name
    wanted = test["because"][1]["value"]
    values = wanted if isinstance(wanted, list) else [wanted]
    return f"{name}{colon()}{_(' or ').join(value_words(value) for value in values)}"


def findings(branch: Node) -> str:
    """What the case has, against a branch: each fact with its finding."""
    said = []
    for step in walk(branch):
        if step["label"] in ("fact", "state") and step.get("about"):
            words = state_words(step["value"]) if step["label"] == "state" else value_words(step["value"])
            said.append(f"{fact_name(step['about'])}{colon()}{words}")
    return _("; ").join(dict.fromkeys(said))
