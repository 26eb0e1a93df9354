"""Cases, approvals and documents as data: the same queries and verbs as the pages, the same refusals."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.errors import AlreadyDone, NotFound, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.pages import recently_signed_in
from casework.kernel.transitions import options
from casework.models import Approval
from casework.services import approvals
from casework.web import serializers as shapes
from casework.web.approvals import QUEUE, gaps
from casework.web.case_steps import ROOM
from casework.web.files import sent
from casework.web.filters import STATES, CaseFilter
from casework.web.paging import page_of
from casework.web.proceedings import kind_of
from casework.web.steps import take_by_api

NOT_FOUND = {404: OpenApiResponse(shapes.ProblemSerializer, "Not there, or not open to you.")}
REFUSALS = {
    400: OpenApiResponse(shapes.ProblemSerializer, "The input is wrong."),
    403: OpenApiResponse(shapes.ProblemSerializer, "Wrong role, or barred by the separation of duties."),
    409: OpenApiResponse(shapes.ProblemSerializer, "Not possible now, or somebody else was first."),
    **NOT_FOUND,
}
FILTERS = [
    OpenApiParameter("text", str, description="Words in party, cause, number or reference."),
    OpenApiParameter("state", str, enum=list(STATES)),
    OpenApiParameter("office", str, description="Code of an office."),
    OpenApiParameter("clock", str, enum=["overdue", "soon"]),
    OpenApiParameter("mine", bool),
    OpenApiParameter("after", str, description="Cursor, from `next`."),
    OpenApiParameter("before", str, description="Cursor, from `previous`."),
]


@extend_schema(operation_id="cases_list", parameters=FILTERS, responses=shapes.CasePageSerializer)
@api_view(["GET"])
def case_list(request: Request) -> Response:
    """Cases that you may read, newest first, each with its nearest clock."""
    found = CaseFilter(request.query_params, queries.case_list(request.user), request=request)
    if not found.is_valid():
        raise ValidationError(found.errors)
    page = page_of(found.qs, request.query_params)
    queries.with_clocks(page.rows, clock.today())
    results = shapes.CaseRowSerializer(page.rows, many=True).data
    neighbours = {"next": page.next_url or None, "previous": page.previous_url or None}
    absolute = {k: v and request.build_absolute_uri(request.path + v) for k, v in neighbours.items()}
    return Response({**absolute, "results": results})


@extend_schema(operation_id="cases_read", responses={200: shapes.CaseSerializer, **NOT_FOUND})
@api_view(["GET"])
def case(request: Request, reference: str) -> Response:
    """One case with its clocks, documents, dossier, and every step with the reasons against it."""
    return _case(request, reference)


def _case(request: Request, reference: str) -> Response:
    today = clock.today()
    found = queries.case_for(request.user, reference)
    proposal = found.current_proposal
    found.amount = proposal.amount if proposal else None
    found.clocks = queries.clocks_of(reference, today)
    found.steps = options(found, request.user, today)
    found.papers = queries.documents_for(request.user).filter(case=found)
    return Response(shapes.CaseSerializer(found).data)


@extend_schema(operation_id="approvals_list", responses=shapes.ApprovalSerializer(many=True))
@api_view(["GET"])
def approval_list(request: Request) -> Response:
    """What waits for you as a head, the least lawful time first, at most a hundred."""
    rows = queries.with_options(queries.approval_queue(request.user)[:QUEUE], request.user, clock.today())
    return Response(shapes.ApprovalSerializer([_with_gaps(row) for row in rows], many=True).data)


@extend_schema(operation_id="approvals_read", responses={200: shapes.ApprovalSerializer, **NOT_FOUND})
@api_view(["GET"])
def approval(request: Request, reference: str) -> Response:
    return _approval(request, reference)


@extend_schema(
    operation_id="approvals_approve",
    request=shapes.OpinionSerializer,
    responses={200: shapes.ApprovalSerializer, **REFUSALS},
)
@api_view(["POST"])
@recently_signed_in
def approve(request: Request, reference: str) -> Response:
    """Approve, and do what the item asks for, in one transaction."""
    return _decide(request, reference, approvals.approve)


@extend_schema(
    operation_id="approvals_return",
    request=shapes.OpinionSerializer,
    responses={200: shapes.ApprovalSerializer, **REFUSALS},
)
@api_view(["POST"])
def send_back(request: Request, reference: str) -> Response:
    """Return the item; ``note`` says what is to be corrected."""
    return _decide(request, reference, approvals.send_back)


@extend_schema(
    operation_id="approvals_reject",
    request=shapes.OpinionSerializer,
    responses={200: shapes.ApprovalSerializer, **REFUSALS},
)
@api_view(["POST"])
def reject(request: Request, reference: str) -> Response:
    """Say no for good; ``note`` says why."""
    return _decide(request, reference, approvals.reject)


@extend_schema(
    operation_id="cases_take_step",
    request=shapes.StepSerializer,
    responses={200: shapes.CaseSerializer, **REFUSALS},
)
@api_view(["POST"])
def case_step(request: Request, reference: str, action: str) -> Response:
    """Take one of the steps that ``options`` of the case lists. The fields are those of the step's form; a
    missing or wrong one is named in ``errors``."""
    found = queries.case_for(request.user, reference)
    if action not in ROOM.steps:
        raise NotFound
    take_by_api(request, ROOM, found, action)
    return _case(request, reference)


@extend_schema(responses={200: shapes.ProceedingSerializer, **NOT_FOUND})
@api_view(["GET"])
def proceeding(request: Request, noun: str, reference: str) -> Response:
    """One matter beside the case: state, clocks, and every step with the reasons against it."""
    return _proceeding(request, noun, reference)


def _proceeding(request: Request, noun: str, reference: str) -> Response:
    today = clock.today()
    found = queries.proceeding_for(request.user, kind_of(noun).model, reference)
    found.clocks = queries.clocks_of(reference, today)
    found.steps = options(found, request.user, today)
    return Response(shapes.ProceedingSerializer(found).data)


@extend_schema(request=shapes.StepSerializer, responses={200: shapes.ProceedingSerializer, **REFUSALS})
@api_view(["POST"])
def proceeding_step(request: Request, noun: str, reference: str, action: str) -> Response:
    """Take one of its steps; the fields are those of the step's form."""
    kind = kind_of(noun)
    if action not in kind.steps:
        raise NotFound
    found = queries.proceeding_for(request.user, kind.model, reference)
    take_by_api(request, kind.room, found, action)
    return _proceeding(request, noun, reference)


@extend_schema(request=shapes.StepSerializer, responses={200: shapes.CaseSerializer, **REFUSALS})
@api_view(["POST"])
def proceeding_new(request: Request, noun: str, reference: str, action: str) -> Response:
    """Open one on the case, which is the answer."""
    kind = kind_of(noun)
    if action not in kind.begins:
        raise NotFound
    take_by_api(request, kind.door, kind.unborn(queries.case_for(request.user, reference)), action)
    return _case(request, reference)


@extend_schema(operation_id="documents_read", responses={200: shapes.DocumentSerializer, **NOT_FOUND})
@api_view(["GET"])
def document(request: Request, reference: str) -> Response:
    return Response(shapes.DocumentSerializer(queries.document_for(request.user, reference)).data)


@extend_schema(
    operation_id="documents_pdf",
    responses={
        (200, "application/pdf"): OpenApiTypes.BINARY,
        409: OpenApiResponse(shapes.ProblemSerializer, "Still being made."),
        **NOT_FOUND,
    },
)
@api_view(["GET"])
def document_pdf(request: Request, reference: str) -> HttpResponse:
    found = queries.document_for(request.user, reference)
    if found.file is None:
        raise Refused(Text("文书正在生成，请稍候。", "The document is still being made; ask again."))
    return sent(found.file, str(found))


def _decide(request: Request, reference: str, verb: Callable[..., Approval]) -> Response:
    asked = shapes.OpinionSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    found = queries.approval_for(request.user, reference)
    token = tokens.of_caller(asked.validated_data.get("key"), asked.validated_data["version"])
    try:
        verb(
            approval=found,
            actor=request.user,
            at=clock.now(),
            note=asked.validated_data["note"],
            token=token,
        )
    except AlreadyDone:
        pass
    return _approval(request, reference)


def _approval(request: HttpRequest, reference: str) -> Response:
    found = queries.approval_for(request.user, reference)
    (row,) = queries.with_options([found], request.user, clock.today())
    return Response(shapes.ApprovalSerializer(_with_gaps(row)).data)


def _with_gaps(row: Approval) -> Approval:
    row.gaps = gaps(row)
    return row
