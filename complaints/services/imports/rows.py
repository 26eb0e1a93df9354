"""What one row becomes, through the verbs of its desk, and how it is taken back."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from casework.kernel import audit, deadlines
from casework.kernel.clock import at_hour, day_of
from casework.kernel.lifecycle import Text
from casework.kernel.transitions import lock, perform
from casework.models import Case
from casework.services import cases
from complaints.lifecycle import RECEIPT_CLOCKS
from complaints.lifecycle.importing import CASES, SUBMISSIONS, TRADERS
from complaints.models import ImportRow, ImportRun, Submission, Trader
from complaints.services.erasure import erase_mistaken
from complaints.services.imports.stages import carry_on
from complaints.services.intake import party_of
from complaints.services.receiving import receive

Values = Mapping[str, Any]
PERSON = ("name", "phone", "email", "address")
WORDS = ("trader_name", "trader_uscc", "trader_address", "story", "happened_on", "request")
TRADER_COLUMNS = ("name", "address", "kind", "status", "from_day")


def bring_in(run: ImportRun, row: ImportRow, values: Values, *, at: dt.datetime) -> str:
    """Carry the row out; the reference of what it became."""
    return _BRING[run.kind](run, row, values, at)


def take_back(run: ImportRun, row: ImportRow, *, at: dt.datetime) -> Text | None:
    """Undo the row; the reason where it has to stay."""
    return _TAKE_BACK[run.kind](run, row, at)


def _submission(run: ImportRun, row: ImportRow, values: Values, at: dt.datetime) -> str:
    """Received on the day on which the other platform received it: its clocks count from there. That it was
    recorded today, the history knows."""
    receipt = receive(
        kind=values["kind"],
        channel="import",
        office=run.office,
        form_token=uuid.uuid5(uuid.NAMESPACE_URL, f"{run.reference}/{row.number}"),
        reporter={name: values[name] for name in PERSON},
        at=at_hour(values["received_on"]),
        actor=run.uploaded_by,
        **{name: values[name] for name in WORDS},
    )
    references = [submission.reference for submission in receipt.submissions]
    for reference in references:
        _note(reference, "submission.imported", run, row, at)
    return " ".join(references)


def _trader(run: ImportRun, row: ImportRow, values: Values, at: dt.datetime) -> str:
    """Enter the trader, or put what the file says in the place of what stood there. An older notice changes
    nothing."""
    known = Trader.objects.select_for_update().filter(uscc=values["key"]).first()
    trader = known or Trader(uscc=values["key"])
    if known:
        row.before = {name: getattr(known, name) for name in TRADER_COLUMNS}
        if known.from_day and values["from_day"] and values["from_day"] < known.from_day:
            return known.uscc
    for name in TRADER_COLUMNS:
        setattr(trader, name, values[name])
    trader.save()
    return trader.uscc


def _case(run: ImportRun, row: ImportRow, values: Values, at: dt.datetime) -> str:
    """A lead with its verification clock from the day of receipt; one that was filed there, under investigation with
    the ninety days from that day; both with the extensions they were given. Every later step is taken here by those
    who may: what the old system calls the stage is noted."""
    case = cases.register_lead(
        office=run.office,
        cause=values["cause"],
        summary=values["summary"],
        source=Case.Source.TRANSFER,
        source_reference=values["key"],
        received_on=values["received_on"],
        party=party_of(values["party_name"], values["party_uscc"], values["party_address"]),
        act_ended_on=values["act_ended_on"],
        actor=run.uploaded_by,
        at=at,
    )
    carry_on(case, values, actor=run.uploaded_by, at=at)
    _note(case.reference, "case.imported", run, row, at, old_state=values["old_state"])
    return case.reference


def _note(
    reference: str, action: str, run: ImportRun, row: ImportRow, at: dt.datetime, **details: str
) -> None:
    told = {"run": run.reference, "row": row.number, "number_there": row.key, **details}
    audit.record(reference, action, actor=run.uploaded_by, at=at, participants=[], details=told)


def _take_back_submission(run: ImportRun, row: ImportRow, at: dt.datetime) -> Text | None:
    """The submission ends as taken back, its clock lapses, and what it held of a person is erased: it came by
    mistake and stands in the system that it came from."""
    found = [lock(one) for one in Submission.objects.filter(reference__in=row.reference.split())]
    if any(one.state != "received" or one.version != 1 for one in found):
        return Text("已经开始办理，不能撤销。", "Work on it has begun: it stays.")
    for one in found:
        for clock in RECEIPT_CLOCKS[one.kind]:
            deadlines.lapse(one.reference, clock, on=day_of(at), at=at)
        perform(one, "take_back", actor=None, at=at, details={"run": run.reference})
    erase_mistaken(found[0], actor=None, at=at)
    return None


def _take_back_trader(run: ImportRun, row: ImportRow, at: dt.datetime) -> Text | None:
    later = ImportRow.objects.filter(
        kind=TRADERS, key=row.key, state=ImportRow.State.DONE, run__pk__gt=run.pk
    ).exists()
    if later:
        return Text("之后的导入又改过，不能撤销。", "A later import changed it again: it stays.")
    trader = Trader.objects.select_for_update().get(uscc=row.key)
    if not row.before:
        trader.delete()
        return None
    for name, value in row.before.items():
        setattr(trader, name, value)
    trader.save()
    return None


def _take_back_case(run: ImportRun, row: ImportRow, at: dt.datetime) -> Text | None:
    return Text(
        "线索已经登记，只能按程序结束（例如不予立案），不能撤销。",
        "The lead is registered: it ends by the procedure alone.",
    )


_BRING: dict[str, Callable[[ImportRun, ImportRow, Values, dt.datetime], str]] = {
    SUBMISSIONS: _submission,
    TRADERS: _trader,
    CASES: _case,
}
_TAKE_BACK: dict[str, Callable[[ImportRun, ImportRow, dt.datetime], Text | None]] = {
    SUBMISSIONS: _take_back_submission,
    TRADERS: _take_back_trader,
    CASES: _take_back_case,
}
