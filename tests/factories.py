"""Cases as the verbs leave them: ``case_in(cast, "noticed")`` walks the pipeline up to that state.

The days are those of the seed case (autumn of 2021); ``moment_of(state)`` says when each state was reached, for
tests that go on from there. Officers: inspector1, inspector2, officer; the head decides.
"""

import datetime as dt
from decimal import Decimal
from itertools import count

from casework.kernel import outbox
from casework.kernel.clock import SHANGHAI
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.models import Approval, Case, Document, Hearing, Party
from casework.services import (
    approvals,
    cases,
    decisions,
    dossier,
    execution,
    hearing_sessions,
    hearings,
    notices,
    people,
    proposals,
    reviews,
    service_of_documents,
)
from casework.services.discussions import Minutes, Said

FINE = {
    "min": "0.00",
    "max": "500000.00",
    "lighter": ["0.00", "150000.00"],
    "ordinary": ["150000.00", "350000.00"],
    "heavier": ["350000.00", "500000.00"],
    "mitigated": None,
    "optional": True,
}
STEPS = {
    "label": "罚款幅度",
    "value": {"min": "0.00", "max": "500000.00"},
    "because": [
        {"label": "没有违法所得", "law": "消费者权益保护法第五十六条", "value": "500000.00", "because": []}
    ],
}
PAPER = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
_numbers = count(1)


def at(text: str) -> dt.datetime:
    """``at("2021-08-24 09:58")``: an instant in Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def deliver(moment: str) -> None:
    """Everything that the outbox owes by then: PDFs above all."""
    while outbox.deliver_due(at=at(moment)):
        pass


def lead(cast, *, name: str = "", moment: str = "2021-08-25 09:00", **more) -> Case:
    """A fresh lead in the station's books; ``more`` overrides what ``register_lead`` is told."""
    number = next(_numbers)
    party = Party.objects.create(
        name=name or f"示例云岭置业{number}号店", address="佛山市南海区桂城街道演示路18号"
    )
    told = {
        "office": cast["inspector1"].office,
        "cause": "未经同意收集消费者个人信息",
        "summary": "售楼处拍摄来访者人脸",
        "source": "report",
        "source_reference": f"RPT-2021-{number:06d}",
        "received_on": dt.date(2021, 8, 24),
        "party": party,
        "act_ended_on": dt.date(2021, 8, 31),
        "actor": cast["intake"],
        "at": at(moment),
    }
    return cases.register_lead(**(told | more))


def approve(cast, case: Case, kind: str, moment: str) -> Case:
    approval = Approval.objects.get(case=case, kind=kind, state="pending")
    approvals.approve(approval=approval, actor=cast["head"], at=at(moment))
    return Case.objects.get(pk=case.pk)


def serve(cast, case: Case, kind: str, on: str) -> Case:
    service_of_documents.record_service(
        document=Document.objects.get(case=case, kind=kind),
        method="direct",
        served_on=dt.date.fromisoformat(on),
        received_by="钱知远（演示）",
        actor=cast["officer"],
        at=at(f"{on} 16:00"),
    )
    return Case.objects.get(pk=case.pk)


def assign(cast, case: Case) -> Case:
    officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
    return cases.assign_officers(
        case=case, officers=officers, actor=cast["unithead"], at=at("2021-08-26 09:00")
    )


def file_evidence(cast, case: Case) -> None:
    """A signed site record in the dossier, as the inspections desk files it."""
    dossier.add_to_dossier(
        case=case,
        kind="site_record",
        reference="VIS-2021-000001",
        title="现场笔录",
        made_by="陈立行",
        is_signed=True,
        sha256="9f2c41" + "0" * 54 + "e07b",
        on=dt.date(2021, 8, 31),
        path="/m/VIS-2021-000001/",
        actor=cast["inspector1"],
        at=at("2021-08-31 11:00"),
    )


def propose_filing(cast, case: Case, reason: str = "有初步证据，请批准立案") -> Case:
    file_evidence(cast, case)
    return cases.propose_filing(case=case, reason=reason, actor=cast["officer"], at=at("2021-09-10 09:00"))


def file(cast, case: Case) -> Case:
    return approve(cast, propose_filing(cast, case), "filing", "2021-09-13 10:00")


def propose_penalty(cast, case: Case, amount: str = "180000.00", moment: str = "2021-11-08 09:00") -> None:
    """A proposal with its grounds, as the penalties desk submits it."""
    proposals.submit_proposal(
        case=case,
        reference="WKS-2021-000001",
        amount=Decimal(amount),
        tier="ordinary",
        position_pct="36.00",
        flags=["hearing_right"],
        reason="连续五个月收集，主动拆除设备，按一般情节处罚",
        violation="当事人未经同意收集人脸信息，违反消费者权益保护法第二十九条第一款",
        basis="依据消费者权益保护法第五十六条第一款第九项",
        warning=False,
        grounds={"acts": [{"fine": FINE, "steps": STEPS}]},
        act_ended_on=dt.date(2021, 8, 31),
        actor=cast["officer"],
        at=at(moment),
    )


def conclude(cast, case: Case, **grounds) -> Case:
    """``legal_review_ground`` and ``discussion_ground`` may be given."""
    propose_penalty(cast, case)
    return reviews.conclude_investigation(
        case=Case.objects.get(pk=case.pk),
        report="当事人在售楼处收集人脸信息2,316条。",
        actor=cast["officer"],
        at=at("2021-11-12 09:00"),
        **grounds,
    )


def send_to_review(cast, case: Case) -> Case:
    return reviews.send_to_review(case=case, actor=cast["unithead"], at=at("2021-11-12 10:00"))


def pass_review(cast, case: Case) -> Case:
    reviewer = cast["legal"] if case.legal_review_ground else cast["reviewer"]
    return reviews.pass_review(case=case, opinion="同意", actor=reviewer, at=at("2021-11-16 09:00"))


def approve_proposal(cast, case: Case) -> Case:
    return approve(cast, case, "proposal", "2021-11-18 09:00")


def issue_notice(cast, case: Case) -> None:
    notices.issue_notice(case=case, actor=cast["officer"], at=at("2021-11-19 09:00"))
    deliver("2021-11-19 09:05")


def serve_notice(cast, case: Case) -> Case:
    issue_notice(cast, case)
    return serve(cast, case, "penalty_notice", "2021-11-22")


def lapse_defence(cast, case: Case) -> Case:
    return notices.lapse_defence(case=case, at=at("2021-11-30 00:05"))


def minutes(cast, held_at: str, *, dissent: str = "", **more) -> Minutes:
    """The heads together, of one mind or with the deputy's dissent; ``more`` overrides what the minutes say."""
    said = [
        Said(cast["principal"], "事实清楚，幅度适当，同意。"),
        Said(cast["head"], dissent or "同意。", agrees=not dissent),
    ]
    told = {
        "held_at": at(held_at),
        "place": "本局三楼会议室",
        "presided_by": cast["principal"],
        "recorder": cast["legal"],
        "said": said,
        "summary": "办案人员汇报案情，与会负责人逐一发表意见。",
        "outcome": "同意拟处罚意见。",
        "scan": (PAPER, "application/pdf"),
    }
    return Minutes(**(told | more))


def with_host(cast) -> User:
    """The host of hearings; made here where the demo world has none."""
    if "host" not in cast:
        cast["host"] = people.add_person(
            username="host",
            name="邓雅文（演示）",
            office=cast["head"].office,
            roles=[Role.HEARING_HOST],
            password=None,
            actor=None,
            at=at("2019-04-01 09:00"),
        )
    return cast["host"]


# State of a hearing → the moment at which it is reached; a session on 2021-12-09.
HEARING_WALK = {
    "requested": "2021-11-24 09:00",
    "host_named": "2021-11-25 09:00",
    "file_with_host": "2021-11-26 09:00",
    "scheduled": "2021-11-26 15:00",
    "in_session": "2021-12-09 09:00",
    "recorded": "2021-12-09 12:00",
    "held": "2021-12-14 09:00",
}
SESSION = {
    "told": "核对身份，宣布纪律，告知权利。",
    "presented": "办案人员提出事实、证据和处罚建议。",
    "stated": "当事人认为罚款过重。",
    "examined": "双方对现场笔录质证。",
    "debated": "双方辩论。",
    "last_words": "请求从轻处罚。",
}
REPORT = {
    "claims": "收集人脸信息2,316条，建议罚款180,000元。",
    "answer": "已经拆除设备，请求从轻。",
    "disputed": "对事实没有争议，争议在于幅度。",
    "opinion": "事实清楚，建议维持拟处罚意见。",
}


def hearing_in(cast, state: str, case: Case | None = None, **scheduled) -> Hearing:
    """A hearing in ``state``, brought there by the verbs, on a case that was noticed on 2021-11-22;
    ``scheduled`` overrides what :func:`hearings.schedule` is told."""
    host = with_host(cast)
    case = case or case_in(cast, "noticed")
    hearing = hearings.begin(
        case=case,
        requested_on=dt.date(2021, 11, 24),
        manner="written",
        claim="罚款过重，要求听证",
        agents=["周律师（演示）"],
        actor=cast["officer"],
        at=at(HEARING_WALK["requested"]),
    )
    steps = {
        "host_named": lambda moment: hearings.name_host(
            hearing=hearing, host=host, officers=[cast["reviewer"]], actor=cast["head"], at=moment
        ),
        "file_with_host": lambda moment: hearings.hand_over_file(
            hearing=hearing, actor=cast["officer"], at=moment
        ),
        "scheduled": lambda moment: hearings.schedule(
            **{
                "hearing": hearing,
                "time": at("2021-12-09 09:00"),
                "place": "本局二楼听证室",
                "recorder": cast["legal"],
                "actor": host,
                "at": moment,
                **scheduled,
            }
        ),
        "in_session": lambda moment: _open(cast, hearing, moment),
        "recorded": lambda moment: hearing_sessions.record(
            hearing=hearing, ended_at=at("2021-12-09 11:00"), actor=cast["legal"], at=moment, **SESSION
        ),
        "held": lambda moment: _report(cast, hearing, moment),
    }
    for reached, step in steps.items():
        if state == "requested":
            break
        hearing = Hearing.objects.get(pk=step(at(HEARING_WALK[reached])).pk)
        if reached == state:
            break
    return hearing


def serve_hearing_notice(cast, hearing: Hearing, on: str = "2021-11-29") -> None:
    deliver(f"{on} 08:00")
    service_of_documents.record_service(
        document=Hearing.objects.get(pk=hearing.pk).notice,
        method="direct",
        served_on=dt.date.fromisoformat(on),
        received_by="钱知远（演示）",
        actor=cast["officer"],
        at=at(f"{on} 16:00"),
    )


def announce(cast, hearing: Hearing, on: str = "2021-12-03") -> Hearing:
    return hearings.announce(
        hearing=hearing,
        announced_on=dt.date.fromisoformat(on),
        where="本局网站",
        actor=cast["host"],
        at=at(f"{on} 17:00"),
    )


def _open(cast, hearing: Hearing, moment: dt.datetime) -> Hearing:
    serve_hearing_notice(cast, hearing)
    announce(cast, hearing)
    return hearing_sessions.open_session(
        hearing=hearing,
        party_came=True,
        attending="委托代理人：周律师（演示）",
        actor=cast["host"],
        at=moment,
    )


def _report(cast, hearing: Hearing, moment: dt.datetime) -> Hearing:
    hearing_sessions.sign_record(
        hearing=hearing, scan=(PAPER, "application/pdf"), actor=cast["host"], at=at("2021-12-09 15:00")
    )
    return hearing_sessions.report(hearing=hearing, actor=cast["host"], at=moment, **REPORT)


def propose_decision(cast, case: Case, reason: str = "当事人没有陈述申辩，请批准处罚决定") -> Case:
    return decisions.propose_decision(
        case=case, reason=reason, actor=cast["officer"], at=at("2021-12-01 09:00")
    )


def decide(cast, case: Case) -> Case:
    case = approve(cast, propose_decision(cast, case), "decision", "2021-12-02 09:00")
    deliver("2021-12-02 09:05")
    return case


def serve_decision(cast, case: Case) -> Case:
    return serve(cast, case, "penalty_decision", "2021-12-03")


def pay(cast, case: Case) -> Case:
    return execution.record_payment(
        case=case,
        amount=case.decision.amount,
        paid_on=dt.date(2021, 12, 16),
        receipt_number=f"R-{case.reference}",
        actor=cast["officer"],
        at=at("2021-12-16 15:00"),
    )


def propose_closing(cast, case: Case) -> Case:
    return cases.propose_closing(
        case=case, reason="罚款已缴清", actor=cast["officer"], at=at("2021-12-17 09:00")
    )


def close(cast, case: Case) -> Case:
    return approve(cast, propose_closing(cast, case), "closing", "2021-12-20 09:00")


# State → the moment at which it is reached, and the step that leads there from the state before.
WALK = {
    "verifying": ("2021-08-26 09:00", assign),
    "investigating": ("2021-09-13 10:00", file),
    "report_done": ("2021-11-12 09:00", conclude),
    "under_review": ("2021-11-12 10:00", send_to_review),
    "review_passed": ("2021-11-16 09:00", pass_review),
    "proposal_approved": ("2021-11-18 09:00", approve_proposal),
    "noticed": ("2021-11-22 16:00", serve_notice),
    "waived": ("2021-11-30 00:05", lapse_defence),
    "decided": ("2021-12-02 09:05", decide),
    "served": ("2021-12-03 16:00", serve_decision),
    "executed": ("2021-12-16 15:00", pay),
    "closed": ("2021-12-20 09:00", close),
}


def case_in(cast, state: str, **more) -> Case:
    """A case in ``state``, brought there by the verbs; ``more`` goes to :func:`lead`. Grounds for a legal
    review or a discussion: set them with :func:`conclude` from ``investigating`` on."""
    case = lead(cast, **more)
    if state == "lead_registered":
        return case
    for reached, (_, step) in WALK.items():
        case = step(cast, case)
        case = Case.objects.get(pk=case.pk)
        if reached == state:
            return case
    raise LookupError(f"The walk does not come through {state}.")


def moment_of(state: str) -> str:
    """When ``case_in`` reached the state: a test acts some minutes later."""
    return WALK[state][0]
