"""What moves the last day of a running clock: an extension, days that do not count, a pause.

Each rests on a paper, is added to the clock's history, and the due days are computed again from all of it. Call
these in a transaction. They raise Invalid for a wrong day or a missing paper and Refused, with the article of
the clock, for what the law does not allow; then nothing is changed.
"""

import datetime as dt
from typing import Any

from casework.kernel import audit
from casework.kernel.clock import day_of
from casework.kernel.deadlines import computed, differs, open_clock, pauses, store, was_missed
from casework.kernel.errors import DomainError, Invalid, Refused
from casework.kernel.explanations import UNITS_EN, UNITS_ZH
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.working_days import Clock, Unit, Version

PAST = {"extend": "extended", "exclude": "excluded", "hold": "held", "resume": "resumed", "settle": "settled"}

LONGEST_GROUND, LONGEST_DOCUMENT = 200, 60


def extend(
    reference: str,
    clock: Clock,
    *,
    on: dt.date,
    ground: str,
    document: str,
    actor: User | None,
    at: dt.datetime,
    length: int | None = None,
) -> Deadline:
    """Extend the clock by the paper ``document``, approved on ``on``, which must not be after the due day.

    Where the law fixes the length, ``length`` may be left out; where it leaves it to whoever decides (REV-10, the
    second extension of CASE-90) it is required, in the clock's unit.
    """
    deadline, version = _open(reference, clock)
    _require(version, ground=ground, document=document)
    _refuse_day(deadline, on, at)
    number = _extension(deadline, version, length)
    if was_missed(deadline) or (on > deadline.due_on and deadline.state != Deadline.State.HELD):
        raise _refused(
            version,
            f"延长须在期限届满之前批准；最后一日是{deadline.due_on}，已经过去。",
            f"An extension must be approved before the period expires; its last day was {deadline.due_on}.",
        )
    change = {"on": on, "length": f"{number} {deadline.unit}", "ground": ground, "document": document}
    return _change(deadline, clock, "extend", actor=actor, at=at, **change)


def exclude(
    reference: str,
    clock: Clock,
    first: dt.date,
    last: dt.date,
    *,
    ground: str,
    document: str,
    actor: User | None,
    at: dt.datetime,
) -> Deadline:
    """Take the days ``first`` to ``last``, both included, out of the count."""
    deadline, version = _open(reference, clock)
    _require(version, ground=ground, document=document)
    _refuse_without_pauses(version)
    if first > last:
        raise Invalid(
            Text("扣除期间的结束日早于开始日。", "The excluded days end before they begin."),
            law=version.law_zh,
        )
    _refuse_day(deadline, first, at)
    _refuse_day(deadline, last, at)
    change = {"on": first, "until": last, "ground": ground, "document": document}
    return _change(deadline, clock, "exclude", actor=actor, at=at, **change)


def hold(
    reference: str,
    clock: Clock,
    *,
    on: dt.date,
    ground: str,
    document: str,
    actor: User | None,
    at: dt.datetime,
) -> Deadline:
    """Stop the clock from ``on`` on, which is the first day that does not count. It may stand still on several
    grounds at once."""
    deadline, version = _open(reference, clock)
    _require(version, ground=ground, document=document)
    _refuse_without_pauses(version)
    _refuse_day(deadline, on, at)
    if ground in pauses(deadline.events.all()):
        raise _refused(
            version,
            f"该期限已因“{ground}”暂停计算。",
            f"This period stands still already on this ground: {ground}.",
        )
    if on > deadline.due_on and deadline.state != Deadline.State.HELD:
        raise _refused(
            version,
            f"最后一日{deadline.due_on}已经过去，不能再暂停。",
            f"The last day, {deadline.due_on}, has passed: there is nothing to stop.",
        )
    return _change(deadline, clock, "hold", actor=actor, at=at, on=on, ground=ground, document=document)


def resume(
    reference: str,
    clock: Clock,
    *,
    on: dt.date,
    document: str,
    actor: User | None,
    at: dt.datetime,
    ground: str = "",
) -> Deadline:
    """Let the clock run again: ``on`` counts, the days since the hold do not. ``ground`` says which pause ends,
    where there are several; the clock runs when the last one has ended."""
    deadline, version = _open(reference, clock)
    lasting = pauses(deadline.events.all())
    ground = ground or (next(iter(lasting)) if len(lasting) == 1 else "")
    if ground not in lasting:
        named = "、".join(lasting) or "没有暂停"
        raise _refused(
            version,
            f"请指明恢复哪一项暂停（现有：{named}）。",
            f"Say which pause ends (now: {', '.join(lasting) or 'none'}).",
        )
    _require(version, ground=ground, document=document)
    _refuse_day(deadline, on, at)
    if on < lasting[ground]:
        raise Invalid(
            Text(
                f"恢复日早于暂停日{lasting[ground]}。",
                f"It cannot run again before it was stopped, on {lasting[ground]}.",
            ),
            law=version.law_zh,
        )
    return _change(deadline, clock, "resume", actor=actor, at=at, on=on, ground=ground, document=document)


def settle(deadline: Deadline, clock: Clock, *, at: dt.datetime) -> bool:
    """Make a provisional day final, or move it, because a holiday notice has come. ``deadline`` is locked. False
    where nothing changes."""
    if not (deadline.provisional and differs(deadline, computed(deadline, clock))):
        return False
    _change(deadline, clock, "settle", actor=None, at=at, on=day_of(at))
    return True


def _change(
    deadline: Deadline, clock: Clock, kind: str, *, actor: User | None, at: dt.datetime, **event: Any
) -> Deadline:
    before = deadline.due_on
    deadline.events.create(kind=kind, actor=actor, at=at, **event)
    store(deadline, clock)
    details = {"clock": clock.id, **event}
    details["paper"] = details.pop("document", "")
    if deadline.state != Deadline.State.HELD:  # which has no last day until it runs again
        details |= {"before": before, "due_on": deadline.due_on}
    audit.record(deadline.reference, f"deadline.{PAST[kind]}", actor=actor, at=at, details=details)
    return deadline


def _open(reference: str, clock: Clock) -> tuple[Deadline, Version]:
    deadline = open_clock(reference, clock)
    if deadline is None:
        raise _refused(
            clock.versions[-1], f"“{clock.zh}”期限没有在计算。", f"No such period runs: {clock.en}."
        )
    return deadline, clock.on(deadline.started_on)


def _extension(deadline: Deadline, version: Version, length: int | None) -> int:
    """How long the next extension is, in the clock's unit."""
    granted = deadline.events.filter(kind="extend").count()
    most = version.most_extensions
    if most == 0:
        raise _refused(
            version, "法律没有规定这个期限可以延长。", "The law knows no extension of this period."
        )
    if most is not None and granted >= most:
        raise _refused(
            version, f"这个期限已经延长{granted}次，不能再延长。", "This period cannot be extended again."
        )
    fixed = version.extension if granted == 0 else None
    number = fixed if length is None else length
    zh, en = UNITS_ZH[Unit(deadline.unit)], UNITS_EN[Unit(deadline.unit)]
    if number is None or number < 1:
        raise Invalid(
            Text(f"请写明延长多少{zh}，同时确定。", f"Say by how long, in {en}s: it is fixed at once."),
            law=version.law_zh,
        )
    if fixed and (number > fixed or (number < fixed and not version.extension_at_most)):
        raise _refused(
            version,
            f"法律规定延长{fixed}{zh}。",
            f"The law sets the length of this extension: {fixed} {en}s.",
        )
    return number


def _require(version: Version, *, ground: str, document: str) -> None:
    """Every change names its ground and the paper on which it rests."""
    for value, longest, zh, en in (
        (ground, LONGEST_GROUND, "事由", "ground"),
        (document, LONGEST_DOCUMENT, "依据文书的编号", "number of the paper"),
    ):
        if not value.strip() or len(value) > longest:
            raise Invalid(
                Text(f"请写明{zh}（不超过{longest}字）。", f"State the {en}, in up to {longest} characters."),
                law=version.law_zh,
            )


def _refuse_without_pauses(version: Version) -> None:
    if not version.pauses:
        raise _refused(
            version,
            "法律没有规定这个期限可以扣除或者暂停。",
            "The law knows no days that do not count in this period.",
        )


def _refuse_day(deadline: Deadline, day: dt.date, at: dt.datetime) -> None:
    if not deadline.started_on <= day <= day_of(at):
        raise Invalid(
            Text(
                f"日期须在起算日{deadline.started_on}与今天之间。",
                f"The day lies between the start of the period, {deadline.started_on}, and today.",
            ),
            law=deadline.law,
        )


def _refused(version: Version, zh: str, en: str) -> DomainError:
    return Refused(Text(zh, en), law=version.law_zh)
