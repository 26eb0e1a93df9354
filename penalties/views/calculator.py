"""The calculator for everybody; nothing of it is kept."""

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.kernel import clock
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from penalties import vocabulary
from penalties.forms.calculator import CalculatorForm
from penalties.views.outcome import answers_only, beside_each_other, filled, result_of, template_of

# Links that a visitor of the calculator can follow: the conduct, and why it is worth a look.
EXAMPLES = (
    (
        Text("售楼处未经同意拍摄、识别人脸（2021年）", "A sales centre that recorded faces without consent (2021)"),
        "q=人脸&norms=CPL-56-personal-info&ended_on=2021-08-31&decided_on=2021-12-02&amount_illegal_gains=unknown"
        "&factors=32.1-harm-removed&factors=may-cooperated&tier=ordinary&proposed_fine=180000",
    ),
    (
        Text("同样的行为，2021年11月以后，还没有责令改正", "The same after November 2021, not yet ordered to correct"),
        "q=人脸&norms=PIPL-66-1&ended_on=2022-03-01&decided_on=2022-05-01&amount_illegal_gains=unknown"
        "&fact_refused_to_correct=false",
    ),
    (
        Text("超过保质期的食品，货值9,999.99元", "Expired food worth 9,999.99 yuan"),
        "q=过期&norms=FSL-124&ended_on=2024-03-01&decided_on=2024-05-01&amount_goods_value=known"
        "&value_goods_value=9999.99&amount_illegal_gains=none",
    ),
)  # fmt: skip


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """The same form and engine without a case. The address holds everything, a second scenario too (``a``);
    nothing is stored."""
    today, query = day_of(clock.now()), answers_only(request.GET)
    form = _calculator_form(request.GET, today)
    context = {
        "form": form,
        "examples": EXAMPLES,
        "result": result_of(form) if form.is_bound else {},
        "is_public": True,
        "compute_url": reverse("calculator"),
        "beside_url": f"?{query}&{urlencode({'a': query})}",
        "query_b": query,
    }
    if kept := request.GET.get("a", ""):
        context |= beside_each_other(_calculator_form(QueryDict(kept), today), form, context["result"], kept)
    response = render(request, template_of(request, "penalties/calculator.html"), context)
    if request.htmx:
        response["HX-Replace-Url"] = f"{request.path}?{filled(request.GET).urlencode()}"
    return response


def _calculator_form(data: QueryDict, today: dt.date) -> CalculatorForm:
    """Bound once a provision is chosen: words alone only search."""
    decided_on = _day(data.get("decided_on", ""), today)
    party = data.get("party", "unit")
    return CalculatorForm(
        data if data.getlist("norms") else None,
        decided_on=decided_on,
        party_kind=party if party in vocabulary.PARTY_KINDS else "unit",
        initial={"q": data.get("q", ""), "ended_on": _day(data.get("ended_on", ""), today)}
        | {"party": party, "decided_on": decided_on},
    )


def _day(text: str, default: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return default
