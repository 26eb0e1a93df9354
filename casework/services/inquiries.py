"""Material that the party is to supply within days that a served notice sets, and what came (程序规定 art 30)."""

import datetime as dt

from django.db import transaction

from casework.clocks import SUPPLY_MATERIAL, Length, Unit
from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Document
from casework.services import documents
from casework.services.dossier import add_to_dossier

LAW = "程序规定第三十条"


@transaction.atomic
def ask_for_material(
    *,
    case: Case,
    subject: str,
    items: str,
    until: dt.date,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Document:
    """限期提供材料通知书: what is to be supplied, one thing a line, and until when. The length is the officers'
    choice."""
    if until <= day_of(at):
        raise Invalid(Text("期限须在今天之后。", "The last day lies after today."), law=LAW)
    case = perform(lock(case), "ask_for_material", actor=actor, at=at, token=token, details={"until": until})
    return documents.make_supply_notice(case, subject=subject, items=items, until=until, actor=actor, at=at)


def note_service(*, document: Document, served_on: dt.date, actor: User | None, at: dt.datetime) -> None:
    """The notice reached the party: its days run. Nothing where the last day had come by then: nobody can be
    held to it."""
    length = _length(document, served_on)
    if length:
        office = document.case.office
        deadlines.start(
            SUPPLY_MATERIAL,
            document.reference,
            on=served_on,
            actor=actor,
            at=at,
            office=office,
            length=length,
        )


def correct_service(*, document: Document, served_on: dt.date, actor: User, at: dt.datetime) -> None:
    """The notice was served on another day than recorded: as many days fewer or more, to the same last day."""
    length = _length(document, served_on)
    if length is None:
        deadlines.lapse(document.reference, SUPPLY_MATERIAL, on=day_of(at), at=at)
        return
    deadlines.restart(
        document.reference,
        SUPPLY_MATERIAL,
        on=served_on,
        ground=document.reference,
        actor=actor,
        at=at,
        length=length,
    )


@transaction.atomic
def record_material(
    *,
    case: Case,
    notice: Document,
    has_come: bool,
    supplied: str,
    supplied_on: dt.date,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Case:
    """What the party gave on a served notice, which joins the case file; or, once the last day has passed, that
    nothing came. ``supplied`` says what, or how the party was reminded."""
    details = {"document": notice.reference, "has_come": has_come, "on": supplied_on}
    case = perform(lock(case), "record_material", actor=actor, at=at, token=token, details=details)
    asked = deadlines.open_clock(notice.reference, SUPPLY_MATERIAL)
    if asked is None:
        raise Invalid(Text("这份通知书没有在等材料。", "Nothing is awaited on this notice."), law=LAW)
    if not has_come:
        if day_of(at) <= asked.due_on:
            raise Invalid(Text(f"期限到{asked.due_on}才届满。", f"The last day is {asked.due_on}."), law=LAW)
        deadlines.lapse(notice.reference, SUPPLY_MATERIAL, on=day_of(at), at=at)
        return case
    if not asked.started_on <= supplied_on <= day_of(at):
        raise Invalid(
            Text("提供日期须在送达之后、今天之前。", "Supplied between the service and today."),
            law=LAW,
        )
    deadlines.meet(notice.reference, SUPPLY_MATERIAL, on=supplied_on, actor=actor, at=at)
    add_to_dossier(
        case=case,
        kind="supplied_material",
        reference=notice.reference,
        title=f"当事人提供的材料：{supplied}"[:200],
        made_by=str(case.party),
        on=supplied_on,
        path=f"/desk/documents/{notice.reference}/",
        officers=case.officers_on_case(),
        actor=actor,
        at=at,
    )
    return case


def _length(notice: Document, served_on: dt.date) -> Length | None:
    """The days between service and the last day that the notice prints; None where there are none."""
    last_day = notice.context.get("last_day")
    days = (dt.date.fromisoformat(last_day) - served_on).days if last_day else 0
    return Length(days, Unit.CALENDAR_DAY) if days > 0 else None
