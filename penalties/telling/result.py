"""What came out for an act: the sentence, its article, the texts compared, the persons, what stands in the way."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import case_facts, vocabulary
from penalties.telling.branch import range_words
from penalties.telling.conditions import condition_words
from penalties.telling.trace import Node, answer_of, candidate_of, day_in, first_step, settled_step, walk
from penalties.telling.wording import figure, listed, sentence_gap
from penalties.vocabulary import text


def notes(act: Mapping[str, Any]) -> list[Node]:
    """What stands in the way, what to mind, what else the provision gives: items of ``{% missing %}``."""
    found = []
    proposed = act["proposed"]
    if proposed and proposed["verdict"] != "within":
        found.append({"kind": "blocks", "text": say(text(vocabulary.VERDICTS, proposed["verdict"]))})
    for flag in act["flags"]:
        kind, words = vocabulary.FLAGS.get(flag, ("note", text({}, flag)))
        found.append({"kind": kind, "text": say(words), "law": flag_law(act, flag)})
    if act["with"]:
        found.append({"kind": "tip", "text": _beside_the_fine(act), "law": candidate_of(act)["law"]})
    if act["fine"] and act["fine"]["optional"]:
        may = _("The law says “may”: no fine at all is within the range")
        found.append({"kind": "tip", "text": may, "law": candidate_of(act)["law"]})
    if act["confiscate"]:
        amount = _("Confiscate illegal gains: %(amount)s yuan") % {"amount": figure(act["confiscate"])}
        found.append({"kind": "tip", "text": amount, "law": first_step(act["steps"], "confiscation")["law"]})
    return found


def outcome(act: Mapping[str, Any]) -> str:
    """The result as a person would say it aloud: what the law allows or why there is no fine."""
    words = say(text(vocabulary.OUTCOMES, act["outcome"]))
    if act["outcome"] == "no_fine":
        return f"{words}{sentence_gap()}{_why_no_fine(candidate_of(act))}"
    if act["outcome"] == "refer":
        level = first_step(act["steps"], "reserved").get("about", "")
        return _("Only %(level)s may decide under this provision: refer the case.") % {
            "level": say(text(vocabulary.LEVELS, level))
        }
    if not act["fine"]:
        return words
    allowed = _allowed(act["fine"])
    return f"{words}{sentence_gap()}{allowed}" if act["outcome"] == "may_not_punish" else allowed


def outcome_law(act: Mapping[str, Any]) -> str:
    """The article on which the result rests."""
    if act["outcome"] in ("must_not_punish", "may_not_punish"):
        grounds = first_step(act["steps"], act["outcome"]).get("because", ())
        return next((ground["law"] for ground in grounds if ground["value"] is True), "")
    return str(settled_step(act)["law"])


def versions(act: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The two texts of the law that were compared (从旧兼从轻), with the figures of each; empty where only one
    was in question."""
    if not act["lex_mitior"]:
        return []
    compared = next((s for s in walk(act["steps"]) if s["op"] == "lighter_version"), {})
    days = [day_in(act, "ended_on"), day_in(act, "decided_on")]
    rows = []
    for step in compared.get("because", ()):
        if step["op"] == "under_version":
            version = step["value"]["version"]
            since = case_facts.text_applied(act["norm"], version, days)[1].in_force
            rows.append(
                {
                    "law": step["law"],
                    "since": since,
                    "is_chosen": version == act["lex_mitior"]["chosen"],
                    "range": range_words(step["value"]["fine"]) or _no_figures(step["value"]),
                }
            )
    return rows


def why_chosen(act: Mapping[str, Any]) -> dict[str, str]:
    """Why one of the two texts applies, and the article that says so."""
    return {"text": texts_compared(act)["why"], "law": texts_compared(act)["law"]}


def persons(act: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The responsible persons, by the id that the input gave them: role, article, and what the law allows."""
    steps = {step["about"]: step for step in walk(act["steps"]) if step["op"] == "person"}
    rows = []
    for person in act["persons"]:
        step = steps[person["id"]]
        fine = person["fine"]
        words = say(text(vocabulary.OUTCOMES, person["outcome"]))
        rows.append(
            {
                "id": person["id"],
                "role": say(vocabulary.VALUES[first_step(step, "role")["value"]]),
                "law": first_step(step, "settled")["law"],
                "words": _allowed(fine) if fine else f"{words}{sentence_gap()}{_why_no_fine(step)}",
                "flags": [say(vocabulary.FLAGS[f][1]) for f in person["flags"] if f in vocabulary.FLAGS],
            }
        )
    return rows


def flag_law(act: Mapping[str, Any], flag: str) -> str:
    """The article behind a flag: the first that its test names."""
    for step in walk(act["steps"]):
        if step["label"] == "flag" and step.get("about") == flag and step["value"] is True:
            return next((s["law"] for s in walk(step) if s["law"]), "")
    return ""


def _allowed(fine: Mapping[str, Any]) -> str:
    """``法律允许罚0至500,000元。``"""
    facts = {"low": figure(fine["min"]), "high": figure(fine["max"])}
    if fine["min"] == fine["max"]:
        return _("The law sets a fine of %(high)s yuan.") % facts
    return _("The law allows a fine of %(low)s to %(high)s yuan.") % facts


def _no_figures(value: Mapping[str, Any]) -> str:
    return _("no fine") if value.get("unlawful", True) else say(vocabulary.OUTCOMES["not_unlawful"])


def texts_compared(act: Mapping[str, Any]) -> Node:
    mitior = answer_of(act)["lex_mitior"]
    return {
        "label": _("Two texts compared: %(texts)s") % {"texts": listed(mitior["compared"])},
        "law": next((s["law"] for s in walk(act["steps"]) if s["op"] == "lighter_version"), ""),
        "why": say(text(vocabulary.WHY, mitior["why"])),
    }


def _why_no_fine(candidate: Node) -> str:
    for label in ("gives_no_fine", "not_beside", "innocent", "nothing_to_multiply"):
        step = first_step(candidate, label)
        if step and step["value"]:
            return {
                "gives_no_fine": _("The provision gives no fine."),
                "not_beside": _("The unit is punished under the other provision; this one adds nothing."),
                "innocent": say(vocabulary.FACTS["innocent_seller"]),
                "nothing_to_multiply": _("The fine is a multiple of an amount of which there is none."),
            }[label]
    chosen = first_step(candidate, "branch_chosen")
    wanted = _(" or ").join(
        dict.fromkeys(filter(None, (condition_words(b) for b in chosen.get("because", ()))))
    )
    return _("The provision gives a fine only where: %(condition)s.") % {"condition": wanted}


def _beside_the_fine(act: Mapping[str, Any]) -> str:
    kinds = listed(say(text(vocabulary.KINDS, kind)) for kind in act["with"])
    if act["any_of"]:
        return _("May be imposed alone or together: %(kinds)s") % {"kinds": kinds}
    return _("The provision also gives: %(kinds)s") % {"kinds": kinds}
