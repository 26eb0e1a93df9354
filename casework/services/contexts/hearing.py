"""Hearing the party: what it said, the notice of a hearing, its record and report."""

import datetime as dt
from collections.abc import Iterable, Sequence

from casework.kernel import words
from casework.kernel.clock import day_of
from casework.kernel.models import OfficeProfile
from casework.models import Case
from casework.services.contexts import parts
from casework.services.contexts.parts import Context

CHECKED = "以上笔录已交听证参加人核对，确认无误。"


def heard(case: Case) -> str:
    """When the notice was served, what the party said, and how it was treated (程序规定 arts 58, 62(3))."""
    notice = case.documents.filter(kind="penalty_notice").last()
    if notice is None:
        return ""
    served = notice.service
    on = words.day(served.served_on if served else notice.on)
    told = f"本局于{on}向当事人送达{notice.number}《行政处罚告知书》。"
    ways = {
        "defence": "{on}，当事人陈述申辩：{content}经复核：{recheck}",
        "waiver": "{on}，当事人书面表示放弃陈述、申辩和听证的权利。",
        "lapse": "当事人在法定期限内没有陈述、申辩，也没有要求听证。",
    }
    said = [
        ways[s.kind].format(on=words.day(s.on), content=s.content, recheck=s.recheck)
        for s in case.statements.all()
    ]
    return told + "".join(said)


def hearing_notice(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    requested_on: dt.date,
    time: dt.datetime,
    place: str,
    host: str,
    officers: Sequence[str],
    recorder: str,
    is_public: bool,
) -> Context:
    notice = case.documents.filter(kind="penalty_notice").last()
    about = f"{notice.number}《{notice.title}》" if notice else "拟作出的行政处罚"
    addressee = parts.addressee(case)
    manner = "hearing.public" if is_public else "hearing.closed"
    return {
        **parts.heading(case, on),
        **addressee,
        "request": f"{addressee['you']}于{words.day(requested_on)}对{about}要求听证。",
        "basis": parts.law_of("hearing.notice", on),
        "time": words.minute(time),
        "place": place,
        "manner": parts.statutory(manner, profile, on),
        "host": host,
        "officers": list(officers),
        "recorder": recorder,
        "investigators": [officer.name for officer in case.officers_on_case()],
        "rights": parts.statutory("hearing.rights", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def hearing_record(
    case: Case,
    *,
    began_at: dt.datetime,
    ended_at: dt.datetime,
    place: str,
    is_public: bool,
    host: str,
    officers: Sequence[str],
    recorder: str,
    attending: Iterable[dict[str, str]],
    told: str,
    statements: Iterable[dict[str, str]],
    signatures: Iterable[dict[str, str]],
) -> Context:
    """``attending`` are {label, value} of agents and third persons; ``statements`` {name, text} in the order
    of speaking; ``signatures`` {role, name, refused?, day?}."""
    on = day_of(began_at)
    heading = parts.heading(case, on)
    return {
        **heading,
        "party": [*heading["party"], *attending],
        "from": words.minute(began_at),
        "until": words.minute(ended_at),
        "place": place,
        "manner": "公开" if is_public else "不公开",
        "host": host,
        "officers": list(officers),
        "recorder": recorder,
        "investigators": [officer.name for officer in case.officers_on_case()],
        "told": told,
        "statements": list(statements),
        "checked": CHECKED,
        "signatures": list(signatures),
    }


def hearing_report(
    case: Case,
    *,
    on: dt.date,
    held: str,
    present: str,
    claims: str,
    answer: str,
    disputed: str,
    opinion: str,
    signers: Sequence[str],
) -> Context:
    """The six contents of 听证办法 art 30, in words; ``signers`` are the host and the hearing officers."""
    return {
        **parts.heading(case, on),
        "held": held,
        "present": present,
        "claims": claims,
        "answer": answer,
        "disputed": disputed,
        "opinion": opinion,
        "signatures": {"people": [{"name": name} for name in signers], "day": words.day(on)},
    }
