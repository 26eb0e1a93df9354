"""A bank's statement: read (the dry run), entered, and what is left over assigned by a person."""

import datetime as dt

from django.db import IntegrityError, transaction

from casework.kernel import audit, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import DomainError, Invalid, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.roles import Role
from casework.kernel.tokens import Token
from casework.lifecycle.execution import OWED
from casework.models import BankStatement, Execution, Payment, StatementLine
from casework.queries import executions_for
from casework.services import money, money_csv
from casework.services.money_csv import Row
from casework.services.money_matching import Debt, Match, Matcher

LAW = "行政处罚法第六十七条"
TAKEN = Text("这张票据在别处已经登记过。", "This receipt has been entered elsewhere.")
State = StatementLine.State


@transaction.atomic
def read_statement(
    *, content: bytes, name: str, actor: User, at: dt.datetime, token: Token | None = None
) -> BankStatement:
    """Read a file and say of every row what would be done with it; no money is entered. The same file again
    gives the statement as it stands. Raises Invalid where it is no such file."""
    check_finance(actor)
    if actor.office is None:
        raise NotPermitted(WRONG_ROLE, law=LAW)
    sheet = money_csv.read(content)
    stored = files.store(content, "text/csv", at=at)
    known = BankStatement.objects.filter(office=actor.office, file=stored).first()
    if known is not None:
        return known
    reference = new_reference("BNK", at)
    if token is not None:
        tokens.spend(token, "statement.read", actor.office.code, actor=actor, at=at)
    statement = BankStatement.objects.create(
        reference=reference,
        office=actor.office,
        file=stored,
        name=name[:200],
        encoding=sheet.encoding,
        read_by=actor,
        read_at=at,
    )
    StatementLine.objects.bulk_create(_judged(statement, sheet.rows, actor, day_of(at)))
    details = {"sha256": stored.sha256, "rows": len(sheet.rows)}
    audit.record(reference, "statement.read", actor=actor, at=at, details=details)
    return statement


@transaction.atomic
def enter_statement(
    *, statement: BankStatement, actor: User, at: dt.datetime, token: Token | None = None
) -> dict[str, int]:
    """Enter every matched row, each wholly or not at all; what is refused stays with its reason. Again, it
    enters nothing. The answer counts the rows of the statement by state."""
    check_finance(actor)
    if token is not None:
        tokens.spend(token, "statement.entered", statement.reference, actor=actor, at=at)
    statement = BankStatement.objects.select_for_update().get(pk=statement.pk)
    lines = statement.lines.filter(state=State.MATCHED).select_related("execution")
    for line in lines:
        if line.execution is not None:
            _enter(line, line.execution, actor, at)
    statement.entered_at = statement.entered_at or at
    statement.save(update_fields=["entered_at"])
    counted = counts_of(statement)
    audit.record(statement.reference, "statement.entered", actor=actor, at=at, details=counted)
    return counted


@transaction.atomic
def assign_line(
    *,
    line: StatementLine,
    execution: Execution,
    actor: User,
    at: dt.datetime,
    purpose: str = Payment.Purpose.FINE,
    token: Token | None = None,
) -> StatementLine:
    """A person says to which debt a row belongs; it is entered at once."""
    check_finance(actor)
    if token is not None:
        tokens.spend(token, "statement.line_assigned", _name(line), actor=actor, at=at)
    line = StatementLine.objects.select_for_update().get(pk=line.pk)
    if line.state != State.UNMATCHED:
        raise Invalid(Text("这一行不需要认领。", "This row does not wait for a person."))
    _enter(line, execution, actor, at, purpose=purpose)
    if line.state != State.ENTERED:
        raise Invalid(line.reason)
    _say(line, f"由{actor}认领", f"Assigned by {actor}")
    details = {"line": line.number, "execution": execution.reference}
    audit.record(line.statement.reference, "statement.line_assigned", actor=actor, at=at, details=details)
    return line


@transaction.atomic
def set_line_aside(
    *, line: StatementLine, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> StatementLine:
    """A person says that a row is no fine of ours, and why."""
    check_finance(actor)
    if not reason.strip():
        raise Invalid(Text("请写明理由。", "Say why."))
    if token is not None:
        tokens.spend(token, "statement.line_set_aside", _name(line), actor=actor, at=at)
    line = StatementLine.objects.select_for_update().get(pk=line.pk)
    if line.state != State.UNMATCHED:
        raise Invalid(Text("这一行不需要认领。", "This row does not wait for a person."))
    line.state = State.SET_ASIDE
    _say(line, reason.strip(), reason.strip())
    details = {"line": line.number, "reason": reason.strip()}
    audit.record(line.statement.reference, "statement.line_set_aside", actor=actor, at=at, details=details)
    return line


def counts_of(statement: BankStatement) -> dict[str, int]:
    counted = dict.fromkeys(State.values, 0)
    for state in statement.lines.values_list("state", flat=True):
        counted[state] += 1
    return counted


def check_finance(actor: User) -> None:
    if Role.FINANCE not in actor.powers:
        raise NotPermitted(WRONG_ROLE, law=LAW)


def _judged(statement: BankStatement, rows: list[Row], actor: User, today: dt.date) -> list[StatementLine]:
    numbers = {row.receipt_number for row in rows}
    known = set(Payment.objects.filter(receipt_number__in=numbers).values_list("receipt_number", flat=True))
    seen: dict[str, int] = {}
    matcher = Matcher(_debts(actor))
    return [_line(statement, row, _verdict(row, matcher, known, seen, today)) for row in rows]


Verdict = tuple[State, Text, int | None]


def _verdict(row: Row, matcher: Matcher, known: set[str], seen: dict[str, int], today: dt.date) -> Verdict:
    if row.problem:
        return State.WRONG, row.problem, None
    if row.receipt_number in seen:
        first = seen[row.receipt_number]
        return State.WRONG, Text(f"与第{first}行票据号相同。", f"The same receipt as line {first}."), None
    seen[row.receipt_number] = row.line
    if row.receipt_number in known:
        return State.KNOWN, Text("这张票据已经登记过。", "This receipt has been entered already."), None
    if row.paid_on and row.paid_on > today:
        return State.WRONG, Text("日期在今天之后。", "The day has not come yet."), None
    match: Match = matcher.match(row)
    if match.debt is None:
        return State.UNMATCHED, match.reason, None
    return State.MATCHED, match.reason, match.debt.pk


def _debts(actor: User) -> list[Debt]:
    rows = executions_for(actor).filter(state__in=OWED).with_sums()
    columns = ("pk", "decision__number", "case__party__name", "balance")
    return [
        Debt(pk, number, party or "", balance) for pk, number, party, balance in rows.values_list(*columns)
    ]


def _line(statement: BankStatement, row: Row, verdict: Verdict) -> StatementLine:
    state, reason, execution = verdict
    return StatementLine(
        statement=statement,
        number=row.line,
        receipt_number=row.receipt_number,
        paid_on=row.paid_on,
        amount=row.amount,
        payer=row.payer,
        note=row.note,
        state=state,
        reason_zh=reason.zh[:300],
        reason_en=reason.en[:300],
        execution_id=execution,
    )


def _enter(
    line: StatementLine,
    execution: Execution,
    actor: User,
    at: dt.datetime,
    *,
    purpose: str = Payment.Purpose.FINE,
) -> None:
    """One row, wholly or not at all. A refusal leaves it to a person, with the reason."""
    try:
        with transaction.atomic():
            line.payment = money.enter_receipt(
                execution=execution,
                amount=line.amount,  # type: ignore[arg-type]  # a row without one is wrong and never comes here
                paid_on=line.paid_on,  # type: ignore[arg-type]
                receipt_number=line.receipt_number,
                payer=line.payer,
                purpose=purpose,
                actor=actor,
                at=at,
            )
            line.execution, line.state = execution, State.ENTERED
            line.save()
    except IntegrityError:
        line.payment, line.state = None, State.KNOWN
        _say(line, TAKEN.zh, TAKEN.en)
    except DomainError as error:
        line.payment, line.state = None, State.UNMATCHED
        _say(line, error.message.zh, error.message.en)


def _say(line: StatementLine, zh: str, en: str) -> None:
    line.reason_zh, line.reason_en = zh[:300], en[:300]
    line.save()


def _name(line: StatementLine) -> str:
    return f"{line.statement.reference}/{line.number}"
