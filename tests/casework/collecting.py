"""An execution brought as far as a test needs it, by the verbs. The seed case: CNY 180,000 served on 3 December 2021,
to be paid by the 18th; the time to sue ends on 6 June 2022."""

import datetime as dt
from decimal import Decimal

from casework.models import Approval, Case, Document, Execution
from casework.services import (
    approvals,
    execution,
    execution_court,
    execution_plans,
    money,
    service_of_documents,
)
from penalties.services import surcharge
from tests.factories import at, case_in, deliver

FINE = Decimal("180000.00")


def served(cast, **more) -> Execution:
    return Execution.objects.get(case=case_in(cast, "served", **more))


def now(execution_: Execution) -> Execution:
    return Execution.objects.select_related("case").get(pk=execution_.pk)


def overdue(cast, moment: str = "2021-12-20 00:05", **more) -> Execution:
    found = served(cast, **more)
    execution.run_out(at=at(moment))
    return now(found)


def approve(cast, found: Execution, kind: str, moment: str, who: str = "head") -> Execution:
    approval = Approval.objects.get(subject=found.reference, kind=kind, state="pending")
    approvals.approve(approval=approval, actor=cast[who], at=at(moment))
    return now(found)


def demand(cast, found: Execution, made: str = "2022-06-07", served_on: str = "2022-06-07") -> Execution:
    execution_court.make_demand(execution=found, actor=cast["officer"], at=at(f"{made} 09:00"))
    deliver(f"{made} 09:05")
    service_of_documents.record_service(
        document=Document.objects.get(case=found.case, kind="demand_letter"),
        method="direct",
        served_on=dt.date.fromisoformat(served_on),
        received_by="钱知远（演示）",
        actor=cast["officer"],
        at=at(f"{served_on} 16:00"),
    )
    return now(found)


def fix_surcharge(cast, found: Execution, moment: str) -> Execution:
    surcharge.record(case=found.case, actor=cast["officer"], at=at(moment))
    return now(found)


def ask_court(cast, found: Execution, moment: str) -> Approval:
    return execution_court.propose_court_application(
        execution=found, reason="催告后仍未履行", actor=cast["officer"], at=at(moment)
    )


def enter(cast, found: Execution, amount: str, on: str, receipt: str, **more) -> Execution:
    money.enter_receipt(
        execution=now(found),
        amount=Decimal(amount),
        paid_on=dt.date.fromisoformat(on),
        receipt_number=receipt,
        actor=cast["finance"],
        at=at(f"{on} 17:00"),
        **more,
    )
    return now(found)


def instalments(cast, found: Execution, parts: list[tuple[str, str]], asked: str = "2021-12-10") -> Execution:
    execution_plans.propose_instalments(
        execution=found,
        parts=[(dt.date.fromisoformat(on), Decimal(amount)) for on, amount in parts],
        application="2021年12月10日书面申请",
        reason="确有经济困难",
        actor=cast["officer"],
        at=at(f"{asked} 10:00"),
    )
    return approve(cast, found, "instalments", f"{asked} 15:00")


def annul(found: Execution, on: str) -> Case:
    decision = found.decision
    decision.annulled_on = dt.date.fromisoformat(on)
    decision.save()
    return found.case
