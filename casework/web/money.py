"""The register of money, and the bank's statements from which receipts are entered."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.errors import Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.rest import say
from casework.kernel.roles import Role
from casework.models import BankStatement, StatementLine
from casework.models.execution import NOTHING
from casework.services import money_statements as statements
from casework.web.money_forms import AssignForm, MoneyFilter, SetAsideForm, StatementForm
from casework.web.paging import page_by_key

SIZE = 50
ENTERED = Text("匹配的款项已入账；没有匹配的列在下面，请人工认领。", "Entered. What is left is listed below.")


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Every fine of one's offices with what was paid, is open or is to be given back; totals over the filter."""
    found = MoneyFilter(request.GET, queries.money_register(request.user), request=request)
    page = page_by_key(found.qs, request.GET, SIZE)
    offices = queries.sums_by_office(found.qs)
    context = {
        "filter": found,
        "page": page,
        "is_first": "after" not in request.GET,
        "offices": offices,
        "totals": {name: sum((office[name] for office in offices), NOTHING) for name in queries.SUMS},
        "count": sum(office["count"] for office in offices),
        "is_finance": Role.FINANCE in request.user.powers,
    }
    return render(request, "money/register.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def statement_list(request: HttpRequest) -> HttpResponse:
    """The statements read so far; a new file is read here, which enters no money yet."""
    if not request.user.powers & queries.STATEMENT_READERS:
        raise NotFound
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        statements.check_finance(request.user)
        if form.is_valid() and (read := _read(request, form)):
            return see_other(request, _address(read))
    found = queries.statements_for(request.user)[:SIZE]
    context = {"form": form, "statements": found, "is_finance": Role.FINANCE in request.user.powers}
    return render(request, "money/statements.html", context)


def _read(request: HttpRequest, form: StatementForm) -> BankStatement | None:
    upload = form.cleaned_data["file"]
    try:
        # Without a token of its own: reading the same file again gives the same statement.
        tokens.read(request.POST.get("token", ""))
        return statements.read_statement(
            content=upload.read(), name=upload.name, actor=request.user, at=clock.now()
        )
    except Invalid as error:
        form.add_error("file", say(error.message))
        return None


@login_required
@require_GET
def statement(request: HttpRequest, reference: str) -> HttpResponse:
    """What would become, or became, of every row; what waits for a person stands first."""
    return _statement_page(request, queries.statement_for(request.user, reference))


@login_required
@require_POST
def statement_enter(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.statement_for(request.user, reference)
    press(request, statements.enter_statement, statement=found)
    return see_other(request, _address(found), ENTERED)


@login_required
@require_POST
def statement_assign(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A person says to which debt a row belongs."""
    found = queries.statement_for(request.user, reference)
    line = queries.line_of(found, number)
    statements.check_finance(request.user)
    form = AssignForm(request.POST, user=request.user)
    if not form.is_valid():
        return _statement_page(request, found, wrong=(number, form))
    execution, purpose = form.cleaned_data["written"], form.cleaned_data["purpose"]
    try:
        press(request, statements.assign_line, line=line, execution=execution, purpose=purpose)
    except Invalid as error:
        form.add_error("written", say(error.message))
        return _statement_page(request, found, wrong=(number, form))
    return see_other(request, _address(found), Text("这一行已入账。", "The row is entered."))


@login_required
@require_POST
def statement_set_aside(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found = queries.statement_for(request.user, reference)
    line = queries.line_of(found, number)
    statements.check_finance(request.user)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        raise Invalid(Text("请写明理由。", "Say why."))
    press(request, statements.set_line_aside, line=line, reason=form.cleaned_data["reason"])
    return see_other(request, _address(found), Text("已标为与罚款无关。", "Set aside."))


def _statement_page(
    request: HttpRequest, found: BankStatement, wrong: tuple[int, AssignForm] | None = None
) -> HttpResponse:
    lines = list(found.lines.select_related("execution__decision"))
    by_state = {state: [line for line in lines if line.state == state] for state in StatementLine.State}
    sums = [
        {"title": StatementLine.TITLES[state], "count": len(rows), "amount": _sum(rows)}
        for state, rows in by_state.items()
        if rows
    ]
    is_finance = Role.FINANCE in request.user.powers
    context = {
        "statement": found,
        "sums": sums,
        "matched": by_state[StatementLine.State.MATCHED],
        "waiting": [_row(request, line, wrong) for line in by_state[StatementLine.State.UNMATCHED]],
        "problems": by_state[StatementLine.State.WRONG],
        "others": [line for line in lines if line.state in ("entered", "known", "set_aside")],
        "is_finance": is_finance,
    }
    return render(request, "money/statement.html", context)


def _row(request: HttpRequest, line: StatementLine, wrong: tuple[int, AssignForm] | None) -> dict[str, Any]:
    is_wrong = wrong is not None and wrong[0] == line.number
    form = wrong[1] if wrong and is_wrong else AssignForm(user=request.user, auto_id=f"line-{line.number}-%s")
    return {"line": line, "form": form, "aside": SetAsideForm(auto_id=f"line-{line.number}-aside-%s")}


def _sum(lines: list[StatementLine]) -> Any:
    return sum((line.amount for line in lines if line.amount), NOTHING)


def _address(found: BankStatement) -> str:
    return reverse("statement", args=[found.reference])
