"""What the inbox suggests, each with its reason; a person decides. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.lifecycle import COMPLAINT, CONDUCTS, O20_LAST_DAY, OTHER


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``value`` is what the form is filled with; ``what`` and ``why`` are for the officer."""

    value: str
    what: Text
    why: Text
    law: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An office and the words of an address by which it is recognised."""

    code: str
    name: str
    words: Sequence[str]


def suggest_kind(kind: str, request: str, day: dt.date) -> Suggestion:
    """Report or complaint, by what was asked for (art 3 of either rule)."""
    law = f"投诉举报处理{'暂行' if day <= O20_LAST_DAY else ''}办法第三条"
    if kind == COMPLAINT:
        return Suggestion(
            kind,
            Text("登记为投诉", "Register as a complaint"),
            Text("要求解决自己的消费争议", "Asks to settle a dispute of their own")
            if request
            else Text("选择了请我们调解", "Chose mediation"),
            law,
        )
    return Suggestion(
        kind,
        Text("登记为举报", "Register as a report"),
        Text("指出违法行为，这一件没有要求退赔", "Points at a breach and asks for nothing back"),
        law,
    )


def suggest_office(address: str, places: Iterable[Place]) -> Suggestion | None:
    """The office whose words stand in the address, the longest word first (it is the most exact)."""
    found = [(len(word), word, place) for place in places for word in place.words if word in address]
    if not found:
        return None
    _, word, place = max(found, key=lambda one: one[0])
    return Suggestion(
        place.code,
        Text(f"由{place.name}核查", f"Verification by {place.name}"),
        Text(f"地址中有“{word}”：{address}", f"The address names “{word}”: {address}"),
        "行为发生地",
    )


def suggest_cause(conducts: Sequence[str], story: str) -> Suggestion | None:
    """The 案由 of the first ticked conduct that has one, else of the conduct whose words the story uses most."""
    ticked = next((CONDUCTS[code] for code in conducts if CONDUCTS[code].cause), None)
    if ticked:
        why = Text(f"勾选了“{ticked.title.zh}”", f"Ticked “{ticked.title.en}”")
        return Suggestion(ticked.cause, _cause(ticked.cause), why)
    told = {
        code: [word for word in conduct.words if word in story]
        for code, conduct in CONDUCTS.items()
        if conduct.cause
    }
    code = max(told, key=lambda code: len(told[code]))
    if not told[code]:
        return None
    listed = "”“".join(told[code])
    why = Text(f"经过里写到“{listed}”", f"The story says “{listed}”")
    return Suggestion(CONDUCTS[code].cause, _cause(CONDUCTS[code].cause), why)


def first_summary(trader: str, conducts: Sequence[str]) -> str:
    """A beginning of the lead's summary, from what was ticked and not from the story: the story may show who
    the reporter is."""
    acts = "；".join(CONDUCTS[code].title.zh for code in conducts if code != OTHER)
    return f"反映{trader}：{acts}。" if acts else f"反映{trader}涉嫌违法。"


def _cause(cause: str) -> Text:
    return Text(f"案由：{cause}", f"Cause: {cause}")
