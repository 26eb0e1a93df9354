"""Two heads press at the same moment: one wins, the other reads who was first, and the case moves once."""

import threading

import pytest
from django.db import connection

from casework.kernel.errors import DomainError, Stale
from casework.models import Approval, Case
from casework.services import approvals
from tests.factories import assign, at, lead, propose_filing

PRESSES = {
    "approve": lambda **given: approvals.approve(**given),
    "return": lambda **given: approvals.send_back(note="请补充。", **given),
    "reject": lambda **given: approvals.reject(note="不同意。", **given),
}
# What the case is after each.
AFTER = {"approve": "investigating", "return": "verifying", "reject": "verifying"}
PAIRS = [("approve", "return"), ("approve", "approve"), ("return", "reject"), ("approve", "reject")]


def race(cast, first: str, second: str) -> None:
    case = propose_filing(cast, assign(cast, lead(cast)))
    approval = Approval.objects.get(case=case)
    gate, answers = threading.Barrier(2), {}

    def press(name: str, who: str) -> None:
        mine = Approval.objects.get(pk=approval.pk)
        gate.wait()
        try:
            PRESSES[name](approval=mine, actor=cast[who], at=at("2021-09-13 10:00"))
            answers[who] = name
        except DomainError as error:
            answers[who] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in ((first, "head"), (second, "principal"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    losers = [answer for answer in answers.values() if isinstance(answer, DomainError)]
    (winner,) = [who for who, answer in answers.items() if not isinstance(answer, DomainError)]
    assert len(losers) == 1 and isinstance(losers[0], Stale)
    assert str(cast[winner]) in losers[0].message.zh
    assert Case.objects.get(pk=case.pk).state == AFTER[answers[winner]]
    assert Approval.objects.get(pk=approval.pk).decided_by == cast[winner]


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_one_wins_and_the_other_reads_who(cast):
    for number in range(20):
        race(cast, *PAIRS[number % len(PAIRS)])


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_two_heads_one_wins_two_hundred_times(cast):
    for number in range(200):
        race(cast, *PAIRS[number % len(PAIRS)])
