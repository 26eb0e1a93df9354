"""公示: a redacted copy in its own tables, prepared by one officer and checked by another."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework.clocks import PUB_20, PUB_WITHDRAW_3
from casework.kernel import audit, deadlines, files, redaction, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.references import new_reference, profile_on
from casework.kernel.search import normal
from casework.kernel.tokens import Token
from casework.kernel.transitions import authorise, lock, perform, who_was_first
from casework.lifecycle import PUBLICATION_PERIODS, PUBLISHERS, publication_period
from casework.models import Decision, Publication, PublicDecision, PublicFile, Service
from casework.services import documents

# The allow-list: a field that is not named here cannot reach the public side.
CONTENT_FIELDS = ("party_name", "party_code", "cause", "violation", "basis", "penalty", "paragraphs")

ORDINARY_ONLY = Text(
    "只公示适用普通程序作出的行政处罚决定。",
    "Only penalty decisions of the ordinary procedure are published.",
)


def suggested_content(decision: Decision) -> dict[str, Any]:
    """A first public copy, made from the decision as it was frozen, with names and numbers masked."""
    case, frozen = decision.case, decision.document.context
    if case.party is None:
        raise LookupError(f"{case.reference} has no party.")
    met = Service.objects.filter(document__case=case).values_list("received_by", "witness")
    names = [case.party.representative, *(name for people in met for name in people)]
    names = [part for name in names for part in (name, name.removesuffix("（演示）"))]
    return {
        "party_name": case.party.name,
        "party_code": case.party.uscc,
        "cause": case.cause,
        "violation": redaction.mask(frozen["nature"], names),
        "basis": redaction.mask(frozen["basis"], names),
        "penalty": redaction.mask("".join(frozen["decision"]), names),
        "paragraphs": [
            redaction.mask(frozen[part], names) for part in ("source", "facts", "heard") if frozen[part]
        ],
    }


@transaction.atomic
def prepare(
    *,
    decision: Decision,
    content: Mapping[str, Any],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Publication:
    """Enter the public copy of a decision, already masked. A second person publishes it."""
    office = decision.case.office
    absent = authorise(actor, PUBLISHERS, office=office, day=day_of(at), law="公示规定第四条")
    if decision.document.kind != "penalty_decision":
        raise Refused(ORDINARY_ONLY, law="公示规定第二条")
    lock(decision.case)
    if token is not None:
        tokens.spend(token, "publication.prepared", decision.case.reference, actor=actor, at=at)
    if existing := Publication.objects.filter(decision=decision).first():
        raise Stale(who_was_first(existing), law="公示规定第四条")
    proposal = decision.case.current_proposal
    publication = Publication.objects.create(
        reference=new_reference("PUB", at),
        state="prepared",
        decision=decision,
        period_class=publication_period(day_of(at), decision.amount, proposal.tier).name,
        content=_allowed(content),
        prepared_by=actor,
    )
    audit.record(
        publication.reference,
        "publication.prepared",
        actor=actor,
        at=at,
        on_behalf_of=absent,
        details={"case": decision.case.reference, "decision": decision.number},
    )
    publication.public_document = documents.make_public_decision(publication, actor=actor, at=at)
    publication.save(update_fields=["public_document"])
    return publication


@transaction.atomic
def revise(
    *,
    publication: Publication,
    content: Mapping[str, Any],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Publication:
    """Correct the public copy before it is published; whoever revises it cannot check it."""
    publication = lock(publication)
    publication.content = _allowed(content)
    publication = perform(publication, "revise", actor=actor, at=at, token=token)
    publication.public_document = documents.make_public_decision(publication, actor=actor, at=at)
    publication.save(update_fields=["public_document"])
    return publication


@transaction.atomic
def publish(
    *, publication: Publication, actor: User, at: dt.datetime, token: Token | None = None
) -> Publication:
    """Checked by a second person: the copy goes to the register (公示规定 arts 5, 9)."""
    publication = lock(publication)
    decision, on = publication.decision, day_of(at)
    period = next(p for p in PUBLICATION_PERIODS if p.name == publication.period_class)
    publication.published_at = at
    publication = perform(publication, "publish", actor=actor, at=at, token=token)
    deadlines.meet(decision.case.reference, PUB_20, on=on, actor=actor, at=at)
    end = deadlines.start(
        period.clock,
        publication.reference,
        on=on,
        actor=actor,
        at=at,
        office=decision.case.office,
        length=period.length,
    )
    publication.ends_on = end.due_on if end else None
    publication.save(update_fields=["ends_on"])
    _copy_to_register(publication, on)
    return publication


@transaction.atomic
def withdraw(
    *, publication: Publication, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Publication:
    """Take a decision down that was changed, revoked, or declared unlawful or void. A quiet line with the
    public reason stays; what named the party goes (公示规定 art 11)."""
    if not reason.strip():
        raise Invalid(
            Text("请写明撤回公示的理由，理由会公开。", "Give the public reason for the withdrawal."),
            law="公示规定第十一条",
        )
    publication = lock(publication)
    publication.withdrawal_reason = reason.strip()
    publication = perform(publication, "withdraw", actor=actor, at=at, token=token)
    for period in PUBLICATION_PERIODS:
        deadlines.lapse(publication.reference, period.clock, on=day_of(at), at=at)
    deadlines.meet(publication.decision.case.reference, PUB_WITHDRAW_3, on=day_of(at), actor=actor, at=at)
    published_on = day_of(publication.published_at or at)
    PublicDecision.objects.filter(identifier=publication.reference).delete()
    PublicDecision.objects.create(
        identifier=publication.reference,
        is_withdrawn=True,
        withdrawal_reason=publication.withdrawal_reason,
        office_name=profile_on(publication.decision.case.office, published_on).name,
        published_on=published_on,
    )
    return publication


@transaction.atomic
def end(*, publication: Publication, at: dt.datetime) -> Publication:
    """The period is over: the copy leaves the register (公示规定 arts 13–15)."""
    publication = perform(lock(publication), "end", actor=None, at=at)
    for period in PUBLICATION_PERIODS:
        deadlines.meet(
            publication.reference, period.clock, on=publication.ends_on or day_of(at), actor=None, at=at
        )
    PublicDecision.objects.filter(identifier=publication.reference).delete()
    return publication


def end_expired(*, at: dt.datetime) -> int:
    """Sweep: every publication whose period is over. Safe to repeat."""
    over = Publication.objects.filter(state="published", ends_on__lt=day_of(at))
    for publication in over:
        end(publication=publication, at=at)
    return len(over)


def _allowed(content: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(content) - set(CONTENT_FIELDS)
    if unknown:
        raise ValueError(f"Not on the allow-list of the public copy: {', '.join(sorted(unknown))}")
    return dict(content)


def _copy_to_register(publication: Publication, on: dt.date) -> None:
    decision, content = publication.decision, publication.content
    fine = decision.grounds["assessment"]["acts"][0]["fine"]
    words = [
        content["party_name"],
        content["party_code"],
        content["cause"],
        content["violation"],
        content["basis"],
        decision.number,
        *content["paragraphs"],
    ]
    public = PublicDecision.objects.create(
        identifier=publication.reference,
        office_name=profile_on(decision.case.office, decision.decided_on).name,
        number=decision.number,
        amount=decision.amount,
        fine_range=fine,
        decided_on=decision.decided_on,
        published_on=on,
        ends_on=publication.ends_on,
        kinds=["fine", *(["warning"] if decision.warning else [])],
        search_text=normal(" ".join(words)),
        **content,
    )
    document = publication.public_document
    if document is None or document.file is None:
        raise LookupError(f"{publication.reference} has no public copy.")
    pdf = files.read(document.file)
    PublicFile.objects.create(decision=public, content=pdf, sha256=hashlib.sha256(pdf).hexdigest())
