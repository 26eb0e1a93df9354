"""The session of a hearing, its early end, its record and the host's report (听证办法 arts 25–30)."""

import datetime as dt

from django.db import transaction

from casework.clocks import CASE_90, HRG_NOTICE_7, HRG_PUBLIC_3
from casework.kernel import deadline_changes, deadlines, words
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle.hearing import TERMINATED_IN, TERMINATION_OF_HEARING
from casework.models import Hearing
from casework.services import documents
from casework.services.contexts.parts import lines
from casework.services.hearings import PAUSE, bench


@transaction.atomic
def open_session(
    *,
    hearing: Hearing,
    party_came: bool,
    attending: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    """The host checks who is there and opens the hearing. Where the party stayed away, all that can follow is
    its end."""
    hearing = lock(hearing)
    hearing.began_at, hearing.party_came, hearing.attending = at, party_came, attending
    details = {"party_came": party_came}
    return perform(hearing, "open_session", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def suspend(
    *,
    hearing: Hearing,
    ground: str,
    note: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    hearing = lock(hearing)
    hearing.suspension = ground
    details = {"ground": ground, "note": note}
    return perform(hearing, "suspend", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def resume(
    *, hearing: Hearing, note: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Hearing:
    return perform(lock(hearing), "resume", actor=actor, at=at, token=token, details={"note": note})


@transaction.atomic
def terminate(
    *,
    hearing: Hearing,
    ground: str,
    note: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    """The hearing ends early (听证办法 art 27). Staying away or leaving is a waiver (处罚法 art 64(6)): the case
    goes on as if none had been asked for."""
    hearing = lock(hearing)
    _refuse_ground(hearing, ground, at)
    hearing.termination, hearing.ended_at = ground, at
    details = {"ground": ground, "note": note}
    hearing = perform(hearing, "terminate", actor=actor, at=at, token=token, details=details)
    for clock in (HRG_NOTICE_7, HRG_PUBLIC_3):
        deadlines.lapse(hearing.reference, clock, on=day_of(at), at=at)
    hearing.case = perform(
        lock(hearing.case),
        "drop_hearing",
        actor=actor,
        at=at,
        details={"hearing": hearing.reference, "ground": ground},
    )
    _run_the_ninety_days(hearing, hearing.reference, actor, at)
    return hearing


# --- Record and report ---


@transaction.atomic
def record(
    *,
    hearing: Hearing,
    told: str,
    presented: str,
    stated: str,
    examined: str,
    debated: str,
    last_words: str,
    ended_at: dt.datetime,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    """Host or recorder write down the six steps of 听证办法 art 25; the record goes to everybody to sign."""
    hearing = lock(hearing)
    if hearing.began_at and not hearing.began_at <= ended_at <= at:
        raise Invalid(Text("结束时间须在听证开始之后、现在之前。", "It ended after it began, before now."))
    hearing.ended_at = ended_at
    hearing = perform(hearing, "record", actor=actor, at=at, token=token, starts_on=day_of(ended_at))
    case = hearing.case
    party, officers = str(case.party), "、".join(officer.name for officer in case.officers_on_case())
    documents.make_hearing_record(
        case,
        actor=actor,
        at=at,
        began_at=hearing.began_at,
        ended_at=ended_at,
        attending=_attending(hearing),
        told=told,
        statements=[
            {"name": f"办案人员（{officers}）", "text": presented},
            {"name": f"当事人（{party}）", "text": stated},
            {"name": "质证", "text": examined},
            {"name": "辩论", "text": debated},
            {"name": f"最后陈述（{party}）", "text": last_words},
        ],
        signatures=[
            {"role": "当事人或者代理人", "name": ""},
            *[{"role": "办案人员", "name": officer.name} for officer in case.officers_on_case()],
            {"role": "听证主持人", "name": str(hearing.host)},
            *[{"role": "听证员", "name": str(officer)} for officer in hearing.officers.all()],
            {"role": "记录员", "name": str(hearing.recorder)},
        ],
        **bench(hearing),
    )
    return hearing


@transaction.atomic
def sign_record(
    *,
    hearing: Hearing,
    scan: tuple[bytes, str],
    actor: User,
    at: dt.datetime,
    unsigned: str = "",
    token: Token | None = None,
) -> Hearing:
    """File the record as everybody signed it; ``unsigned`` says who refused and why, which the host notes in
    the record (听证办法 art 28)."""
    hearing = lock(hearing)
    hearing.record_signed_on, hearing.unsigned = day_of(at), unsigned
    hearing = perform(
        hearing, "sign_record", actor=actor, at=at, token=token, details={"unsigned": bool(unsigned)}
    )
    paper = hearing.case.documents.filter(kind="hearing_record").latest("pk")
    documents.attach_scan(document=paper, scan=scan, actor=actor, at=at)
    return hearing


@transaction.atomic
def report(
    *,
    hearing: Hearing,
    claims: str,
    answer: str,
    disputed: str,
    opinion: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    """The host reports within five working days; record and report go to the head, the case to the legal
    review (听证办法 arts 29–30, 处罚法 art 58)."""
    hearing = perform(lock(hearing), "report", actor=actor, at=at, token=token)
    bench = [str(hearing.host), *[str(officer) for officer in hearing.officers.all()]]
    paper = documents.make_hearing_report(
        hearing.case,
        actor=actor,
        at=at,
        held=_held(hearing),
        present=_present(hearing),
        claims=claims,
        answer=answer,
        disputed=disputed,
        opinion=opinion,
        signers=bench,
    )
    hearing.case = perform(
        lock(hearing.case), "finish_hearing", actor=actor, at=at, details={"hearing": hearing.reference}
    )
    _run_the_ninety_days(hearing, paper.reference, actor, at)
    return hearing


def _refuse_ground(hearing: Hearing, ground: str, at: dt.datetime) -> None:
    title = TERMINATION_OF_HEARING[ground]
    too_soon = ground == "absent" and (hearing.time is None or hearing.time > at)
    if hearing.state not in TERMINATED_IN.get(ground, (hearing.state,)) or too_soon:
        raise Invalid(
            Text(f"现在还不能以“{title.zh}”终止听证。", f"This is no ground yet: {title.en}."),
            law="听证办法第二十七条",
        )


def _run_the_ninety_days(hearing: Hearing, paper: str, actor: User, at: dt.datetime) -> None:
    deadline = deadlines.open_clock(hearing.case.reference, CASE_90)
    if deadline is None or PAUSE not in deadlines.pauses(deadline.events.all()):
        return
    deadline_changes.resume(
        hearing.case.reference,
        CASE_90,
        on=day_of(at),
        ground=PAUSE,
        document=paper,
        actor=actor,
        at=at,
    )


# --- The papers ---


def _attending(hearing: Hearing) -> list[dict[str, str]]:
    """Each line as label and value: ``委托代理人：某某``."""
    rows = [line.replace(":", "：", 1).partition("：") for line in lines(hearing.attending)]
    return [{"label": label if who else "到场", "value": who or label} for label, _, who in rows]


def _held(hearing: Hearing) -> str:
    asked = f"{words.day(hearing.requested_on)}，当事人要求听证。"
    times = [words.minute(moment) for moment in (hearing.began_at, hearing.ended_at) if moment]
    return f"{asked}{'至'.join(times)}，在{hearing.place}{hearing.manner_in_words()}。"


def _present(hearing: Hearing) -> str:
    case = hearing.case
    parts = [
        f"听证主持人：{hearing.host}。",
        *[f"听证员：{officer}。" for officer in hearing.officers.all()],
        f"记录员：{hearing.recorder}。",
        f"办案人员：{'、'.join(officer.name for officer in case.officers_on_case())}。",
        f"当事人：{case.party}。",
        *[f"{line}。" for line in lines(hearing.attending)],
    ]
    return "".join(parts)
