"""What the law allows for given facts, and what a person must add to it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import get_language

from casework.kernel import words
from casework.kernel.errors import DomainError, Invalid
from casework.kernel.lifecycle import Refusal, Text
from penalties import case_facts, vocabulary
from penalties.engine.assess import assess
from penalties.engine.facts import InputError, NoSingleAnswer
from penalties.engine.trace import TraceError, cited_files, paragraphs

FEWEST_PEERS = 3


class Unanswered(DomainError):
    """The law gives no single answer to what is known; ``field`` is the fact that is missing, where it is one."""

    status = 422
    code = "no-single-answer"

    def __init__(self, message: Text, *, field: str = "") -> None:
        reasons = [Refusal(field, message, "")] if field else []
        super().__init__(message, refusals=reasons)
        self.field = field


def compute(case_input: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's answer. Raises :class:`Invalid` where the input is wrong and :class:`Unanswered` where a fact
    is missing or no text was in force."""
    try:
        return assess(dict(case_input))
    except InputError as error:
        raise Invalid(Text(f"填写有误，请核对：{error}", f"The input is wrong: {error}")) from error
    except NoSingleAnswer as error:
        raise _unanswered(str(error)) from error


def whole_computation(act: Mapping[str, Any]) -> list[str]:
    """Every step in sentences, in the reader's language, recomputed on the way; empty where the stored steps no
    longer compute: one changed digit, and they do not."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    try:
        return paragraphs(act["steps"], language)
    except TraceError:
        return []


def reasons_needed(act: Mapping[str, Any], tier: str, peers: Sequence[Decimal]) -> list[Text]:
    """Why this amount must be explained in writing: outside the tier chosen, a tier that the factors do not open,
    or over half away from the median of at least three similar decisions."""
    proposed = act["proposed"]
    if not proposed:
        return []
    amount, needed = Decimal(proposed["amount"]), []
    if tier and act["fine"] and tier not in proposed["tiers"]:
        name = vocabulary.text(vocabulary.TIERS, tier)
        needed.append(
            Text(
                f"金额不在所选的“{name.zh}”档内，须写明理由。",
                f"The amount is outside the tier “{name.en}”: say why.",
            )
        )
    if "tier_outside_factors" in act["flags"]:
        needed.append(vocabulary.FLAGS["tier_outside_factors"][1])
    if len(peers) >= FEWEST_PEERS:
        middle = Decimal(median(peers))
        if abs(amount - middle) * 2 > middle:
            side = ("高于", "above") if amount > middle else ("低于", "below")
            needed.append(
                Text(
                    f"明显{side[0]}同类中位数{words.yuan(middle)}，须写明理由，审批人会看到。",
                    f"Far {side[1]} the median of similar cases, CNY {middle:,.0f}: say why; the approver will see it.",
                )
            )
    return needed


def schedule_of(act: Mapping[str, Any], case_input: Mapping[str, Any]) -> dict[str, Any]:
    """Which statute file gave the figures: its law and first day, the hash of each file cited, and whether its
    text was checked against the law."""
    ended = dt.date.fromisoformat(case_input["acts"][0]["ended_on"])
    decided = dt.date.fromisoformat(case_input["decided_on"])
    provision, schedule = case_facts.text_applied(act["norm"], act["version"], [ended, decided])
    return {
        "law": schedule.zh,
        "in_force": schedule.in_force.isoformat(),
        "files": cited_files(act["steps"]),
        "is_verified": provision.is_verified,
    }


def _unanswered(message: str) -> Unanswered:
    """The engine's sentence in the reader's words, with the field that it names."""
    found = re.match(
        r"(?P<path>\S+\.(?:amounts|facts)\.(?P<name>\w+)): (?P<what>is missing|is unknown)", message
    )
    if found:
        name = vocabulary.text(vocabulary.AMOUNTS | vocabulary.FACTS, found["name"])
        if found["what"] == "is unknown":
            zh = f"这一条要按“{name.zh}”计算，不能“无法计算”。请查明数额。"
        else:
            zh = f"还缺一项事实：{name.zh}。没有回答不等于“否”。"
        return Unanswered(Text(zh, message), field=found["path"])
    norms = re.match(r"(\S+\.norms): ", message)
    zh = "按所选条文和日期，法律没有唯一答案。"
    if "no such penalty" in message:
        zh = "行为终了那天，这一条还没有这项处罚。"
    elif "not recorded" in message:
        zh = "行为终了那天的条文没有收录，不能推算。请查原文。"
    elif "nothing in force" in message:
        zh = "行为终了那天，所选条文还没有施行。"
    return Unanswered(Text(zh, message), field=norms[1] if norms else "")
