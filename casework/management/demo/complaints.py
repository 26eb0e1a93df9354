"""Complaints of the demo world, one for each place on the track where somebody's next act waits. The days are laid
back from today, so that their clocks run now.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from itertools import islice
from typing import Any

from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import User
from casework.management.demo.stories import trader
from casework.management.demo.walk import work_days_before, work_days_from
from complaints import services
from complaints.models import Submission

FIRST_TRADER = 90  # nobody else's
STORY = "6日在店里办了一年的卡，交了5000元，说好随时可以退。第三天去退，店员说定金一律不退。"


class Complaint:
    """One complaint on its way; each method is a step, so many work days before today."""

    def __init__(self, cast: dict[str, User], today: dt.date, number: int) -> None:
        self.cast, self.today, self.number = cast, today, number
        self.submission: Submission

    def at(self, days: int, hour: int = 10) -> dt.datetime:
        return at_hour(work_days_before(self.today, days), hour)

    def day(self, days: int) -> dt.date:
        return work_days_before(self.today, days)

    def ahead(self, days: int) -> dt.date:
        """So many work days after today."""
        return next(islice(work_days_from(self.today + DAY), days - 1, None))

    def by(self, name: str, days: int, hour: int = 10) -> dict[str, Any]:
        return {"submission": self.submission, "actor": self.cast[name], "at": self.at(days, hour)}

    def received(self, days: int) -> None:
        name, code, address = trader(FIRST_TRADER + self.number)
        [self.submission] = services.receive(
            kind="complaint",
            channel="web",
            office=self.cast["intake"].office,
            form_token=uuid.UUID(int=9_000_000 + self.number),
            story=STORY,
            trader_name=name,
            trader_uscc=code,
            trader_address=address,
            conducts=["no_refund"],
            happened_on=self.day(days + 2),
            request="退还5000元",
            may_publish=self.number % 2 == 0,
            reporter={
                "name": f"演示投诉人{self.number}",
                "phone": f"1390000{self.number:04d}",
                "address": "南海区",
            },
            at=self.at(days, 9),
        ).submissions
        services.register(**self.by("intake", days))

    def accepted(self, days: int) -> None:
        self.received(days + 3)
        services.accept(**self.by("mediator", days))

    def mediating(self, days: int) -> None:
        self.accepted(days + 2)
        agreed_on = self.day(days)
        services.begin_mediation(
            complainant_agreed_on=agreed_on,
            respondent_agreed_on=agreed_on,
            consent_note="电话征求双方意见",
            **self.by("mediator", days),
        )

    def heard(self, days: int) -> None:
        """A session was held."""
        self.mediating(days + 4)
        services.record_session(
            held_on=self.day(days),
            complainant_came=True,
            respondent_came=True,
            attending="店长何可盈（演示）",
            said="店长提出退一半，投诉人要求全退。",
            **self.by("mediator", days),
        )

    def terminated(self, days: int) -> None:
        self.heard(days + 3)
        services.terminate(
            ground="no_agreement",
            facts="双方对退款数额分歧较大，明确表示不再调解。",
            **self.by("mediator", days),
        )


def _to_accept(one: Complaint) -> None:
    one.received(4)


def _identity_asked(one: Complaint) -> None:
    one.received(3)
    services.ask_identity(until=one.ahead(3), **one.by("mediator", 1))


def _refusal_to_sign(one: Complaint) -> None:
    one.received(5)
    services.propose_refusal(
        ground="no_dispute",
        facts="三日内对二十二家商户以同一理由投诉，没有消费凭证；经核对，该店没有销售所称商品。",
        factors=["mass", "no_purchase"],
        **one.by("mediator", 1),
    )


def _not_accepted(one: Complaint) -> None:
    one.received(12)
    services.propose_refusal(
        ground="taken_elsewhere", facts="南海区人民法院已就同一争议立案。", **one.by("mediator", 9)
    )
    services.refuse(**one.by("unithead", 8))


def _sent_on(one: Complaint) -> None:
    one.received(2)
    station = one.cast["inspector1"].office
    services.send_to_office(office=station, reason="实际经营地在桂城街道。", **one.by("intake", 1))


def _asking_both(one: Complaint) -> None:
    one.accepted(2)


def _session_called(one: Complaint) -> None:
    one.mediating(1)
    services.call_session(
        called_for=at_hour(one.ahead(2), 15),
        place="佛山市南海区演示路1号二楼调解室",
        **one.by("mediator", 1, 15),
    )


def _last_days(one: Complaint) -> None:
    one.heard(30)


def _appraisal(one: Complaint) -> None:
    one.mediating(9)
    services.send_for_appraisal(
        appraiser="演示检测中心",
        appraisal_note="检测器材是否合格，费用双方各半。",
        document="委托2026-12号",
        **one.by("mediator", 6),
    )


def _recusal(one: Complaint) -> None:
    one.mediating(4)
    services.stop_for_recusal(reason="被投诉人称调解人员与投诉人同住一个小区。", **one.by("mediator", 1))


def _withdrawn_in_mediation(one: Complaint) -> None:
    one.mediating(5)
    services.withdraw(submission=one.submission, at=one.at(1, 20))


def _to_tell(one: Complaint) -> None:
    one.terminated(3)


def _agreed(one: Complaint) -> None:
    one.heard(6)
    services.agree(
        terms="被投诉人于五个工作日内退还投诉人4000元，双方没有其他争议。",
        settled_by="paper",
        **one.by("mediator", 5),
    )


def _closed_with_a_lead(one: Complaint) -> None:
    one.terminated(12)
    services.register_clue(
        office=one.cast["inspector1"].office,
        cause="不按规定明码标价",
        summary="调解中发现收费价格与公示的价格牌不一致。",
        **one.by("mediator", 11),
    )
    told_on = one.day(10)
    services.record_told(
        complainant_told_on=told_on,
        respondent_told_on=told_on,
        told_note="短信告知投诉人，当面告知店长",
        **one.by("mediator", 10),
    )
    services.close_complaint(**one.by("mediator", 9))


SCENES: tuple[Callable[[Complaint], None], ...] = (
    _to_accept,
    _identity_asked,
    _refusal_to_sign,
    _not_accepted,
    _sent_on,
    _asking_both,
    _session_called,
    _last_days,
    _appraisal,
    _recusal,
    _withdrawn_in_mediation,
    _to_tell,
    _agreed,
    _closed_with_a_lead,
)


def make_complaints(cast: dict[str, User], today: dt.date) -> list[Submission]:
    """One complaint for each scene."""
    made = []
    for number, scene in enumerate(SCENES):
        one = Complaint(cast, today, number)
        scene(one)
        made.append(one.submission)
    return made
