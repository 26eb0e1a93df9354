"""The 案由 that the ticks or the words suggest, and a first summary. Pure."""

from collections.abc import Sequence

from casework.kernel.lifecycle import Text
from complaints.lifecycle import CONDUCTS, OTHER
from complaints.triage.suggestion import Suggestion, because_it_says, said


def suggest_cause(conducts: Sequence[str], story: str) -> Suggestion | None:
    """The 案由 of the first ticked conduct that has one, else of the conduct whose words the story uses most."""
    ticked = next((CONDUCTS[code] for code in conducts if CONDUCTS[code].cause), None)
    if ticked:
        why = Text(f"勾选了“{ticked.title.zh}”", f"Ticked “{ticked.title.en}”")
        return Suggestion(ticked.cause, _cause(ticked.cause), why)
    told = {code: said(conduct.words, story) for code, conduct in CONDUCTS.items() if conduct.cause}
    code = max(told, key=lambda code: len(told[code]))
    if not told[code]:
        return None
    return Suggestion(CONDUCTS[code].cause, _cause(CONDUCTS[code].cause), because_it_says(told[code]))


def first_summary(trader: str, conducts: Sequence[str]) -> str:
    """A beginning of the lead's summary, from what was ticked and not from the story: the story may show who
    the reporter is."""
    acts = "；".join(CONDUCTS[code].title.zh for code in conducts if code != OTHER)
    return f"反映{trader}：{acts}。" if acts else f"反映{trader}涉嫌违法。"


def _cause(cause: str) -> Text:
    return Text(f"案由：{cause}", f"Cause: {cause}")
