"""听证: the request, the host, the file, time and place (M5; 处罚法 arts 63–65, 听证办法 arts 4–24)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from casework import queries
from casework.clocks import CASE_90, HRG_NOTICE_7, HRG_PUBLIC_3
from casework.kernel import audit, deadline_changes, deadlines, tokens, words
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.roles import CASE_READERS, Role
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform, who_was_first
from casework.lifecycle.hearing import MOST_AGENTS, MOST_HEARING_OFFICERS, earliest_hearing
from casework.models import Case, Document, Hearing
from casework.services import documents
from casework.services.contexts.parts import lines
from casework.services.discussions import investigators_of

# Why the ninety days stand still meanwhile (程序规定 art 64(2)).
PAUSE = "听证"
# Papers that are about the reporter and nobody else: no party ever sees them (程序规定 art 37).
ABOUT_THE_REPORTER = frozenset({"submission_receipt", "filing_told"})


# --- The request and the host ---


@transaction.atomic
def begin(
    *,
    case: Case,
    requested_on: dt.date,
    manner: str,
    actor: User,
    at: dt.datetime,
    claim: str = "",
    agents: Sequence[str] = (),
    token: Token | None = None,
) -> Hearing:
    """The party asks for a hearing: written, on the receipt of service, or orally and recorded (听证办法 art 7).
    The ninety days of the case stand still until the report."""
    if token is not None:
        tokens.spend(token, "hearing.requested", case.reference, actor=actor, at=at)
    case = lock(case)
    if queries.open_hearing_of(case):
        raise Stale(who_was_first(case))
    _refuse_agents(agents)
    _refuse_day_of_request(case, requested_on, at)
    hearing = Hearing.objects.create(
        reference=new_reference("HRG", at),
        state="new",
        case=case,
        opened_by=actor,
        opened_at=at,
        requested_on=requested_on,
        manner=manner,
        claim=claim,
        agents=list(agents),
    )
    # Before the step of the case: its guards read the case as the request found it.
    hearing = perform(hearing, "request", actor=actor, at=at, starts_on=requested_on)
    hearing.case = perform(
        case, "request_hearing", actor=actor, at=at, details={"hearing": hearing.reference}
    )
    _stop_the_ninety_days(hearing, actor, at)
    return hearing


@transaction.atomic
def name_host(
    *,
    hearing: Hearing,
    host: User,
    actor: User,
    at: dt.datetime,
    officers: Iterable[User] = (),
    token: Token | None = None,
) -> Hearing:
    """A head names who conducts the hearing, and hearing officers where they are needed: nobody who took part
    in the investigation (处罚法 art 64(4), 听证办法 art 11)."""
    hearing = lock(hearing)
    officers = list(officers)
    if len(officers) > MOST_HEARING_OFFICERS or host in officers:
        raise Invalid(
            Text(
                "听证员最多两名，不能是主持人本人。", "Two hearing officers at most, the host not among them."
            ),
            law="听证办法第十一条",
        )
    _check_people(hearing.case, [host, *officers])
    _check_host(host)
    hearing.host = host
    hearing = perform(
        hearing,
        "name_host",
        actor=actor,
        at=at,
        token=token,
        participants=[host],
        details={"host": host.username, "officers": [officer.username for officer in officers]},
    )
    hearing.officers.set(officers)
    _tell_the_case(hearing, "case.hearing_host_named", actor, at, [host], host=host.username)
    return hearing


@transaction.atomic
def decide_recusal(
    *,
    hearing: Hearing,
    asked_by: str,
    reason: str,
    is_recused: bool,
    actor: User,
    at: dt.datetime,
    host: User | None = None,
    token: Token | None = None,
) -> Hearing:
    """A head decides on the recusal of the host; where it is granted, ``host`` takes the place (听证办法 art 4)."""
    hearing = lock(hearing)
    former = hearing.host
    if is_recused:
        if host is None or host == former or host in hearing.officers.all():
            raise Invalid(Text("请指定另一名主持人。", "Name another host."), law="听证办法第四条")
        _check_people(hearing.case, [host])
        _check_host(host)
        hearing.host = host
    hearing = perform(
        hearing,
        "decide_recusal",
        actor=actor,
        at=at,
        token=token,
        participants=[],
        details={"asked_by": asked_by, "reason": reason, "is_recused": is_recused},
    )
    if is_recused and host and former:
        _record(hearing, "hearing.host_recused", actor, at, [former], host=former.username)
        _record(hearing, "hearing.host_named", actor, at, [host], host=host.username)
        _tell_the_case(hearing, "case.hearing_host_recused", actor, at, [former], host=former.username)
        _tell_the_case(hearing, "case.hearing_host_named", actor, at, [host], host=host.username)
    return hearing


@transaction.atomic
def hand_over_file(
    *, hearing: Hearing, actor: User, at: dt.datetime, on_paper: str = "", token: Token | None = None
) -> Hearing:
    """The officers hand the whole file to the host, listed paper by paper (听证办法 art 19); ``on_paper`` adds,
    one to a line, what exists on paper only. What is about a reporter is not in it."""
    hearing = lock(hearing)
    hearing.bundle = [*file_of(hearing.case), *lines(on_paper)]
    details = {"papers": len(hearing.bundle)}
    return perform(hearing, "hand_over_file", actor=actor, at=at, token=token, details=details)


def file_of(case: Case) -> list[str]:
    """The titles of everything in the case file that a party may see."""
    evidence = [f"{entry.title}（{words.day(entry.on)}）" for entry in case.dossier.all()]
    papers = [f"{document}（{words.day(document.on)}）" for document in _papers(case)]
    return [*evidence, *papers]


def _papers(case: Case) -> Iterable[Document]:
    return case.documents.exclude(kind__in=ABOUT_THE_REPORTER)


# --- Time and place ---


@transaction.atomic
def schedule(
    *,
    hearing: Hearing,
    time: dt.datetime,
    place: str,
    recorder: User,
    actor: User,
    at: dt.datetime,
    is_public: bool = True,
    closed_ground: str = "",
    token: Token | None = None,
) -> Hearing:
    """The host fixes time and place and makes the notice, which must reach the party seven working days
    before; a day that leaves less is refused. Fixed anew, it takes a new notice and a new announcement."""
    hearing = lock(hearing)
    action = "move_day" if hearing.state == "scheduled" else "schedule"
    _refuse_too_early(day_of(time), day_of(at))
    if not is_public and not closed_ground:
        raise Invalid(
            Text("不公开举行的，请选择理由。", "Say what closes the hearing."), law="处罚法第六十四条第三项"
        )
    _check_people(hearing.case, [recorder])
    hearing.time, hearing.place, hearing.recorder = time, place, recorder
    hearing.is_public, hearing.closed_ground = is_public, "" if is_public else closed_ground
    hearing.notice_served_on = hearing.announced_on = None
    hearing.announced_where = ""
    for clock in (HRG_NOTICE_7, HRG_PUBLIC_3):
        deadlines.lapse(hearing.reference, clock, on=day_of(at), at=at)  # those of a day that is given up
    hearing = perform(
        hearing,
        action,
        actor=actor,
        at=at,
        token=token,
        starts_on=day_of(time),
        details={"time": time.isoformat(), "is_public": is_public, "recorder": recorder.username},
    )
    _record(hearing, "hearing.recorder_named", actor, at, [recorder], recorder=recorder.username)
    hearing.notice = _make_notice(hearing, actor, at)
    hearing.save(update_fields=["notice"])
    return hearing


def notice_served(document: Document, *, on: dt.date, actor: User, at: dt.datetime) -> None:
    """The notice reached the party: the clock that counts back from the hearing is met. Nothing happens for a
    notice whose day was given up."""
    hearing = Hearing.objects.select_for_update().filter(notice=document).first()
    if hearing is None:
        return
    hearing.notice_served_on = on
    hearing.save(update_fields=["notice_served_on"])
    deadlines.meet(hearing.reference, HRG_NOTICE_7, on=on, actor=actor, at=at)
    _record(hearing, "hearing.notice_served", actor, at, [], document=document.reference, served_on=on)


@transaction.atomic
def announce(
    *,
    hearing: Hearing,
    announced_on: dt.date,
    where: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Hearing:
    """A public hearing is announced three working days before (听证办法 art 22(2))."""
    hearing = lock(hearing)
    last = hearing.last_day(HRG_PUBLIC_3)
    if announced_on > day_of(at) or (last and announced_on > last):
        raise Invalid(
            Text(
                f"公告须在听证的三个工作日前作出，最迟{last}；来不及的请另定日期。",
                f"It is announced three working days before, by {last}; otherwise move the day.",
            ),
            law="听证办法第二十二条第二款",
        )
    hearing = perform(hearing, "announce", actor=actor, at=at, token=token, details={"on": announced_on})
    hearing.announced_on, hearing.announced_where = announced_on, where
    hearing.save(update_fields=["announced_on", "announced_where"])
    deadlines.meet(hearing.reference, HRG_PUBLIC_3, on=announced_on, actor=actor, at=at)
    return hearing


# --- What is refused ---


def _refuse_agents(agents: Sequence[str]) -> None:
    if len(agents) > MOST_AGENTS:
        raise Invalid(
            Text("最多委托两名代理人。", "Two agents at most."),
            law="处罚法第六十四条第五项、听证办法第十五条",
        )


def _refuse_day_of_request(case: Case, requested_on: dt.date, at: dt.datetime) -> None:
    notice = case.documents.filter(kind="penalty_notice").last()
    served = getattr(notice, "service", None)
    if served and not served.served_on <= requested_on <= day_of(at):
        raise Invalid(
            Text(
                "要求听证的日期须在告知书送达之后、今天之前。",
                "The request lies between the service of the notice and today.",
            ),
            law="处罚法第六十四条第一项",
        )


def _check_people(case: Case, people: Sequence[User]) -> None:
    """Staff of the bureau who had no part in the investigation."""
    barred = investigators_of(case)
    names = [str(person) for person in people if person.pk in barred]
    if names:
        raise Refused(
            Text(
                f"{'、'.join(names)}参与了本案的调查，不能担任听证主持人、听证员或者记录员。",
                f"{', '.join(names)} took part in the investigation and may not host, sit in or record the hearing.",
            ),
            law="处罚法第六十四条第四项、听证办法第十一条",
        )
    bureau = case.office.bureau_code
    if any(not p.office or p.office.bureau_code != bureau or not p.roles & CASE_READERS for p in people):
        raise Invalid(Text("只能指定本局的人员。", "Only staff of this bureau."), law="听证办法第十一条")


def _check_host(host: User) -> None:
    if Role.HEARING_HOST not in host.roles:
        raise Invalid(
            Text(f"{host}不是听证主持人。", f"{host} is not appointed as a hearing host."),
            law="听证办法第十一条",
        )


def _refuse_too_early(hearing_on: dt.date, today: dt.date) -> None:
    earliest = earliest_hearing(today, deadlines.calendar())
    if hearing_on < earliest:
        raise Refused(
            Text(
                f"听证通知书须在听证的七个工作日前送达。今天送达的，最早可以在{words.day(earliest)}举行。",
                "The notice must be served seven working days before. "
                f"Served today, the hearing can be held on {earliest} at the earliest.",
            ),
            law="处罚法第六十四条第二项、听证办法第二十条",
        )


# --- The ninety days ---


def _stop_the_ninety_days(hearing: Hearing, actor: User, at: dt.datetime) -> None:
    """They stand still from the request on (程序规定 art 64(2)); a day that has passed already stays missed."""
    deadline = deadlines.open_clock(hearing.case.reference, CASE_90)
    on = max(hearing.requested_on, deadline.started_on) if deadline else hearing.requested_on
    if deadline is None or (on > deadline.due_on and deadline.state != deadline.State.HELD):
        return
    deadline_changes.hold(
        hearing.case.reference,
        CASE_90,
        on=on,
        ground=PAUSE,
        document=hearing.reference,
        actor=actor,
        at=at,
    )


# --- The papers ---


def _make_notice(hearing: Hearing, actor: User, at: dt.datetime) -> Document:
    return documents.make_hearing_notice(
        hearing.case,
        actor=actor,
        at=at,
        requested_on=hearing.requested_on,
        time=hearing.time,
        **bench(hearing),
    )


def bench(hearing: Hearing) -> dict[str, Any]:
    return {
        "place": hearing.place,
        "is_public": hearing.is_public,
        "host": str(hearing.host),
        "officers": [str(officer) for officer in hearing.officers.all()],
        "recorder": str(hearing.recorder),
    }


# --- History ---


def _record(
    hearing: Hearing, action: str, actor: User, at: dt.datetime, people: Iterable[User], **details: Any
) -> None:
    audit.record(hearing.reference, action, actor=actor, at=at, participants=list(people), details=details)


def _tell_the_case(
    hearing: Hearing, action: str, actor: User, at: dt.datetime, people: Iterable[User], **details: Any
) -> None:
    audit.record(
        hearing.case.reference,
        action,
        actor=actor,
        at=at,
        participants=list(people),
        details={"hearing": hearing.reference, **details},
    )
