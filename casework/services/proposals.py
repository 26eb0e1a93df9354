"""The proposed penalty, as the penalties desk hands it over."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Proposal


@transaction.atomic
def submit_proposal(
    *,
    case: Case,
    reference: str,
    amount: Decimal,
    tier: str,
    position_pct: str,
    flags: Sequence[str],
    reason: str,
    violation: str,
    basis: str,
    warning: bool,
    grounds: Mapping[str, Any],
    act_ended_on: dt.date,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Proposal:
    """Put a computed penalty on file. ``grounds`` is the whole assessment with its steps (JSON); a later
    proposal replaces an earlier one, and both stay."""
    case = lock(case)
    case.act_ended_on = act_ended_on
    case = perform(
        case,
        "propose_penalty",
        actor=actor,
        at=at,
        token=token,
        details={"worksheet": reference, "amount": amount, "tier": tier},
    )
    return Proposal.objects.create(
        case=case,
        reference=reference,
        amount=amount,
        tier=tier,
        position_pct=position_pct,
        flags=list(flags),
        reason=reason,
        violation=violation,
        basis=basis,
        warning=warning,
        grounds=grounds,
        drafted_by=actor,
        drafted_at=at,
    )
