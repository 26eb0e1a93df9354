"""What holds for every case: monotone bounds, bands without gaps, the lighter text, milder factors."""

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penalties.engine import trace
from penalties.engine.facts import TIERS
from penalties.engine.loader import library
from tests.penalties.cases import act

FEN = Decimal("0.01")
quick = settings(max_examples=25, deadline=None)


def money(low: str, high: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)


BANDED = [  # norm, base, what else the branch needs, and the ends of one branch
    ("FSL-124", "goods_value", {}, "0.01", "9999.99"),
    ("FSL-124", "goods_value", {}, "10000.00", "9999999.99"),
    ("CPL-56-dignity", "illegal_gains", {}, "0.01", "9999999.99"),
    ("MEAS73-15", "illegal_gains", {}, "0.01", "99999.99"),
    ("DAL-117-1", "goods_value", {"role": "retail"}, "0.01", "99999.99"),
    ("AD-55-1", "ad_cost", {}, "0.01", "9999999.99"),
    ("PQL-50", "goods_value", {}, "0.01", "9999999.99"),
    ("CCC-66", "goods_value", {}, "0.01", "9999.99"),
    ("TM-60", "illegal_turnover", {}, "50000.00", "9999999.99"),
    ("PRICE-9", "illegal_gains", {}, "0.01", "9999999.99"),
]
of_one_branch = pytest.mark.parametrize(("norm", "base", "facts", "low", "high"), BANDED)


def exact(norm: str, base: str, facts: dict[str, Any], amount: Decimal) -> dict[str, Decimal]:
    """The unrounded bounds of the norm that prevails, as the steps hold them."""
    settled = next(
        c
        for c in act(norm, amounts={base: str(amount)}, facts=facts)["steps"]["because"]
        if c["label"] == "settled"
    )
    return {key: Decimal(value) for key, value in settled["because"][0]["value"]["fine"]["exact"].items()}


@of_one_branch
def test_a_higher_base_never_lowers_a_bound(
    norm: str, base: str, facts: dict[str, Any], low: str, high: str
) -> None:
    @quick
    @given(money(low, high), money(low, high))
    def holds(one: Decimal, other: Decimal) -> None:
        smaller, larger = sorted((one, other))
        before, after = (exact(norm, base, facts, amount) for amount in (smaller, larger))
        assert all(before[key] <= after[key] for key in before)

    holds()


@of_one_branch
def test_the_bands_tile_the_range(norm: str, base: str, facts: dict[str, Any], low: str, high: str) -> None:
    @quick
    @given(money(low, high))
    def holds(amount: Decimal) -> None:
        bounds = exact(norm, base, facts, amount)
        assert bounds["min"] <= bounds["low_cut"] <= bounds["high_cut"] <= bounds["max"]
        fine = act(norm, amounts={base: str(amount)}, facts=facts)["fine"]
        edges = [Decimal(edge) for tier in ("lighter", "ordinary", "heavier") for edge in fine[tier]]
        assert (edges[0], edges[-1]) == (Decimal(fine["min"]), Decimal(fine["max"]))
        assert edges[2] - edges[1] in (0, FEN) and edges[4] - edges[3] in (0, FEN)
        assert bounds["min"] <= Decimal(fine["min"]) and Decimal(fine["max"]) <= bounds["max"]

    holds()


@of_one_branch
def test_every_lawful_amount_lies_in_a_band_and_no_other_does(
    norm: str, base: str, facts: dict[str, Any], low: str, high: str
) -> None:
    @quick
    @given(money(low, high), st.integers(-200, 12000))
    def holds(amount: Decimal, per_myriad: int) -> None:
        bounds = exact(norm, base, facts, amount)
        span = bounds["max"] - bounds["min"]
        chosen = abs(bounds["min"] + span * per_myriad / 10000).quantize(FEN)
        proposed = act(norm, amounts={base: str(amount)}, facts=facts, proposed_fine=str(chosen))["proposed"]
        assert (proposed["verdict"] == "within") == (bounds["min"] <= chosen <= bounds["max"])
        assert bool(set(proposed["tiers"]) - {"mitigated"}) == (proposed["verdict"] == "within")

    holds()


CHANGED = [
    ("AUCL-bribery", "2025-06-30", "2025-12-15", {}),
    ("AUCL-false-publicity", "2025-06-30", "2025-12-15", {}),
    ("AUCL-trade-secret", "2018-06-30", "2020-12-15", {}),
    ("AUCL-defamation", "2017-06-30", "2020-12-15", {}),
    ("CCC-66", "2023-05-01", "2023-09-01", {}),
    ("MDR-81", "2021-05-01", "2021-09-01", {}),
    ("MDR-86", "2021-05-01", "2021-09-01", {}),
    ("FSL-123", "2015-05-01", "2016-09-01", {}),
    ("DAL-117-1", "2019-05-01", "2020-09-01", {"role": "retail"}),
    ("COS-59", "2020-05-01", "2021-09-01", {}),
    ("TM-53", "2026-05-01", "2027-09-01", {}),
    ("CPL-56-dignity", "2014-01-01", "2014-09-01", {}),
]


@pytest.mark.parametrize(("norm", "ended_on", "decided_on", "facts"), CHANGED)
def test_the_lighter_text_is_never_the_harsher(
    norm: str, ended_on: str, decided_on: str, facts: dict[str, Any]
) -> None:
    @quick
    @given(money("0.01", "99999.99"), st.sampled_from(("ordinary", "serious")))
    def holds(amount: Decimal, grade: str) -> None:
        given_facts = {
            "grade": grade,
            "facts": facts,
            "amounts": {"goods_value": str(amount), "illegal_gains": str(amount)},
        }
        chosen = act(norm, ended_on=ended_on, decided_on=decided_on, **given_facts)
        both = [act(norm, ended_on=day, decided_on=day, **given_facts) for day in (ended_on, decided_on)]
        assert highest(chosen) == min(highest(answer) for answer in both)
        assert chosen["version"] in chosen["lex_mitior"]["compared"]

    holds()


def highest(answer: dict[str, Any]) -> Decimal:
    return Decimal(answer["fine"]["max"]) if answer["fine"] else Decimal(0)


SOFTER = ["32.1-harm-removed", "32.4-merit", "31-partial-capacity", "may-cooperated", "may-hardship"]
HARDER = ["must-heavier-other-law", "may-heavier-instigated", "may-heavier-forged-evidence"]


@quick
@given(st.sets(st.sampled_from(SOFTER + HARDER)), st.sampled_from(SOFTER))
def test_a_mitigating_factor_never_raises_a_tier(factors: set[str], added: str) -> None:
    before = act("AD-57-advertiser", factors=sorted(factors))["tiers_open"]
    after = act("AD-57-advertiser", factors=sorted(factors | {added}))["tiers_open"]

    assert TIERS.index(after[0]) <= TIERS.index(before[0])
    assert TIERS.index(after[-1]) <= TIERS.index(before[-1])


NORMS = sorted(library().law_of)
FACTS = {
    "refused_to_correct": True,
    "overdue_not_corrected": True,
    "role": "retail",
    "accident": "larger",
    "item": "other",
    "scale": "other",
    "danger": "none",
}
AMOUNTS = [
    "illegal_gains", "goods_value", "illegal_turnover", "ad_cost", "prior_year_turnover", "illegal_income",
    "false_capital", "prior_year_personal_income", "period_personal_income",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_every_explanation_reloads_and_no_changed_one_does(data: st.DataObject) -> None:
    amounts = {name: str(data.draw(money("0.01", "999999.99"))) for name in AMOUNTS}
    answer = act(
        data.draw(st.sampled_from(NORMS)),
        ended_on="2026-01-10",
        decided_on="2026-04-01",
        level="national",
        grade=data.draw(st.sampled_from(("ordinary", "serious"))),
        amounts=amounts,
        facts=FACTS,
        factors=sorted(data.draw(st.sets(st.sampled_from(SOFTER + HARDER)))),
    )
    assert trace.to_json(trace.from_json(json.dumps(answer["steps"]))) == answer["steps"]

    steps = copy.deepcopy(answer["steps"])
    node = steps
    while node["because"] and data.draw(st.booleans()):
        node = data.draw(st.sampled_from(node["because"]))
    node["law"] += "x"
    with pytest.raises(trace.TraceError):
        trace.from_json(steps)
