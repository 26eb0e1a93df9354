"""The demo world: the case of 2021 as closed history, its twins of today, its branches, everybody else's work.

Everything is made by calling the verbs with dates; what is random comes from one fixed seed.
"""

import datetime as dt
import random
import uuid

from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import User
from casework.management.demo.branches import make_branches
from casework.management.demo.complaints import make_complaints
from casework.management.demo.register import make_register
from casework.management.demo.stories import FACES, STORIES, Story, trader
from casework.management.demo.walk import STEPS, Walk, schedule_ending, work_days_before
from casework.services import publications
from complaints.services import intake, receiving

# The case of Nanhai, 2021, day by day, under the law of its time.
NANHAI = {
    "receive": dt.date(2021, 8, 24),
    "route": dt.date(2021, 8, 25),
    "assign": dt.date(2021, 8, 26),
    "plan_visit": dt.date(2021, 8, 26),
    "approve_visit": dt.date(2021, 8, 27),
    "notify_visit": dt.date(2021, 8, 30),
    "visit": dt.date(2021, 8, 31),
    "propose_filing": dt.date(2021, 9, 9),
    "file": dt.date(2021, 9, 13),
    "tell_reporter": dt.date(2021, 9, 14),
    "work_out": dt.date(2021, 11, 8),
    "conclude": dt.date(2021, 11, 12),
    "send_to_review": dt.date(2021, 11, 12),
    "review": dt.date(2021, 11, 16),
    "approve_proposal": dt.date(2021, 11, 18),
    "issue_notice": dt.date(2021, 11, 19),
    "serve_notice": dt.date(2021, 11, 22),
    "lapse": dt.date(2021, 11, 30),
    "propose_decision": dt.date(2021, 12, 1),
    "decide": dt.date(2021, 12, 2),
    "serve_decision": dt.date(2021, 12, 3),
    "prepare": dt.date(2021, 12, 6),
    "publish": dt.date(2021, 12, 16),
    "pay": dt.date(2021, 12, 16),
    "propose_closing": dt.date(2021, 12, 17),
    "close": dt.date(2021, 12, 20),
}

# The twins: the last step done, so that another role's next action waits.
TWINS = (
    "receive",  # the intake officer registers and routes
    "route",  # the unit head assigns
    "plan_visit",  # the head approves the visit
    "notify_visit",  # the inspectors visit
    "propose_filing",  # the head files
    "file",  # the case officer works the penalty out
    "send_to_review",  # the reviewer reviews
    "propose_decision",  # the head decides
    "serve_decision",  # the publication officer prepares
    "prepare",  # a second publication officer checks
    "publish",  # public
)


def make_world(cast: dict[str, User], today: dt.date, *, size: int = 200) -> None:
    """Fill an empty database. ``size`` is the number of further submissions and cases."""
    chance = random.Random(2021)
    Walk(cast, FACES, trader(0), NANHAI, discussed=True).run()
    publications.end_expired(at=at_hour(dt.date(2024, 12, 17)))
    for number, last in enumerate(TWINS, start=1):
        Walk(cast, FACES, trader(number), schedule_ending(last, today - DAY)).run()
    closed, under_way = size // 20, size // 8
    _closed_cases(cast, today, chance, closed)
    _cases_under_way(cast, today, chance, under_way)
    _submissions(cast, today, chance, size - closed - under_way)
    make_branches(cast, today)
    make_complaints(cast, today)
    make_register(cast, today)


def _closed_cases(cast: dict[str, User], today: dt.date, chance: random.Random, count: int) -> None:
    """Cases of the last two years that are over; most are still in the public register."""
    for number in range(count):
        last_day = today - dt.timedelta(days=chance.randrange(30, 700))
        plan = schedule_ending("close", last_day)
        Walk(cast, _story(chance), trader(20 + number), plan, named=chance.random() < 0.5).run()


def _cases_under_way(cast: dict[str, User], today: dt.date, chance: random.Random, count: int) -> None:
    """Cases in every state, some long without a step, so that every colour of a clock can be seen."""
    stops = [step for step in STEPS if step not in ("receive", "close")]
    for number in range(count):
        last = stops[number % len(stops)]
        idle = chance.choice((1, 1, 2, 3, 5, 9, 14))
        plan = schedule_ending(last, work_days_before(today, idle))
        Walk(cast, _story(chance), trader(20 + number), plan, named=chance.random() < 0.5).run()


def _submissions(cast: dict[str, User], today: dt.date, chance: random.Random, count: int) -> None:
    """What lies in the inbox, and what was no matter for it."""
    for number in range(count):
        story, kind = _story(chance), chance.choice(("report", "report", "complaint"))
        received = at_hour(
            work_days_before(today, chance.randrange(0, 8 if kind == "complaint" else 14)),
            9,
            chance.randrange(60),
        )
        name, code, address = trader(chance.randrange(60))
        receipt = receiving.receive(
            kind=kind,
            channel=chance.choice(("web", "web", "phone", "counter")),
            office=cast["intake"].office,
            form_token=uuid.UUID(int=chance.getrandbits(128)),
            story=story.told,
            trader_name=name,
            trader_uscc=code,
            trader_address=address,
            conducts=story.conducts,
            request="请退还余款" if kind == "complaint" else "",
            reporter={"name": f"演示{number}号", "phone": f"1380000{number:04d}"},
            at=received,
        )
        submission = receipt.submissions[0]
        fate = chance.random()
        if fate < 0.15:
            intake.put_out_of_scope(
                submission=submission,
                ground="consultation",
                reply="您咨询的是办证流程，请拨打12345。",
                actor=cast["intake"],
                at=received + dt.timedelta(hours=3),
            )
        elif fate < 0.35:
            intake.register(submission=submission, actor=cast["intake"], at=received + dt.timedelta(hours=5))


def _story(chance: random.Random) -> Story:
    return chance.choice(STORIES)
