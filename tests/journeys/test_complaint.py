"""A complaint from the citizen's form to its end, under the law of each day: Order 20, the State Council's
regulation, Order 121. The citizen at the pages, the bureau by its verbs; what the tracking page says in between."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.clocks import CMP_MEDIATE_O20, CMP_MEDIATE_REG
from casework.kernel import deadlines, outbox, tokens
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.kernel.working_days import due
from casework.models import Case
from casework.services import cases
from complaints import services
from complaints.models import Submission
from tests.complaints.citizen import sends
from tests.factories import approve, at

pytestmark = pytest.mark.django_db

REQUEST = {"request": "退还定金5000元", "address": "桂城街道演示路1号"}


class Matter:
    """What one citizen sent in; the desk works on ``complaint`` as the mediator unless another is named."""

    def __init__(self, cast, clock_at, client: Client) -> None:
        self.cast, self.clock_at, self.citizen = cast, clock_at, client

    def sent(self, moment: str, wish: str = "complaint") -> "Matter":
        """The citizen fills in the form, the intake desk registers it on the same day."""
        self.clock_at(moment)
        happened_on = at(moment).date() - dt.timedelta(days=3)
        answer = sends(self.citizen, wish, happened_on=happened_on.isoformat(), **REQUEST)
        assert answer.status_code == 303, answer.content.decode()
        self.receipt = self.citizen.get(answer["Location"]).content.decode()
        self.code = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", self.receipt)[0]
        self.do(services.register, moment, who="intake")
        return self

    @property
    def complaint(self) -> Submission:
        return Submission.objects.get(kind="complaint")

    @property
    def letters(self) -> list[str]:
        return [letter.kind for letter in self.complaint.letters.order_by("pk")]

    def do(self, verb, moment: str, who: str = "mediator", **given) -> Submission:
        self.clock_at(moment)
        return verb(submission=self.complaint, actor=self.cast[who], at=at(moment), **given)

    def begins(self, moment: str) -> Submission:
        day = at(moment).date()
        return self.do(
            services.begin_mediation,
            moment,
            complainant_agreed_on=day,
            respondent_agreed_on=day,
            consent_note="电话征求双方意见",
        )

    def sits(self, moment: str) -> Submission:
        return self.do(
            services.record_session,
            moment,
            held_on=at(moment).date(),
            complainant_came=True,
            respondent_came=True,
            said="商家愿意退一半，投诉人要求全退。",
        )

    def told(self, moment: str) -> Submission:
        day = at(moment).date()
        return self.do(
            services.record_told,
            moment,
            complainant_told_on=day,
            respondent_told_on=day,
            told_note="短信和电话",
        )

    def clock(self, name: str) -> Deadline:
        return Deadline.objects.get(reference=self.complaint.reference, clock=name)

    def mediation_clocks(self) -> list[str]:
        running = Deadline.objects.filter(reference=self.complaint.reference, clock__startswith="CMP-MEDIATE")
        return [one.clock for one in running]

    def reads(self, moment: str, submission: Submission | None = None) -> str:
        """The tracking page, opened with number and code at another device."""
        self.clock_at(moment)
        while outbox.deliver_due(at=at(moment)):
            pass
        self.citizen = Client()
        typed = {"number": (submission or self.complaint).reference, "code": self.code}
        answer = self.citizen.post(reverse("complaint_track"), typed)
        assert answer.status_code == 303, answer.content.decode()
        page = self.citizen.get(answer["Location"]).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def matter(cast, clock_at, client) -> Matter:
    return Matter(cast, clock_at, client)


def test_sent_as_both_the_complaint_is_agreed_and_the_report_goes_its_own_way(matter, cast):
    m = matter.sent("2026-05-06 09:00", "both")
    report = Submission.objects.get(kind="report")
    assert report.reference in m.receipt and m.complaint.reference in m.receipt
    assert m.clock("CMP-ACCEPT-O121").due_on == dt.date(2026, 5, 14)  # 9 May is worked
    services.register(submission=report, actor=cast["intake"], at=at("2026-05-06 10:00"))
    report = services.route(
        submission=report,
        office=cast["inspector1"].office,
        cause="未经同意收集消费者个人信息",
        summary="售楼处未经同意拍摄来访者人脸",
        party_name=report.trader_name,
        party_uscc=report.trader_uscc,
        actor=cast["intake"],
        at=at("2026-05-06 10:00"),
    )

    m.do(services.accept, "2026-05-14 17:00")  # the last day
    assert not m.clock("CMP-ACCEPT-O121").was_late
    assert m.clock("CMP-MEDIATE-O121").due_on == dt.date(2026, 7, 13)
    page = m.reads("2026-05-14 18:00")
    assert "投诉已经受理" in page and "法定期限的最后一天" in page and "2026年7月13日" in page

    m.begins("2026-05-15 09:00")
    m.do(
        services.call_session,
        "2026-05-15 10:00",
        called_for=at("2026-05-20 09:00"),
        place="南海区演示路1号",
    )
    assert "南海区演示路1号" in m.reads("2026-05-18 09:00")
    m.sits("2026-05-20 10:00")
    m.do(services.agree, "2026-05-20 11:00", terms="退还定金3000元。", settled_by="paper")
    closed = m.do(services.close_complaint, "2026-05-21 09:00", follow_up="已经收到退款")
    assert closed.state == "complaint_closed" and m.clock("CMP-MEDIATE-O121").met_on == dt.date(2026, 5, 20)
    assert m.letters == ["acceptance_decision", "mediation_notice", "mediation_agreement"]
    page = m.reads("2026-05-21 10:00")
    assert "双方已经达成协议" in page and "比法定期限早54天" in page and "投诉办结" in page
    assert "投诉调解书" in page and "撤回投诉" not in page

    verification = Deadline.objects.get(reference=report.case_reference, clock="VER-15")
    assert (verification.state, verification.due_on) == ("running", dt.date(2026, 5, 26))
    assert "正在核查" in m.reads("2026-05-22 09:00", report)
    case = Case.objects.get(reference=report.case_reference)
    officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
    case = cases.assign_officers(
        case=case, officers=officers, actor=cast["unithead"], at=at("2026-05-22 10:00")
    )
    cases.propose_not_filing(
        case=case, ground="slight", reason="已经改正", actor=cast["officer"], at=at("2026-05-25 09:00")
    )
    assert approve(cast, case, "not_filing", "2026-05-26 10:00").state == "not_filed"
    page = m.reads("2026-05-26 11:00", report)
    assert "决定不予立案" in page and "法定期限的最后一天" in page and "把结果告诉您" not in page
    assert m.complaint.state == "complaint_closed"


def test_under_order_20_a_mediation_runs_out_and_both_are_told_within_seven_working_days(matter):
    m = matter.sent("2023-03-06 09:00")
    assert m.clock("CMP-ACCEPT-O20").due_on == dt.date(2023, 3, 15)
    m.do(services.accept, "2023-03-08 10:00")
    # 45 working days: Qingming on 5 April, May Day from 29 April on, worked on 23 April and 6 May.
    assert m.mediation_clocks() == ["CMP-MEDIATE-O20"]
    assert m.clock("CMP-MEDIATE-O20").due_on == dt.date(2023, 5, 12)
    m.begins("2023-03-10 09:00")
    m.sits("2023-03-20 10:00")
    assert "2023年5月12日" in m.reads("2023-03-21 09:00")

    over = {"ground": "time", "facts": "双方分歧大"}
    with pytest.raises(Refused) as refused:
        m.do(services.terminate, "2023-05-11 10:00", **over)
    assert "暂行办法第二十一条第一款第五项" in refused.value.law
    m.do(services.terminate, "2023-05-12 16:00", **over)
    assert m.clock("CMP-MEDIATE-O20").met_on == dt.date(2023, 5, 12)
    assert m.clock("CMP-TERM-NOTICE").due_on == dt.date(2023, 5, 23)
    letter = m.complaint.letters.get(kind="termination_decision")
    assert letter.context["ground"].startswith("投诉举报处理暂行办法第二十一条第一款第五项")
    assert letter.context["accepted"] == "2023年3月8日"

    m.told("2023-05-23 10:00")
    notice = m.clock("CMP-TERM-NOTICE")
    assert (notice.state, notice.was_late) == ("met", False)
    assert m.do(services.close_complaint, "2023-05-24 09:00").state == "complaint_closed"
    assert m.letters == ["acceptance_decision", "termination_decision"]
    page = m.reads("2023-05-24 10:00")
    assert "调解已经终止" in page and "调解期限届满没有达成协议" in page and "投诉办结" in page


def test_in_2025_the_sixty_days_of_the_regulation_always_end_first(matter):
    calendar = deadlines.calendar()
    for n in range(365):
        day = dt.date(2025, 1, 1) + dt.timedelta(n)
        sixty, forty_five = (due(c, day, calendar=calendar) for c in (CMP_MEDIATE_REG, CMP_MEDIATE_O20))
        assert sixty.due_on < forty_five.due_on, day

    m = matter.sent("2025-09-01 09:00")
    m.do(services.accept, "2025-09-03 10:00")
    assert m.mediation_clocks() == ["CMP-MEDIATE-REG"]
    # The sixtieth day, 2 November, is a Sunday.
    assert m.clock("CMP-MEDIATE-REG").due_on == dt.date(2025, 11, 3)
    m.begins("2025-09-05 09:00")
    m.sits("2025-10-30 10:00")
    agreed = {"terms": "退还定金。", "settled_by": "performed"}
    with pytest.raises(Refused):
        m.do(services.agree, "2025-11-04 09:00", **agreed)
    m.do(services.agree, "2025-11-03 16:00", **agreed)
    assert m.do(services.close_complaint, "2025-11-05 09:00").is_ended
    assert m.letters == ["acceptance_decision", "mediation_record"]
    assert "2025年11月3日，法定期限的最后一天" in m.reads("2025-11-05 10:00")


def test_received_under_order_20_and_decided_under_order_121(matter):
    """Order 121 has no transition clause: the ground is one of the rule of the day of the step."""
    m = matter.sent("2026-04-08 09:00")
    assert m.clock("CMP-ACCEPT-O20").due_on == dt.date(2026, 4, 17)
    refusal = {"ground": "identity", "facts": "冒用他人身份"}
    with pytest.raises(Invalid):
        m.do(services.propose_refusal, "2026-04-14 09:00", **refusal)
    m.do(services.propose_refusal, "2026-04-15 09:00", **refusal)
    m.do(services.return_refusal, "2026-04-15 10:00", who="unithead", reason="证据不足")
    m.do(services.propose_refusal, "2026-04-15 15:00", ground="taken_elsewhere", facts="法院已经立案")
    m.do(services.refuse, "2026-04-16 09:00", who="unithead")
    clock = m.clock("CMP-ACCEPT-O20")
    assert (clock.met_on, clock.was_late) == (dt.date(2026, 4, 16), False)
    assert m.complaint.letters.get().context["ground"].startswith("投诉举报处理办法第十六条第二项")
    assert "投诉不予受理" in m.reads("2026-04-16 10:00")


def test_proposed_under_order_20_and_signed_under_order_121(matter):
    m = matter.sent("2026-04-08 09:00")
    m.do(services.propose_refusal, "2026-04-14 16:00", ground="other", facts="另有规定")
    m.do(services.refuse, "2026-04-15 09:00", who="head")
    assert m.complaint.letters.get().context["ground"].startswith("投诉举报处理办法第十六条第七项")


def test_accepted_under_order_20_and_terminated_under_order_121(matter):
    """The clock of acceptance stays the one that began; the ground is of the day on which the mediation ends."""
    m = matter.sent("2026-04-08 09:00")
    m.do(services.accept, "2026-04-10 09:00")
    assert m.mediation_clocks() == ["CMP-MEDIATE-REG"]
    m.begins("2026-04-13 09:00")
    gone = {"ground": "party_gone", "facts": "商家已经注销"}
    with pytest.raises(Invalid):
        m.do(services.terminate, "2026-04-14 10:00", **gone)
    m.do(services.terminate, "2026-04-15 10:00", **gone)
    letter = m.complaint.letters.get(kind="termination_decision")
    assert letter.context["ground"].startswith("投诉举报处理办法第二十三条第一款第七项")


def test_not_accepted_for_the_factors_of_article_17_and_signed_by_another(matter):
    m = matter.sent("2026-05-06 09:00")
    refusal = {"ground": "no_dispute", "facts": "三天内以同一电话投诉四十件"}
    m.do(services.propose_refusal, "2026-05-08 09:00", factors=["mass", "shared_contact"], **refusal)
    assert "投诉不予受理" not in m.reads("2026-05-08 10:00")
    with pytest.raises(NotPermitted):
        m.do(services.refuse, "2026-05-08 11:00")
    m.do(services.refuse, "2026-05-11 09:00", who="unithead")
    assert (m.complaint.state, m.complaint.is_ended) == ("not_accepted", True)
    assert m.clock("CMP-ACCEPT-O121").met_on == dt.date(2026, 5, 11)
    assert m.mediation_clocks() == []
    letter = m.complaint.letters.get()
    assert letter.kind == "refusal_decision" and letter.context["facts"] == refusal["facts"]
    assert letter.context["ground"].startswith("投诉举报处理办法第十六条第三项")
    assert len(letter.context["factors"]) == 2
    page = m.reads("2026-05-11 10:00")
    assert "投诉不予受理" in page and "比法定期限早3个工作日" in page and "不是为生活消费需要" in page
    assert "请再看一次" in page  # the way to another pair of eyes stays open


def test_withdrawn_on_the_tracking_page_while_mediating(matter):
    m = matter.sent("2026-05-06 09:00", "both")
    m.do(services.accept, "2026-05-08 10:00")
    m.begins("2026-05-11 09:00")
    assert "撤回投诉" in m.reads("2026-05-12 09:00")
    address, token = reverse("complaint_withdraw", args=[m.complaint.reference]), tokens.issue()
    for _ in range(2):  # a double click
        assert m.citizen.post(address, {"token": token}).status_code == 303
    assert m.complaint.state == "mediating" and m.clock("CMP-MEDIATE-O121").state == "running"
    page = m.reads("2026-05-12 10:00")
    assert "您撤回了投诉，等终止调解" in page and "举报照常核查" in page

    m.do(services.terminate, "2026-05-13 09:00", ground="withdrawn", facts="投诉人在网上撤回")
    assert m.clock("CMP-MEDIATE-O121").met_on == dt.date(2026, 5, 13)
    assert m.clock("CMP-TERM-NOTICE").due_on == dt.date(2026, 5, 22)
    m.told("2026-05-14 09:00")
    assert m.do(services.close_complaint, "2026-05-14 10:00").is_ended
    page = m.reads("2026-05-14 11:00")
    assert "调解已经终止" in page and "投诉人撤回投诉" in page and "投诉办结" in page
    report = Submission.objects.get(kind="report")
    assert report.state == "received"
    assert Deadline.objects.get(reference=report.reference, clock="VER-15").state == "running"
