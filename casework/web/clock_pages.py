"""The statutory clocks for those who work with them: the table, and one date computed and explained."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.clocks import CLOCKS, Clock, Version, in_both
from casework.kernel import clock as system_clock
from casework.kernel import deadlines
from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.explanations import UNITS_EN, UNITS_ZH, explain
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.working_days import Roll
from casework.web.clock_form import ClockForm

DOMAINS = {
    "complaint": Text("投诉", "Complaints"),
    "report": Text("举报", "Reports"),
    "intake": Text("12345热线", "12345 hotline"),
    "case": Text("案件", "Cases"),
    "evidence": Text("证据与强制措施", "Evidence and measures"),
    "review": Text("审核", "Review"),
    "notice": Text("处罚告知", "Notice of the penalty"),
    "hearing": Text("听证", "Hearing"),
    "service": Text("送达", "Service"),
    "simple": Text("当场处罚", "On-the-spot penalties"),
    "execution": Text("缴款与执行", "Payment and enforcement"),
    "closing": Text("结案", "Closing"),
    "remedy": Text("复议与诉讼", "Reconsideration and suit"),
    "criminal": Text("移送公安", "Transfer to the police"),
    "publication": Text("公示", "Publication"),
    "credit_repair": Text("信用修复", "Credit repair"),
    "transparency": Text("政府信息公开", "Disclosure"),
    "supervision": Text("执法监督", "Supervision"),
    "data_protection": Text("个人信息与数据", "Data protection"),
    "records": Text("档案", "Records"),
}
ROLLS = {
    Roll.NONE: Text("不顺延", "is not moved"),
    Roll.STATUTORY_HOLIDAY: Text("遇放假安排顺延", "moves on from an arranged holiday"),
    Roll.REST_DAY: Text("遇休息日顺延", "moves on from a day off"),
}


@login_required
@require_GET
def clock_list(request: HttpRequest) -> HttpResponse:
    _refuse_others(request.user)
    today = system_clock.today()
    domains = [
        (domain, DOMAINS[domain], [_entry(clock, today) for clock in clocks])
        for domain, clocks in groupby(CLOCKS.values(), lambda clock: clock.versions[-1].domain)
    ]
    return render(request, "clocks/clocks.html", {"domains": domains, "total": len(CLOCKS)})


@login_required
@require_GET
def clock(request: HttpRequest, identifier: str) -> HttpResponse:
    """The rule, and for ``?from=`` its last day with every step of the count."""
    _refuse_others(request.user)
    if identifier not in CLOCKS:
        raise NotFound
    asked, today = CLOCKS[identifier], system_clock.today()
    form = ClockForm.of(asked, request.GET, today)
    answer = form.answer if form.is_bound and form.is_valid() else None
    context = {
        "clock": _entry(asked, today),
        "form": form,
        "answer": answer,
        "steps": explain(answer, deadlines.calendar()) if answer else [],
    }
    return render(request, "clocks/clock.html", context)


def _refuse_others(user: User) -> None:
    if not user.reads_cases:
        raise NotPermitted(WRONG_ROLE)


def _entry(clock: Clock, today: dt.date) -> dict[str, Any]:
    """A clock as its pages show it, the newest version first."""
    return {
        "id": clock.id,
        "title": Text(clock.zh, clock.en),
        "versions": [_shown(version, today) for version in reversed(clock.versions)],
    }


def _shown(version: Version, today: dt.date) -> dict[str, Any]:
    said = {
        name: in_both(text) if (text := getattr(version, name)) else None
        for name in ("holder", "start", "stop", "extended", "pauses", "missed", "note")
    }
    return {
        **said,
        "law": Text(version.law_zh, version.law),
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "is_past": version.valid_to is not None and version.valid_to < today,
        "length": _length(version),
        "roll": ROLLS[version.roll] if not version.no_period else None,
        "can_be_extended": version.can_be_extended,
        "is_verified": version.verified,
    }


def _length(version: Version) -> Text:
    if version.no_period:
        return Text(version.no_period_zh or "不是期限", version.no_period)
    if version.length is None or version.unit is None:
        return Text(version.needs_zh, version.needs)
    zh, en = f"{version.length}{UNITS_ZH[version.unit]}", f"{version.length} {UNITS_EN[version.unit]}"
    en += "" if version.length == 1 else "s"
    if version.backward:
        return Text(f"提前{zh}", f"{en} before")
    return Text(f"至少{zh}", f"at least {en}") if version.minimum else Text(zh, en)
