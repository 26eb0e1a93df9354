"""One case walked through every room by calling the verbs, each step on its own day."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from decimal import Decimal

from PIL import Image, ImageDraw

from casework.kernel import outbox
from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY, calendar
from casework.kernel.models import User
from casework.kernel.transitions import option
from casework.management.demo.stories import Story
from casework.models import Approval, Case, Document, Publication
from casework.services import approvals, cases, decisions, execution, notices, publications, reviews
from casework.services import service_of_documents as service
from casework.services.discussions import Minutes, Said
from complaints.models import Submission
from complaints.services import intake, receiving, telling
from inspections.models import Visit
from inspections.services import evidence, signatures, visits
from penalties.case_facts import Answers
from penalties.services import worksheets

# Steps in their order, with the working days that pass before each.
STEPS: dict[str, int] = {
    "receive": 0,
    "route": 1,
    "assign": 1,
    "plan_visit": 0,
    "approve_visit": 1,
    "notify_visit": 0,
    "visit": 1,
    "propose_filing": 3,
    "file": 1,
    "tell_reporter": 1,
    "work_out": 20,
    "conclude": 2,
    "send_to_review": 0,
    "review": 2,
    "approve_proposal": 1,
    "issue_notice": 1,
    "serve_notice": 1,
    "lapse": 6,
    "propose_decision": 1,
    "decide": 1,
    "serve_decision": 1,
    "prepare": 1,
    "publish": 2,
    "pay": 3,
    "propose_closing": 1,
    "close": 1,
}
HOURS = dict(zip(STEPS, (9 + n % 8 for n in range(len(STEPS))), strict=True))


def work_days_from(day: dt.date) -> Iterator[dt.date]:
    while True:
        if calendar().is_working(day):
            yield day
        day += DAY


def work_days_before(day: dt.date, count: int) -> dt.date:
    """The work day ``count`` work days before ``day``; 0: the last one up to it."""
    while count or not calendar().is_working(day):
        day -= DAY
        count = max(count - calendar().is_working(day), 0)
    return day


def schedule_ending(last_step: str, day: dt.date) -> dict[str, dt.date]:
    """The usual pace, laid so that ``last_step`` falls on the last work day up to ``day``."""
    names = list(STEPS)[: list(STEPS).index(last_step) + 1]
    needed = sum(STEPS[name] for name in names)
    start = day
    while sum(calendar().is_working(start + n * DAY) for n in range((day - start).days + 1)) <= needed:
        start -= DAY
    days, plan = work_days_from(start), {}
    today = next(days)
    for name in names:
        for _ in range(STEPS[name]):
            today = next(days)
        plan[name] = today
    return plan


class Walk:
    """The case of one story; ``run`` takes it from its receipt to the end of ``plan``."""

    def __init__(
        self,
        cast: dict[str, User],
        story: Story,
        trader: tuple[str, str, str],
        plan: dict[str, dt.date],
        *,
        named: bool = True,
        discussed: bool = False,
    ) -> None:
        self.cast, self.story, self.plan = cast, story, plan
        self.trader_name, self.trader_code, self.trader_address = trader
        self.named, self.discussed = named, discussed

    def run(self) -> "Walk":
        for step, day in self.plan.items():
            getattr(self, step)(at_hour(day, HOURS[step]))
        return self

    # --- What the desks hold ---

    @property
    def case(self) -> Case:
        return Case.objects.get(reference=self.case_reference)

    @property
    def submission(self) -> Submission:
        return Submission.objects.get(pk=self.submission_pk)

    @property
    def visit_object(self) -> Visit:
        return Visit.objects.get(pk=self.visit_pk)

    def approve(self, kind: str, at: dt.datetime) -> None:
        pending = Approval.objects.get(case__reference=self.case_reference, kind=kind, state="pending")
        approvals.approve(approval=pending, actor=self.cast["head"], at=at, note="同意。")

    def typeset(self, document: Document, at: dt.datetime) -> Document:
        """What the next step needs on paper is typeset now; the rest is left to the sweep."""
        outbox.deliver_due(at=at, references=[document.reference])
        document.refresh_from_db()
        return document

    def serve(self, kind: str, at: dt.datetime) -> None:
        service.record_service(
            document=self.case.documents.get(kind=kind), method="direct", served_on=at.date(),
            received_by="钱知远", actor=self.cast["officer"], at=at,
        )  # fmt: skip

    # --- The steps ---

    def receive(self, at: dt.datetime) -> None:
        reporter = {"name": "林小满（演示）", "phone": "13800000000"} if self.named else None
        receipt = receiving.receive(
            kind="report", channel="web", office=self.cast["intake"].office, form_token=uuid.uuid4(),
            story=self.story.told, trader_name=self.trader_name, trader_uscc=self.trader_code,
            trader_address=self.trader_address, conducts=self.story.conducts, happened_on=at.date() - 3 * DAY,
            wants_told=self.named, reporter=reporter, at=at,
            sent_files=[receiving.SentFile("大堂.jpg", picture("lobby"), "image/jpeg"),
                        receiving.SentFile("告示.jpg", picture("notice"), "image/jpeg")],
        )  # fmt: skip
        self.submission_pk = receipt.submissions[0].pk
        self.query_code = receipt.query_code

    def route(self, at: dt.datetime) -> None:
        intake.register(submission=self.submission, actor=self.cast["intake"], at=at)
        routed = intake.route(
            submission=self.submission, office=self.cast["inspector1"].office, cause=self.story.cause,
            summary=self.story.summary, party_name=self.trader_name, party_uscc=self.trader_code,
            party_address=self.trader_address, actor=self.cast["intake"], at=at + dt.timedelta(minutes=20),
        )  # fmt: skip
        self.case_reference = routed.case_reference

    def assign(self, at: dt.datetime) -> None:
        officers = [self.cast[name] for name in ("inspector1", "inspector2", "officer")]
        cases.assign_officers(case=self.case, officers=officers, actor=self.cast["unithead"], at=at)

    def plan_visit(self, at: dt.datetime) -> None:
        visit = visits.plan(
            case=self.case, officers=[self.cast["inspector1"], self.cast["inspector2"]], place=self.trader_address,
            purpose=f"核查{self.story.cause}的线索", planned_for=at + dt.timedelta(days=2),
            reason="线索具体，需要到现场核查。", actor=self.cast["inspector1"], at=at,
            checklist=("门口有没有说明收集信息的告示", "设备由谁安装、数据存放在哪里", "有没有取得来访者同意"),
        )  # fmt: skip
        self.visit_pk = visit.pk

    def approve_visit(self, at: dt.datetime) -> None:
        self.approve("visit", at)

    def notify_visit(self, at: dt.datetime) -> None:
        visits.give_notice(visit=self.visit_object, actor=self.cast["inspector1"], at=at)

    def visit(self, at: dt.datetime) -> None:
        inspector, other = self.cast["inspector1"], self.cast["inspector2"]
        visits.begin(visit=self.visit_object, actor=inspector, at=at)
        for minutes, (name, caption) in enumerate(
            (
                ("lobby", "大堂全景，两处摄像机"),
                ("camera", "入口上方的摄像机"),
                ("notice", "墙角告示，距地32厘米"),
            ),
            start=5,
        ):
            taken = at + dt.timedelta(minutes=minutes)
            evidence.add_evidence(
                visit=self.visit_object, client_uuid=uuid.uuid4(), content=picture(name, caption),
                content_type="image/jpeg", caption=caption, subject=self.story.cause, taken_at=taken,
                latitude=Decimal("23.031500"), longitude=Decimal("113.150200"), accuracy=12,
                actor=inspector, at=taken,
            )  # fmt: skip
        later = at + dt.timedelta(minutes=30)
        visits.record_findings(
            visit=self.visit_object, actor=inspector, at=later, findings=self.story.findings,
            told_rights="两名执法人员主动出示执法证，告知当事人有陈述、申辩和申请回避的权利，当事人表示清楚，不申请回避。",
            recording="执法记录仪1台，全程录像46分钟，由黄思敏保管。", party_name="钱知远", party_capacity="售楼处经理",
            party_statement="情况属实。",
        )  # fmt: skip
        for officer in (inspector, other):
            signatures.sign_officer(visit=self.visit_object, image=signature(), actor=officer, at=later)
        signatures.sign_party(
            visit=self.visit_object, name="钱知远", image=signature(), actor=inspector, at=later
        )
        visits.finish(visit=self.visit_object, actor=inspector, at=later + dt.timedelta(minutes=10))

    def propose_filing(self, at: dt.datetime) -> None:
        reason = f"现场检查发现，{self.story.summary}有初步证据，属于本局管辖，没有超过追责时效，依法应当给予行政处罚。"
        cases.propose_filing(case=self.case, reason=reason, actor=self.cast["officer"], at=at)

    def file(self, at: dt.datetime) -> None:
        self.approve("filing", at)

    def tell_reporter(self, at: dt.datetime) -> None:
        """Only where the law of the day gives a named reporter that right."""
        intake_officer = self.cast["intake"]
        if option(self.submission, "tell_reporter", intake_officer, at.date()).is_allowed:
            telling.tell_reporter(submission=self.submission, actor=intake_officer, at=at)

    def work_out(self, at: dt.datetime) -> None:
        story = self.story
        answers = Answers(
            norms=(story.norm,),
            ended_on=self.plan["visit"],
            amounts=story.amounts,
            facts=story.facts,
            factors=story.factors,
            tier=story.tier,
            proposed_fine=story.fine,
        )
        worksheets.propose(
            case=self.case,
            answers=answers,
            reason=story.reason,
            actor=self.cast["officer"],
            at=at,
            evidence=dict.fromkeys(story.factors, self.visit_object.reference),
            unknown_because={
                name: "没有因此单独取得收入，无法计算。"
                for name, v in story.amounts.items()
                if v == "unknown"
            },
        )

    def conclude(self, at: dt.datetime) -> None:
        ground = "辖区首例，社会影响较大" if self.discussed else ""
        reviews.conclude_investigation(
            case=self.case,
            report=self.story.findings,
            discussion_ground=ground,
            actor=self.cast["officer"],
            at=at,
        )

    def send_to_review(self, at: dt.datetime) -> None:
        reviews.send_to_review(case=self.case, actor=self.cast["unithead"], at=at)

    def review(self, at: dt.datetime) -> None:
        reviews.pass_review(
            case=self.case, opinion="事实清楚，证据充分，适用依据正确，程序合法，处罚适当，同意办案机构意见。",
            points=range(7), actor=self.cast["reviewer"], at=at,
        )  # fmt: skip

    def approve_proposal(self, at: dt.datetime) -> None:
        self.approve("proposal", at)

    def issue_notice(self, at: dt.datetime) -> None:
        self.typeset(notices.issue_notice(case=self.case, actor=self.cast["officer"], at=at), at)

    def serve_notice(self, at: dt.datetime) -> None:
        self.serve("penalty_notice", at)

    def lapse(self, at: dt.datetime) -> None:
        notices.lapse_defence(case=self.case, at=at)

    def propose_decision(self, at: dt.datetime) -> None:
        if self.discussed:
            decisions.record_discussion(
                case=self.case,
                minutes=self._minutes(at - dt.timedelta(minutes=60)),
                actor=self.cast["principal"],
                at=at - dt.timedelta(minutes=30),
            )
        decisions.propose_decision(
            case=self.case,
            reason="当事人没有陈述申辩，也没有要求听证，建议按告知的内容处罚。",
            actor=self.cast["officer"],
            at=at,
        )

    def decide(self, at: dt.datetime) -> None:
        self.approve("decision", at)
        self.typeset(self.case.documents.get(kind="penalty_decision"), at)

    def serve_decision(self, at: dt.datetime) -> None:
        self.serve("penalty_decision", at)

    def prepare(self, at: dt.datetime) -> None:
        decision = self.case.decision
        publication = publications.prepare(
            decision=decision,
            content=publications.suggested_content(decision),
            actor=self.cast["publisher1"],
            at=at,
        )
        self.typeset(publication.public_document, at)

    def publish(self, at: dt.datetime) -> None:
        publication = Publication.objects.get(decision__case__reference=self.case_reference)
        publications.publish(publication=publication, actor=self.cast["publisher2"], at=at)

    def pay(self, at: dt.datetime) -> None:
        execution.record_payment(
            case=self.case, amount=self.story.fine, paid_on=at.date(), receipt_number=f"演示{self.case_reference[4:]}",
            actor=self.cast["officer"], at=at,
        )  # fmt: skip

    def propose_closing(self, at: dt.datetime) -> None:
        cases.propose_closing(
            case=self.case, reason="罚款已经缴清，违法行为已经改正。", actor=self.cast["officer"], at=at
        )

    def close(self, at: dt.datetime) -> None:
        self.approve("closing", at)

    def _minutes(self, held_at: dt.datetime) -> Minutes:
        """Two heads, of one mind."""
        said = [
            Said(self.cast["head"], "事实清楚，证据充分，同意。"),
            Said(self.cast["principal"], "处罚幅度适当，同意。"),
        ]
        return Minutes(
            held_at=held_at,
            place="本局三楼会议室",
            presided_by=self.cast["principal"],
            recorder=self.cast["legal"],
            said=said,
            summary="事实清楚，处罚幅度适当。",
            outcome="同意拟处罚意见。",
            scan=signature(),
        )


def picture(what: str, words: str = "") -> bytes:
    """A drawn stand-in for a photo: no real place, no real face."""
    image = Image.new("RGB", (960, 720), "#d5dddd")
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 512), (320, 416), (640, 416), (960, 512), (960, 720), (0, 720)], fill="#b2bdbf")
    if what == "notice":
        pen.rectangle((496, 464, 608, 544), fill="white", outline="#6a7a80")
        pen.ellipse((430, 380, 674, 624), outline="#a8281b", width=8)
    else:
        pen.chord((330, 120, 630, 420), 0, 180, fill="#27343a")
        pen.ellipse((450, 290, 510, 350), fill="#4d6069")
    content = io.BytesIO()
    image.save(content, "JPEG", quality=60, comment=words.encode()[:200])
    return content.getvalue()


def signature() -> tuple[bytes, str]:
    """A drawn line, as the signing page sends it."""
    image = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(image).line([(20, 60), (80, 20), (120, 80), (200, 30), (280, 60)], fill="#182126", width=4)
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue(), "image/png"
