"""A head answers for a clock that runs out (督办)."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import SHANGHAI
from casework.kernel.errors import Invalid, NotPermitted, Stale
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.models import Escalation

ACKNOWLEDGED = "deadline.acknowledged"


@transaction.atomic
def acknowledge(
    *, escalation: Escalation, answer: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Escalation:
    """Say what is being done about the clock. Answered once: a second answer is Stale and says who was first."""
    reference = escalation.deadline.reference
    if token is not None:
        tokens.spend(token, ACKNOWLEDGED, reference, actor=actor, at=at)
    escalation = Escalation.objects.select_for_update(of=("self",)).get(pk=escalation.pk)
    if escalation.rule.role not in actor.roles:
        raise NotPermitted(WRONG_ROLE)
    if not answer.strip():
        raise Invalid(Text("请写明已经采取或者将要采取的措施。", "Say what is being done about it."))
    if escalation.acknowledged_at is not None:
        who = escalation.acknowledged_by
        when = escalation.acknowledged_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        raise Stale(Text(f"{who}在{when}已经答复过这一件。", f"{who} answered this at {when}."))
    escalation.answer = answer.strip()
    escalation.acknowledged_by, escalation.acknowledged_at = actor, at
    escalation.save(update_fields=["answer", "acknowledged_by", "acknowledged_at"])
    told = {"clock": escalation.deadline.clock, "level": escalation.level}
    audit.record(reference, ACKNOWLEDGED, actor=actor, at=at, participants=[], details=told)
    return escalation
