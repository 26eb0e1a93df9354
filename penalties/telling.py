"""The engine's trace retold in the order in which an officer decides: law, branch, tiers, position, person.

Nothing is computed here. Every figure is read from the steps, which redo their own arithmetic; the words follow
the reader's language. ``explanation`` gives the tree that ``{% explanation %}`` draws: nodes of ``label``,
``law``, ``why``, ``value``, ``because``, and ``rejected`` where something was looked at and does not apply.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import case_facts, vocabulary
from penalties.sentences import in_numerals
from penalties.vocabulary import text

Node = dict[str, Any]
COMPARISONS = {"at_least": ("≥", "<"), "below": ("<", "≥"), "above": (">", "≤"), "not_above": ("≤", ">")}


def explanation(act: Mapping[str, Any], *, reason: str = "") -> Node:
    """The tree for one act of an answer."""
    candidate = _candidate(act)
    steps = [_law(act, candidate), *_branch(candidate), *_exemptions(act), *_tiers(act, candidate)]
    return {**_person(act, reason), "because": [*steps, *_position(act)]}


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
        found.append({"kind": "tip", "text": _beside_the_fine(act), "law": _candidate(act)["law"]})
    if act["fine"] and act["fine"]["optional"]:
        may = _("The law says “may”: no fine at all is within the range")
        found.append({"kind": "tip", "text": may, "law": _candidate(act)["law"]})
    if act["confiscate"]:
        amount = _("Confiscate illegal gains: %(amount)s yuan") % {"amount": figure(act["confiscate"])}
        found.append({"kind": "tip", "text": amount, "law": _first(act["steps"], "confiscation")["law"]})
    return found


def outcome(act: Mapping[str, Any]) -> str:
    """The result as a person would say it aloud: what the law allows or why there is no fine."""
    words = say(text(vocabulary.OUTCOMES, act["outcome"]))
    if act["outcome"] == "no_fine":
        return f"{words}{_sentence_gap()}{_why_no_fine(_candidate(act))}"
    if act["outcome"] == "refer":
        level = _first(act["steps"], "reserved").get("about", "")
        return _("Only %(level)s may decide under this provision: refer the case.") % {
            "level": say(text(vocabulary.LEVELS, level))
        }
    if not act["fine"]:
        return words
    allowed = _allowed(act["fine"])
    return f"{words}{_sentence_gap()}{allowed}" if act["outcome"] == "may_not_punish" else allowed


def outcome_law(act: Mapping[str, Any]) -> str:
    """The article on which the result rests."""
    if act["outcome"] in ("must_not_punish", "may_not_punish"):
        grounds = _first(act["steps"], act["outcome"]).get("because", ())
        return next((ground["law"] for ground in grounds if ground["value"] is True), "")
    return str(_settled_step(act)["law"])


def versions(act: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The two texts of the law that were compared (从旧兼从轻), with the figures of each; empty where only one
    was in question."""
    if not act["lex_mitior"]:
        return []
    compared = next((s for s in _walk(act["steps"]) if s["op"] == "lighter_version"), {})
    days = [_day_in(act, "ended_on"), _day_in(act, "decided_on")]
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
                    "range": _range_words(step["value"]["fine"]) or _no_figures(step["value"]),
                }
            )
    return rows


def why_chosen(act: Mapping[str, Any]) -> dict[str, str]:
    """Why one of the two texts applies, and the article that says so."""
    return {"text": _compared(act)["why"], "law": _compared(act)["law"]}


def persons(act: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The responsible persons, by the id that the input gave them: role, article, and what the law allows."""
    steps = {step["about"]: step for step in _walk(act["steps"]) if step["op"] == "person"}
    rows = []
    for person in act["persons"]:
        step = steps[person["id"]]
        fine = person["fine"]
        words = say(text(vocabulary.OUTCOMES, person["outcome"]))
        rows.append(
            {
                "id": person["id"],
                "role": say(vocabulary.VALUES[_first(step, "role")["value"]]),
                "law": _first(step, "settled")["law"],
                "words": _allowed(fine) if fine else f"{words}{_sentence_gap()}{_why_no_fine(step)}",
                "flags": [say(vocabulary.FLAGS[f][1]) for f in person["flags"] if f in vocabulary.FLAGS],
            }
        )
    return rows


def lines(act: Mapping[str, Any]) -> dict[str, list[str]]:
    """The result in named lines, for a comparison with another: label → lines."""
    fine, proposed = act["fine"], act["proposed"]
    told = {_("Result"): [outcome(act), outcome_law(act)]}
    if fine:
        told[_("Tiers")] = [tier_words(act, tier) for tier in ("lighter", "ordinary", "heavier")]
    if proposed and proposed["position_pct"] is not None:
        tiers = _listed(say(text(vocabulary.TIERS, tier)) for tier in proposed["tiers"])
        told[_("Proposed fine")] = [_("%(amount)s yuan") % {"amount": figure(proposed["amount"])}]
        told[_("Position in the range")] = [f"{proposed['position_pct']}%", tiers]
    told[_("To mind")] = [note["text"] for note in notes(act)]
    told[_("Responsible persons")] = [f"{row['role']}{_colon()}{row['words']}" for row in persons(act)]
    for step in explanation(act)["because"]:
        told[step["label"]] = list(filter(None, _step_lines(step)))
    return {label: list(filter(None, said)) for label, said in told.items() if any(said)}


def _step_lines(step: Node) -> Iterator[str]:
    yield from (step.get("law", ""), step.get("why", ""))
    for child in step.get("because", ()):
        if child.get("rejected"):
            yield _("Does not apply: %(norm)s") % {"norm": child["label"]}
        else:
            yield _colon().join(filter(None, (child["label"], child.get("value", ""))))
    yield step.get("result", "")


def flag_law(act: Mapping[str, Any], flag: str) -> str:
    """The article behind a flag: the first that its test names."""
    for step in _walk(act["steps"]):
        if step["label"] == "flag" and step.get("about") == flag and step["value"] is True:
            return next((s["law"] for s in _walk(step) if s["law"]), "")
    return ""


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


def surcharge_tree(answer: Mapping[str, Any]) -> Node:
    """The tree for the answer to a surcharge question: one step for each day on which something was due."""
    root = answer["steps"]
    return {
        "label": _("Surcharge in all"),
        "law": root["law"],
        "value": _("%(amount)s yuan") % {"amount": figure(answer["surcharge"])},
        "because": [_due_step(step) for step in root["because"]],
    }


def _due_step(step: Node) -> Node:
    parts = [_late_part(part) for part in step["because"] if part["label"] == "late_part"]
    on = _day(dt.date.fromisoformat(step["value"]["due_on"]))
    due = _("%(amount)s yuan") % {"amount": figure(_first(step, "amount_due")["value"])}
    label = _("Due on %(day)s: %(amount)s") % {"day": on, "amount": due}
    total = _("%(amount)s yuan") % {"amount": figure(step["value"]["surcharge"])}
    return {
        "label": label,
        "law": step["law"],
        "value": total if parts else _("Paid in time"),
        "because": parts,
    }


def _late_part(part: Node) -> Node:
    """What was late, how long, how many of those days count."""
    late, stayed = _first(part, "days_late"), _first(part, "stayed_days")["value"]
    counted = late["value"] - stayed
    rate = Decimal(_first(part, "daily_rate")["value"]) * 100
    unpaid = Decimal(_first(part, "unpaid")["value"])
    worked = _first(part, "late_surcharge")["value"]
    value = f"{figure(unpaid)} × {rate.normalize():f}% × {counted} = {figure(unpaid * rate / 100 * counted)}"
    if worked["capped"]:
        value += _("; not more than %(amount)s") % {"amount": figure(worked["amount"])}
    label = _("Late until %(day)s: %(late)s days, %(stayed)s of them not counted") % {
        "day": _day(dt.date.fromisoformat(late["about"])),
        "late": late["value"],
        "stayed": stayed,
    }
    return {"label": label, "value": value}


def figure(amount: str | Decimal) -> str:
    """``180,000``; decimals only where there are any."""
    value = Decimal(amount)
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value.normalize():,f}" if -value.normalize().as_tuple().exponent > 2 else f"{value:,.2f}"  # type: ignore[operator]


def percent(share: str | Decimal) -> str:
    return f"{figure(Decimal(share) * 100)}%"


def _allowed(fine: Mapping[str, Any]) -> str:
    """``法律允许罚0至500,000元。``"""
    facts = {"low": figure(fine["min"]), "high": figure(fine["max"])}
    if fine["min"] == fine["max"]:
        return _("The law sets a fine of %(high)s yuan.") % facts
    return _("The law allows a fine of %(low)s to %(high)s yuan.") % facts


def _no_figures(value: Mapping[str, Any]) -> str:
    return _("no fine") if value.get("unlawful", True) else say(vocabulary.OUTCOMES["not_unlawful"])


# --- The steps --------------------------------------------------------------------------------------------


def _law(act: Mapping[str, Any], candidate: Node) -> Node:
    ended = _day_in(act, "ended_on")
    provision, schedule = text_of(act)
    facts = {
        "day": _day(ended),
        "law": f"《{schedule.zh}》" if _is_chinese() else schedule.en,
        "since": _day(schedule.in_force),
    }
    children = [_compared(act)] if act["lex_mitior"] else []
    children += [_rejected(step, ended) for step in _settled(act)["rejected"]]
    return {
        "label": _("Choose the law"),
        "law": candidate["law"] or provision.citation,
        "why": _("The act ended on %(day)s. The text that applies is %(law)s as in force from %(since)s.")
        % facts,
        "because": children,
        "result": in_numerals(provision.article) if _is_chinese() else provision.article,
    }


def _compared(act: Mapping[str, Any]) -> Node:
    mitior = _settled(act)["lex_mitior"]
    return {
        "label": _("Two texts compared: %(texts)s") % {"texts": _listed(mitior["compared"])},
        "law": next((s["law"] for s in _walk(act["steps"]) if s["op"] == "lighter_version"), ""),
        "why": say(text(vocabulary.WHY, mitior["why"])),
    }


def _rejected(norm: Mapping[str, str], ended: dt.date) -> Node:
    provision = case_facts.provision_on(norm["norm"], ended)
    why = say(text(vocabulary.WHY, norm["why"]))
    if norm["why"] == "not_in_force":
        offer = next(o for o in case_facts.offers(ended) if o.norm == norm["norm"])
        if offer.since > ended:
            why = _("In force from %(day)s, after the act ended.") % {"day": _day(offer.since)}
    return {"label": provision.citation, "rejected": why or True, "why": why}


def _branch(candidate: Node) -> list[Node]:
    chosen = _first(candidate, "branch_chosen")
    if not chosen:
        return []
    tried = [
        {
            "label": _condition(branch) or _("No condition"),
            **({} if branch["value"] else {"rejected": True, "why": _found(branch)}),
        }
        for branch in chosen["because"]
    ]
    bounds = _first(candidate, "range") or _first(candidate, "base")
    arithmetic = [_bound(step) for step in bounds.get("because", ())] if bounds else []
    last = chosen["because"][-1] if chosen["because"] else None
    return [
        {
            "label": _("Choose the branch"),
            "law": chosen["law"],
            "why": _found(last) if last else "",
            "because": [*tried, *(node for node in arithmetic if node)],
            "result": _range_words(bounds["value"]) if bounds else _("no fine"),
        }
    ]


def _range_words(bounds: Any) -> str:
    if not isinstance(bounds, dict):
        return ""
    return _("%(low)s to %(high)s yuan") % {"low": figure(bounds["min"]), "high": figure(bounds["max"])}


def _condition(branch: Node) -> str:
    """What a branch of the law asks for."""
    return _("; ").join(filter(None, (_test(test) for test in branch["because"])))


def _test(test: Node) -> str:
    if test["op"] == "any_true":
        return _(" or ").join(filter(None, (_test(child) for child in test["because"])))
    name = _fact_name(test.get("about", ""))
    if test["op"] in COMPARISONS:
        sign = COMPARISONS[test["op"]][0]
        return f"{name} {sign} {figure(test['because'][1]['value'])}"
    if test["op"] == "not_true":
        return _("not: %(condition)s") % {"condition": _test(test["because"][0])}
    if test["op"] not in ("equal", "one_of") or len(test["because"]) < 2:
        return name
    wanted = test["because"][1]["value"]
    values = wanted if isinstance(wanted, list) else [wanted]
    return f"{name}{_colon()}{_(' or ').join(_value(value) for value in values)}"


def _found(branch: Node) -> str:
    """What the case has, against a branch: each fact with its finding."""
    said = []
    for step in _walk(branch):
        if step["label"] in ("fact", "state") and step.get("about"):
            words = _state(step["value"]) if step["label"] == "state" else _value(step["value"])
            said.append(f"{_fact_name(step['about'])}{_colon()}{words}")
    return _("; ").join(dict.fromkeys(said))


def _bound(step: Node) -> Node | None:
    """The arithmetic of one bound of the range."""
    names = {"minimum": _("Minimum"), "maximum": _("Maximum"), "range": _("One of the alternatives")}
    value = _arithmetic(step)
    return {"label": names.get(step["label"], ""), "value": value} if value else None


def _arithmetic(step: Node) -> str:
    """One line: the operation and its result."""
    values = step["value"]
    if step["op"] == "given" and not isinstance(values, dict):
        return figure(values)
    if step["op"] == "range_of":
        return _(" to ").join(_arithmetic(child) for child in step["because"])
    operands = [_operand(child) for child in step["because"]]
    if step["op"] == "product":
        return f"{' × '.join(operands)} ＝ {figure(values)}"
    if step["op"] in ("larger", "smaller"):
        form = _("the larger of %(parts)s") if step["op"] == "larger" else _("the smaller of %(parts)s")
        return f"{form % {'parts': _(', ').join(operands)}} ＝ {figure(values)}"
    return ""


def _operand(step: Node) -> str:
    if step["op"] == "given":
        return figure(step["value"])
    return f"（{_arithmetic(step)}）" if _is_chinese() else f"({_arithmetic(step)})"


def _tiers(act: Mapping[str, Any], candidate: Node) -> list[Node]:
    fine, points = act["fine"], _first(candidate, "cut_points")
    if not fine or not points:
        return []
    if fine["min"] == fine["max"]:
        return [
            {
                "label": _("Cut the tiers"),
                "why": _("A fixed sum has no tiers."),
                "result": figure(fine["min"]),
            }
        ]
    bounds, low, high = points["because"]
    span = Decimal(bounds["value"]["max"]) - Decimal(bounds["value"]["min"])
    start = figure(bounds["value"]["min"])
    lines = [
        (_("lighter | ordinary"), low["value"], points["value"]["low_cut"]),
        (_("ordinary | heavier"), high["value"], points["value"]["high_cut"]),
    ]
    return [
        {
            "label": _("Cut the tiers"),
            "law": points["law"],
            "why": _("Cut at %(low)s and %(high)s of the span; a cut point belongs to both tiers.")
            % {"low": percent(low["value"]), "high": percent(high["value"])},
            "because": [
                {"label": name, "value": f"{start} ＋ {figure(span)} × {percent(share)} ＝ {figure(cut)}"}
                for name, share, cut in lines
            ],
            "result": _listed(figure(cut) for _name, _share, cut in lines),
        }
    ]


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


def tier_words(act: Mapping[str, Any], tier: str) -> str:
    low, high = act["fine"][tier]
    facts = {"low": figure(low), "high": figure(high), "tier": say(text(vocabulary.TIERS, tier))}
    return _("between %(low)s and %(high)s: %(tier)s") % facts


def _exemptions(act: Mapping[str, Any]) -> list[Node]:
    """The grounds on which nothing must or need be punished, where one of them is met."""
    met = []
    for name in ("must_not_punish", "may_not_punish"):
        for ground in _first(act["steps"], name).get("because", ()):
            if ground["value"] is True:
                met.append(
                    {
                        "label": say(text(vocabulary.OUTCOMES, name)),
                        "law": ground["law"],
                        "why": say(text(vocabulary.GROUNDS, ground["label"])),
                        "because": [{"label": _test(test)} for test in ground["because"] if _test(test)],
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
    return {"label": label, "why": words + (f"{_sentence_gap()}{reason}" if reason else "")}


# --- Reading the trace ----------------------------------------------------------------------------------------


def _why_no_fine(candidate: Node) -> str:
    for label in ("gives_no_fine", "not_beside", "innocent", "nothing_to_multiply"):
        step = _first(candidate, label)
        if step and step["value"]:
            return {
                "gives_no_fine": _("The provision gives no fine."),
                "not_beside": _("The unit is punished under the other provision; this one adds nothing."),
                "innocent": say(vocabulary.FACTS["innocent_seller"]),
                "nothing_to_multiply": _("The fine is a multiple of an amount of which there is none."),
            }[label]
    chosen = _first(candidate, "branch_chosen")
    wanted = _(" or ").join(dict.fromkeys(filter(None, (_condition(b) for b in chosen.get("because", ())))))
    return _("The provision gives a fine only where: %(condition)s.") % {"condition": wanted}


def _beside_the_fine(act: Mapping[str, Any]) -> str:
    kinds = _listed(say(text(vocabulary.KINDS, kind)) for kind in act["with"])
    if act["any_of"]:
        return _("May be imposed alone or together: %(kinds)s") % {"kinds": kinds}
    return _("The provision also gives: %(kinds)s") % {"kinds": kinds}


def _candidate(act: Mapping[str, Any]) -> Node:
    """The step of the norm and version under which the act is punished."""
    norms = [
        step
        for step in _walk(act["steps"])
        if step["label"] == "candidate"
        and isinstance(step["value"], dict)
        and step["value"]["norm"] == act["norm"]
    ]
    texts = [
        s for s in _walk(norms[0]) if s["op"] == "under_version" and s["value"]["version"] == act["version"]
    ]
    return texts[0] if texts else norms[0]


def text_of(act: Mapping[str, Any]) -> tuple[Any, Any]:
    """The text of the law that was applied, and the statute file it stands in."""
    days = [_day_in(act, "ended_on"), _day_in(act, "decided_on")]
    return case_facts.text_applied(act["norm"], act["version"], days)


def _day_in(act: Mapping[str, Any], label: str) -> dt.date:
    return dt.date.fromisoformat(_first(act["steps"], label)["value"])


def _settled(act: Mapping[str, Any]) -> Node:
    """The answer with the engine's own codes of reasons."""
    value: Node = act["steps"]["value"]
    return value


def _settled_step(act: Mapping[str, Any]) -> Node:
    return _first(act["steps"], "settled")


def _walk(step: Mapping[str, Any]) -> Iterator[Node]:
    yield dict(step)
    for child in step.get("because", ()):
        yield from _walk(child)


def _first(step: Mapping[str, Any], label: str) -> Node:
    """The first step of that label, or an empty one."""
    return next((found for found in _walk(step) if found["label"] == label), {})


def _fact_name(name: str) -> str:
    table = vocabulary.AMOUNTS | vocabulary.FACTS
    own = {"grade": _("Grade"), "party": _("Party")}
    return own.get(name) or say(text(table, name))


def _value(value: Any) -> str:
    """A finding, or what the law wants, in words."""
    if isinstance(value, bool):
        return say(vocabulary.VALUES[str(value).lower()])
    table = vocabulary.VALUES | vocabulary.GRADES
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        return figure(value)
    return say(text(table, str(value)))


def _state(state: str) -> str:
    """How far an amount was established: nothing found is a finding, and not the same as nothing known."""
    return say(vocabulary.text(vocabulary.VALUES | vocabulary.AMOUNT_STATES, state))


def _is_chinese() -> bool:
    return not (get_language() or "").startswith("en")


def _listed(parts: Iterable[str]) -> str:
    return ("、" if _is_chinese() else ", ").join(parts)


def _colon() -> str:
    return "：" if _is_chinese() else ": "


def _sentence_gap() -> str:
    return "" if _is_chinese() else " "


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if _is_chinese() else f"{day.day} {day:%B %Y}"
