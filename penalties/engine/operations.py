"""What a step may do with the steps below it. Every operation is arithmetic on their values and nothing else.

An operation takes the children in order and returns the value of the step. Money travels as decimal strings
with all decimals; only ``fine``, ``confiscation`` and ``instalment_surcharge`` round, because they are shown.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol

from penalties.engine.money import ZERO, plain, rounded, rounded_down, rounded_up


class Child(Protocol):
    """What an operation sees of a step below it."""

    @property
    def label(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def value(self) -> Any: ...


Children = Sequence[Child]

TIER_ORDER = ("mitigated", "lighter", "ordinary", "heavier")


def _numbers(children: Children) -> list[Decimal]:
    return [Decimal(child.value) for child in children]


def _named(children: Children, label: str) -> Any:
    """The value of the child with that label, or None where there is none."""
    for child in children:
        if child.label == label:
            return child.value
    return None


def product(children: Children) -> str:
    result = Decimal(1)
    for number in _numbers(children):
        result *= number
    return plain(result)


def larger(children: Children) -> str:
    return plain(max(_numbers(children)))


def smaller(children: Children) -> str:
    return plain(min(_numbers(children)))


def at_least(children: Children) -> bool:
    value, threshold = _numbers(children)
    return value >= threshold


def below(children: Children) -> bool:
    value, threshold = _numbers(children)
    return value < threshold


def above(children: Children) -> bool:
    value, threshold = _numbers(children)
    return value > threshold


def not_above(children: Children) -> bool:
    value, threshold = _numbers(children)
    return value <= threshold


def near(children: Children) -> bool:
    """A value, a threshold and a share: the value lies within that share of the threshold."""
    value, threshold, share = _numbers(children)
    return abs(value - threshold) <= share * threshold


def equal(children: Children) -> bool:
    return bool(children[0].value == children[1].value)


def one_of(children: Children) -> bool:
    """A value and the list in which it must stand."""
    return children[0].value in children[1].value


def later(children: Children) -> bool:
    """Two days, ISO: the first is after the second."""
    return bool(children[0].value > children[1].value)


def all_true(children: Children) -> bool:
    return all(child.value is True for child in children)


def any_true(children: Children) -> bool:
    return any(child.value is True for child in children)


def not_true(children: Children) -> bool:
    return children[0].value is not True


def first_true(children: Children) -> int | None:
    """The place, from 1, of the first branch that applies."""
    return next((place for place, child in enumerate(children, 1) if child.value is True), None)


def range_of(children: Children) -> dict[str, str]:
    low, high = (child.value for child in children)
    return {"min": low, "max": high}


def widest(children: Children) -> dict[str, str]:
    """Ranges joined by 或者: either may be chosen, so the lowest minimum and highest maximum bound it."""
    return {
        "min": plain(min(Decimal(child.value["min"]) for child in children)),
        "max": plain(max(Decimal(child.value["max"]) for child in children)),
    }


def cut_points(children: Children) -> dict[str, str]:
    """A range and two shares: the range with the points at which its span is cut into tiers."""
    bounds, first, second = (child.value for child in children)
    low, high = Decimal(bounds["min"]), Decimal(bounds["max"])
    return {
        **bounds,
        "low_cut": plain(low + Decimal(first) * (high - low)),
        "high_cut": plain(low + Decimal(second) * (high - low)),
    }


def fine(children: Children) -> dict[str, Any]:
    """A cut range, and whether the law says 可以: the fine as it is shown, with its exact bounds."""
    exact, optional = (child.value for child in children)
    low, first, second, high = (Decimal(exact[key]) for key in ("min", "low_cut", "high_cut", "max"))
    if low == high:
        total = plain(rounded(low))
        shown = {"min": total, "max": total, **{tier: [total, total] for tier in TIER_ORDER[1:]}}
    else:
        shown = {
            "min": plain(rounded_up(low)),
            "max": plain(rounded_down(high)),
            "lighter": _band(low, first),
            "ordinary": _band(first, second),
            "heavier": _band(second, high),
        }
    mitigated = ["0.00", shown["min"]] if low > 0 else None
    return {**shown, "mitigated": mitigated, "optional": optional, "exact": exact}


def _band(low: Decimal, high: Decimal) -> list[str]:
    return [plain(rounded_up(low)), plain(rounded_down(high))]


def grade_used(children: Children) -> str:
    """The officer's grade; serious where the law says so; 较重 is ordinary where the law has no 较重."""
    grade: str = "serious" if _named(children, "serious_trigger") else _named(children, "grade")
    known = _named(children, "grades_known")
    return "ordinary" if grade == "heavier" and grade not in known and "ordinary" in known else grade


def under_version(children: Children) -> dict[str, Any]:
    """What one text of a provision yields: lawful or not, a fine or none, and the other kinds."""
    own = {label: _named(children, label) for label in ("norm", "version", "level", "verified")}
    unlawful = _named(children, "unlawful") is not False
    referred = _named(children, "referred")
    if referred:
        return {**referred, **own, "unlawful": unlawful and referred["unlawful"]}
    return {
        **own,
        "unlawful": unlawful,
        "fine": _named(children, "fine") if unlawful else None,
        "kinds": _named(children, "kinds") if unlawful else [],
        "any_of": _named(children, "any_of"),
        "orders": _named(children, "orders") if unlawful else [],
        "reserved_to": _named(children, "reserved_to"),
        "figures_left_to": _named(children, "figures_left_to"),
    }


def _bounds(result: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """The exact maximum and minimum of what a version yields; no fine is zero."""
    if result["fine"] is None:
        return ZERO, ZERO
    return Decimal(result["fine"]["exact"]["max"]), Decimal(result["fine"]["exact"]["min"])


def _harshness(result: dict[str, Any]) -> tuple[Any, ...]:
    """Sorts what one version yields from light to harsh: first the maximum, then the minimum (处罚法 37)."""
    fined = result["fine"] is not None
    return (result["unlawful"], fined, *_bounds(result), fined and not result["fine"]["optional"])


def lighter_version(children: Children) -> dict[str, Any]:
    """The text of the day the act ended, or that of the day of decision where it is lighter."""
    old, new = (child.value for child in children if child.label == "under_version")
    before, after = _harshness(old), _harshness(new)
    added, dropped = set(new["kinds"]) - set(old["kinds"]), set(old["kinds"]) - set(new["kinds"])
    new_is_lighter = after < before or (after == before and bool(dropped) and not added)
    chosen, gained = (new, added) if new_is_lighter else (old, dropped)
    if not new["unlawful"]:
        why = "no_longer_unlawful"
    elif after == before and not new_is_lighter:
        why = "no_difference"
    else:
        why = "new_is_lighter" if new_is_lighter else "new_is_not_lighter"
    harsher_in_kind = bool(gained) and before != after and new["unlawful"] and _kinds_are_known(old, new)
    return {
        **chosen,
        "lex_mitior": {"compared": [old["version"], new["version"]], "chosen": chosen["version"], "why": why},
        "human_choice": _lighter_in_part(old, new) or harsher_in_kind,
    }


def _kinds_are_known(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Only of a text that was read do we know that it has no other kind."""
    return bool(old["verified"] == new["verified"] == "text")


def _lighter_in_part(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """One version has the lower maximum, the other the lower minimum."""
    (old_high, old_low), (new_high, new_low) = _bounds(old), _bounds(new)
    return (new_high - old_high) * (new_low - old_low) < 0


def prevailing(children: Children) -> dict[str, Any]:
    """Of the norms that one act breaches, the one whose fine is higher at the tier chosen (处罚法 29)."""
    tier = _named(children, "tier")
    candidates = [child.value for child in children if child.label == "candidate"]
    winner = max(candidates, key=lambda candidate: _height(candidate, tier))  # of equals, the first named
    gave_way = [child.value for child in children if child.label == "gave_way"]
    lost = [
        {"norm": candidate["norm"], "why": _why_it_lost(candidate, winner)}
        for candidate in candidates
        if candidate is not winner
    ]
    return {**winner, "rejected": gave_way + lost}


def _why_it_lost(loser: dict[str, Any], winner: dict[str, Any]) -> str:
    if not loser["unlawful"]:
        return "not_unlawful"
    if loser["fine"] is None:
        return "gives_no_fine"
    return "equal_fine" if _bounds(loser) == _bounds(winner) else "lower_fine"


def _height(candidate: dict[str, Any], tier: str | None) -> tuple[Any, ...]:
    """What norms are compared by; one whose figures only a higher level can tell is never ruled out."""
    if candidate["figures_left_to"]:
        return (True, True, Decimal("Infinity"))
    if candidate["fine"] is None:
        return (candidate["unlawful"], False)
    rank = -("law", "admin_regulation", "department_rule").index(candidate["level"])
    if tier in (None, "mitigated"):
        return (True, True, *_bounds(candidate), rank)
    low, high = _bands(candidate["fine"]["exact"])[tier]
    return (True, True, high, low, *_bounds(candidate), rank)


def _bands(exact: dict[str, str]) -> dict[str | None, tuple[Decimal, Decimal]]:
    low, first, second, high = (Decimal(exact[key]) for key in ("min", "low_cut", "high_cut", "max"))
    return {"lighter": (low, first), "ordinary": (first, second), "heavier": (second, high)}


def confiscation(children: Children) -> str:
    """Found, less what was refunded, never below zero; to the fen."""
    found, refunded = _numbers(children)
    return plain(rounded(max(found - refunded, ZERO)))


def open_tiers(children: Children) -> list[str]:
    """The tiers that the recorded factors leave open; with factors both ways all of them are weighed."""
    effects = {child.value for child in children}
    softer = effects & {"must_lighter", "may_lighter"}
    harder = effects & {"must_heavier", "may_heavier"}
    lowest = "mitigated" if softer else "heavier" if "must_heavier" in harder else "ordinary"
    highest = "heavier" if harder else "lighter" if "must_lighter" in softer else "ordinary"
    return list(TIER_ORDER[TIER_ORDER.index(lowest) : TIER_ORDER.index(highest) + 1])


def settled(children: Children) -> dict[str, Any]:
    """The answer for one party or person: outcome, fine, confiscation, and the worth of the proposed fine."""
    norm = _named(children, "prevailing")
    result = _outcome(norm, children)
    fined, punishable = (
        result in ("penalty", "may_not_punish"),
        result in ("penalty", "may_not_punish", "no_fine"),
    )
    return {
        "outcome": result,
        "norm": norm["norm"],
        "version": norm["version"],
        "lex_mitior": norm.get("lex_mitior"),
        "rejected": norm["rejected"],
        "fine": {key: norm["fine"][key] for key in norm["fine"] if key != "exact"} if fined else None,
        "confiscate": _named(children, "confiscation") if punishable else None,
        "with": norm["kinds"] if punishable else [],
        "any_of": norm["any_of"] if punishable else False,
        "orders": norm["orders"],
        "tiers_open": _named(children, "open_tiers") if fined else [],
        "proposed": _proposed(norm["fine"]["exact"] if fined else None, children),
    }


def _outcome(norm: dict[str, Any], children: Children) -> str:
    """The first of the answers that end the matter, in the order in which the law asks for them."""
    if not norm["unlawful"]:
        return "not_unlawful"
    if _named(children, "reserved"):
        return "refer"
    if _named(children, "must_not_punish"):
        return "must_not_punish"
    if norm["fine"] is None:
        return "no_fine"
    return "may_not_punish" if _named(children, "may_not_punish") else "penalty"


def _proposed(exact: dict[str, str] | None, children: Children) -> dict[str, Any] | None:
    """The proposed fine against the range, its bands, the tier chosen and the ground for going below."""
    if _named(children, "proposed_fine") is None:
        return None
    amount = Decimal(_named(children, "proposed_fine"))
    if exact is None:
        return {"amount": plain(amount), "verdict": "not_allowed", "tiers": [], "position_pct": None}
    low, high = Decimal(exact["min"]), Decimal(exact["max"])
    if low == high and amount == rounded(low):
        low = high = amount  # a fixed sum with parts of a fen is paid to the fen
    return {
        "amount": plain(amount),
        "verdict": _verdict(amount, low, high, _named(children, "tier"), bool(_named(children, "ground"))),
        "tiers": _tiers_holding(amount, low, exact, amount if low == high == amount else None),
        "position_pct": None if low == high else plain(rounded((amount - low) / (high - low) * 100)),
    }


def _verdict(amount: Decimal, low: Decimal, high: Decimal, tier: str | None, has_ground: bool) -> str:
    if amount > high:
        return "above_maximum"
    if amount >= low:
        return "within"
    if tier != "mitigated" or amount == 0:
        return "below_minimum"
    return "within" if has_ground else "needs_ground"


def _tiers_holding(amount: Decimal, low: Decimal, exact: dict[str, str], fixed: Decimal | None) -> list[str]:
    """Every band that holds the amount: a cut point belongs to both neighbours."""
    if fixed is not None:
        return list(TIER_ORDER[1:])
    below_minimum = ["mitigated"] if 0 < amount < low else []
    return below_minimum + [str(tier) for tier, (low, high) in _bands(exact).items() if low <= amount <= high]


def _flags(children: Children) -> list[str]:
    return sorted({child.about for child in children if child.label == "flag" and child.value is True})


def person(children: Children) -> dict[str, Any]:
    """What one responsible person faces."""
    result = _named(children, "settled")
    shown = {key: result[key] for key in ("outcome", "norm", "version", "lex_mitior", "fine")}
    return {"id": _named(children, "id"), **shown, "flags": _flags(children)}


def act(children: Children) -> dict[str, Any]:
    """The answer for one act, with those for its persons."""
    return {
        "id": _named(children, "id"),
        **_named(children, "settled"),
        "persons": [child.value for child in children if child.label == "person"],
        "flags": _flags(children),
    }


def total_fine(children: Children) -> dict[str, str]:
    """The fines of several acts, added; an act without a fine adds nothing."""
    fines = [child.value["fine"] for child in children if child.value["fine"]]
    return {
        bound: plain(sum((Decimal(fine[bound]) for fine in fines), Decimal("0.00")))
        for bound in ("min", "max")
    }


def late_surcharge(children: Children) -> dict[str, Any]:
    """An unpaid part, the daily rate, the days late, the days stayed and whether there is a ceiling."""
    unpaid, rate, late, stayed = (Decimal(child.value) for child in children[:4])
    amount = rounded(unpaid * rate * max(late - stayed, ZERO))
    capped = bool(children[4].value) and amount >= unpaid > 0
    return {"amount": plain(min(amount, unpaid) if capped else amount), "capped": capped}


def due_date(children: Children) -> dict[str, Any]:
    """One due date: the parts of it that were late, one below the other."""
    parts = [child for child in children if child.label == "late_part"]
    unpaid = sum((Decimal(part.value["unpaid"]) for part in parts), Decimal("0.00"))
    surcharge = sum((Decimal(part.value["surcharge"]) for part in parts), Decimal("0.00"))
    return {
        "due_on": _named(children, "due_on"),
        "unpaid": plain(unpaid),
        "days_late": max((part.value["days_late"] for part in parts), default=0),
        "stayed_days": max((part.value["stayed_days"] for part in parts), default=0),
        "surcharge": plain(surcharge),
        "capped": all(part.value["capped"] for part in parts) if parts else False,
    }


def late_part(children: Children) -> dict[str, Any]:
    result = _named(children, "late_surcharge")
    return {
        "unpaid": _named(children, "unpaid"),
        "days_late": _named(children, "days_late"),
        "stayed_days": _named(children, "stayed_days"),
        "surcharge": result["amount"],
        "capped": result["capped"],
    }


def total_surcharge(children: Children) -> dict[str, Any]:
    items = [child.value for child in children if child.label == "due_date"]
    return {
        "surcharge": plain(sum((Decimal(item["surcharge"]) for item in items), Decimal("0.00"))),
        "capped": any(item["capped"] for item in items),
    }


OPERATIONS: dict[str, Callable[[Children], Any]] = {
    function.__name__: function
    for function in (
        product, larger, smaller, at_least, below, above, not_above, near, equal, one_of, later, all_true,
        any_true,
        not_true, first_true, range_of, widest, cut_points, fine, grade_used, under_version, lighter_version,
        prevailing, confiscation, open_tiers, settled, person, act, total_fine, late_surcharge, late_part,
        due_date, total_surcharge,
    )
}  # fmt: skip
