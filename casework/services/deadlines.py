"""The nightly proof that every running clock still says what its events, its rule and the calendar say."""

import datetime as dt
import logging

from casework.clocks import CLOCKS
from casework.kernel import audit, deadlines
from casework.kernel.models import Deadline

logger = logging.getLogger(__name__)


def rebuild(*, at: dt.datetime) -> list[Deadline]:
    """Sweep: compute every open clock again from its events. A difference is recorded in the object's history
    and given back; it is never mended in silence, because somebody may have relied on the day."""
    open_clocks = Deadline.objects.filter(state__in=[Deadline.State.RUNNING, Deadline.State.HELD])
    different = deadlines.rebuild(open_clocks.prefetch_related("events").iterator(chunk_size=1000), CLOCKS)
    for deadline in different:
        computed = deadlines.computed(deadline, CLOCKS[deadline.clock])
        logger.error("%s: stored %s, computed %s", deadline, deadline.due_on, computed.due_on)
        audit.record(
            deadline.reference,
            "deadline.differs",
            actor=None,
            at=at,
            details={"clock": deadline.clock, "stored": deadline.due_on, "computed": computed.due_on},
        )
    return different
