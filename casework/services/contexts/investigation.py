"""Investigation: interviews, material asked for, evidence preserved, the order to correct."""

import datetime as dt
from collections.abc import Iterable

from casework.kernel import words
from casework.kernel.clock import day_of
from casework.kernel.models import OfficeProfile
from casework.models import Case, Document
from casework.services.contexts import parts
from casework.services.contexts.parts import Context

Thing = dict[str, str]
"""{name, spec, count, note}: one line of a list of things (PF 24)."""


def interview_notice(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    subject: str,
    time: dt.datetime,
    place: str,
    bring: str | Iterable[str] = (),
    addressee: str = "",
) -> Context:
    """``subject`` is what is to be cleared up; ``addressee`` somebody other than the party."""
    return {
        **_letter(case, on, addressee),
        "subject": subject,
        "basis": parts.law_of("interview.duties", on),
        "time": words.minute(time),
        "place": place,
        "bring": parts.lines(bring),
        "officers": parts.officers(case, on),
        "duties": parts.statutory("interview.duties", profile, on),
        "rights": parts.statutory("interview.rights", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def interview_record(
    case: Case,
    *,
    began_at: dt.datetime,
    ended_at: dt.datetime,
    place: str,
    person: Iterable[dict[str, str]],
    recorder: str,
    told: str,
    answers: Iterable[dict[str, str]],
    recording: str = "",
    signatures: Iterable[dict[str, str]] = (),
) -> Context:
    """``person`` are {label, value} of who is asked; ``answers`` {question, answer} in their order;
    ``told`` says that certificates were shown and rights told, and what the person answered."""
    on = day_of(began_at)
    return {
        **parts.heading(case, on),
        "from": words.minute(began_at),
        "until": words.minute(ended_at),
        "place": place,
        "person": list(person),
        "officers": parts.officers(case, on),
        "recorder": recorder,
        "told": told,
        "answers": list(answers),
        "recording": recording,
        "checked": "以上笔录已交被询问人核对，确认无误。",
        "signatures": list(signatures),
    }


def supply_notice(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    subject: str,
    items: str | Iterable[str],
    until: dt.date,
    addressee: str = "",
) -> Context:
    """``until`` is the last day; ``addressee`` somebody other than the party."""
    return {
        **_letter(case, on, addressee),
        "subject": subject,
        "basis": parts.law_of("supply.notice", on),
        "until": words.day(until),
        "last_day": until.isoformat(),
        "items": parts.lines(items),
        "duties": parts.statutory("supply.duties", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def preservation_notice(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    grounds: str,
    things: Iterable[Thing],
    place: str,
    until: dt.date,
    urgent: bool,
    signed_by: str = "",
) -> Context:
    """``until`` is the seventh working day (clock EVD-PRESERVE-7); ``urgent`` that the approval follows."""
    return {
        **_letter(case, on),
        "grounds": grounds,
        "basis": parts.law_of("preservation.notice", on),
        "place": place,
        "until": words.day(until),
        "rule": parts.statutory("preservation.rule", profile, on),
        "urgent": parts.statutory("preservation.urgent", profile, on) if urgent else "",
        "officers": parts.officers(case, on),
        "things": list(things),
        "signatures": _list_signatures(case, on, "当事人", signed_by),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def preservation_release(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    notice: Document,
    ground: str,
    things: Iterable[Thing],
    place: str,
    signed_by: str = "",
) -> Context:
    """``notice`` is the document that preserved the evidence; ``things`` what is given back of its list."""
    return {
        **_letter(case, on),
        "notice": {"number": notice.number, "day": words.day(notice.on)},
        "ground": ground,
        "rule": parts.statutory("preservation.release", profile, on),
        "place": place,
        "things": list(things),
        "signatures": _list_signatures(case, on, "领取人", signed_by),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def correction_order(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    violation: str,
    basis: str,
    demand: str | Iterable[str],
    by_day: dt.date | None,
) -> Context:
    """``by_day`` is the last day; None means at once."""
    heading = parts.heading(case, on)
    return {
        **heading,
        "you": parts.addressee(case)["you"],
        "violation": violation,
        "basis": basis,
        "demand": parts.lines(demand),
        "by_day": f"在{words.day(by_day)}前" if by_day else "立即",
        "rule": parts.statutory("correction.order", profile, on),
        "remedies": parts.statutory("remedies.correction_order", profile, on),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def _letter(case: Case, on: dt.date, addressee: str = "") -> Context:
    to = {"party": addressee, "you": "你（单位）"} if addressee else parts.addressee(case)
    return {**parts.heading(case, on), **to}


def _list_signatures(case: Case, on: dt.date, role: str, signed_by: str) -> list[dict[str, str]]:
    """Who signs the list of things: the party and the officers, each on paper (程序规定 art 34)."""
    signers = [{"role": role, "name": signed_by}]
    return signers + [{"role": "办案人员", "name": officer.name} for officer in case.officers_on_case()]
