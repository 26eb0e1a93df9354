"""The sheet of article 17: what the records of the office say of one claimant. It drafts and changes nothing.

Two may open it, each time with a reason that the handler reads in the history: who handles the complaint (intake
and mediator of its office) and the heads of that office who answer for a refusal. The draft is for the handler
alone: who signs must not have written what is signed (:data:`complaints.lifecycle.guards.NOT_OWN_PROPOSAL`).
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from casework.kernel import vault
from casework.kernel.clock import day_of
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.lifecycle.refusal import FACTORS_LAW
from complaints.models import Submission
from complaints.queries import handles
from complaints.queries.claimant import AT_MOST, filings_of_claimant, reads_sheet
from complaints.services.tracks import said
from complaints.triage import abuse

_ONLY_WHO_DECIDES = Text(
    "只有承办这件投诉的人员和审签的负责人可以查看。",
    "Only those who handle this complaint, and the heads who sign, may see this sheet.",
)
_NOT_OF_A_REPORT = Text(
    "第十七条只适用于投诉。举报不因举报人举报多少而不予处理，这一件照常办理。",
    "Article 17 is about complaints. A report is dealt with however many its reporter sends: this one goes on.",
)
_NO_FACTORS_YET = Text("当时的规定没有这些考虑因素。", "The rule in force that day names no such factors.")


@dataclass(frozen=True, slots=True)
class Sheet:
    rule: abuse.Rule
    findings: list[abuse.Finding]
    draft: Text | None
    """None for a head, who reads and does not draft; without words where no fact speaks for a factor."""
    namesakes: list[abuse.Filing]
    counted: int
    is_cut: bool


def refuse_sheet_of_claimant(submission: Submission, actor: User, day: dt.date) -> None:
    """A report has no such sheet, and a complaint none for whoever decides nothing about it."""
    if submission.is_report:
        raise Refused(_NOT_OF_A_REPORT, law=FACTORS_LAW)
    if not reads_sheet(submission, actor, day):
        raise NotPermitted(_ONLY_WHO_DECIDES, law=REPORTER_CONFIDENTIAL)


@transaction.atomic
def open_claimant(*, submission: Submission, actor: User, at: dt.datetime, reason: str) -> Sheet:
    """Look up the other complaints of this claimant. On record as an opening of the vault, with the reason; the
    person's data are shown to nobody."""
    day = day_of(at)
    refuse_sheet_of_claimant(submission, actor, day)
    rule = abuse.rule_on(day)
    if rule is None:
        raise Refused(_NO_FACTORS_YET, law=FACTORS_LAW)
    assert submission.reporter is not None  # a_complaint_has_a_name
    reason = f"第十七条情况核对：{said(reason)}"
    vault.open_entries(submission.reporter, reference=submission.reference, actor=actor, at=at, reason=reason)
    filings = filings_of_claimant(submission, actor, day, rule.look_back_days)
    found = abuse.findings(filings, rule)
    namesakes = [one for one in filings if one.whose == abuse.NAMESAKE]
    return Sheet(
        rule,
        found,
        abuse.drafted(found, day) if handles(submission, actor) else None,
        namesakes,
        len(filings) - len(namesakes),
        len(filings) == AT_MOST,
    )
