"""Beside the straight course: a case for each turn that the procedure can take, stopped where somebody's next act
waits. The days are laid back from today, so that their clocks run now.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import User
from casework.lifecycle.measure_grounds import PRESERVATION_FORMALITIES
from casework.management.demo.stories import FACES, FOOD, REFUND, Story, trader
from casework.management.demo.walk import Walk, schedule_ending, signature, work_days_before, work_days_from
from casework.models import Approval, Case, Execution, Hearing, Measure, Remedy
from casework.services import (
    announcements,
    approvals,
    corrections,
    delegations,
    execution,
    execution_court,
    execution_plans,
    hearing_sessions,
    hearings,
    leads,
    matters,
    money,
    outcomes,
    preservation,
    remedies,
    remedy_outcomes,
    reviews,
    spot,
    transfers,
)
from penalties.services import surcharge

FIRST_TRADER = 60  # nobody else's


@dataclass(frozen=True)
class Scene:
    """The people, the day, and the trader whom it is about."""

    cast: dict[str, User]
    today: dt.date
    trader: tuple[str, str, str]

    def before(self, days: int, hour: int = 10) -> dt.datetime:
        """So many work days before today."""
        return at_hour(work_days_before(self.today, days), hour)

    def by(self, name: str, days: int, hour: int = 10) -> dict[str, Any]:
        """Who acts, and when."""
        return {"actor": self.cast[name], "at": self.before(days, hour)}

    def walk(self, last: str, days: int, story: Story = FACES) -> Walk:
        """The straight course up to ``last``, which was done so many work days ago."""
        return self.walk_ending(last, work_days_before(self.today, days), story)

    def walk_ending(self, last: str, day: dt.date, story: Story = FACES) -> Walk:
        return Walk(self.cast, story, self.trader, schedule_ending(last, day)).run()


def make_branches(cast: dict[str, User], today: dt.date) -> dict[str, Case]:
    """All of them, and next week's delegation; name of the branch → its case."""
    made = {}
    for number, branch in enumerate(BRANCHES, start=FIRST_TRADER):
        made[branch.__name__] = branch(Scene(cast, today, trader(number)))
    _delegation(cast, today)
    return made


# --- The days of the case ---


def extension(scene: Scene) -> Case:
    """The ninety days are nearly over; the head extends."""
    walk = scene.walk_ending("tell_reporter", scene.today - dt.timedelta(days=80))
    matters.propose_extension(
        case=walk.case,
        reason="云服务器数据量大，电子数据还在勘验，九十日内不能办结。",
        **scene.by("officer", 1),
    )
    return walk.case


def resumption(scene: Scene) -> Case:
    """Suspended; what it waited for has come, and the head resumes."""
    walk = scene.walk("tell_reporter", 30, REFUND)
    matters.propose_suspension(
        case=walk.case, ground="other_case", reason="民事案件正在审理，判决结果影响退款数额的认定。",
        **scene.by("officer", 25),
    )  # fmt: skip
    walk.approve("suspension", scene.before(24))
    matters.propose_resumption(case=walk.case, reason="民事判决已经生效。", **scene.by("officer", 1))
    return walk.case


# --- Beside the case ---


THINGS = (
    ("人脸识别摄像机", "DS-2CD", "2", "台", "完好"),
    ("网络硬盘录像机", "8路", "1", "台", "完好，已封存"),
)


def urgent_preservation(scene: Scene) -> Case:
    """Taken yesterday evening without asking first: the head confirms within twenty-four hours."""
    yesterday = scene.today - DAY
    walk = scene.walk_ending("visit", yesterday)
    _preserve(walk, at_hour(yesterday, 18))
    return walk.case


def preservation_ending(scene: Scene) -> Case:
    """The seven working days end the day after tomorrow: the officers propose what becomes of the things."""
    last = next(work_days_from(scene.today + 2 * DAY))
    taken_on = work_days_before(last, 7)
    walk = scene.walk_ending("visit", taken_on)
    measure = _preserve(walk, at_hour(taken_on, 17))
    report = Approval.objects.get(subject=measure.reference)
    approvals.approve(approval=report, actor=scene.cast["head"], at=at_hour(taken_on, 19), note="同意。")
    return walk.case


def overdue_correction(scene: Scene) -> Case:
    """Ordered, served, and the day has passed: the officers inspect again."""
    walk = scene.walk("tell_reporter", 25)
    order = corrections.draft_order(
        case=walk.case, violation="未经同意收集消费者的人脸信息。", basis="行政处罚法第二十八条第一款",
        demand="停止收集，拆除人脸识别设备，删除已经收集的信息。", by_day=work_days_before(scene.today, 4),
        **scene.by("officer", 20),
    )  # fmt: skip
    order = corrections.consent_to_order(correction=order, **scene.by("unithead", 19))
    walk.typeset(order.document, scene.before(19, 11))
    walk.serve("correction_order", scene.before(18))
    return walk.case


def suspected_crime(scene: Scene) -> Case:
    """The task group has reported; the principal head decides within three days."""
    cast, walk = scene.cast, scene.walk("tell_reporter", 6)
    transfer = transfers.suspect(
        case=walk.case, crime="侵犯公民个人信息罪", facts_found="当事人向他人出售人像和联系方式五千余条。",
        **scene.by("inspector1", 3),
    )  # fmt: skip
    group = [cast["inspector1"], cast["officer"]]
    transfer = transfers.form_group(transfer=transfer, officers=group, **scene.by("unithead", 1))
    transfers.report(
        transfer=transfer, report="出售公民个人信息五千条以上，达到立案追诉标准，建议移送公安机关。",
        actor=cast["inspector1"], at=at_hour(scene.today - DAY, 17),
    )  # fmt: skip
    return walk.case


def merged_lead(scene: Scene) -> Case:
    """New facts from the same reporter: joined to the earlier lead, whose days count anew; the officers verify."""
    earlier, later = scene.walk("assign", 6), scene.walk("route", 2)
    return leads.merge_lead(case=later.case, earlier=earlier.case, **scene.by("unithead", 1))


# --- The hearing ---


def hearing_requested(scene: Scene) -> Case:
    """The party has asked; the head names the host within three working days."""
    walk = scene.walk("serve_notice", 2)
    _request_hearing(scene, walk, 1)
    return walk.case


def hearing_scheduled(scene: Scene) -> Case:
    """In ten working days; the notice is served, the host announces it."""
    walk = scene.walk("serve_notice", 8)
    days = work_days_from(scene.today + DAY)
    tenth = [next(days) for _ in range(10)][-1]
    hearing = _scheduled(scene, walk, days=6, time=at_hour(tenth, 9))
    _serve_hearing_notice(walk, hearing, scene.before(2))
    return walk.case


def after_hearing(scene: Scene) -> Case:
    """Held and reported: the legal review comes after it."""
    walk = scene.walk("serve_notice", 30)
    hearing = _scheduled(scene, walk, days=28, time=scene.before(12, 9))
    _serve_hearing_notice(walk, hearing, scene.before(24))
    _hold(scene, hearing, days=12)
    return reviews.send_to_second_review(case=walk.case, **scene.by("unithead", 5))


# --- Ends ---


def no_penalty(scene: Scene) -> Case:
    """Slight, and put right at once: the head decides that nothing is imposed."""
    walk = scene.walk("tell_reporter", 12, FOOD)
    outcomes.propose_outcome(
        case=walk.case, outcome="no_penalty", ground="slight", violation="经营超过保质期的食品",
        basis="食品安全法第三十四条第十项、行政处罚法第三十三条第一款",
        reason="货值126元，没有售出，当场下架销毁，没有造成危害后果。", **scene.by("officer", 8),
    )  # fmt: skip
    walk.conclude(scene.before(7))
    walk.send_to_review(scene.before(7, 11))
    walk.review(scene.before(5))
    return walk.case


def spot_unpaid(scene: Scene) -> Case:
    """Fined on the spot, the papers are in: to be paid at the bank within fifteen days."""
    case = _tell_on_spot(scene, 4, "unit", Decimal("500.00"))
    spot.fine_on_spot(case=case, received_by="钱知远", **scene.by("inspector1", 4, 11))
    return spot.hand_in_spot_papers(case=case, **scene.by("inspector1", 3))


def spot_cash(scene: Scene) -> Case:
    """Fined and paid in cash; the officers hand it in within two working days."""
    case = _tell_on_spot(scene, 1, "individual", Decimal("100.00"))
    spot.fine_on_spot(
        case=case, received_by="钱知远", collection_ground="small",
        cash_receipt=f"演示票{case.reference[4:]}", **scene.by("inspector1", 1, 11),
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


# --- The fine ---


def instalments(scene: Scene) -> Case:
    """Three parts; the first is due next week and finance waits for it."""
    walk = scene.walk("publish", 8)
    share = walk.story.fine / 3
    parts = [(scene.today + dt.timedelta(days=days), share) for days in (7, 37, 67)]
    execution_plans.propose_instalments(
        execution=_execution(walk), parts=parts, application="当事人书面申请", reason="门店停业，资金周转困难。",
        **scene.by("officer", 6),
    )  # fmt: skip
    walk.approve("instalments", scene.before(5))
    return walk.case


def demand_made(scene: Scene) -> Case:
    """Never paid, the time to sue is over: the demand is made out, the officers serve it."""
    walk = scene.walk_ending("publish", scene.today - dt.timedelta(days=230))
    late = _execution(walk)
    execution.fall_overdue(execution=late, at=at_hour(late.due_on + DAY, 1))
    surcharge.record(case=walk.case, **scene.by("officer", 3))
    execution_court.make_demand(execution=_execution(walk), **scene.by("officer", 2))
    walk.typeset(walk.case.documents.get(kind="demand_letter"), scene.before(2, 11))
    return walk.case


# --- What the party does against it ---


def reconsideration(scene: Scene) -> Case:
    """The government has sent the application: the litigator replies within the days that are left."""
    walk = scene.walk("publish", 5)
    _apply_for_reconsideration(scene, walk, applied=4, received=3)
    return walk.case


def annulled(scene: Scene) -> Case:
    """Annulled after it was paid: to be withdrawn from the public, paid back and decided anew."""
    walk = scene.walk("close", 48)
    remedy = _apply_for_reconsideration(scene, walk, applied=45, received=43)
    evidence = [entry for entry in walk.case.dossier.all() if remedies.was_on_file(entry, remedy.decision)]
    remedy = remedies.reply(
        remedy=remedy, reply="认定事实清楚，程序合法。", evidence=evidence, left_out="其余材料在决定后取得。",
        **scene.by("litigator", 38),
    )  # fmt: skip
    remedy_outcomes.overturn(
        remedy=remedy, outcome="annulled", number="佛南府行复（演示）2号", reason="主要证据不足。",
        decided_on=work_days_before(scene.today, 4), received_on=work_days_before(scene.today, 2),
        redecision_ordered=True, redecide_by=scene.today + dt.timedelta(days=56), **scene.by("litigator", 2),
    )  # fmt: skip
    money.propose_refund(
        execution=_execution(walk),
        amount=walk.story.fine,
        reason="处罚决定已被撤销。",
        **scene.by("officer", 1),
    )
    walk.approve("refund", scene.before(1, 15))
    return walk.case


def public_notice(scene: Scene) -> Case:
    """Nobody is found at the address: the notice of the proposed penalty hangs, and its thirty days run."""
    walk = scene.walk("issue_notice", 18)
    announcements.announce(
        document=walk.case.documents.get(kind="penalty_notice"), ground="unknown",
        course="两次上门，门店已经搬空；邮寄被退回，电话停机。", place="board", where="本局公告栏",
        published_on=work_days_before(scene.today, 12), copy=signature(), **scene.by("officer", 12),
    )  # fmt: skip
    return walk.case


BRANCHES: tuple[Callable[[Scene], Case], ...] = (
    extension,
    resumption,
    urgent_preservation,
    preservation_ending,
    overdue_correction,
    suspected_crime,
    merged_lead,
    hearing_requested,
    hearing_scheduled,
    after_hearing,
    no_penalty,
    spot_unpaid,
    spot_cash,
    instalments,
    demand_made,
    reconsideration,
    annulled,
    public_notice,
)


# --- What several of them need ---


def _preserve(walk: Walk, at: dt.datetime) -> Measure:
    keys = ("name", "specification", "count", "unit", "condition")
    return preservation.preserve_at_once(
        case=walk.case, things=[dict(zip(keys, thing, strict=True)) for thing in THINGS],
        place="本局罚没物品仓库", reason="设备随时可能被拆走，存储的数据可能被删除。", taken_at=at,
        formalities=list(PRESERVATION_FORMALITIES), signed_by="钱知远", actor=walk.cast["officer"], at=at,
    )  # fmt: skip


def _request_hearing(scene: Scene, walk: Walk, days: int) -> Hearing:
    return hearings.begin(
        case=walk.case, requested_on=work_days_before(scene.today, days), manner="written",
        claim="罚款过重，要求听证。", agents=["周律师（演示）"], **scene.by("officer", days, 15),
    )  # fmt: skip


def _scheduled(scene: Scene, walk: Walk, *, days: int, time: dt.datetime) -> Hearing:
    """Asked for so many work days ago, and a step on each of the next."""
    hearing = _request_hearing(scene, walk, days)
    hearing = hearings.name_host(hearing=hearing, host=scene.cast["host"], **scene.by("head", days - 1))
    hearing = hearings.hand_over_file(hearing=hearing, **scene.by("officer", days - 2))
    return hearings.schedule(
        hearing=hearing, time=time, place="本局二楼听证室", recorder=scene.cast["reviewer"],
        **scene.by("host", days - 3),
    )  # fmt: skip


def _serve_hearing_notice(walk: Walk, hearing: Hearing, at: dt.datetime) -> None:
    walk.typeset(hearing.notice, at)
    walk.serve("hearing_notice", at)


def _hold(scene: Scene, hearing: Hearing, *, days: int) -> None:
    """Announced, held so many work days ago, signed that day and reported three days later."""
    hearing = hearings.announce(
        hearing=hearing, announced_on=work_days_before(scene.today, days + 6), where="本局网站",
        **scene.by("host", days + 6),
    )  # fmt: skip
    hearing = hearing_sessions.open_session(
        hearing=hearing, party_came=True, attending="委托代理人：周律师（演示）", **scene.by("host", days, 9)
    )
    hearing = hearing_sessions.record(
        hearing=hearing, told="核对身份，宣布纪律，告知权利。", presented="提出违法事实、证据和处罚建议。",
        stated="对事实没有异议，认为罚款过重。", examined="双方对现场笔录、照片质证。",
        debated="围绕收集的数量和危害后果辩论。", last_words="请求从轻处罚。",
        ended_at=scene.before(days, 11), **scene.by("reviewer", days, 12),
    )  # fmt: skip
    hearing = hearing_sessions.sign_record(hearing=hearing, scan=signature(), **scene.by("host", days, 15))
    hearing_sessions.report(
        hearing=hearing, claims="收集人脸信息2,316条，建议罚款180,000元。", answer="已经拆除设备，请求从轻。",
        disputed="对事实没有争议，争议在于幅度。", opinion="事实清楚，建议维持拟处罚意见。",
        **scene.by("host", days - 3),
    )  # fmt: skip


def _tell_on_spot(scene: Scene, days: int, kind: str, amount: Decimal) -> Case:
    name, code, address = scene.trader
    party = {"name": name, "uscc": code} if kind == "unit" else {"name": "何小满（演示）"}
    return spot.begin_on_spot(
        cause="未明码标价", kind=kind, **party, address=address, place=address, facts="货架上的三种糖果没有标价。",
        nature="违反价格法第十三条第一款", basis="依据价格法第四十二条", statement="认可，没有异议。", amount=amount,
        told="出示执法证，告知拟处罚的内容、事实、理由、依据和依法享有的权利。",
        officers=[scene.cast["inspector1"], scene.cast["inspector2"]], **scene.by("inspector1", days),
    )  # fmt: skip


def _execution(walk: Walk) -> Execution:
    return Execution.objects.get(case=walk.case)


def _apply_for_reconsideration(scene: Scene, walk: Walk, *, applied: int, received: int) -> Remedy:
    return remedies.receive_reconsideration(
        case=walk.case, body="佛山市南海区人民政府", notice_number=f"佛南府行复（演示）{walk.case.pk}号",
        applied_on=work_days_before(scene.today, applied), received_on=work_days_before(scene.today, received),
        claim="请求撤销处罚决定。", **scene.by("litigator", received),
    )  # fmt: skip


def _delegation(cast: dict[str, User], today: dt.date) -> None:
    """The head of the unit is away next week."""
    monday = today + dt.timedelta(days=7 - today.weekday())
    unithead = cast["unithead"]
    delegations.grant(
        delegator=unithead, delegate=cast["reviewer"], roles=unithead.roles, from_on=monday,
        until_on=monday + dt.timedelta(days=4), ground="年休假", actor=unithead, at=at_hour(today, 0),
    )  # fmt: skip
