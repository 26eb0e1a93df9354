"""The surcharge for paying late (处罚法 arts 72, 73), worked out by the engine from what the hub keeps."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.models import Case, Execution, PaymentPlan, Surcharge
from casework.services import execution as collecting
from penalties.engine.facts import InputError, NoSingleAnswer
from penalties.engine.surcharge import surcharge
from penalties.engine.trace import TraceError, paragraphs

LAW = "行政处罚法第七十二条第一款第一项"


@dataclass(frozen=True)
class WorkedOut:
    """The engine's question and answer for one debt."""

    execution: Execution
    question: dict[str, Any]
    answer: dict[str, Any]

    @property
    def amount(self) -> Decimal:
        return Decimal(self.answer["surcharge"])


def work_out(case: Case, as_of: dt.date) -> WorkedOut:
    """The surcharge of the decision in force up to ``as_of``, whether the authority asks for it or not. Raises
    Refused where nothing is collected, Invalid where the question has no answer."""
    execution = collecting.execution_of(case)
    if execution is None:
        raise Refused(Text("本案没有需要缴纳的罚款。", "No fine is to be paid in this case."), law=LAW)
    question = question_of(execution, as_of)
    try:
        answer = surcharge(question)
    except (InputError, NoSingleAnswer) as error:
        raise Invalid(Text(f"无法计算：{error}", f"It cannot be worked out: {error}"), law=LAW) from error
    return WorkedOut(execution, question, answer)


def question_of(execution: Execution, as_of: dt.date) -> dict[str, Any]:
    """Fine, plan, payments and stays as the engine asks for them. An agreement of 强制法 art 42 moves no day: it
    says itself what it leaves of the surcharge."""
    plan = execution.plans.exclude(kind=PaymentPlan.Kind.AGREEMENT).last()
    payments = execution.payments.filter(purpose__in=("fine", "spot_cash"))
    stays = execution.case.stays.filter(first__lte=as_of)
    return {
        "fine": str(execution.fine),
        "received_on": str(execution.received_on),
        "instalments": [
            {"due_on": str(part.due_on), "amount": str(part.amount)}
            for part in (plan.instalments.all() if plan else ())
        ],
        "payments": [{"on": str(payment.paid_on), "amount": str(payment.amount)} for payment in payments],
        "stays": [[str(stay.first), str(min(stay.last or as_of, as_of))] for stay in stays],
        "as_of": str(as_of),
    }


@transaction.atomic
def record(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Surcharge:
    """Work it out up to today and push the figure, with its steps, into the case file."""
    found = work_out(case, day_of(at))
    return collecting.record_surcharge(
        execution=found.execution,
        amount=found.amount,
        as_of=day_of(at),
        grounds={"question": found.question, "answer": found.answer},
        actor=actor,
        at=at,
        token=token,
    )


def told(steps: dict[str, Any]) -> list[str]:
    """Every step in sentences, recomputed on the way; empty where the stored steps no longer compute."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    try:
        return list(paragraphs(steps, language))
    except TraceError:
        return []
