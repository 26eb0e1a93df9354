"""The ways in which a lead ends or waits before it is verified (Order 121 arts 33–35, 程序规定 arts 12–16)."""

import datetime as dt

from django.db import transaction

from casework.clocks import VERIFICATION_CLOCKS
from casework.kernel import audit, deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import CASE
from casework.models import Case

OTHERS_JOINED = Text(
    "已有别的线索并入这一条，不能退回；管辖有争议的，先协商。",
    "Other leads were merged into this one: it cannot be returned. Dispute the competence instead.",
)


@transaction.atomic
def answer_no_competence(
    *, case: Case, answer: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """End a lead that is not the bureau's to handle. ``answer`` is what the reporter is told; in a matter of
    market regulation it names the competent bureau (Order 121 art 34)."""
    case = lock(case)
    case.closed_on = day_of(at)
    return perform(
        case, "answer_no_competence", actor=actor, at=at, token=token, details={"answer": _said(answer)}
    )


@transaction.atomic
def return_lead(
    *, case: Case, to: Office, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """End a lead that was sent to the wrong office (Order 121 art 41): a verb for the desk ``to`` that received
    the report and takes it back in the same transaction. The clock of verification goes back with it, counted from
    receipt as before."""
    case = lock(case)
    if case.joined.exists():
        raise Refused(OTHERS_JOINED, law=CASE.by_action["return_lead"].law)
    case.closed_on = day_of(at)
    case = perform(case, "return_lead", actor=actor, at=at, token=token, details={"reason": _said(reason)})
    for clock in VERIFICATION_CLOCKS:
        deadlines.hand_over(clock, source=case.reference, target=case.source_reference, office=to)
    return case


@transaction.atomic
def mark_duplicate(
    *, case: Case, earlier: Case, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """The same reporter reports the same facts about the same party again: not handled anew."""
    case = lock(case)
    case.joined_to, case.closed_on = _earlier(case, earlier), day_of(at)
    return perform(
        case, "mark_duplicate", actor=actor, at=at, token=token, details={"earlier": earlier.reference}
    )


@transaction.atomic
def merge_lead(
    *, case: Case, earlier: Case, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """New facts from the same reporter join the earlier lead, whose verification counts anew from the day of
    this last report (Order 121 art 35(2))."""
    case = lock(case)
    earlier = lock(_earlier(case, earlier))
    if earlier.state not in ("lead_registered", "verifying"):
        raise Invalid(
            Text(
                "要并入的线索已经不在核查阶段，不能并案核查。",
                "The earlier lead is no longer being verified: it cannot take this one in.",
            ),
            law="投诉举报处理办法第三十五条第二款",
        )
    case.joined_to, case.closed_on = earlier, day_of(at)
    case = perform(
        case, "merge_lead", actor=actor, at=at, token=token, details={"earlier": earlier.reference}
    )
    # This lead's clock started with the last report: it takes the place of the earlier one's.
    for clock in VERIFICATION_CLOCKS:
        deadlines.lapse(earlier.reference, clock, on=day_of(at), at=at)
        deadlines.hand_over(clock, source=case.reference, target=earlier.reference, office=earlier.office)
    audit.record(
        earlier.reference,
        "case.lead_joined",
        actor=actor,
        at=at,
        participants=[],
        details={"lead": case.reference},
    )
    return case


@transaction.atomic
def dispute_competence(
    *, case: Case, other: str, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Another bureau claims or declines the matter: seven working days to agree."""
    details = {"other": _said(other), "reason": _said(reason)}
    return perform(lock(case), "dispute_competence", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def ask_designation(
    *, case: Case, superior: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """No agreement: the common superior designates within seven working days of receiving the papers."""
    details = {"superior": _said(superior)}
    return perform(lock(case), "ask_designation", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def settle_competence(
    *, case: Case, basis: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """By agreement or designation the matter is this bureau's."""
    details = {"basis": _said(basis)}
    return perform(lock(case), "settle_competence", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def yield_competence(
    *, case: Case, receiver: str, basis: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """By agreement or designation the matter is another bureau's: the papers go there, the lead ends here."""
    case = lock(case)
    case.closed_on = day_of(at)
    details = {"receiver": _said(receiver), "basis": _said(basis)}
    return perform(case, "yield_competence", actor=actor, at=at, token=token, details=details)


def _earlier(case: Case, earlier: Case) -> Case:
    if earlier.pk == case.pk or earlier.joined_to_id == case.pk or earlier.registered_at > case.registered_at:
        raise Invalid(
            Text("请选择更早登记的另一条线索。", "Choose another lead that was registered earlier.")
        )
    return earlier


def _said(words: str) -> str:
    if not words.strip():
        raise Invalid(Text("请写明，这会记入案卷。", "Write it down: it goes on file."))
    return words.strip()
