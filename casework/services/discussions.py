"""负责人集体讨论: the minutes of the heads, as all of them signed them (处罚法 art 57(2), 程序规定 arts 60, 64)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.kernel import audit, files
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.lifecycle import HEADS
from casework.lifecycle.guards import INVESTIGATED
from casework.models import Case, Discussion, Document, Voice
from casework.services import documents

LAW = "处罚法第五十七条第二款、程序规定第六十条第二款"
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What one head said, and whether it was against the conclusion."""

    member: User
    opinion: str
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes say. ``scan`` are the bytes of the signed paper and their type."""

    held_at: dt.datetime
    place: str
    presided_by: User
    recorder: User
    said: Sequence[Said]
    summary: str
    outcome: str
    scan: tuple[bytes, str]


def keep(
    case: Case,
    minutes: Minutes,
    *,
    about: str,
    actor: User,
    at: dt.datetime,
    result: str = Discussion.Result.AGREE,
) -> tuple[Discussion, Document]:
    """Put the minutes on file, in the open transaction: who was there, what each said, dissent included, the
    signed paper. Raises Invalid for what is missing, Refused where somebody had no place in it."""
    _check(case, minutes, at)
    discussion = Discussion.objects.create(
        case=case,
        about=about,
        proposal=case.current_proposal,
        held_at=minutes.held_at,
        place=minutes.place,
        presided_by=minutes.presided_by,
        recorder=minutes.recorder,
        minutes=minutes.summary,
        result=result,
        outcome=minutes.outcome,
        scan=files.store(*minutes.scan, at=at),
        recorded_by=actor,
        recorded_at=at,
    )
    Voice.objects.bulk_create(
        Voice(discussion=discussion, member=one.member, opinion=one.opinion, agrees=one.agrees)
        for one in minutes.said
    )
    paper = documents.make_discussion_record(case, discussion, actor=actor, at=at)
    paper.scan = discussion.scan
    paper.save(update_fields=["scan"])
    return discussion, paper


def _check(case: Case, minutes: Minutes, at: dt.datetime) -> None:
    members = {one.member for one in minutes.said}
    if len(members) < FEWEST or len(members) != len(minutes.said):
        raise Invalid(
            Text("集体讨论须有两名以上负责人参加。", "A collective discussion needs two heads or more."),
            law=LAW,
        )
    if any(not one.opinion.strip() for one in minutes.said):
        raise Invalid(Text("请写明每一名负责人的意见。", "Write down what each head said."), law=LAW)
    if minutes.presided_by not in members:
        raise Invalid(Text("主持人须在出席的负责人之中。", "Who presides must be present."), law=LAW)
    bureau = case.office.bureau_code
    if any(not m.roles & HEADS or not m.office or m.office.bureau_code != bureau for m in members):
        raise Invalid(Text("只有本局负责人参加讨论决定。", "Only heads of this bureau decide."), law=LAW)
    _refuse_investigators(case, {*members, minutes.recorder})
    if not case.received_on <= day_of(minutes.held_at) or minutes.held_at > at:
        raise Invalid(
            Text("讨论时间须在本案之后、现在之前。", "It was held after the case began, before now.")
        )


def _refuse_investigators(case: Case, people: set[User]) -> None:
    barred = investigators_of(case)
    found = sorted(str(person) for person in people if person.pk in barred)
    if found:
        names = "、".join(found)
        raise Refused(
            Text(
                f"{names}参与了本案的调查，不能参加讨论决定或者担任记录人。",
                f"Took part in the investigation, and may neither decide nor keep the minutes: {names}.",
            ),
            law="处罚法第五十七条第二款、程序规定第四条",
        )


def investigators_of(case: Case) -> frozenset[int | None]:
    """Everyone who took part in the investigation, whoever is on the case now."""
    history: Mapping[str, frozenset[int | None]] = audit.participants(case.reference)
    return frozenset().union(*(history.get(action, frozenset()) for action in INVESTIGATED))
