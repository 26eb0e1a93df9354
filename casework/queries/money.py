"""The debts of cases and the statements of the bank."""

from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Greatest

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.lifecycle import HEADS
from casework.models import BankStatement, Execution, StatementLine
from casework.models.execution import NOTHING, ExecutionQuerySet
from casework.queries.cases import offices_of

STATEMENT_READERS = HEADS | {Role.FINANCE}
SUMS = ("fine", "surcharge", "received", "refunded", "open", "back")


def executions_for(user: User) -> ExecutionQuerySet:
    """The debts of the cases that the user may read."""
    if not user.reads_cases:
        return Execution.objects.none()
    return Execution.objects.filter(case__office__in=offices_of(user))


def money_register(user: User) -> ExecutionQuerySet:
    """The rows of the register, the latest first, each with its sums."""
    rows = executions_for(user).with_sums()
    return rows.select_related("case__party", "case__office", "decision").order_by("-pk")


def sums_by_office(rows: QuerySet) -> list[dict[str, Any]]:
    """Of rows of the register, the :data:`SUMS` and the count of each office, in one query."""
    sums = {
        "open": Sum(Greatest(F("balance"), NOTHING)),
        "back": Sum(Greatest(-F("balance"), NOTHING)),
        "count": Count("pk"),
        **{f"total_{name}": Sum(name) for name in SUMS[:4]},
    }
    found = rows.order_by().values("case__office__name").annotate(**sums).order_by("case__office__name")
    return [
        {
            "name": row["case__office__name"],
            "count": row["count"],
            "open": row["open"],
            "back": row["back"],
            **{name: row[f"total_{name}"] for name in SUMS[:4]},
        }
        for row in found
    ]


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


def line_of(statement: BankStatement, number: int) -> StatementLine:
    """The row of the statement with this number."""
    try:
        return statement.lines.get(number=number)
    except StatementLine.DoesNotExist:
        raise NotFound from None
