"""送达: the record of service by its methods, its correction, the public notice, the confirmed addresses."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries
from casework.kernel import clock
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound, NotPermitted, Refused
from casework.kernel.lifecycle import Option, Refusal, Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press, step_taken
from casework.kernel.rest import say
from casework.kernel.transitions import option
from casework.lifecycle import ON_THE_CASE
from casework.lifecycle.service import METHODS, NOTICE, RECORDED, Method, against
from casework.models import Document
from casework.services import addresses, announcements, service_of_documents
from casework.web.consequences import consequences
from casework.web.files import sent
from casework.web.service_forms import (
    AddressForm,
    AnnouncementForm,
    AnnouncementPaperForm,
    CorrectionForm,
    ServiceForm,
)

RECORDED_NOW = Text("送达已记录，期限从送达次日起算。", "Recorded. The periods run from the day after.")
CORRECTED = Text("更正已记录，原来的记录保留。", "Corrected. The earlier entry is kept.")
DRAWN = Text("送达公告已编号，正在生成。", "The notice is numbered and being made.")
ANNOUNCED = Text("公告已记录，公告期从次日起算。", "On record. The period counts from the day after.")
CONFIRMED = Text("送达地址确认书已归入案卷。", "The address confirmation is on file.")
CURE = Text("去登记送达地址确认书", "Enter the address confirmation")


@login_required
@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record how, when and to whom the document was served."""
    at = clock.now()
    found = queries.document_for(request.user, reference)
    method = RECORDED.get(_asked(request), RECORDED["direct"])
    form = ServiceForm(*_sent(request), case=found.case, day=day_of(at), service_method=method)
    if form.is_valid() and step_taken(request, form, service_of_documents.record_service, document=found):
        return see_other(request, reverse("case", args=[found.case.reference]), RECORDED_NOW)
    judged = _judged(found, request, day_of(at))
    context = {
        **_about(found, form, method),
        "tabs": _tabs(method, found),
        "refused": _refused(found, method, day_of(at)),
        "announcement": getattr(found, "announcement", None),
        "follows": consequences(judged.transition, found.case, found.case, day_of(at)) if judged else None,
        "laws": [judged.transition.law if judged else service_of_documents.LAW, method.law],
    }
    return render(request, "cases/serve.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Set the entry that stands right, by a further one."""
    at = clock.now()
    found = queries.document_for(request.user, reference)
    service = found.service
    if service is None:
        raise NotFound
    _only_officers(found, request)
    method = METHODS.get(_asked(request), METHODS[service.method])
    form = CorrectionForm(
        *_sent(request), case=found.case, day=day_of(at), service_method=method, standing=service
    )
    if form.is_valid() and step_taken(request, form, service_of_documents.correct_service):
        return see_other(request, reverse("document", args=[reference]), CORRECTED)
    context = {
        **_about(found, form, method),
        "service": service,
        "tabs": _tabs(method),
        "refused": _refused(found, method, day_of(at)),
        "laws": [method.law],
    }
    return render(request, "cases/serve.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a public notice on record; its period begins."""
    at = clock.now()
    found = queries.document_for(request.user, reference)
    form = AnnouncementForm(*_sent(request), case=found.case, day=day_of(at))
    if form.is_valid() and step_taken(request, form, announcements.announce, document=found):
        return see_other(request, reverse("document", args=[reference]), ANNOUNCED)
    _judged(found, request, day_of(at))
    if hasattr(found, "announcement"):
        return redirect("document", reference)
    context = {**_about(found, form, NOTICE), "tabs": _tabs(NOTICE, found), "laws": [NOTICE.law]}
    return render(request, "cases/announce.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def announcement(request: HttpRequest, reference: str) -> HttpResponse:
    """Draw up the notice that is to be published."""
    at = clock.now()
    found = queries.document_for(request.user, reference)
    form = AnnouncementPaperForm(*_sent(request), case=found.case, day=day_of(at))
    if form.is_valid() and step_taken(request, form, announcements.draw_notice, document=found):
        return see_other(request, reverse("case", args=[found.case.reference]), DRAWN)
    _judged(found, request, day_of(at))
    context = {**_about(found, form, NOTICE), "laws": [NOTICE.law]}
    return render(request, "cases/announcement_paper.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The period of the notice has run: one press records the service."""
    found = queries.document_for(request.user, reference)
    press(request, announcements.confirm_announced, document=found)
    return see_other(request, reverse("case", args=[found.case.reference]), RECORDED_NOW)


@login_required
@require_GET
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """The scan of the signed receipt, or the copy of the notice."""
    found = queries.document_for(request.user, reference)
    service, announcement = found.service, getattr(found, "announcement", None)
    file = service.receipt if service else announcement.copy if announcement else None
    if file is None:
        raise NotFound
    return sent(file, f"{found} 送达", as_attachment=True)


@login_required
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, reference: str) -> HttpResponse:
    """The addresses that the party confirmed, and the form for another signed one."""
    at = clock.now()
    case = queries.case_for(request.user, reference)
    form = AddressForm(*_sent(request), case=case, day=day_of(at))
    if form.is_valid() and step_taken(request, form, addresses.confirm_address, case=case):
        return see_other(request, reverse("case_address", args=[reference]), CONFIRMED)
    may_record = request.user in case.officers_on_case()
    if request.method == "POST" and not may_record:
        raise NotPermitted(ON_THE_CASE.reason, law=addresses.LAW)
    context = {
        "case": case,
        "confirmations": case.address_confirmations.select_related("form", "recorded_by"),
        "form": form if may_record else None,
        "may_ask": option(case, "ask_for_address", request.user, day_of(at)).is_allowed,
        "law": addresses.LAW,
    }
    return render(request, "cases/address.html", context)


@login_required
@require_GET
def address_form(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The scan of one signed form."""
    case = queries.case_for(request.user, reference)
    confirmation = case.address_confirmations.filter(pk=pk).first()
    if confirmation is None:
        raise NotFound
    return sent(confirmation.form, f"送达地址确认书 {case.reference}", as_attachment=True)


def _asked(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("method", "")


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _judged(found: Document, request: HttpRequest, day: dt.date) -> Option | None:
    """The step of the case that the service completes, refused where it cannot be taken; None beside the
    course."""
    action = service_of_documents.STEPS.get(found.kind)
    judged = option(found.case, action, request.user, day) if action else None
    if judged and not judged.is_allowed:
        raise Refused.because(judged.refusals)
    _only_officers(found, request)
    if judged is None and found.service:
        raise Refused(service_of_documents.SERVED_ALREADY, law=service_of_documents.LAW)
    return judged


def _only_officers(found: Document, request: HttpRequest) -> None:
    if not service_of_documents.may_serve(found, request.user):
        raise NotPermitted(ON_THE_CASE.reason, law=service_of_documents.LAW)


def _about(found: Document, form: Form, method: Method) -> dict[str, Any]:
    return {"document": found, "case": found.case, "form": form, "method": method}


def _tabs(current: Method, found: Document | None = None) -> list[dict[str, Any]]:
    """The methods; the public notice has a page of its own and cannot be chosen for a correction."""
    serve_url = reverse("document_serve", args=[found.reference]) if found else ""
    tabs = [
        {
            "url": f"{serve_url}?method={name}",
            "text": method.title,
            "count": None,
            "current": method == current,
        }
        for name, method in RECORDED.items()
    ]
    if found and not hasattr(found, "announcement"):
        url = reverse("document_announce", args=[found.reference])
        tabs.append({"url": url, "text": NOTICE.title, "count": None, "current": current == NOTICE})
    return tabs


def _refused(found: Document, method: Method, day: dt.date) -> list[dict[str, Any]]:
    """What ``{% missing %}`` draws where the method is not lawful for this document today."""
    confirmation = addresses.confirmation_on(found.case, day)
    refusals = against(method, found.kind, day, confirmed=confirmation.confirmed if confirmation else ())
    return [_missing(refusal, found) for refusal in refusals]


def _missing(refusal: Refusal, found: Document) -> dict[str, Any]:
    item = {"kind": "blocks", "text": refusal.message, "law": refusal.law}
    if refusal.code == "address_confirmed":
        url = reverse("case_address", args=[found.case.reference])
        item |= {"link": url, "link_text": say(CURE)}
    return item
