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
    """The law gives no single answer to what is known; ``field`` is the fact that is missing, where it is one, and
    ``law`` the provision that asks for it."""

    status = 422
    code = "no-single-answer"

    def __init__(self, message: Text, *, field: str = "", law: str = "") -> None:
        reasons = [Refusal(field, message, law)] if field else []
        super().__init__(message, refusals=reasons)
        self.field, self.law = field, law


def compute(case_input: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's answer. Raises :class:`Invalid` where the input is wrong and :class:`Unanswered` where a fact
    is missing or no text was in force."""
    try:
        return assess(dict(case_input))
    except InputError as error:
        raise Invalid(Text(f"填写有误，请核对：{error}", f"The input is wrong: {error}")) from error
    except NoSingleAnswer as error:
        raise _unanswered(str(error), case_input) from error


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


def _unanswered(message: str, case_input: Mapping[str, Any]) -> Unanswered:
    """The engine's sentence in the reader's words, with the field that it names and the article behind it."""
    place = re.match(r"acts\[(\d+)\]", message)
    ended = dt.date.fromisoformat(case_input["acts"][int(place[1]) if place else 0]["ended_on"])
    missing = re.match(r"(\S+\.(?:amounts|facts)\.(\w+)): is (missing|unknown), and (\S+)", message)
    if missing:
        path, name, what, norm = missing.groups()
        return Unanswered(_what_is_needed(name, what), field=path, law=_citation(norm, ended))
    nothing = re.match(r"(?:(\S+\.norms): )?([\w-]+): nothing in force", message)
    if nothing is None or not (law := _citation(nothing[2], ended)):
        return Unanswered(Text("按所选条文和日期，法律没有唯一答案。", message))
    field = nothing[1] or "acts[0].norms"
    return Unanswered(_why_nothing(message, nothing[2], ended), field=field, law=law)


def _citation(norm: str, day: dt.date) -> str:
    return next((offer.citation for offer in case_facts.offers(day) if offer.norm == norm), "")


def _what_is_needed(name: str, what: str) -> Text:
    asked = vocabulary.text(vocabulary.AMOUNTS | vocabulary.FACTS, name)
    if what == "unknown":
        return Text(
            f"这一条要按“{asked.zh}”计算，不能“无法计算”。请查明数额。",
            f"The provision computes from this amount, so it must be established: {asked.en}.",
        )
    return Text(
        f"还缺一项事实：{asked.zh}。没有回答不等于“否”。",
        f"A fact is missing: {asked.en}. No answer is not “no”.",
    )


def _why_nothing(message: str, norm: str, ended: dt.date) -> Text:
    """Why the provision had no figures on the day the act ended."""
    if "no such penalty" in message:
        return Text(
            "行为终了那天，这一条还没有这项处罚，不能适用。",
            "On the day the act ended the law had no such penalty: it cannot be applied.",
        )
    if "not recorded" in message:
        return Text(
            "行为终了那天的条文没有收录，不能推算。请查原文。",
            "The text of the day the act ended is not on file here. Nothing is guessed: see the official text.",
        )
    since = next(offer.since for offer in case_facts.offers(ended) if offer.norm == norm)
    return Text(
        f"这一条自{words.day(since)}起施行，行为终了那天还没有施行，不能适用。",
        f"The provision is in force from {since.day} {since:%B %Y}, after the act ended: it cannot be applied.",
    )
