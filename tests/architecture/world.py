"""One object of every kind, in every state, made by the verbs: what the matrix of rights is asked about.

The days are those of the seed case of 2021; everybody acts at ``NOW``. A stage is a case of its own, walked up to
that step: ``world.at("file")`` is a case that was filed and no further.
"""

import base64
import datetime as dt
import io
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import model_to_dict
from PIL import Image

from casework.kernel import outbox, staff, tokens
from casework.kernel.models import Certificate, Delegation, Office, OutboxMessage, User
from casework.kernel.roles import Role
from casework.management.demo.people import make_people
from casework.management.demo.stories import FACES, trader
from casework.management.demo.walk import Walk, signature
from casework.management.demo.world import NANHAI
from casework.models import (
    Approval,
    BankStatement,
    Case,
    Correction,
    Document,
    Escalation,
    Execution,
    Hearing,
    Measure,
    Publication,
    Remedy,
    Transfer,
)
from casework.services import (
    addresses,
    announcements,
    approvals,
    cases,
    corrections,
    deadlines,
    delegations,
    documents,
    execution,
    hearings,
    money_statements,
    people,
    preservation,
    remedies,
    reviews,
    transfers,
)
from casework.services.offices import PROFILE_FIELDS
from complaints.models import ErasureRequest, ImportRun, SecondLook, Submission, WorkOrder
from complaints.services import (
    ask_erasure,
    drafts,
    hotline_accounts,
    hotline_answers,
    hotline_orders,
    imports,
    intake,
    joining,
    receive,
    register_form,
    second_looks,
)
from inspections.models import Evidence, Visit
from inspections.services import evidence, signatures, visits
from tests.factories import at

NOW = at("2021-12-21 10:00")
UNDER_ORDER_121 = at("2026-06-20 10:00")
REPORTER = ("林小满", "13800000000")  # as the walk names them; nobody else has this name or number

STAGES = (
    "receive",
    "route",
    "assign",
    "plan_visit",
    "approve_visit",
    "notify_visit",
    "visit",
    "propose_filing",
    "file",
    "work_out",
    "conclude",
    "send_to_review",
    "approve_proposal",
    "issue_notice",
    "serve_notice",
    "lapse",
    "serve_decision",
    "prepare",
    "publish",
    "pay",
)


@dataclass(eq=False)
class World:
    """The cast and what it worked on."""

    cast: dict[str, User]
    stages: dict[str, Walk]
    registered: Submission
    complaint: Submission
    long_over: Submission
    erasure: ErasureRequest
    uploaded: ImportRun
    imported: ImportRun
    legal_review: Case
    noticed: Case
    hearing: Hearing
    returned_visit: Visit
    ready_visit: Visit
    announced: Document
    foreign: Case
    taken_over: Case
    closed: User
    other_head: User
    certificate: Certificate
    delegation: Delegation
    measure: Measure
    correction: Correction
    remedy: Remedy
    transfer: Transfer
    draft: uuid.UUID
    second_look: SecondLook
    to_carry_out: SecondLook

    def case(self, stage: str) -> Case:
        return self.stages[stage].case

    def submission(self, stage: str) -> Submission:
        return self.stages[stage].submission

    def visit(self, stage: str) -> Visit:
        return self.stages[stage].visit_object

    def approval(self, stage: str) -> Approval:
        return Approval.objects.filter(case=self.case(stage)).last()

    def document(self, stage: str, kind: str) -> Document:
        return Document.objects.get(case=self.case(stage), kind=kind)

    def publication(self, stage: str) -> Publication:
        return Publication.objects.get(decision__case=self.case(stage))

    def escalation(self, stage: str) -> Escalation:
        """What the head of the unit was told of a clock of the case."""
        return Escalation.objects.get(deadline__reference=self.case(stage).reference, level="unit_head")

    def execution(self, stage: str) -> Execution:
        return Execution.objects.get(case=self.case(stage))

    @property
    def statement(self) -> BankStatement:
        return BankStatement.objects.get()

    def evidence(self) -> Evidence:
        return self.visit("visit").evidence.first()

    @property
    def parties(self) -> list[str]:
        """Names that only the own office knows: no decision about them is public."""
        return [walk.trader_name for stage, walk in self.stages.items() if stage not in ("publish", "pay")]


def make_world() -> World:
    cast = make_people(password=None)
    stages = {stage: _walk(cast, number, stage) for number, stage in enumerate(STAGES)}
    documents.attach_scan(
        document=Document.objects.get(case=stages["issue_notice"].case, kind="penalty_notice"),
        scan=(picture(), "image/jpeg"),
        actor=cast["officer"],
        at=NOW,
    )
    execution.run_out(at=NOW)
    content = "票据号,缴款日期,金额,缴款人\nB-1,2021-12-20,1.00,示例路人\n".encode()
    money_statements.read_statement(content=content, name="流水.csv", actor=cast["finance"], at=NOW)
    world = World(
        cast=cast,
        stages=stages,
        registered=_registered(cast),
        complaint=_complaint(cast),
        long_over=_long_over(cast),
        erasure=_erasure(cast),
        uploaded=_checked(cast),
        imported=_imported(cast),
        legal_review=_under_legal_review(cast),
        noticed=_just_noticed(cast, 35),
        hearing=_hearing(cast),
        returned_visit=_returned_visit(cast),
        ready_visit=_ready_visit(cast),
        announced=_announced(cast),
        foreign=_foreign_case(cast),
        taken_over=_taken_over(cast),
        remedy=_received_remedy(cast),
        transfer=_suspected_crime(cast),
        other_head=_other_head(cast),
        closed=people.deactivate(person=cast["litigator"], reason="调出", actor=cast["admin"], at=NOW),
        certificate=_certificate(cast),
        delegation=_delegation(cast),
        measure=_approved_measure(cast),
        correction=_drafted_order(cast),
        second_look=_asked_again(cast),
        to_carry_out=_to_carry_out(cast),
        draft=drafts.begin(key=uuid.UUID(int=7), words={**WISH, **WRITTEN}, at=NOW).pk,
    )
    together = {"submission": world.complaint, "joined_to": world.registered, "reason": "同一件事"}
    joining.join(**together, actor=cast["intake"], at=NOW)
    due = [world.document("visit", "site_record").reference, world.complaint.reference]
    _make_hotline(cast)
    _give_up_a_message(world.stages["route"].submission)
    outbox.deliver_due(at=NOW, references=due)
    world.complaint.letters.update(to_post_since=NOW)
    deadlines.escalate_due(at=NOW)
    return world


def _walk(cast: dict[str, User], number: int, last: str) -> Walk:
    names = list(NANHAI)
    plan = {name: NANHAI[name] for name in names[: names.index(last) + 1]}
    return Walk(cast, FACES, trader(number), plan).run()


def _other_head(cast: dict[str, User]) -> User:
    """A head who is nobody of the matrix: everybody of it can pass an item on to them."""
    return people.add_person(
        username="otherhead",
        name="另一位负责人（演示）",
        office=cast["head"].office,
        roles=[Role.BUREAU_HEAD],
        password=None,
        actor=None,
        at=NOW,
    )


def _registered(cast: dict[str, User]) -> Submission:
    submission = _walk(cast, 30, "receive").submission
    return intake.register(submission=submission, actor=cast["intake"], at=at("2021-08-24 16:00"))


def _long_over(cast: dict[str, User]) -> Submission:
    """Of a named person, over since April 2019: nothing obliges the office to keep who sent it."""
    [submission] = receive(
        kind="report",
        channel="letter",
        office=cast["intake"].office,
        form_token=uuid.uuid4(),
        trader_name="示例旧店",
        story="想问一问。",
        reporter={"name": "欧阳远", "phone": "13811112222"},
        actor=cast["intake"],
        at=at("2019-04-08 09:00"),
    ).submissions
    answer = {"ground": "consultation", "reply": "请拨打12345。"}
    return intake.put_out_of_scope(
        submission=submission, **answer, actor=cast["intake"], at=at("2019-04-09 09:00")
    )


def _erasure(cast: dict[str, User]) -> ErasureRequest:
    return ask_erasure(
        about=_long_over(cast), wish="本人到窗口要求", actor=cast["intake"], at=at("2021-12-20 09:00")
    )


def _complaint(cast: dict[str, User]) -> Submission:
    """Registered, to be accepted or not, with its registration form."""
    [submission] = receive(
        kind="complaint",
        channel="web",
        office=cast["intake"].office,
        form_token=uuid.UUID(int=2021),
        story="定金不退。",
        trader_name="示例云岭健身有限公司",
        trader_uscc="91440605MA5XEX1A01",
        conducts=["no_refund"],
        request="退还定金",
        reporter=dict(zip(("name", "phone"), REPORTER, strict=True)),
        at=at("2021-12-20 09:00"),
    ).submissions
    submission = intake.register(submission=submission, actor=cast["intake"], at=at("2021-12-20 10:00"))
    register_form(submission=submission, actor=cast["mediator"], at=at("2021-12-20 11:00"))
    return Submission.objects.get(pk=submission.pk)


TRADERS = "统一社会信用代码,名称\n91440605MA5XEX1A01,示例主体\n".encode()
TRADER_COLUMNS = {"key": "统一社会信用代码", "name": "名称"}


def _checked(cast: dict[str, User]) -> ImportRun:
    """A register of one trader, checked and not yet imported."""
    by = {"actor": cast["intake"], "at": at("2021-12-20 10:00")}
    run = imports.upload(kind="traders", content=TRADERS, file_name="名录.csv", **by)
    return imports.check(run=run, columns=TRADER_COLUMNS, **by)


def _imported(cast: dict[str, User]) -> ImportRun:
    run = imports.start(run=_checked(cast), actor=cast["intake"], at=at("2021-12-20 10:05"))
    imports.run_due(at=at("2021-12-20 10:06"))
    return ImportRun.objects.get(pk=run.pk)


def _under_legal_review(cast: dict[str, User]) -> Case:
    case = reviews.conclude_investigation(
        case=_walk(cast, 31, "work_out").case,
        report=FACES.findings,
        legal_review_ground="complex",
        actor=cast["officer"],
        at=at("2021-11-12 09:00"),
    )
    return reviews.send_to_review(case=case, actor=cast["unithead"], at=at("2021-11-12 10:00"))


def _just_noticed(cast: dict[str, User], number: int) -> Case:
    """The party has the notice since yesterday, and may still ask for a hearing."""
    names = list(NANHAI)
    plan = {name: NANHAI[name] for name in names[: names.index("serve_notice") + 1]}
    return Walk(cast, FACES, trader(number), plan | {"serve_notice": dt.date(2021, 12, 20)}).run().case


def _hearing(cast: dict[str, User]) -> Hearing:
    """Asked for, and waiting for its host."""
    return hearings.begin(
        case=_just_noticed(cast, 36),
        requested_on=dt.date(2021, 12, 20),
        manner="written",
        actor=cast["officer"],
        at=at("2021-12-20 18:00"),
    )


def _returned_visit(cast: dict[str, User]) -> Visit:
    walk = _walk(cast, 32, "plan_visit")
    approval = Approval.objects.get(case=walk.case)
    approvals.send_back(approval=approval, note="请写明理由。", actor=cast["head"], at=at("2021-08-27 09:00"))
    return walk.visit_object


def _ready_visit(cast: dict[str, User]) -> Visit:
    """Written down and signed by everybody: only the last step is missing."""
    visit, moment = _walk(cast, 33, "notify_visit").visit_object, at("2021-08-31 10:00")
    visit = visits.begin(visit=visit, actor=cast["inspector1"], at=moment)
    evidence.add_evidence(
        visit=visit,
        client_uuid=uuid.uuid4(),
        content=picture(),
        content_type="image/jpeg",
        caption="大堂全景",
        actor=cast["inspector1"],
        at=moment,
    )
    visit = visits.record_findings(visit=visit, actor=cast["inspector1"], at=moment, **RECORD)
    for name in ("inspector1", "inspector2"):
        signatures.sign_officer(visit=visit, image=signature(), actor=cast[name], at=moment)
    signatures.sign_party(visit=visit, name="钱知远", image=signature(), actor=cast["inspector1"], at=moment)
    return visit


def _announced(cast: dict[str, User]) -> Document:
    """A notice whose public announcement has run its sixty days, of a party that once confirmed an address."""
    case, officer = _walk(cast, 34, "issue_notice").case, cast["officer"]
    document = Document.objects.get(case=case, kind="penalty_notice")
    Document.objects.filter(pk=document.pk).update(on=dt.date(2021, 9, 20))
    document.refresh_from_db()
    copy = (picture(), "image/jpeg")
    addresses.confirm_address(
        case=case, postal_address="演示路1号", signed_by="钱知远", form=copy, signed_on=case.received_on,
        actor=officer, at=NOW,
    )  # fmt: skip
    announcements.announce(
        document=document, ground="unknown", course="两次上门，人去楼空。", place="board", where="本局公告栏",
        published_on=dt.date(2021, 9, 21), copy=copy, actor=officer, at=NOW,
    )  # fmt: skip
    return document


def _foreign_case(cast: dict[str, User]) -> Case:
    """A lead of the other bureau; its year tells its number from those of the office."""
    return cases.register_lead(
        office=cast["stranger"].office,
        cause="外局案由",
        summary="外局的线索",
        source="transfer",
        received_on=dt.date(2020, 8, 24),
        actor=cast["strangerhead"],
        at=at("2020-08-25 09:00"),
    )


def _taken_over(cast: dict[str, User]) -> Case:
    """Filed in an old system, nobody named on it here."""
    lead = cases.register_lead(
        office=cast["intake"].office,
        cause="旧系统案由",
        summary="旧系统的案件",
        source="transfer",
        received_on=dt.date(2021, 12, 1),
        actor=cast["intake"],
        at=NOW,
    )
    return cases.take_over(case=lead, filed_on=dt.date(2021, 12, 3), number="旧〔2021〕1号", at=NOW)


def _certificate(cast: dict[str, User]) -> Certificate:
    """A certificate of somebody who is on no case."""
    dates = {"valid_from": dt.date(2021, 1, 1), "valid_to": dt.date(2022, 1, 31)}
    return people.add_certificate(
        user=cast["host"], number="粤演示0444", actor=cast["admin"], at=NOW, **dates
    )


def _delegation(cast: dict[str, User]) -> Delegation:
    """For days to come: nobody sees more by it today."""
    return delegations.grant(
        delegator=cast["unithead"], delegate=cast["reviewer"], roles=cast["unithead"].roles,
        from_on=dt.date(2022, 1, 4), until_on=dt.date(2022, 1, 7), ground="年休", actor=cast["unithead"], at=NOW,
    )  # fmt: skip


PRESERVATION = {"reason": "设备可能被拆走。", "place": "本局仓库"}
THINGS = "摄像头 | DS-2CD | 2 | 台 | 完好"
ORDER = {"violation": "收集人脸信息。", "basis": "处罚法第二十八条。", "demand": "拆除设备。"}


def _approved_measure(cast: dict[str, User]) -> Measure:
    case, moment = _walk(cast, 34, "visit").case, at("2021-09-02 09:00")
    thing = {"name": "摄像头", "count": Decimal(2), "unit": "台"}
    measure = preservation.propose(
        case=case, things=[thing], **PRESERVATION, actor=cast["officer"], at=moment
    )
    approval = Approval.objects.get(subject=measure.reference)
    approvals.approve(approval=approval, actor=cast["head"], at=at("2021-09-02 10:00"))
    return Measure.objects.get(pk=measure.pk)


def _drafted_order(cast: dict[str, User]) -> Correction:
    case = _walk(cast, 35, "visit").case
    return corrections.draft_order(case=case, **ORDER, actor=cast["officer"], at=at("2021-09-02 09:00"))


NOTICE = {"body": "佛山市南海区人民法院", "notice_number": "行初1号", "claim": "请求撤销。"}
CRIME = {"crime": "侵犯公民个人信息罪", "facts_found": "非法获取个人信息。"}


def _received_remedy(cast: dict[str, User]) -> Remedy:
    day, case = dt.date(2021, 12, 15), _walk(cast, 36, "serve_decision").case
    days = {"applied_on": day, "received_on": day}
    return remedies.receive_litigation(case=case, **NOTICE, **days, actor=cast["litigator"], at=NOW)


def _suspected_crime(cast: dict[str, User]) -> Transfer:
    case = _walk(cast, 37, "file").case
    return transfers.suspect(case=case, **CRIME, actor=cast["officer"], at=at("2021-09-14 09:00"))


RECORD = {
    "told_rights": "出示执法证，告知权利。",
    "findings": FACES.findings,
    "recording": "执法记录仪全程录像。",
    "party_name": "钱知远",
}


def picture(kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 45), "teal").save(written, kind)
    return written.getvalue()


def spreadsheet() -> SimpleUploadedFile:
    return SimpleUploadedFile("名录.csv", TRADERS, "text/csv")


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", picture(), "image/jpeg")


# --- How each address is asked ------------------------------------------------------------------------


@dataclass(frozen=True)
class Ask:
    """The arguments of a URL, its query, the body of its POST. ``version`` is that of the object, for the token
    of the form; an API that takes JSON has ``is_json``. ``at`` is when it is asked where the law of ``NOW`` has no
    answer yet."""

    args: tuple[Any, ...] = ()
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    is_json: bool = False
    at: dt.datetime = NOW

    def posted(self) -> dict[str, Any]:
        """A fresh copy: files are read once. Every form carries its token."""
        files = {PHOTO: upload, SPREADSHEET: spreadsheet}
        body = {
            name: files[value]() if value in (PHOTO, SPREADSHEET) else value
            for name, value in self.body.items()
        }
        return body if self.is_json else {"token": tokens.issue(self.version), **body}


PHOTO, SPREADSHEET = object(), object()


def of(subject: Any, **more: Any) -> Ask:
    return Ask((subject.reference,), version=getattr(subject, "version", 0), **more)


@cache
def asks(world: World) -> dict[str, Ask]:
    """Route → how it is asked. A route that is not named here takes neither arguments nor a body."""
    return (
        _public(world)
        | _intake(world)
        | _cases(world)
        | _papers(world)
        | _beside(world)
        | _visits(world)
        | _worksheet(world)
        | _publications(world)
        | _people(world)
        | _money(world)
        | _hearings(world)
        | _hotline(world)
    )


def _give_up_a_message(submission: Submission) -> None:
    """The word that it has arrived never got through."""
    sent = OutboxMessage.objects.filter(reference=submission.reference, kind="submission_received")
    sent.update(state="stuck", done_at=None)


def _make_hotline(cast: dict[str, User]) -> None:
    """A platform with a key, and three work orders: one to be signed in, one signed in and not yet told, one
    long over."""
    account = hotline_accounts.open_account(
        code="gd", name="示例12345", office=cast["intake"].office, address="https://12345.example/",
        per_minute=60, actor=cast["admin"], at=NOW,
    )  # fmt: skip
    hotline_accounts.give_key(account=account, actor=cast["secadmin"], at=NOW)
    for number, then in (("GD-1", NOW), ("GD-2", NOW), ("GD-3", at("2019-04-08 09:00"))):
        hotline_orders.create(
            account=account, sent=hotline_orders.Sent(number, number), number=number, type="consultation",
            urgency="normal", told="几点上班？", at=then,
        )  # fmt: skip
    signed, long_over = WorkOrder.objects.get(number="GD-2"), WorkOrder.objects.get(number="GD-3")
    hotline_answers.sign_in(order=signed, actor=cast["operator"], at=NOW)
    then = at("2019-04-08 10:00")
    signed_then = hotline_answers.sign_in(order=long_over, actor=cast["operator"], at=then)
    hotline_answers.reply(order=signed_then, text="九点。", actor=cast["operator"], at=then)


def _hotline(world: World) -> dict[str, Ask]:
    assigned, signed = WorkOrder.objects.get(number="GD-1"), WorkOrder.objects.get(number="GD-2")
    account = assigned.account
    version = staff.version_of(account.reference)
    promise = OutboxMessage.objects.get(reference=signed.reference, kind="hotline_sign_in")
    given = {"name": "示例12345", "address": "https://12345.example/", "per_minute": "60"}
    return {
        "hotline_order": of(assigned),
        "hotline_erasure_ask": of(WorkOrder.objects.get(number="GD-3"), body={"reason": "来电要求"}),
        "hotline_sign_in": of(assigned),
        "hotline_reply": of(signed, body={"text": "九点。"}),
        "hotline_extend": of(signed, body={"days": "1", "ground": "等", "document": "GD-延-1"}),
        "hotline_send_back": of(assigned, body={"reason": "不归我局。", "competent": "区城管局"}),
        "hotline_try_again": Ask((promise.pk,)),
        "hotline_account": Ask((account.code,)),
        "hotline_account_new": Ask(body={**given, "code": "other", "office": str(account.office_id)}),
        "hotline_account_edit": Ask((account.code,), body={**given, "is_active": "on"}, version=version),
        "hotline_key_give": Ask((account.code,), version=version),
        "hotline_key_end": Ask((account.keys.get().key_id,), version=version),
        "hotline_api_orders": Ask(body={"number": "GD-1"}, is_json=True),
        **{
            f"hotline_api_{name}": Ask(("GD-1",), body={"text": "催一催。"}, is_json=True)
            for name in ("order", "additions", "urges", "call_backs")
        },
    }


def _asked_again(cast: dict[str, User]) -> SecondLook:
    """Put out of scope by the intake officer; the person asks that somebody else look."""
    [submission] = receive(
        kind="report",
        channel="web",
        office=cast["intake"].office,
        form_token=uuid.uuid4(),
        story="请再看一次的那一件。",
        trader_name="示例再看一次店",
        at=NOW,
    ).submissions
    intake.put_out_of_scope(
        submission=submission, ground="consultation", reply="请拨打12345。", actor=cast["intake"], at=NOW
    )
    return second_looks.ask(submission=submission, reasons="漏看了一张照片。", at=NOW)


def _to_carry_out(cast: dict[str, User]) -> SecondLook:
    """Found to be wrong where the desk has to take the step."""
    look = _asked_again(cast)
    SecondLook.objects.filter(pk=look.pk).update(state="to_carry_out", answer="改正。")
    return SecondLook.objects.get(pk=look.pk)


WISH = {"bought": "no", "redress": "no", "look_into": "yes"}
WRITTEN = {
    "trader_name": "示例新店",
    "conducts": ["face_capture"],
    "story": "大堂顶上有两个摄像头。",
    "happened_on": "2021-12-20",
    "wish": "report",
    "identity": "anonymous",
}


def _public(world: World) -> dict[str, Ask]:
    public, told = world.publication("publish"), world.stages["route"]
    return {
        "verify_code": Ask((public.decision.document.code,)),
        "decision": Ask((public.reference,)),
        "decision_pdf": Ask((public.reference,)),
        "api_decision": Ask((public.reference,)),
        "complaint_new": Ask(body=WISH),
        "complaint_again": of(told.submission, body={"reasons": "请再看。"}),
        "complaint_withdraw": of(told.submission),
        "citizen_letter": Ask((told.submission.reference, 1)),
        "letters_print": Ask(body={"letter": str(world.complaint.letters.get().pk)}),
        "letter_posted": Ask((world.complaint.letters.get().pk,), body={"posted_on": "2021-12-21"}),
        "message_try_again": Ask((OutboxMessage.objects.get(state="stuck").pk,)),
        "second_look": of(world.second_look),
        "second_look_carry_out": of(world.to_carry_out, body={"carried_out": "已电话说明。"}),
        "second_look_uphold": of(world.second_look, body={"answer": "维持。"}),
        "second_look_change": of(world.second_look, body={"answer": "改变。"}),
        "complaint_draft": Ask((world.draft,)),
        "complaint_traders": Ask((world.draft,), body={"trader_name": "示例新店"}),
        "complaint_step": Ask((world.draft, "trader"), body={"trader_name": "示例新店"}),
        "complaint_send": Ask((world.draft,)),
        "complaint_discard": Ask((world.draft,)),
        "complaint_receipt_pdf": of(told.submission),
        "complaint_track": Ask(body={"number": told.submission.reference, "code": told.query_code}),
        "complaint_progress": of(told.submission),
        "complaint_supplement": of(told.submission, body={"text": "补充一句。"}),
        "assessments": Ask(
            is_json=True,
            body={
                "case": "a",
                "decided_on": "2021-12-02",
                "party": {"kind": "unit"},
                "acts": [
                    {
                        "id": "a1",
                        "ended_on": "2021-08-31",
                        "norms": ["CPL-56-personal-info"],
                        "amounts": {"illegal_gains": "unknown"},
                    }
                ],
            },
        ),
    }


def _intake(world: World) -> dict[str, Ask]:
    received, filed = world.submission("receive"), world.submission("file")
    station = world.cast["inspector1"].office
    routing = {"cause": FACES.cause, "summary": FACES.summary}
    scope = {"ground": "consultation", "reply": "请拨打12345。"}
    return {
        "intake_new": Ask(body={**WRITTEN, "channel": "phone"}),
        "imports": Ask(body={"kind": "traders", "file": SPREADSHEET}),
        "import_template": Ask(("traders",)),
        "import": of(world.uploaded),
        "import_progress": of(world.uploaded),
        "import_errors": of(world.uploaded),
        "import_check": of(world.uploaded, body=TRADER_COLUMNS),
        "import_start": of(world.uploaded),
        "import_undo": of(world.imported),
        "erasure_ask": of(world.long_over, body={"reason": "本人到窗口要求"}),
        "erasure_approve": of(world.erasure),
        "erasure_decline": of(world.erasure, body={"reason": "仍在诉讼"}),
        "trader": Ask((world.complaint.trader_uscc,)),
        "submission": of(received),
        "submission_register": of(received),
        "submission_join": of(received, body={"joined_to": world.registered.reference, "reason": "同一件事"}),
        "submission_separate": of(world.complaint, body={"reason": "不是同一件事"}),
        "submission_route": of(world.registered, body={**routing, "office": station.pk}),
        "submissions_route": Ask(query={"chosen": world.registered.reference}),
        "submission_out_of_scope": of(received, body=scope),
        "submission_tell_reporter": of(filed),
        "submission_identity": of(filed, body={"reason": "核实线索"}),
        "complaint": of(world.complaint),
        "complaint_form": of(world.complaint),
        "claimant": of(world.complaint, body={"reason": "核对投诉情况"}, at=UNDER_ORDER_121),
        "complaint_letter": Ask((world.complaint.reference, world.complaint.letters.get().pk)),
        "mediation_step": Ask((world.complaint.reference, "accept"), version=world.complaint.version),
        "api_complaint": of(world.complaint),
        "api_mediation_step": Ask((world.complaint.reference, "accept"), is_json=True),
        "submission_file": Ask((filed.reference, filed.attachments.first().pk)),
        "api_submissions": Ask(is_json=True, body=WRITTEN),
        "api_submission": of(received),
        "api_submission_register": of(received, is_json=True),
        "api_submission_route": of(world.registered, is_json=True, body={**routing, "office": station.code}),
        "api_submission_return": of(
            world.submission("route"), is_json=True, body={"reason": "不属于本机构处理。"}
        ),
        "api_submission_out_of_scope": of(received, is_json=True, body=scope),
        "api_submission_tell_reporter": of(filed, is_json=True),
    }


def _cases(world: World) -> dict[str, Ask]:
    officers = [world.cast[name].pk for name in ("inspector1", "inspector2", "officer")]
    reviewed = {"points": [str(n) for n in range(7)], "opinion": "同意。"}
    reason = {"reason": "事实清楚，请审批。"}
    payment = {"amount": "1000.00", "paid_on": "2021-12-20", "receipt_number": "票据1"}
    discussion = {
        "held_at": "2021-12-01T09:00",
        "place": "会议室",
        "presided_by": world.cast["principal"].pk,
        "recorder": world.cast["legal"].pk,
        "stance_head": "agree",
        "opinion_head": "同意。",
        "stance_principal": "agree",
        "opinion_principal": "同意。",
        "summary": "事实清楚。",
        "result": "agree",
        "outcome": "同意。",
        "scan": PHOTO,
    }
    opinion = {"note": "请改。"}
    pending = world.approval("propose_filing")
    answer = {
        "clock": Ask(("VER-15",)),
        "escalation_acknowledge": Ask((world.escalation("visit").pk,), body={"answer": "已催办。"}),
        "case": of(world.case("visit")),
        "case_history": of(world.case("visit")),
        "case_assign_officers": of(world.case("route"), body={"officers": officers}),
        "case_name_officers": of(world.taken_over, body={"officers": officers}),
        "case_record_party": of(world.case("route"), body={"kind": "unit", "name": "示例新当事人"}),
        "case_propose_filing": of(world.case("visit"), body=reason),
        "case_propose_not_filing": of(world.case("visit"), body={"ground": "slight", **reason}),
        "case_conclude_investigation": of(world.case("work_out"), body={"report": FACES.findings}),
        "case_send_to_review": of(world.case("conclude")),
        "case_pass_case_review": of(world.case("send_to_review"), body=reviewed),
        "case_pass_legal_review": of(world.legal_review, body=reviewed),
        "case_return_from_review": of(world.case("send_to_review"), body={"opinion": "请补充。"}),
        "case_issue_notice": of(world.case("approve_proposal")),
        "case_hear_defence": of(
            world.case("serve_notice"), body={"content": "不服。", "recheck": "不成立。"}
        ),
        "case_record_waiver": of(world.case("serve_notice")),
        "case_record_discussion": of(world.case("lapse"), body=discussion),
        "case_propose_decision": of(world.case("lapse"), body=reason),
        "case_record_payment": of(world.case("serve_decision"), body=payment),
        "case_propose_closing": of(world.case("pay"), body=reason),
        "approval": of(pending),
        "approval_approve": of(pending, body=opinion),
        "approval_return": of(pending, body=opinion),
    }
    api = {"is_json": True, "body": {**opinion, "version": pending.version}}
    return answer | {
        "api_case": of(world.case("visit")),
        "api_approval": of(pending),
        "api_approval_approve": of(pending, **api),
        "approval_reject": of(pending, body=opinion),
        "approval_pass_on": of(pending, body={"to": world.other_head.pk}),
        "approval_take_back": of(pending),
        "approvals_approve_chosen": Ask(
            body={"chosen": pending.reference, f"token-{pending.reference}": tokens.issue(pending.version)}
        ),
        "api_approval_return": of(pending, **api),
        "api_approval_reject": of(pending, **api),
        "api_case_step": Ask(
            (world.case("route").reference, "assign_officers"), body={"officers": officers}, is_json=True
        ),
    }


def _papers(world: World) -> dict[str, Ask]:
    notice = world.document("issue_notice", "penalty_notice")
    served = {"method": "direct", "served_on": "2021-12-20", "received_by": "钱知远"}
    case_version = notice.case.version
    decision = world.document("serve_decision", "penalty_decision")
    announced = world.announced
    notice_words = {
        "ground": "unknown",
        "course": "两次上门，人去楼空。",
        "place": "board",
        "where": "本局公告栏",
        "published_on": "2021-12-20",
    }
    confirmed = {
        "postal_address": "演示路1号",
        "signed_by": "钱知远",
        "signed_on": "2021-12-20",
        "form": PHOTO,
    }
    return {
        "case_draft": Ask((notice.case.reference, "penalty_notice")),
        "document": of(notice),
        "document_pdf": of(notice),
        "document_scan": of(notice, body={"scan": PHOTO}),
        "document_serve": Ask((notice.reference,), body=served, version=case_version),
        "document_correct": Ask(
            (decision.reference,),
            body={
                **served,
                "served_on": "2021-12-03",
                "correction": "收件人有误。",
                "service": decision.service.pk,
            },
        ),
        "document_receipt": of(announced),
        "document_announce": of(notice, body=notice_words),
        "document_announcement": Ask(
            (notice.reference,), body={"gist": "拟处罚款。", "reason": "下落不明。"}, version=case_version
        ),
        "document_announced": Ask((announced.reference,), version=announced.case.version),
        "case_address": of(world.case("issue_notice"), body=confirmed),
        "case_address_form": Ask((announced.case.reference, announced.case.address_confirmations.get().pk)),
        "api_document": of(notice),
        "api_document_pdf": of(notice),
    }


def _beside(world: World) -> dict[str, Ask]:
    measure, order, case = world.measure, world.correction, world.case("visit")
    dropped, wanted = {"reason": "已经提供。"}, {**PRESERVATION, "things": THINGS}
    drop, consent = (measure.reference, "drop"), (order.reference, "consent_to_order")
    preserve, draft = (case.reference, "propose_preservation"), (case.reference, "draft_order")
    return {
        "measure": of(measure),
        "measure_step": Ask(drop, body=dropped, version=measure.version),
        "measure_new": Ask(preserve, body=wanted),
        "api_measure": of(measure),
        "api_measure_step": Ask(drop, body=dropped, is_json=True),
        "api_measure_new": Ask(preserve, body=wanted, is_json=True),
        "correction": of(order),
        "correction_step": Ask(consent, version=order.version),
        "correction_new": Ask(draft, body=ORDER),
        "api_correction": of(order),
        "api_correction_step": Ask(consent, is_json=True),
        "api_correction_new": Ask(draft, body=ORDER, is_json=True),
        **_disputes(world),
    }


def _disputes(world: World) -> dict[str, Ask]:
    remedy, transfer = world.remedy, world.transfer
    answer, group = (remedy.reference, "reply"), (transfer.reference, "form_group")
    sue = (world.case("serve_decision").reference, "receive_litigation")
    suspect = (world.case("file").reference, "suspect")
    team = [world.cast[name].pk for name in ("inspector1", "officer")]
    notice = {**NOTICE, "applied_on": "2021-12-15", "received_on": "2021-12-15"}
    spotted = {
        "kind": "unit",
        "name": "示例新当事人",
        "cause": "未明码标价",
        "officers": team,
        "amount": "500",
        **dict.fromkeys(("place", "facts", "evidence", "nature", "basis", "told", "statement"), "没有标价。"),
    }
    return {
        "remedy": of(remedy),
        "remedy_step": Ask(answer, body={"reply": "合法。"}, version=remedy.version),
        "remedy_new": Ask(sue, body=notice),
        "api_remedy": of(remedy),
        "api_remedy_step": Ask(answer, body={"reply": "合法。"}, is_json=True),
        "api_remedy_new": Ask(sue, body=notice, is_json=True),
        "transfer": of(transfer),
        "transfer_step": Ask(group, body={"officers": team}, version=transfer.version),
        "transfer_new": Ask(suspect, body=CRIME),
        "api_transfer": of(transfer),
        "api_transfer_step": Ask(group, body={"officers": team}, is_json=True),
        "api_transfer_new": Ask(suspect, body=CRIME, is_json=True),
        "spot_new": Ask(body=spotted),
    }


def _visits(world: World) -> dict[str, Ask]:
    item, ready, planned = world.evidence(), world.ready_visit, world.visit("approve_visit")
    team = [world.cast[name].pk for name in ("inspector1", "inspector2")]
    plan = {
        "officers": team,
        "place": "演示路1号",
        "planned_for": "2021-12-22T10:00",
        "purpose": "核查",
        "basis": "程序规定第十八条",
        "reason": "需要到现场。",
    }
    photo = {"photos": PHOTO, "caption": "大堂", "kind": "audio_visual", "method": "拍摄"}
    drawn = "data:image/png;base64," + base64.b64encode(signature()[0]).decode()
    signed = {"signer": "officer", "officer-seen": ready.content_sha256(), "officer-drawn": drawn}
    return {
        "visit_plan": Ask(query={"case": world.case("visit").reference}, body=plan),
        "visit": of(ready),
        "visit_ask_approval": of(world.returned_visit, body={"reason": "线索具体。"}),
        "visit_give_notice": of(planned),
        "visit_begin": of(world.visit("notify_visit")),
        "visit_record": of(ready, body=RECORD),
        "visit_photos": of(ready, body={**photo, "uuid": str(uuid.uuid4())}),
        "visit_signatures": of(ready, body=signed),
        "visit_finish": of(ready),
        "visit_cancel": of(planned, body={"reason": "另行安排。"}),
        "visit_paper": Ask((world.visit("visit").reference, "record")),
        **{
            name: Ask((item.uuid,))
            for name in ("evidence", "evidence_original", "evidence_picture", "evidence_thumbnail")
        },
        "api_visit": of(ready),
        "api_visit_begin": of(world.visit("notify_visit")),
        "api_visit_evidence": of(ready, body={"file": PHOTO, "uuid": str(uuid.uuid4()), "caption": "大堂"}),
        "api_visit_sign": of(ready),
    }


def _people(world: World) -> dict[str, Ask]:
    """The archivist's account is worked on, the host's certificate ends, the reviewer goes on leave."""
    person, station = world.cast["archivist"], Office.objects.get(code="guicheng")
    bureau = Office.objects.get(code="nanhai")
    seen = {"version": staff.version_of(person.reference)}
    account = {"name": "谭婉清（演示）", "office": "guicheng"}
    dates = {"valid_from": "2021-01-01", "valid_to": "2026-12-31"}
    week = {"from_on": "2021-12-22", "until_on": "2021-12-24", "ground": "年休"}
    handed = {"cases": [world.case("assign").reference], "incoming": "officer", "reason": "调岗"}
    station_seen = staff.version_of(station.reference)
    profile = model_to_dict(staff.profiles_of(bureau).last(), PROFILE_FIELDS)
    return {
        "person": Ask((person.username,)),
        "person_new": Ask(body={**account, "username": "newcomer"}),
        "person_edit": Ask((person.username,), body=account, **seen),
        "person_deactivate": Ask((person.username,), body={"reason": "调出"}, **seen),
        "person_reactivate": Ask((world.closed.username,), version=staff.version_of(world.closed.reference)),
        "certificate_add": Ask((person.username,), body={"number": "粤演示0333", **dates}, **seen),
        "certificate_end": Ask(
            (world.certificate.pk,),
            body={"reason": "交回"},
            version=staff.version_of(world.certificate.user.reference),
        ),
        "role_grant": Ask((person.username,), body={"role": "publication"}, **seen),
        "role_end": Ask((person.username,), body={"role": "archivist"}, **seen),
        "second_factor_reset": Ask((person.username,), **seen),
        "password_reset": Ask((person.username,), **seen),
        "office": Ask((station.code,)),
        "office_new": Ask(body={"code": "dali", "name": "大沥所（演示）", "parent": "nanhai"}),
        "office_edit": Ask((station.code,), body={"name": "桂城所（演示）"}, version=station_seen),
        "office_profile": Ask(
            (bureau.code,),
            body={"valid_from": "2022-01-01", **profile},
            version=staff.version_of(bureau.reference),
        ),
        "leave": Ask(body={"delegator": "reviewer", "delegate": "legal", "roles": ["case_reviewer"], **week}),
        "leave_end": Ask((world.delegation.pk,)),
        "caseload": Ask(query={"from": "inspector1"}, body=handed),
    }


def _worksheet(world: World) -> dict[str, Ask]:
    filed = world.case("file")
    filled = {
        "norms": ["CPL-56-personal-info"],
        "ended_on": "2021-08-31",
        "amount_illegal_gains": "unknown",
        "why_illegal_gains": "没有单独取得收入",
        "factors": ["32.1-harm-removed"],
        "evidence_32.1-harm-removed": world.visit("file").reference,
        "tier": "ordinary",
        "proposed_fine": "180000",
        "reason": "主动拆除设备。",
    }
    return {
        "worksheet": of(filed),
        "worksheet_compute": of(filed, body=filled),
        "worksheet_save": of(filed, body=filled),
        "worksheet_submit": of(filed, body=filled),
        "worksheet_print": of(world.case("work_out")),
    }


def _money(world: World) -> dict[str, Ask]:
    """An overdue fine, and a statement of the bank with a row for a person. Nobody here is in finance."""
    owed = world.execution("serve_decision")
    agreed = {
        "application": "2021年12月21日执行协议",
        "terms": "一次付清",
        "surcharge": "0",
        "parts": f"2022-03-31 {owed.fine}",
        "reason": "当事人主动履行",
    }
    line = world.statement.lines.get()
    row = (world.statement.reference, line.number)
    return {
        "execution": of(owed),
        "execution_step": Ask((owed.reference, "propose_agreement"), body=agreed, version=owed.version),
        "execution_new": Ask((owed.case.reference, "open")),
        "api_execution": of(owed),
        "api_execution_step": Ask((owed.reference, "propose_agreement"), body=agreed, is_json=True),
        "api_execution_new": Ask((owed.case.reference, "open"), is_json=True),
        "surcharge": Ask((owed.case.reference,), version=owed.version),
        "statement": of(world.statement),
        "statement_enter": of(world.statement),
        "statement_assign": Ask(row, body={"written": owed.reference, "purpose": "fine"}),
        "statement_set_aside": Ask(row, body={"reason": "不是罚款"}),
    }


def _hearings(world: World) -> dict[str, Ask]:
    hearing, noticed = world.hearing, world.noticed
    asked = {"requested_on": "2021-12-21", "manner": "written"}
    named = {"host": world.cast["host"].pk, "no_interest": "on"}
    step, new = (hearing.reference, "name_host"), (noticed.reference, "request")
    return {
        "hearing": of(hearing),
        "hearing_step": Ask(step, body=named, version=hearing.version),
        "hearing_new": Ask(new, body=asked),
        "api_hearing": of(hearing),
        "api_hearing_step": Ask(step, body=named, is_json=True),
        "api_hearing_new": Ask(new, body=asked, is_json=True),
    }


def _publications(world: World) -> dict[str, Ask]:
    prepared, public = world.publication("prepare"), world.publication("publish")
    copy = {**prepared.content, "paragraphs": "\n".join(prepared.content["paragraphs"])}
    return {
        "publication": of(prepared),
        "publication_prepare": of(world.case("serve_decision"), body=copy),
        "publication_revise": of(prepared, body=copy),
        "publication_publish": of(prepared),
        "publication_withdraw": of(public, body={"reason": "决定已被撤销。"}),
    }
