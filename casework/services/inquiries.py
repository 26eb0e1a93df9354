"""What officers ask the party for: to come to an interview, to supply material (程序规定 arts 29, 30). The papers
are served beside the course of the case."""

import datetime as dt

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Document
from casework.services import documents


@transaction.atomic
def ask_to_interview(
    *,
    case: Case,
    subject: str,
    time: dt.datetime,
    place: str,
    bring: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Document:
    """询问通知书: about what, when and where, and what to bring, one thing a line."""
    if time <= at:
        raise Invalid(
            Text("询问时间须在现在之后。", "The interview lies in the future."), law="程序规定第二十九条"
        )
    case = perform(lock(case), "ask_to_interview", actor=actor, at=at, token=token, details={"time": time})
    return documents.make_interview_notice(
        case, subject=subject, time=time, place=place, bring=bring, actor=actor, at=at
    )


@transaction.atomic
def ask_for_material(
    *,
    case: Case,
    subject: str,
    items: str,
    until: dt.date,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Document:
    """限期提供材料通知书: what is to be supplied, one thing a line, and until when. The length is the officers'
    choice."""
    if until <= day_of(at):
        raise Invalid(Text("期限须在今天之后。", "The last day lies after today."), law="程序规定第三十条")
    case = perform(lock(case), "ask_for_material", actor=actor, at=at, token=token, details={"until": until})
    return documents.make_supply_notice(case, subject=subject, items=items, until=until, actor=actor, at=at)
