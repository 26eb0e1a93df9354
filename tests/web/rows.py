"""Rows of every kind in any number, written straight into the tables: for lists, not for the procedure.

Number ``n`` gives a submission, a case under way with its visit and its waiting approval, and a decided case with
its publication. Kinds, states, offices and officers go round: the first five are of the viewer's own bureau and
three hundred are a bit of everything.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction

from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import AuditEvent, Deadline, Office, StoredFile, User, VaultSubject
from casework.lifecycle import CASE
from casework.models import (
    Approval,
    Case,
    CaseOfficer,
    Decision,
    Document,
    Party,
    Proposal,
    Publication,
    PublicDecision,
)
from casework.models.approval import KINDS
from complaints.models import Submission
from inspections.models import Evidence, Visit, VisitOfficer
from tests.factories import FINE, STEPS

TODAY = dt.date(2026, 7, 1)
NINE = at_hour(TODAY)
DECIDED = ("decided", "served", "executed", "closed")
UNDER_WAY = tuple(state.name for state in CASE.states if state.name not in DECIDED)
VISITS = ("planned", "notified", "cancelled", "planned")
ROUTES = ("received", "registered", "lead_opened", "out_of_scope")
PUBLICATIONS = ("", "prepared", "published", "withdrawn", "ended")  # the first still waits for its copy

Cast = Mapping[str, User]


@transaction.atomic
def fill(cast: Cast, numbers: Iterable[int]) -> None:
    names = [(n, f"示例商家{n}号（佛山）有限公司") for n in numbers]
    parties = Party.objects.bulk_create(Party(name=name, address="佛山市南海区演示路") for _, name in names)
    offices = [Office.objects.get(code=code) for code in ("nanhai", "guicheng", "shunde")]
    under_way, decided = [], []
    for (n, _), party in zip(names, parties, strict=True):
        office = offices[n % 3 if n >= 5 else n % 2]
        under_way.append(_case(n, "1", UNDER_WAY[n % len(UNDER_WAY)], office, party if n % 7 else None))
        decided.append(_case(n, "2", DECIDED[n % len(DECIDED)], office, party))
    Case.objects.bulk_create([*under_way, *decided])
    ours = {n: case for (n, _), case in zip(names, under_way, strict=True)}
    closing = {n: case for (n, _), case in zip(names, decided, strict=True)}
    for cases in (ours, closing):
        _at_work(cases, cast)
    _approvals(ours, cast)
    _visits(ours, cast)
    _publications(closing, cast)
    _submissions(ours)


def _case(n: int, place: str, state: str, office: Office, party: Party | None) -> Case:
    return Case(
        reference=f"CAS-2026-{place}{n:05d}",
        state=state,
        office=office,
        party=party,
        cause="未经同意收集消费者个人信息",
        summary="售楼处拍摄来访者人脸",
        source="report",
        source_reference=f"RPT-2026-{n:06d}",
        reporter_is_named=bool(n % 2),
        received_on=TODAY - 20 * DAY,
        registered_at=at_hour(TODAY - (n % 40) * DAY),
        legal_review_ground="complex" if n % 3 == 1 else "",
        discussion_ground="首例" if n % 3 == 2 else "",
    )


def _at_work(cases: dict[int, Case], cast: Cast) -> None:
    """Officers (every third case is the viewer's own, a new lead has nobody), clocks, history, proposal."""
    mine, others = ("inspector1", "inspector2", "officer"), ("inspector1", "stranger")
    teams = {
        n: [] if case.state == "lead_registered" else (others if n % 3 else mine) for n, case in cases.items()
    }
    CaseOfficer.objects.bulk_create(
        CaseOfficer(case=case, user=cast[name], named_at=NINE)
        for n, case in cases.items()
        for name in teams[n]
    )
    Deadline.objects.bulk_create(
        _deadline(case.reference, clock, TODAY + days * DAY, case.office)
        for n, case in cases.items()
        for clock, days in (("CASE-90", n % 30 - 5), ("VER-15", n % 9))
    )
    AuditEvent.objects.bulk_create(
        _event(case.reference, "case.officers_assigned", [cast[name].pk for name in teams[n]])
        for n, case in cases.items()
    )
    Proposal.objects.bulk_create(
        Proposal(
            case=case, reference=f"WKS-{case.reference[4:]}", amount=Decimal("180000.00"), tier="ordinary",
            position_pct="36.00", flags=["hearing_right"], reason="综合考虑", violation="违反第二十九条",
            basis="依据第五十六条", drafted_by=cast["officer"], drafted_at=NINE,
            grounds={"acts": [{"norm": "CPL-56-personal-info", "fine": FINE, "steps": STEPS}]},
        )
        for case in cases.values()
    )  # fmt: skip


def _approvals(cases: dict[int, Case], cast: Cast) -> None:
    """One that was decided and one that waits, for every case."""

    def approval(n: int, case: Case, **more: object) -> Approval:
        kind = list(KINDS)[n % len(KINDS)]
        return Approval(
            kind=kind, case=case, office=case.office, bureau=case.office.bureau_code,
            reason="请审批", requested_at=NINE,
            subject=f"VIS-2026-{n:06d}" if kind == "visit" else case.reference,
            requested_by=cast["officer" if n % 2 else "inspector1"],
            due_on=TODAY + (n % 20) * DAY if n % 4 else None, **more,
        )  # fmt: skip

    earlier = Approval.objects.bulk_create(
        approval(
            n, case, reference=f"APR-2026-1{n:05d}", state="returned" if n % 2 else "approved",
            decided_by=cast["head"], decided_at=NINE, opinion="补充证据。",
        )
        for n, case in cases.items()
    )  # fmt: skip
    waiting = Approval.objects.bulk_create(
        approval(n, case, reference=f"APR-2026-2{n:05d}", state="pending", previous=before if n % 2 else None)
        for (n, case), before in zip(cases.items(), earlier, strict=True)
    )
    AuditEvent.objects.bulk_create(
        _event(one.reference, "approval.requested", [one.requested_by_id]) for one in waiting
    )


def _visits(cases: dict[int, Case], cast: Cast) -> None:
    notices = _documents(cases, "inspection_notice", cast)
    visits = Visit.objects.bulk_create(
        Visit(
            reference=f"VIS-2026-{n:06d}", state=VISITS[n % 4], case=case, place="演示路售楼处",
            purpose="有没有摄像机", basis="程序规定第十八条", planned_by=cast["inspector1"],
            planned_for=at_hour(TODAY + (n % 3 - 1) * DAY),
            notice=notices[n] if VISITS[n % 4] == "notified" else None,
            cancel_reason="商家搬走" if VISITS[n % 4] == "cancelled" else "",
        )
        for n, case in cases.items()
    )  # fmt: skip
    VisitOfficer.objects.bulk_create(
        VisitOfficer(visit=visit, user=cast[name], certificate_number=f"粤演示{name}")
        for visit in visits
        for name in ("inspector1", "inspector2")
    )
    file, _ = StoredFile.objects.get_or_create(
        sha256="0" * 64, subject=None, defaults={"size": 1, "content_type": "image/jpeg", "stored_at": NINE}
    )
    Evidence.objects.bulk_create(
        Evidence(
            uuid=uuid.uuid4(), visit=visit, kind="audio_visual", file=file, caption="大堂", method="现场拍摄",
            place="大堂", maker=cast["inspector1"], taken_at=NINE, received_at=NINE, position_note="没有定位",
        )
        for number, visit in enumerate(visits)
        for _ in range(number % 3)
    )  # fmt: skip


def _publications(cases: dict[int, Case], cast: Cast) -> None:
    papers = _documents(cases, "penalty_decision", cast)
    copies = _documents(cases, "penalty_decision_public", cast)
    decisions = Decision.objects.bulk_create(
        Decision(
            case=case, number=f"佛南市监处罚〔2026〕{n}号", amount=Decimal("180000.00"), decided_on=TODAY,
            decided_by=cast["head"], document=papers[n],
            grounds={"assessment": {"acts": [{"norm": "CPL-56-personal-info", "fine": FINE}]}},
        )
        for n, case in cases.items()
    )  # fmt: skip
    publications = Publication.objects.bulk_create(
        Publication(
            reference=f"PUB-2026-{n:06d}", state=PUBLICATIONS[n % 5], decision=decision, period_class="general",
            content={}, prepared_by=cast["publisher1"], public_document=copies[n],
            published_at=None if PUBLICATIONS[n % 5] == "prepared" else NINE,
        )
        for n, decision in zip(cases, decisions, strict=True)
        if PUBLICATIONS[n % 5]
    )  # fmt: skip
    PublicDecision.objects.bulk_create(_in_register(publication) for publication in publications)


def _in_register(publication: Publication) -> PublicDecision:
    if publication.state == "withdrawn":
        return PublicDecision(
            identifier=publication.reference,
            is_withdrawn=True,
            withdrawal_reason="决定已撤销",
            published_on=TODAY,
        )
    party = publication.decision.case.party
    return PublicDecision(
        identifier=publication.reference, office_name="演示局", number=publication.decision.number, cause="收集",
        party_name=party.name, amount=publication.decision.amount, fine_range=FINE, decided_on=TODAY,
        published_on=TODAY, paragraphs=["人脸"], kinds=["fine"], search_text=f"人脸 {party.name}",
    )  # fmt: skip


def _submissions(cases: dict[int, Case]) -> None:
    """In every state, with the duty to tell the reporter still open."""
    people = VaultSubject.objects.bulk_create(
        VaultSubject(wrapped_key=b"sealed", created_at=NINE) for _ in cases
    )
    submissions = Submission.objects.bulk_create(
        Submission(
            reference=f"RPT-2026-{n:06d}", state=ROUTES[n % 4], kind="complaint" if n % 5 == 4 else "report",
            channel=("web", "phone", "counter")[n % 3], office=case.office, form_token=uuid.UUID(int=n),
            received_at=at_hour(TODAY - (n % 30) * DAY), due_on=TODAY + (n % 15 - 3) * DAY, reporter=person,
            trader_name=f"示例商家{n}号", conducts=["face_capture"], story="大堂顶上有两个摄像头对着门口。",
            routed_to=case.office if ROUTES[n % 4] == "lead_opened" else None,
            case_reference=case.reference if ROUTES[n % 4] == "lead_opened" else "",
            ground="consultation" if ROUTES[n % 4] == "out_of_scope" else "",
        )
        for (n, case), person in zip(cases.items(), people, strict=True)
    )  # fmt: skip
    Deadline.objects.bulk_create(
        _deadline(one.case_reference or one.reference, "RPT-NOTIFY-FILING-O20", one.due_on, one.office)
        for one in submissions
    )


def _documents(cases: dict[int, Case], kind: str, cast: Cast) -> dict[int, Document]:
    made = Document.objects.bulk_create(
        Document(
            reference=f"DOC-{kind[-8:]}-{n:05d}", case=case, kind=kind, title=kind, on=TODAY, context={},
            made_by=cast["officer"], made_at=NINE,
        )
        for n, case in cases.items()
    )  # fmt: skip
    return dict(zip(cases, made, strict=True))


def _deadline(reference: str, clock: str, due: dt.date, office: Office) -> Deadline:
    return Deadline(
        reference=reference, clock=clock, title_zh=clock, title_en=clock, law="处罚法", unit="working_day",
        started_on=TODAY - 9 * DAY, due_on=due, raw_due_on=due, internal_due_on=due, office=office,
    )  # fmt: skip


def _event(reference: str, action: str, people: list[int]) -> AuditEvent:
    return AuditEvent(
        reference=reference,
        action=action,
        participants=people,
        at=NINE,
        body='{"details":{}}',
        content_hash="",
    )
