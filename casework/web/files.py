"""Documents: the page of one, its PDF, the record of its service, the scan of its signed copy."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from casework import queries
from casework.kernel import clock, files
from casework.kernel.documents import TEMPLATES
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile
from casework.kernel.pages import see_other
from casework.models import Document
from casework.services import documents, service_of_documents
from casework.web.case_forms import ScanForm

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@login_required
@require_GET
def document(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, queries.document_for(request.user, reference), ScanForm())


@login_required
@require_GET
def pdf(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.document_for(request.user, reference)
    if found.file is None:
        return _page(request, found, ScanForm())
    return sent(found.file, str(found))


@login_required
@require_GET
def draft(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """A document as it would be made now, marked 草稿; nothing is kept."""
    found = queries.case_for(request.user, reference)
    made = documents.draft(found, kind, at=clock.now())
    name = content_disposition_header(False, f"{TEMPLATES[kind].title_zh}（草稿）{reference}.pdf")
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})


@login_required
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, reference: str) -> HttpResponse:
    """The signed and stamped copy: to read, or to put on file."""
    found = queries.document_for(request.user, reference)
    if request.method == "GET":
        if found.scan is None:
            raise NotFound
        return sent(found.scan, str(found), as_attachment=True)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    documents.attach_scan(document=found, scan=form.cleaned_data["scan"], actor=request.user, at=clock.now())
    message = Text("扫描件已归入案卷。", "The scan is on file.")
    return see_other(request, reverse("document", args=[reference]), message)


def sent(file: StoredFile, title: str, *, as_attachment: bool = False) -> HttpResponse:
    """The stored bytes, checked against their hash. What we made ourselves the browser may show; what somebody
    uploaded it may only keep."""
    name = f"{title}.{ENDINGS.get(file.content_type, 'bin')}"
    return HttpResponse(
        files.read(file),
        content_type=file.content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment, name),
            "ETag": f'"{file.sha256}"',
        },
    )


def _page(request: HttpRequest, found: Document, form: ScanForm) -> HttpResponse:
    context = {
        "document": found,
        "case": found.case,
        "service": found.service,
        "announcement": getattr(found, "announcement", None),
        "form": form,
        "may_serve": service_of_documents.may_serve(found, request.user),
        "may_scan": bool(request.user.powers & documents.SCANNERS),
    }
    return render(request, "cases/document.html", context)
