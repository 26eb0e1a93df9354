"""The citizen names the trader: whom of the register they may mean, as they type and by a button. The register
alone answers; what was said about a trader is nobody's to find here."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casework.kernel import clock
from complaints import queries
from complaints.forms.steps import words_in
from complaints.models import Draft
from complaints.queries import drafts as kept
from complaints.services import limits

TYPED = {"name": "trader_name", "code": "trader_uscc", "address": "trader_address"}


@never_cache
@require_POST
def complaint_traders(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The answer to the script while somebody types. What is typed is kept by the form, not by this."""
    at = clock.now()
    draft = kept.draft_for(key, at)
    context = looked_up(draft, words_in(request.POST, TYPED.values()), at)
    return render(request, "complaints/_traders.html", {**context, "chosen": request.POST.get("trader", "")})


def looked_up(draft: Draft, words: Mapping[str, Any], at: dt.datetime) -> dict[str, Any]:
    """What the list of suggestions shows, for one look among those that a draft has a minute."""
    limits.hold_look_up(draft.pk, at=at)
    typed = {name: words.get(field, "") for name, field in TYPED.items()}
    return {"looked": any(typed.values()), "found": queries.suggested(**typed)}


def with_chosen(words: Mapping[str, Any], uscc: str) -> dict[str, Any]:
    """The words with name and code as the register has them, where somebody chose a trader of it. Where it happened
    stays as it was told; the register's address fills a gap."""
    trader = queries.trader(uscc) if uscc else None
    if trader is None:
        return dict(words)
    chosen = {"trader_name": trader.name, "trader_uscc": trader.uscc}
    return {**words, **chosen, "trader_address": words.get("trader_address") or trader.address}
