"""Interviews: the notice that asks somebody to come, and the record to sign (程序规定 art 29)."""

import datetime as dt
import re

from django.db import transaction

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Document
from casework.services import documents

LAW = "程序规定第二十九条"
TURN = re.compile(r"(问|答)\s*[：:]\s*(.*)")


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
        raise Invalid(Text("询问时间须在现在之后。", "The interview lies in the future."), law=LAW)
    case = perform(lock(case), "ask_to_interview", actor=actor, at=at, token=token, details={"time": time})
    return documents.make_interview_notice(
        case, subject=subject, time=time, place=place, bring=bring, actor=actor, at=at
    )


@transaction.atomic
def record_interview(
    *,
    case: Case,
    began_at: dt.datetime,
    ended_at: dt.datetime,
    place: str,
    name: str,
    recorder: str,
    told: str,
    answers: str,
    actor: User,
    at: dt.datetime,
    identity: str = "",
    work: str = "",
    phone: str = "",
    address: str = "",
    recording: str = "",
    token: Token | None = None,
) -> Document:
    """询问笔录 of one person, to be read, corrected and signed on every page. ``answers`` are the turns in their
    order, each on lines that begin with 问： or 答：; ``told`` is what the person was told, and answered to it."""
    if not began_at < ended_at <= at:
        raise Invalid(
            Text("询问要先开始后结束，并且已经结束。", "It began, then ended, and both before now."),
            law=LAW,
        )
    turns = _turns(answers)
    details = {"began_at": began_at, "ended_at": ended_at}
    case = perform(lock(case), "record_interview", actor=actor, at=at, token=token, details=details)
    person = {"姓名": name, "证件及号码": identity, "单位及职务": work, "电话": phone, "住址": address}
    return documents.make_interview_record(
        case,
        began_at=began_at,
        ended_at=ended_at,
        place=place,
        person=[{"label": label, "value": value} for label, value in person.items() if value],
        recorder=recorder,
        told=told,
        answers=turns,
        recording=recording,
        signatures=[
            {"role": "被询问人", "name": ""},
            *[{"role": "询问人员", "name": officer.name} for officer in case.officers_on_case()],
            {"role": "记录人", "name": recorder},
        ],
        actor=actor,
        at=at,
    )


def _turns(written: str) -> list[dict[str, str]]:
    """Question and answer of each turn. A line without 问： or 答： goes on with the one before it."""
    turns: list[dict[str, str]] = []
    part = ""
    for line in filter(None, map(str.strip, written.splitlines())):
        found = TURN.match(line)
        if found:
            part = {"问": "question", "答": "answer"}[found[1]]
            line = found[2]
        if found and part == "question":
            turns.append({"question": line, "answer": ""})
        elif turns:
            turns[-1][part] = f"{turns[-1][part]}\n{line}".strip()
    if not turns or not all(turn["question"] and turn["answer"] for turn in turns):
        raise Invalid(
            Text(
                "一问一答各起一行，以“问：”“答：”开头，每个问题都要有回答。",
                "Begin each question with 问： and each answer with 答：, on lines of their own.",
            ),
            law=LAW,
        )
    return turns
