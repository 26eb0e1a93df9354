"""What runs beside the cases and waits: things to give back, orders to correct whose day has passed."""

import datetime as dt
from typing import Any

from casework import queries
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle import HEADS
from casework.web.proceedings import address_of

MOST = 20
REFUSED = Text("负责人不批准，须立即解除", "Refused by the head: lift it at once")
TO_GIVE_BACK = {
    "lapsed": Text("期满自动失效，物品须退还", "Ended by itself: the things go back"),
    "released": Text("已解除，物品须退还", "Lifted: the things go back"),
}


def waiting_beside(user: User, today: dt.date) -> list[dict[str, Any]]:
    """Lines for the officers of the cases; for the heads above them, the things that must go back; for those who
    answer the government and the court, what is not answered."""
    if user.powers & {Role.LITIGATION}:
        return [
            {"matter": remedy, "what": remedy.title, "url": address_of(remedy)}
            for remedy in queries.remedies_to_answer(user)[:MOST]
        ]
    if not user.roles & (INVESTIGATORS | HEADS):
        return []
    measures = [
        {"matter": measure, "what": TO_GIVE_BACK.get(measure.state, REFUSED), "url": address_of(measure)}
        for measure in queries.measures_to_settle(user)[:MOST]
    ]
    if not user.roles & INVESTIGATORS:
        return measures
    return measures + [
        {"matter": order, "what": _passed(order.due_on, today), "url": address_of(order)}
        for order in queries.corrections_overdue(user, today)[:MOST]
    ]


def _passed(last: dt.date, today: dt.date) -> Text:
    days = (today - last).days
    return Text(
        f"改正期限{last}已过{days}天，须复查", f"The day, {last}, passed {days} days ago: inspect again"
    )
