"""What follows from a step, before it is taken: clocks, documents and the statutory texts of the day."""

import datetime as dt
from typing import Any

from casework import wording
from casework.kernel import deadlines, working_days
from casework.kernel.documents import TEMPLATES
from casework.kernel.lifecycle import Text, Transition
from casework.kernel.references import profile_on
from casework.kernel.rest import say
from casework.kernel.transitions import HasLifecycle
from casework.models import Case

# Step → the statutory texts that its document carries.
TEXTS = {
    "issue_notice": ("rights.statement", "rights.hearing"),
    "serve_notice": ("rights.statement", "rights.hearing"),
    "decide": ("payment", "remedies", "non_suspension"),
    "serve_decision": ("payment", "remedies", "non_suspension"),
}


def consequences(transition: Transition, subject: HasLifecycle, case: Case, day: dt.date) -> dict[str, Any]:
    """``document`` (its title), ``clocks`` that start (title, last day, law) and stop, ``texts`` of the day."""
    facts = subject.facts(day)
    starts = [start.clock for start in transition.starts if start.applies(facts, day)]
    # What counts back from a day that the form asks for is told by the form.
    starts = [clock for clock in starts if not clock.on(day).backward]
    template = TEMPLATES.get(transition.document)
    return {
        "document": template and Text(template.title_zh, template.title_en),
        "starts": [_started(clock, day) for clock in starts],
        "stops": [Text(clock.zh, clock.en) for clock in transition.stops],
        "texts": statutory_texts(transition.action, case, day),
    }


def statutory_texts(action: str, case: Case, day: dt.date) -> list[wording.Wording]:
    keys = TEXTS.get(action, ())
    if not keys:
        return []
    profile = profile_on(case.office, day)
    lang = "en" if say(Text("zh", "en")) == "en" else "zh"
    names = {
        "bank": profile.bank_name,
        "account_name": profile.bank_account_name,
        "account_number": profile.bank_account,
        "government": profile.government,
        "superior": profile.superior,
        "court": profile.court,
    }
    return [wording.text(key, day, lang, **names) for key in keys if wording.is_in_force(key, day)]


def _started(clock: working_days.Clock, day: dt.date) -> dict[str, Any]:
    version = clock.on(day)
    due = working_days.due(clock, day, calendar=deadlines.calendar())
    return {"title": Text(version.zh, version.en), "due_on": due.due_on, "law": version.law_zh}
