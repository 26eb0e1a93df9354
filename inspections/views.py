"""The pages of the inspections desk: planning at a desk, the visit itself on a phone, the evidence."""

import io
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries as hub
from casework.kernel import clock, files, tokens
from casework.kernel.errors import AlreadyDone, Invalid, NotFound, NotPermitted, Refused
from casework.kernel.lifecycle import WRONG_ROLE, Option, Text
from casework.kernel.pages import reason_in, see_other
from casework.kernel.presses import press
from casework.kernel.references import profile_on
from casework.kernel.rest import say
from casework.kernel.transitions import option, options
from inspections import queries
from inspections.forms import PartySignForm, PhotoForm, PlanForm, RecordForm, SignForm, refuse
from inspections.lifecycle import TO_SAY
from inspections.models import Visit
from inspections.services import evidence as evidence_verbs
from inspections.services import signatures, visits

PAGE = 30

# What the officers of a visit do next, by its state.
NEXT = {"planned": "give_notice", "notified": "begin", "under_way": "sign"}

VISIT_PLANNED = Text("已安排，等负责人批准。", "Planned. A head must approve it now.")

# Where a gap is closed: the page, the place on it, and what one does there.
WRITE = Text("去写", "Write")
SIGN = Text("去签字", "Sign")
CURES = {
    "told_recorded": ("visit_record", "#id_told_rights", WRITE),
    "findings_written": ("visit_record", "#id_findings", WRITE),
    "recording_noted": ("visit_record", "#id_recording", WRITE),
    "evidence_or_note": ("visit_photos", "", Text("去拍照", "Take a photo")),
    "officers_signed": ("visit_signatures", "", SIGN),
    "party_signed_or_refused": ("visit_signatures", "#party", SIGN),
}


# --- At a desk --------------------------------------------------------------------------------------


@login_required
@require_GET
def visit_list(request: HttpRequest) -> HttpResponse:
    """Every visit that this person may read, newest first, page by page."""
    found = list(_after(queries.visit_list(request.user), request.GET.get("after", ""))[: PAGE + 1])
    page = {"next_url": f"?after={found[PAGE - 1].reference}"} if len(found) > PAGE else {}
    return render(request, "inspections/visits.html", {"visits": found[:PAGE], "page": page})


@login_required
@require_http_methods(["GET", "POST"])
def visit_plan(request: HttpRequest) -> HttpResponse:
    """Plan a visit of the case ``?case=``; the head is asked to approve it."""
    case = hub.case_for(request.user, request.GET.get("case", ""))
    at = clock.now()
    form = PlanForm(
        request.POST or None,
        officers=hub.officers_of(case.office, clock.day_of(at)),
        initial={"place": case.party.address if case.party else ""},
    )
    if form.is_bound and form.is_valid():
        try:
            visit = visits.plan(
                case=case,
                actor=request.user,
                at=at,
                token=tokens.read(request.POST.get("token", "")),
                **form.cleaned_data,
            )
        except AlreadyDone:
            return see_other(
                request, queries.last_planned(request.user, case).get_absolute_url(), VISIT_PLANNED
            )
        except (Invalid, Refused) as error:
            refuse(form, error)
        else:
            return see_other(request, visit.get_absolute_url(), VISIT_PLANNED)
    if not visits.may_plan(request.user):
        raise NotPermitted(WRONG_ROLE)
    return render(request, "inspections/visit_plan.html", {"case": case, "form": form})


# --- On a phone -------------------------------------------------------------------------------------


@login_required
@require_GET
def field_home(request: HttpRequest) -> HttpResponse:
    """My visits: those of today, and every open one."""
    found = queries.visits_of_officer(request.user, clock.today())
    return render(request, "inspections/field_home.html", {"visits": found[:PAGE]})


@login_required
@require_GET
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    """One visit: who, where, what to say, what is still missing, and the one next step."""
    found = queries.visit_for(request.user, reference)
    at = clock.now()
    may = {o.transition.action: o for o in options(found, request.user, clock.day_of(at)) if o.is_for_actor}
    step = may.get(NEXT.get(found.state, ""))
    content = found.content_sha256()
    context = {
        "visit": found,
        "team": found.team(),
        "approval": found.approval,
        "evidence": list(queries.evidence_of(found)),
        "signatures": list(found.signatures.order_by("pk")),
        "content": content,
        "may": may,
        "step": step,
        "gaps": _gaps(found, step),
        "goes_along": queries.goes_along(request.user, found),
        "to_say": TO_SAY.format(office=profile_on(found.case.office, clock.day_of(at)).name),
    }
    return render(request, "inspections/visit.html", context)


@login_required
@require_POST
def ask_approval(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text("已再次报请批准。", "Approval has been asked for again.")
    return _act(request, reference, visits.ask_approval, message, reason=reason_in(request))


@login_required
@require_POST
def give_notice(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text(
        "检查通知书已制作，到场先交给当事人。", "The notice is made. Hand it over before you begin."
    )
    return _act(request, reference, visits.give_notice, message)


@login_required
@require_POST
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text(
        "已记下开始时间。先出示证件，告知权利。",
        "The time is noted. Show certificates and tell rights first.",
    )
    return _act(request, reference, visits.begin, message)


@login_required
@require_POST
def finish(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text("检查完成，笔录和证据已归入案卷。", "Done. Record and evidence are in the case file.")
    return _act(request, reference, visits.finish, message)


@login_required
@require_POST
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text("这次检查已取消。", "The visit is cancelled.")
    return _act(request, reference, visits.cancel, message, reason=reason_in(request))


@login_required
@require_http_methods(["GET", "POST"])
def visit_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the site record; it can be saved half done, and goes on until it is signed."""
    found = queries.visit_for(request.user, reference)
    form = RecordForm(request.POST or None, visit=found)
    if form.is_bound and form.is_valid():
        return _act(
            request,
            reference,
            visits.record_findings,
            Text("笔录已保存。", "The record is saved."),
            **form.verb_fields(),
        )
    _for_its_officers(request, found, "record_findings")
    return render(request, "inspections/visit_record.html", {"visit": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def visit_photos(request: HttpRequest, reference: str) -> HttpResponse:
    """Add photos. Sending the form again adds nothing: its uuid and the bytes name the evidence."""
    found = queries.visit_for(request.user, reference)
    form = PhotoForm(request.POST or None, request.FILES or None, initial={"uuid": uuid.uuid4()})
    if form.is_bound and form.is_valid():
        at = clock.now()
        try:
            for item in form.items():
                evidence_verbs.add_evidence(visit=found, actor=request.user, at=at, **item)
        except Invalid as error:
            refuse(form, error)
        else:
            message = Text("照片已入库，原件已封存。", "The photos are stored; the originals are sealed.")
            return see_other(request, f"{found.get_absolute_url()}#photos", message)
    _for_its_officers(request, found, "add_evidence")
    context = {"visit": found, "form": form, "evidence": list(queries.evidence_of(found)[:3])}
    return render(request, "inspections/visit_photos.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def visit_signatures(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody signs what is shown here: the officers each in their own sign-in, the party on this phone."""
    found = queries.visit_for(request.user, reference)
    content = found.content_sha256()
    forms: dict[str, SignForm] = {
        "officer": SignForm(prefix="officer", initial={"seen": content}),
        "party": PartySignForm(prefix="party", initial={"seen": content, "name": found.party_name}),
        "witness": PartySignForm(prefix="witness", initial={"seen": content}),
    }
    signer = request.POST.get("signer", "")
    if signer in forms:
        forms[signer] = type(forms[signer])(request.POST, request.FILES, prefix=signer)
        if forms[signer].is_valid():
            return _sign(request, found, signer, forms[signer].cleaned_data, forms[signer])
    _for_its_officers(request, found, "add_signature")
    standing = [s for s in found.signatures.order_by("pk") if s.content_sha256 == content]
    context = {
        "visit": found,
        "team": found.team(),
        "forms": forms,
        "has_witness": signer == "witness" or "witness" in request.GET,
        "evidence": list(queries.evidence_of(found)),
        "standing": standing,
        "signed_by": {s.officer_id for s in standing},
        "party_signed": [s for s in standing if s.signer == "party"],
        "is_outdated": found.signatures.exists() and not standing,
        "goes_along": queries.goes_along(request.user, found),
    }
    return render(request, "inspections/visit_signatures.html", context)


@login_required
@require_GET
def visit_paper(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """The notice or the record as PDF."""
    found = queries.visit_for(request.user, reference)
    document = {"notice": found.notice, "record": found.record}.get(kind)
    if document is None:
        raise NotFound
    if document.file is None:
        raise Refused(Text("文书正在生成，请稍候再打开。", "The document is still being made."))
    return FileResponse(
        io.BytesIO(files.read(document.file)), content_type=files.PDF, filename=f"{document.reference}.pdf"
    )


# --- Evidence ---------------------------------------------------------------------------------------


@login_required
@require_GET
def evidence(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    """One piece of evidence, its bytes checked against their hash just now. The look is on record."""
    item = queries.evidence_for(request.user, client_uuid)
    evidence_verbs.record_view(item=item, what="page", actor=request.user, at=clock.now())
    context = {
        "item": item,
        "visit": item.visit,
        "is_intact": evidence_verbs.is_intact(item),
        "is_picture": item.file.content_type in files.IMAGES.values(),
        "custody": queries.custody_of(item),
    }
    return render(request, "inspections/evidence.html", context)


@login_required
@require_GET
def evidence_original(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    """The original bytes, to be kept and not to be opened in the page. The look is on record."""
    item = queries.evidence_for(request.user, client_uuid)
    content = evidence_verbs.original(item=item, actor=request.user, at=clock.now())
    suffix = {"image/jpeg": "jpg", "image/png": "png", files.PDF: "pdf"}.get(item.file.content_type, "bin")
    return FileResponse(
        io.BytesIO(content),
        content_type=item.file.content_type,
        as_attachment=True,
        filename=f"{item.uuid}.{suffix}",
    )


@login_required
@require_GET
def evidence_picture(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    """The picture as the page shows it: smaller, without metadata, made from bytes that were just checked."""
    item = queries.evidence_for(request.user, client_uuid)
    content = evidence_verbs.shown(item=item, actor=request.user, at=clock.now())
    if content is None:
        raise NotFound
    return HttpResponse(content, content_type="image/jpeg")


@login_required
@require_GET
def evidence_thumbnail(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    """A small picture without metadata, for the officers of the visit only: everybody else's look is
    recorded, on the page of the evidence."""
    item = queries.evidence_for(request.user, client_uuid)
    if item.thumbnail is None or not queries.goes_along(request.user, item.visit):
        raise NotFound
    response = HttpResponse(files.read(item.thumbnail), content_type=item.thumbnail.content_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response


# --- What the pages share ---------------------------------------------------------------------------


def _for_its_officers(request: HttpRequest, found: Visit, action: str) -> None:
    """No form for whoever may not send it; what is missing on file is said when it is sent."""
    judged = option(found, action, request.user, clock.today())
    if not judged.is_for_actor:
        raise Refused.because(judged.refusals)


def _act(request: HttpRequest, reference: str, verb: Any, message: Text, **given: Any) -> HttpResponse:
    """Carry out one verb on the visit as the person saw it, and come back to it."""
    found = queries.visit_for(request.user, reference)
    press(request, verb, visit=found, **given)
    return see_other(request, found.get_absolute_url(), message)


def _sign(
    request: HttpRequest, found: Visit, signer: str, given: dict[str, Any], form: SignForm
) -> HttpResponse:
    act = {
        "visit": found,
        "seen": given["seen"],
        "actor": request.user,
        "at": clock.now(),
        "token": tokens.read(request.POST.get("token", "")),
    }
    try:
        if signer == "officer":
            signatures.sign_officer(**form.signature, **act)
        elif given["refusal"]:
            signatures.refuse_signature(signer=signer, name=given["name"], note=given["refusal"], **act)
        else:
            signatures.sign_party(signer=signer, name=given["name"], **form.signature, **act)
    except AlreadyDone:
        pass
    message = Text("已记下。", "Noted.")
    return see_other(request, reverse("visit_signatures", args=[found.reference]), message)


def _gaps(found: Visit, step: Option | None) -> list[dict[str, Any]]:
    """What stands against the next step, each with the link that cures it."""
    if step is None:
        return []
    gaps: list[dict[str, Any]] = []
    for refusal in step.refusals:
        gap = {"kind": "blocks", "text": refusal.message, "law": refusal.law}
        if refusal.code in CURES:
            name, place, words = CURES[refusal.code]
            gap |= {"link": reverse(name, args=[found.reference]) + place, "link_text": say(words)}
        gaps.append(gap)
    return gaps


def _after(rows: QuerySet[Visit], reference: str) -> QuerySet[Visit]:
    """Keyset: the visits planned before the last one shown."""
    last = rows.filter(reference=reference).first() if reference else None
    if last is None:
        return rows
    return rows.filter(planned_for__lte=last.planned_for).exclude(
        planned_for=last.planned_for, pk__gte=last.pk
    )
