"""The trace of a surcharge retold: what was due when, how late, how much."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from penalties.telling.trace import Node, first_step
from penalties.telling.wording import day_words, figure


def surcharge_tree(answer: Mapping[str, Any]) -> Node:
    """The tree for the answer to a surcharge question: one step for each day on which something was due."""
    root = answer["steps"]
    return {
        "label": _("Surcharge in all"),
        "law": root["law"],
        "value": _("%(amount)s yuan") % {"amount": figure(answer["surcharge"])},
        "because": [_due_step(step) for step in root["because"]],
    }


def _due_step(step: Node) -> Node:
    parts = [_late_part(part) for part in step["because"] if part["label"] == "late_part"]
    on = day_words(dt.date.fromisoformat(step["value"]["due_on"]))
    due = _("%(amount)s yuan") % {"amount": figure(first_step(step, "amount_due")["value"])}
    label = _("Due on %(day)s: %(amount)s") % {"day": on, "amount": due}
    total = _("%(amount)s yuan") % {"amount": figure(step["value"]["surcharge"])}
    return {
        "label": label,
        "law": step["law"],
        "value": total if parts else _("Paid in time"),
        "because": parts,
    }


def _late_part(part: Node) -> Node:
    """What was late, how long, how many of those days count."""
    late, stayed = first_step(part, "days_late"), first_step(part, "stayed_days")["value"]
    counted = late["value"] - stayed
    rate = Decimal(first_step(part, "daily_rate")["value"]) * 100
    unpaid = Decimal(first_step(part, "unpaid")["value"])
    worked = first_step(part, "late_surcharge")["value"]
    value = f"{figure(unpaid)} × {rate.normalize():f}% × {counted} = {figure(unpaid * rate / 100 * counted)}"
    if worked["capped"]:
        value += _("; not more than %(amount)s") % {"amount": figure(worked["amount"])}
    label = _("Late until %(day)s: %(late)s days, %(stayed)s of them not counted") % {
        "day": day_words(dt.date.fromisoformat(late["about"])),
        "late": late["value"],
        "stayed": stayed,
    }
    return {"label": label, "value": value}
