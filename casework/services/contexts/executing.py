"""Papers of the execution: the plan, the demand, the application to the court."""

import datetime as dt
from decimal import Decimal

from casework.kernel import words
from casework.kernel.models import OfficeProfile
from casework.models import Execution, PaymentPlan
from casework.services.contexts import parts
from casework.services.contexts.parts import Context

# What 强制法 art 55 asks for.
ENCLOSED = (
    "行政处罚决定书及作出决定的事实、理由和依据；",
    "当事人的意见及本局催告的情况；",
    "申请强制执行标的的情况；",
    "法律、行政法规规定的其他材料。",
)


def payment_plan_notice(
    execution: Execution, plan: PaymentPlan, profile: OfficeProfile, *, on: dt.date
) -> Context:
    case = execution.case
    return {
        **parts.heading(case, on),
        **parts.addressee(case),
        "decision": _decision(execution),
        "fine": _sum(execution.fine),
        "application": plan.application,
        "plan": [f"{words.day(part.due_on)}前缴纳{_sum(part.amount)}；" for part in plan.instalments.all()],
        "terms": parts.statutory("execution.plan", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def demand_letter(
    execution: Execution, profile: OfficeProfile, *, open_fine: Decimal, on: dt.date
) -> Context:
    case = execution.case
    return {
        **parts.heading(case, on),
        **parts.addressee(case),
        "decision": _decision(execution),
        "served": words.day(execution.received_on),
        "duties": _duties(execution, open_fine),
        "terms": parts.statutory("execution.demand", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def court_application(
    execution: Execution, profile: OfficeProfile, *, open_fine: Decimal, on: dt.date
) -> Context:
    case = execution.case
    said = f"当事人陈述申辩：{execution.statement}本局复核：{execution.statement_answer}"
    demanded = words.day(execution.demanded_on) if execution.demanded_on else ""
    return {
        "office": parts.heading(case, on)["office"],
        "court": profile.court,
        "applicant": [
            {"label": "名称", "value": profile.name},
            {"label": "地址", "value": profile.address},
            {"label": "联系人", "value": parts.names(case)},
            {"label": "联系电话", "value": profile.phone},
        ],
        "respondent": parts.party_rows(case.party),
        "claims": _duties(execution, open_fine),
        "basis": parts.statutory("execution.court", profile, on),
        "facts": f"申请人于{words.day(execution.received_on)}向被申请人送达{_decision(execution)}。被申请人在法定期限内"
        f"没有申请行政复议，也没有提起行政诉讼，又没有完全履行。申请人于{demanded}送达催告书，"
        f"十个工作日届满后仍未履行。{said if execution.statement else ''}",
        "enclosed": list(ENCLOSED),
        "day": words.day(on),
    }


def _duties(execution: Execution, open_fine: Decimal) -> list[str]:
    """The fine that is open and the surcharge as fixed, with the formula of 强制法 art 45."""
    duties = [f"罚款{_sum(open_fine)}；"] if open_fine else []
    latest = execution.last_surcharge
    if execution.surcharge and latest:
        duties.append(
            f"加处罚款{_sum(execution.surcharge)}，按未缴罚款每日百分之三计算至{words.day(latest.as_of)}，"
            "不超出罚款的数额。"
        )
    return duties


def _decision(execution: Execution) -> str:
    return f"{execution.decision.number}《{execution.decision.document.title}》"


def _sum(amount: Decimal) -> str:
    return f"{words.money(amount)}（{words.yuan(amount)}）"
