"""Who acts for whom, as a table judges it: an own role first, and the bars asked for both."""

import datetime as dt

import pytest

from casework.kernel.lifecycle import Acting, Bar, Lent, Text, Transition, judge
from casework.kernel.roles import ADMINISTRATORS, DELEGABLE, INVESTIGATORS, Role

WORDS = Text("字", "word")
DAY = dt.date(2026, 11, 24)
APPROVE = Transition(
    "approve",
    ("open",),
    "done",
    WORDS,
    "thing.approved",
    frozenset({Role.BUREAU_HEAD, Role.PRINCIPAL_HEAD}),
    "art 57",
    bars=(Bar(("thing.proposed",), Text("您提出了这一项", "You proposed this"), "art 49"),),
)
HEAD, DEPUTY, PRINCIPAL = 7, 8, 9
OFFICER = frozenset({Role.CASE_OFFICER})
HEADS_POWER = Lent(HEAD, "周明远", frozenset({Role.BUREAU_HEAD}))
PRINCIPALS_POWER = Lent(PRINCIPAL, "郑国栋", frozenset({Role.PRINCIPAL_HEAD}))


def judged(actor: Acting, *proposers: int):
    return judge(APPROVE, "open", actor, {}, {"thing.proposed": set(proposers)}, DAY)


@pytest.mark.parametrize(
    ("roles", "lent", "proposers", "codes", "for_whom"),
    [
        (OFFICER, (), (), ["role"], None),
        (OFFICER, (HEADS_POWER,), (), [], HEAD),
        (frozenset(), (HEADS_POWER,), (), [], HEAD),
        (OFFICER, (Lent(HEAD, "周", frozenset({Role.UNIT_HEAD})),), (), ["role"], None),
        # barred by what the actor did, by what the lender did, by what both did
        (OFFICER, (HEADS_POWER,), (DEPUTY,), ["separation"], HEAD),
        (OFFICER, (HEADS_POWER,), (HEAD,), ["separation"], HEAD),
        (OFFICER, (HEADS_POWER,), (HEAD, DEPUTY), ["separation", "separation"], HEAD),
        # where the own role fits it counts, and the lender is not asked
        (frozenset({Role.BUREAU_HEAD}), (HEADS_POWER,), (HEAD,), [], None),
        (frozenset({Role.BUREAU_HEAD}), (HEADS_POWER,), (DEPUTY,), ["separation"], None),
        # of two lenders the one who is not barred
        (OFFICER, (HEADS_POWER, PRINCIPALS_POWER), (HEAD,), [], PRINCIPAL),
        (OFFICER, (HEADS_POWER, PRINCIPALS_POWER), (HEAD, PRINCIPAL), ["separation"], HEAD),
    ],
)
def test_a_lent_power_is_judged_with_its_lender(roles, lent, proposers, codes, for_whom):
    option = judged(Acting(DEPUTY, roles, lent), *proposers)
    assert [refusal.code for refusal in option.refusals] == codes
    assert (option.on_behalf_of.by if option.on_behalf_of else None) == for_whom


def test_the_refusal_says_which_of_the_two_is_barred():
    stand_in = Acting(DEPUTY, OFFICER, (HEADS_POWER,))
    (own,) = judged(stand_in, DEPUTY).refusals
    (through,) = judged(stand_in, HEAD).refusals
    assert own.message.zh == "您提出了这一项" and own.law == through.law == "art 49"
    assert "周明远" in through.message.zh and "周明远" in through.message.en


def test_no_investigator_and_no_administrator_lends_a_power():
    assert not DELEGABLE & (INVESTIGATORS | ADMINISTRATORS | {Role.SYSTEM})
