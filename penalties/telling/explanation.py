"""The engine's trace retold in the order in which an officer decides: law, branch, tiers, position, person.

Nothing is computed here. Every figure is read from the steps, which redo their own arithmetic; the words follow
the reader's language. ``explanation`` gives the tree that ``{% explanation %}`` draws: nodes of ``label``,
``law``, ``why``, ``value``, ``because``, and ``rejected`` where something was looked at and does not apply.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import case_facts, vocabulary
from penalties.sentences import in_numerals
from penalties.telling.branch import branch_steps, tier_steps, tier_words
from penalties.telling.conditions import test_words
from penalties.telling.result import texts_compared
from penalties.telling.trace import Node, answer_of, candidate_of, day_in, first_step, text_of
from penalties.telling.wording import day_words, figure, is_chinese, sentence_gap
from penalties.vocabulary import text


def explanation(act: Mapping[str, Any], *, reason: str = "") -> Node:
    """The tree for one act of an answer."""
    candidate = candidate_of(act)
    steps = [_law(act, candidate), *branch_steps(candidate), *_exemptions(act), *tier_steps(act, candidate)]
    return {**_person(act, reason), "because": [*steps, *_position(act)]}


def paper_steps(tree: Mapping[str, Any]) -> list[dict[str, str]]:
    """The tree as the rows of the worksheet document."""
    return [
        {
            "step": node["label"],
            "law": "\n".join(filter(None, [node.get("why", ""), node.get("law", "")])),
            "arithmetic": "\n".join(
                child["value"] for child in node.get("because", ()) if child.get("value")
            ),
            "result": node.get("result", ""),
        }
        for node in tree["because"]
    ]


def _law(act: Mapping[str, Any], candidate: Node) -> Node:
    ended = day_in(act, "ended_on")
    provision, schedule = text_of(act)
    facts = {
        "day": day_words(ended),
        "law": f"《{schedule.zh}》" if is_chinese() else schedule.en,
        "since": day_words(schedule.in_force),
    }
    children = [texts_compared(act)] if act["lex_mitior"] else []
    children += [_rejected(step, ended) for step in answer_of(act)["rejected"]]
    return {
        "label": _("Choose the law"),
        "law": candidate["law"] or provision.citation,
        "why": _("The act ended on %(day)s. The text that applies is %(law)s as in force from %(since)s.")
        % facts,
        "because": children,
        "result": in_numerals(provision.article) if is_chinese() else provision.article,
    }


def _rejected(norm: Mapping[str, str], ended: dt.date) -> Node:
    provision = case_facts.provision_on(norm["norm"], ended)
    why = say(text(vocabulary.WHY, norm["why"]))
    if norm["why"] == "not_in_force":
        offer = next(o for o in case_facts.offers(ended) if o.norm == norm["norm"])
        if offer.since > ended:
            why = _("In force from %(day)s, after the act ended.") % {"day": day_words(offer.since)}
    return {"label": provision.citation, "rejected": why or True, "why": why}


def _position(act: Mapping[str, Any]) -> list[Node]:
    proposed, fine = act["proposed"], act["fine"]
    if not proposed or not fine or proposed["position_pct"] is None:
        return []
    span = Decimal(fine["max"]) - Decimal(fine["min"])
    sum_ = f"（{figure(proposed['amount'])} － {figure(fine['min'])}）÷ {figure(span)} ＝ {proposed['position_pct']}%"
    tiers = [tier_words(act, tier) for tier in proposed["tiers"]]
    return [
        {
            "label": _("Find the position"),
            "why": _("; ").join(tiers) or say(text(vocabulary.VERDICTS, proposed["verdict"])),
            "because": [{"label": _("Position in the range"), "value": sum_}],
            "result": f"{proposed['position_pct']}%",
        }
    ]


def _exemptions(act: Mapping[str, Any]) -> list[Node]:
    """The grounds on which nothing must or need be punished, where one of them is met."""
    met = []
    for name in ("must_not_punish", "may_not_punish"):
        for ground in first_step(act["steps"], name).get("because", ()):
            if ground["value"] is True:
                met.append(
                    {
                        "label": say(text(vocabulary.OUTCOMES, name)),
                        "law": ground["law"],
                        "why": say(text(vocabulary.GROUNDS, ground["label"])),
                        "because": [
                            {"label": test_words(test)} for test in ground["because"] if test_words(test)
                        ],
                        "result": "",
                    }
                )
    return met


def _person(act: Mapping[str, Any], reason: str) -> Node:
    proposed = act["proposed"]
    label = _("What a person decides")
    if not proposed:
        return {"label": label, "why": _("The amount and the reason: the law does not compute them.")}
    facts = {"amount": figure(proposed["amount"])}
    words = _("%(amount)s yuan and the reason come from the officer; the law does not compute them.") % facts
    return {"label": label, "why": words + (f"{sentence_gap()}{reason}" if reason else "")}
