"""One trader on one time line: what was sent in about it and what became of it, as far as the reader may read."""

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from casework import queries as hub
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.models import DossierEntry, Publication
from complaints.lifecycle import COMPLAINT
from complaints.models import Submission
from complaints.queries.desk import submissions_for
from complaints.queries.register import traders

MOST = 100
HITS = 20


class Step(NamedTuple):
    """One thing that happened, as the time line draws it."""

    on: dt.date
    title: Text
    text: Text
    url: str
    state: str = "done"


class Trader(NamedTuple):
    """``alarm`` says why, where many complaints came in a short time; None where not."""

    code: str
    name: str
    steps: list[Step]
    alarm: Text | None
    has_more: bool


def trader_for(user: User, code: str, today: dt.date) -> Trader:
    """NotFound where the reader may read nothing about this code: nobody learns that others may."""
    mine = submissions_for(user).filter(trader_uscc=code)
    sent = list(mine.order_by("-received_at", "-pk")[: MOST + 1])
    cases = list(hub.cases_for(user).filter(party__uscc=code).order_by("-registered_at")[:MOST])
    if not sent and not cases:
        raise NotFound
    name = next((case.party.name for case in cases if case.party), "") or sent[0].trader
    steps = [_sent(one) for one in sent[:MOST]]
    for case in cases:
        url = reverse("case", args=[case.reference])
        steps.append(Step(case.received_on, Text("线索登记", "Lead registered"), _same(case.title), url))
        if case.decided_on:
            steps.append(Step(case.decided_on, Text("作出决定", "Decided"), _same(case.title), url))
    found = DossierEntry.objects.filter(case__in=cases, kind="site_record").select_related("case")
    steps += [
        Step(one.on, Text("现场检查", "Visit"), _same(one.title), reverse("case", args=[one.case.reference]))
        for one in found[:MOST]
    ]
    shown = Publication.objects.filter(decision__case__in=cases, state="published")
    steps += [
        Step(day_of(one.published_at), Text("处罚决定公开", "Decision published"), _same(one.reference),
             reverse("decision", args=[one.reference]))
        for one in shown[:MOST]
        if one.published_at
    ]  # fmt: skip
    steps.sort(key=lambda step: step.on, reverse=True)
    return Trader(code, name, steps, _alarm(mine, today), len(sent) > MOST)


def traders_read_by(user: User, typed: str) -> list[tuple[str, str]]:
    """Code and name of the traders of the register with this name or code whose page the reader may open."""
    found = list(traders(typed).values_list("uscc", "name")[:HITS])
    if not found:
        return []
    codes = [code for code, _ in found]
    sent = submissions_for(user).filter(trader_uscc__in=codes).values_list("trader_uscc", flat=True)
    led = hub.cases_for(user).filter(party__uscc__in=codes).values_list("party__uscc", flat=True)
    open_to = {*sent.order_by().distinct(), *led.order_by().distinct()}
    return [one for one in found if one[0] in open_to]


def _sent(submission: Submission) -> Step:
    url = reverse("submission", args=[submission.reference])
    return Step(day_of(submission.received_at), submission.kind_title, submission.title, url)


def _same(words: str) -> Text:
    return Text(words, words)


def _alarm(mine, today: dt.date) -> Text | None:
    days, least = settings.MASS_COMPLAINT_DAYS, settings.MASS_COMPLAINTS
    since = today - dt.timedelta(days=days)
    number = mine.filter(kind=COMPLAINT, received_at__date__gt=since)[: hub.COUNTED].count()
    if number < least:
        return None
    return Text(
        f"群体投诉提示：{days}天内有{hub.counted(number)}件投诉，达到{least}件的提示线",
        f"Many complaints: {hub.counted(number)} within {days} days; the mark is {least}",
    )
