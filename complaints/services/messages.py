"""Messages to citizens that got stuck: sent anew by who handles the matter."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, outbox
from casework.kernel.errors import NotPermitted, Stale
from casework.kernel.lifecycle import WRONG_ROLE
from casework.kernel.models import OutboxMessage, User
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import last_change
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Submission
from complaints.queries import handles

TRIED_AGAIN = "submission.message_tried_again"


@transaction.atomic
def try_again(
    *, message: OutboxMessage, actor: User, at: dt.datetime, token: Token | None = None
) -> OutboxMessage:
    """Let a message that was given up be tried anew, from the first attempt on. Nobody opens the identity for it."""
    submission = Submission.objects.select_related("office", "routed_to").get(reference=message.reference)
    if not handles(submission, actor):
        raise NotPermitted(WRONG_ROLE, law=REPORTER_CONFIDENTIAL)
    if token is not None:
        spend(token, TRIED_AGAIN, message.reference, actor=actor, at=at)
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if message.state == OutboxMessage.State.PENDING:
        raise Stale(last_change(message.reference))
    audit.record(
        message.reference,
        TRIED_AGAIN,
        actor=actor,
        at=at,
        participants=[],
        details=outbox.try_again(message, at=at),
    )
    return message
