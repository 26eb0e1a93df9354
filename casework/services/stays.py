"""What a remedy does to the collection of the fine (处罚法 art 73(3), 复议法, 诉讼法)."""

import datetime as dt

from casework.kernel.models import User
from casework.kernel.transitions import lock
from casework.models import Case, Decision, Execution, Stay
from casework.services.execution_settling import settle


def begin(case: Case, *, first: dt.date, ground: str, document: str) -> Stay:
    """From ``first`` on no surcharge is counted; ``document`` is the reference of the remedy."""
    return Stay.objects.create(case=case, first=first, ground=ground, document=document)


def end(*, document: str, last: dt.date) -> None:
    """The remedy is over: from the day after ``last`` the surcharge counts again."""
    Stay.objects.filter(document=document, last=None).update(last=last)


def change_fine(decision: Decision, changed: Decision, *, actor: User, at: dt.datetime) -> None:
    """Another authority changed the decision: the same execution goes on with its fine."""
    for execution in Execution.objects.filter(decision=decision):
        execution = lock(execution)
        execution.decision, execution.fine = changed, changed.amount
        execution.save(update_fields=["decision", "fine"])
        settle(execution, actor=actor, at=at)
