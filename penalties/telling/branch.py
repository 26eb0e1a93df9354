"""The branch of the provision, its arithmetic, and the tiers into which its range is cut."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import vocabulary
from penalties.telling.conditions import condition_words, findings
from penalties.telling.trace import Node, first_step
from penalties.telling.wording import figure, is_chinese, listed, percent
from penalties.vocabulary import text


def branch_steps(candidate: Node) -> list[Node]:
    chosen = first_step(candidate, "branch_chosen")
    if not chosen:
        return []
    tried = [
        {
            "label": condition_words(branch) or _("No condition"),
            **({} if branch["value"] else {"rejected": True, "why": findings(branch)}),
        }
        for branch in chosen["because"]
    ]
    bounds = first_step(candidate, "range") or first_step(candidate, "base")
    arithmetic = [_bound(step) for step in bounds.get("because", ())] if bounds else []
    last = chosen["because"][-1] if chosen["because"] else None
    return [
        {
            "label": _("Choose the branch"),
            "law": chosen["law"],
            "why": findings(last) if last else "",
            "because": [*tried, *(node for node in arithmetic if node)],
            "result": range_words(bounds["value"]) if bounds else _("no fine"),
        }
    ]


def range_words(bounds: Any) -> str:
    if not isinstance(bounds, dict):
        return ""
    return _("%(low)s to %(high)s yuan") % {"low": figure(bounds["min"]), "high": figure(bounds["max"])}


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
    return f"（{_arithmetic(step)}）" if is_chinese() else f"({_arithmetic(step)})"


def tier_steps(act: Mapping[str, Any], candidate: Node) -> list[Node]:
    fine, points = act["fine"], first_step(candidate, "cut_points")
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
            "result": listed(figure(cut) for _name, _share, cut in lines),
        }
    ]


def tier_words(act: Mapping[str, Any], tier: str) -> str:
    low, high = act["fine"][tier]
    facts = {"low": figure(low), "high": figure(high), "tier": say(text(vocabulary.TIERS, tier))}
    return _("between %(low)s and %(high)s: %(tier)s") % facts
