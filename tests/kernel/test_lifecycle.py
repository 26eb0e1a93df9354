"""The pure mechanism: every reason against a step, and nothing else."""

import datetime as dt

import pytest

from casework.kernel.lifecycle import (
    SWEEP,
    Acting,
    Bar,
    Guard,
    Lifecycle,
    State,
    Text,
    Transition,
    available,
    judge,
)
from casework.kernel.roles import Role

WORDS = Text("字", "word")
DAY = dt.date(2026, 11, 24)
APPROVE = Transition(
    "approve",
    ("open",),
    "done",
    WORDS,
    "thing.approved",
    frozenset({Role.BUREAU_HEAD}),
    "art 57",
    guards=(
        Guard("evidence", WORDS, "art 19"),
        Guard("hearing_held", WORDS, "art 50", when="hearing_due"),
        Guard("notified", WORDS, "Order 20 art 31", valid_to=dt.date(2026, 4, 14)),
    ),
    bars=(Bar(("thing.proposed",), WORDS, "art 49"),),
)
TABLE = Lifecycle("thing", (State("open", WORDS), State("done", WORDS, is_end=True)), (APPROVE,))
HEAD = Acting(7, frozenset({Role.BUREAU_HEAD}))
FACTS = {"evidence": True, "hearing_held": False, "hearing_due": False, "notified": False}


def codes(**changes):
    given = {"state": "open", "actor": HEAD, "facts": FACTS, "history": {}, "day": DAY} | changes
    return [refusal.code for refusal in judge(APPROVE, **given).refusals]


def test_everything_on_file_lets_the_head_act():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "done"}, ["state"]),
        ({"actor": Acting(7, frozenset({Role.CASE_OFFICER}))}, ["role"]),
        ({"actor": SWEEP}, ["role"]),
        ({"history": {"thing.proposed": {7}}}, ["separation"]),
        ({"history": {"thing.proposed": {8}}}, []),
        ({"facts": FACTS | {"evidence": False}}, ["evidence"]),
        ({"facts": FACTS | {"hearing_due": True}}, ["hearing_held"]),
        ({"facts": FACTS | {"hearing_due": True, "hearing_held": True}}, []),
        ({"day": dt.date(2026, 4, 14)}, ["notified"]),
        ({"day": dt.date(2026, 4, 15)}, []),
        ({"state": "done", "history": {"thing.proposed": {7}}}, ["state", "separation"]),
    ],
)
def test_each_reason_is_named(changes, expected):
    assert codes(**changes) == expected


def test_only_steps_out_of_the_present_state_are_offered():
    assert [o.transition.action for o in available(TABLE, "open", HEAD, FACTS, {}, DAY)] == ["approve"]
    assert available(TABLE, "done", HEAD, FACTS, {}, DAY) == []


def test_a_table_that_names_an_unknown_state_does_not_load():
    with pytest.raises(ValueError, match="unknown state"):
        Lifecycle("broken", (State("open", WORDS),), (APPROVE,))
