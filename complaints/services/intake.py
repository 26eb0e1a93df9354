"""The intake officer's verbs: register, route to the office that verifies, put out of scope."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from casework.kernel import attempts, redaction
from casework.kernel.clock import day_of
from casework.kernel.codes import uscc_is_valid
from casework.kernel.errors import AlreadyDone, DomainError, Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Party
from casework.services import cases, leads
from complaints.lifecycle import OUT_OF_SCOPE, REPORTER_CONFIDENTIAL
from complaints.models import Submission
from complaints.services.tracks import said

NAMES_A_PERSON = Text(
    "摘要里有电话、邮箱或者证件号。摘要会进入案卷，请去掉能看出举报人是谁的内容。",
    "The summary holds a phone number, an e-mail address or an identity number. It goes into the case file: "
    "take out whatever shows who the reporter is.",
)
WRONG_CODE = Text(
    "统一社会信用代码不对，请核对18位代码，或者先空着。",
    "The unified social credit code is wrong; check its 18 characters or leave it empty.",
)


@transaction.atomic
def register(
    *, submission: Submission, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """登记: the intake officer has read it and takes it up as what it is. No clock moves."""
    return perform(lock(submission), "register", actor=actor, at=at, token=token)


@transaction.atomic
def route(
    *,
    submission: Submission,
    office: Office,
    cause: str,
    summary: str,
    actor: User,
    at: dt.datetime,
    party_name: str = "",
    party_uscc: str = "",
    party_address: str = "",
    token: Token | None = None,
) -> Submission:
    """Send a report to the office that verifies it: the lead opens in the case file, and the verification
    clock that began at receipt runs on there. ``summary`` is the officer's own; it must not show who the
    reporter is (Order 121 art 37). An empty ``party_name`` leaves the party to the verification."""
    if redaction.mask(summary) != summary:
        raise Invalid(NAMES_A_PERSON, law=REPORTER_CONFIDENTIAL)
    submission = lock(submission)
    case = _open_lead(
        submission,
        office=office,
        cause=cause,
        summary=summary,
        party=party_of(party_name, party_uscc, party_address),
        actor=actor,
        at=at,
    )
    submission.routed_to, submission.case_reference = office, case.reference
    # Last: a refusal takes the lead back, in the same transaction.
    return perform(
        submission,
        "route",
        actor=actor,
        at=at,
        token=token,
        details={"case": case.reference, "office": office.code},
    )


@transaction.atomic
def return_report(
    *, submission: Submission, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """Not this office's: the lead ends, and the report is back in the inbox of the desk that received it, which may
    send it to another office. The office that returns it sends it nowhere itself (Order 121 art 41)."""
    submission = lock(submission)
    lead = Case.objects.filter(reference=submission.case_reference).first()
    details = {
        "office": submission.handled_by.code,
        "case": submission.case_reference,
        "reason": said(reason),
    }
    if lead:
        leads.return_lead(case=lead, to=submission.office, reason=reason, actor=actor, at=at)
    submission.case_reference = ""  # a_routed_report_has_its_case
    submission = perform(submission, "return_report", actor=actor, at=at, token=token, details=details)
    # Last: until here the act is one of the office that returns it.
    submission.routed_to = None
    submission.save(update_fields=["routed_to"])
    return submission


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one line of a batch: the error that refused it, or None."""

    submission: Submission
    error: DomainError | None = None


def route_each(
    *, chosen: Iterable[tuple[Submission, Mapping[str, Any], Token]], actor: User, at: dt.datetime
) -> list[Answer]:
    """Send several reports on through the one door, each in a transaction of its own and with its own words: what
    is refused stays where it is and does not keep the others."""
    answers = []
    for submission, words, token in chosen:
        try:
            answers.append(Answer(route(submission=submission, **words, actor=actor, at=at, token=token)))
        except AlreadyDone:
            answers.append(Answer(submission))
        except DomainError as error:
            attempts.record_attempt(error)
            answers.append(Answer(submission, error))
    return answers


@transaction.atomic
def put_out_of_scope(
    *,
    submission: Submission,
    ground: str,
    reply: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Neither complaint nor report. ``ground`` is a key of OUT_OF_SCOPE that the law of the day names;
    ``reply`` tells the citizen the right channel and stands on the tracking page."""
    law = OUT_OF_SCOPE[ground].law(day_of(at)) if ground in OUT_OF_SCOPE else ""
    if not law:
        raise Invalid(Text("请选择现行规定列出的情形。", "Choose a ground that the rule in force names."))
    if not reply.strip():
        raise Invalid(Text("请写明应当通过什么途径提出。", "Say which channel is the right one."), law=law)
    submission = lock(submission)
    submission.ground, submission.reply = ground, reply.strip()
    return perform(
        submission,
        "put_out_of_scope",
        actor=actor,
        at=at,
        token=token,
        details={"ground": ground, "ground_law": law},
    )


def _open_lead(
    submission: Submission,
    *,
    office: Office,
    cause: str,
    summary: str,
    party: Party | None,
    actor: User,
    at: dt.datetime,
) -> Case:
    return cases.register_lead(
        office=office,
        cause=cause,
        summary=summary,
        source=Case.Source.REPORT,
        source_reference=submission.reference,
        reporter_is_named=submission.reporter_id is not None,
        received_on=day_of(submission.received_at),
        party=party,
        act_ended_on=submission.happened_on,
        actor=actor,
        at=at,
    )


def party_of(name: str, code: str, address: str) -> Party | None:
    """The party as far as the officer knows it: one row for each code, under the name that is on file."""
    if code and not uscc_is_valid(code):
        raise Invalid(WRONG_CODE)
    if not name:
        return None
    known = Party.objects.filter(uscc=code).first() if code else None
    if known and known.name != name:
        raise Invalid(
            Text(
                f"这个代码登记的是“{known.name}”，请核对名称或者代码。",
                f"This code is on file as {known.name}; check the name or the code.",
            )
        )
    return known or Party.objects.create(name=name, uscc=code, address=address)
