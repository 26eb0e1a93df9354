"""Imports: the list, the upload, the columns, what the check found, progress, undoing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, tokens
from casework.kernel.errors import AlreadyDone, DomainError, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import recently_signed_in, see_other
from casework.kernel.presses import press
from casework.kernel.rest import say
from casework.kernel.transitions import options
from complaints import queries
from complaints.forms import ColumnsForm, UploadForm
from complaints.lifecycle.importing import IMPORTS
from complaints.models import ImportRun
from complaints.queries.imports import SHOWN, with_clocks_foretold
from complaints.services import imports
from complaints.services.imports.tables import safe_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVING = ("running", "undoing")


@login_required
@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """The imports of the office, and the form for another one."""
    runs = queries.imports_for(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.upload(
                kind=form.cleaned_data["kind"],
                content=file.read(),
                file_name=file.name,
                actor=request.user,
                at=clock.now(),
                token=tokens.read(request.POST.get("token", "")),
            )
            return see_other(request, reverse("import", args=[run.reference]))
        except AlreadyDone:  # the same press again: to the run that the first one made
            return see_other(
                request, reverse("import", args=[runs.filter(uploaded_by=request.user)[0].reference])
            )
        except DomainError as refused:
            form.add_error("file", say(refused.message))
    context = {"form": form, "runs": runs[:50], "kinds": IMPORTS.items()}
    return render(request, "complaints/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def import_run(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, queries.import_for(request.user, reference))


@login_required
@require_GET
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """The figures alone; while it moves the page asks for them again."""
    run = queries.import_for(request.user, reference)
    response = render(request, "complaints/_import_progress.html", _figures(run))
    if run.state not in MOVING:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def check(request: HttpRequest, reference: str) -> HttpResponse:
    run = queries.import_for(request.user, reference)
    form = ColumnsForm(request.POST, run=run, headers=imports.headers_of(run))
    if not form.is_valid():
        return _page(request, run, form=form)
    press(request, imports.check, run=run, columns=form.columns())
    return see_other(request, reverse("import", args=[reference]), _CHECKED)


@login_required
@require_POST
def start(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, imports.start, _STARTED)


@login_required
@recently_signed_in
@require_POST
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, imports.undo, _UNDOING)


@login_required
@require_GET
def errors_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """Every row that was not imported or that stays: its number in the file, the column, what to do."""
    run = queries.import_for(request.user, reference)
    lines = [
        (row.number, row.key, column, zh, en)
        for row in queries.not_imported(run)
        for column, zh, en in row.errors
    ]
    content = safe_csv([("行", "编号", "列", "怎么办", "What to do"), *lines])
    return _download(content, "text/csv; charset=utf-8", f"{run.reference}.csv")


@login_required
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook with our columns."""
    queries.imports_for(request.user)
    if kind not in IMPORTS:
        raise NotFound
    return _download(imports.template_of(kind), XLSX, f"{IMPORTS[kind].zh}.xlsx")


def _act(request: HttpRequest, reference: str, verb, message: Text) -> HttpResponse:
    run = queries.import_for(request.user, reference)
    press(request, verb, run=run)
    return see_other(request, reverse("import", args=[reference]), message)


def _page(request: HttpRequest, run: ImportRun, form: ColumnsForm | None = None) -> HttpResponse:
    acts = {o.transition.action: o for o in options(run, request.user, clock.today()) if o.is_allowed}
    if form is None and "check" in acts:
        form = ColumnsForm(run=run, headers=imports.headers_of(run))
    context = {
        **_figures(run),
        "form": form,
        "acts": acts,
        "wrong": queries.not_imported(run)[:SHOWN],
        "clocks": with_clocks_foretold(run)[:SHOWN],
    }
    return render(request, "complaints/import.html", context, status=422 if form and form.errors else 200)


def _figures(run: ImportRun) -> dict:
    total = sum(run.counts.values())
    moved = total - run.counts["waiting"] - (run.counts["done"] if run.state == "undoing" else 0)
    return {"run": run, "total": total, "moved": moved, "is_moving": run.state in MOVING}


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


_CHECKED = Text("检查完成，还没有导入任何一行。", "Checked; nothing has been imported yet.")
_STARTED = Text("已开始导入，可以离开本页。", "The import has begun; you may leave this page.")
_UNDOING = Text("已开始撤销。", "The undoing has begun.")
