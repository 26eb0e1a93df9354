"""The debts of cases and the statements of the bank."""

from django.db.models import (
    QuerySet,
)

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.lifecycle import HEADS
from casework.models import (
    BankStatement,
    Execution,
)
from casework.models.execution import ExecutionQuerySet
from casework.queries.cases import offices_of

STATEMENT_READERS = HEADS | {Role.FINANCE}


def executions_for(user: User) -> ExecutionQuerySet:
    """The debts of the cases that the user may read."""
    if not user.reads_cases:
        return Execution.objects.none()
    return Execution.objects.filter(case__office__in=offices_of(user))


def money_register(user: User) -> ExecutionQuerySet:
    """The rows of the register, the latest first, each with its sums."""
    rows = executions_for(user).with_sums()
    return rows.select_related("case__party", "case__office", "decision").order_by("-pk")


def statements_for(user: User) -> QuerySet[BankStatement]:
    """Statements of the user's office, for those who handle them and for the heads."""
    if not user.powers & STATEMENT_READERS:
        return BankStatement.objects.none()
    return BankStatement.objects.filter(office__in=offices_of(user)).select_related("office", "read_by")


def statement_for(user: User, reference: str) -> BankStatement:
    try:
        return statements_for(user).get(reference=reference)
    except BankStatement.DoesNotExist:
        raise NotFound from None
