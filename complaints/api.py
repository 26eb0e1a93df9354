"""Submissions as data: anyone may send one, the intake desk reads and acts. The same forms and verbs as the
pages; an action answers with the submission as it stands afterwards."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, serializers, status
from rest_framework.decorators import api_view
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from casework.kernel import clock
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.tokens import Token
from complaints import queries, services
from complaints.filters import SubmissionFilter
from complaints.forms import ANONYMOUS, NAMED, OutOfScopeForm, RouteForm, SubmissionForm
from complaints.lifecycle import BOTH, COMPLAINT, CONDUCTS, OUT_OF_SCOPE, REPORT
from complaints.models import Submission
from complaints.services import limits

ANSWERS = ("wants_told", "wants_paper", "may_be_named", "may_publish")  # yes or no
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="The same key with the same content gives the same answer, for good. "
    "Without it every call is a new act.",
)


class NewSubmission(serializers.Serializer):
    """What may be sent. Files come as multipart parts named ``files``."""

    trader_name = serializers.CharField(required=False, help_text="One of name, code and address is needed.")
    trader_uscc = serializers.CharField(required=False, help_text="GB 32100-2015, check character verified.")
    trader_address = serializers.CharField(required=False)
    conducts = serializers.ListField(child=serializers.ChoiceField(choices=list(CONDUCTS)))
    story = serializers.CharField()
    happened_on = serializers.DateField()
    wish = serializers.ChoiceField(choices=[REPORT, COMPLAINT, BOTH])
    request = serializers.CharField(required=False, help_text="Needed where the wish is not a report alone.")
    identity = serializers.ChoiceField(choices=[NAMED, ANONYMOUS])
    name = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    email = serializers.EmailField(required=False)
    address = serializers.CharField(required=False, help_text="Needed for a complaint.")
    wants_told = serializers.BooleanField(required=False)
    wants_paper = serializers.BooleanField(required=False)
    amount_paid = serializers.DecimalField(18, 2, required=False, help_text="Yuan.")
    amount_claimed = serializers.DecimalField(18, 2, required=False, help_text="Yuan; of a complaint.")
    latitude = serializers.DecimalField(8, 6, required=False, help_text="WGS 84, where it happened.")
    longitude = serializers.DecimalField(9, 6, required=False)
    may_be_named = serializers.BooleanField(required=False, help_text="The trader may be told the name.")
    may_publish = serializers.BooleanField(required=False, help_text="Without the person's data.")
    files = serializers.ListField(child=serializers.FileField(), required=False)


class ReceivedSubmission(serializers.Serializer):
    reference = serializers.CharField()
    kind = serializers.ChoiceField(choices=[REPORT, COMPLAINT])
    received_at = serializers.DateTimeField()
    due_on = serializers.DateField(help_text="Last lawful day of the clock that began at receipt.")


class ReceiptSerializer(serializers.Serializer):
    """One submission, or two for both tracks. ``query_code`` opens the tracking page of each."""

    query_code = serializers.CharField()
    submissions = ReceivedSubmission(many=True)


class SubmissionClockSerializer(serializers.ModelSerializer):
    class Meta:
        model = Deadline
        fields = ("clock", "law", "unit", "started_on", "due_on", "state", "met_on", "provisional")


class SubmissionSerializer(serializers.ModelSerializer):
    """A submission without the person who sent it: the identity is in the vault, and the API does not open it."""

    office = serializers.SlugRelatedField("code", read_only=True)
    routed_to = serializers.SlugRelatedField("code", read_only=True)
    is_named = serializers.SerializerMethodField()
    clock = SubmissionClockSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Submission
        fields = (
            "reference",
            "kind",
            "channel",
            "state",
            "version",
            "office",
            "received_at",
            "due_on",
            "trader_name",
            "trader_uscc",
            "trader_address",
            "conducts",
            "story",
            "happened_on",
            "request",
            "amount_paid",
            "amount_claimed",
            "latitude",
            "longitude",
            "may_be_named",
            "may_publish",
            "is_named",
            "wants_told",
            "wants_paper",
            "routed_to",
            "case_reference",
            "ground",
            "reply",
            "clock",
        )

    def get_is_named(self, submission: Submission) -> bool:
        return submission.reporter_id is not None


class RouteSerializer(serializers.Serializer):
    office = serializers.CharField(help_text="Code of the office that verifies.")
    cause = serializers.CharField()
    summary = serializers.CharField(help_text="Must not show who the reporter is.")
    party_name = serializers.CharField(required=False)
    party_uscc = serializers.CharField(required=False)
    party_address = serializers.CharField(required=False)


class ReturnSerializer(serializers.Serializer):
    reason = serializers.CharField()


class OutOfScopeSerializer(serializers.Serializer):
    ground = serializers.ChoiceField(choices=list(OUT_OF_SCOPE))
    reply = serializers.CharField()


class InOrderOfReceipt(CursorPagination):
    page_size = 25
    ordering = ("-received_at", "-id")


class SubmissionList(generics.ListAPIView):
    """Send one (anyone); list those that you may read (staff)."""

    serializer_class = SubmissionSerializer
    filterset_class = SubmissionFilter
    pagination_class = InOrderOfReceipt

    def get_permissions(self) -> list[Any]:
        return [permissions.AllowAny() if self.request.method == "POST" else permissions.IsAuthenticated()]

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Submission.objects.none()
        return queries.submissions_for(self.request.user)

    def paginate_queryset(self, queryset):
        rows = queries.as_read_by(self.request.user, super().paginate_queryset(queryset))
        return queries.with_clocks(rows, clock.today())

    @extend_schema(
        request=NewSubmission,
        responses={201: ReceiptSerializer},
        parameters=[IDEMPOTENCY_KEY],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        at = clock.now()
        limits.hold_api(request.user if isinstance(request.user, User) else None, at=at)
        form = _valid(SubmissionForm(_typed(request), request.FILES, today=day_of(at)))
        receipt = services.receive(
            **form.submission(),
            channel="api",
            office=queries.site_office(),
            form_token=_key(request) or uuid.uuid4(),
            at=at,
        )
        return Response(ReceiptSerializer(receipt._asdict()).data, status=status.HTTP_201_CREATED)


class SubmissionDetail(generics.RetrieveAPIView):
    serializer_class = SubmissionSerializer
    queryset = Submission.objects.none()

    def get_object(self) -> Submission:
        return _as_it_stands(self.request, self.kwargs["reference"])


@extend_schema(request=None, responses=SubmissionSerializer, parameters=[IDEMPOTENCY_KEY])
@api_view(["POST"])
def register(request: Request, reference: str) -> Response:
    """Register (登记) a submission."""
    return _act(request, reference, services.register)


@extend_schema(request=RouteSerializer, responses=SubmissionSerializer, parameters=[IDEMPOTENCY_KEY])
@api_view(["POST"])
def route(request: Request, reference: str) -> Response:
    """Send a registered report to the office that verifies: the lead opens in the case file."""
    found = queries.submission_for(request.user, reference)
    form = _valid(RouteForm(_typed(request), office=found.office, office_by="code"))
    return _act(request, reference, services.route, **form.cleaned_data)


@extend_schema(request=ReturnSerializer, responses=SubmissionSerializer, parameters=[IDEMPOTENCY_KEY])
@api_view(["POST"])
def return_report(request: Request, reference: str) -> Response:
    """Not this office's: the lead ends, the report goes back to the intake desk."""
    return _act(request, reference, services.return_report, reason=str(_typed(request).get("reason") or ""))


@extend_schema(request=OutOfScopeSerializer, responses=SubmissionSerializer, parameters=[IDEMPOTENCY_KEY])
@api_view(["POST"])
def out_of_scope(request: Request, reference: str) -> Response:
    """Neither complaint nor report: name the right channel."""
    form = _valid(OutOfScopeForm(_typed(request), today=clock.today()))
    return _act(request, reference, services.put_out_of_scope, **form.cleaned_data)


@extend_schema(request=None, responses=SubmissionSerializer, parameters=[IDEMPOTENCY_KEY])
@api_view(["POST"])
def tell_reporter(request: Request, reference: str) -> Response:
    """Tell the named reporter whether the case was filed (decisions until 2026-04-14)."""
    return _act(request, reference, services.tell_reporter)


def _act(request: Request, reference: str, verb: Any, **given: Any) -> Response:
    found = queries.submission_for(request.user, reference)
    key = _key(request)
    try:
        found = verb(
            submission=found,
            **given,
            actor=request.user,
            at=clock.now(),
            token=Token(key, 0) if key else None,
        )
    except AlreadyDone:
        pass
    # An office that returns it reads it no more, but for this answer.
    rows = queries.as_read_by(request.user, [found])
    return Response(SubmissionSerializer(queries.with_clocks(rows, clock.today())[0]).data)


def _as_it_stands(request: Request, reference: str) -> Submission:
    found = queries.submission_for(request.user, reference)
    return queries.with_clocks([found], clock.today())[0]


def _key(request: Request) -> uuid.UUID | None:
    value = request.headers.get("Idempotency-Key", "")
    if not value:
        return None
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise Invalid(Text("Idempotency-Key应当是UUID。", "Idempotency-Key must be a UUID.")) from error


def _typed(request: Request) -> Any:
    """The body as a form reads it: words, and lists of words where several may be chosen."""
    if isinstance(request.data, QueryDict):
        return request.data
    if not isinstance(request.data, dict):
        raise serializers.ValidationError({"detail": ["An object is expected."]})
    return {name: _as_typed(name, value) for name, value in request.data.items()}


def _as_typed(name: str, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return value if name in ANSWERS else str(value)
    if name == "conducts" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise serializers.ValidationError({name: ["A string is expected, or a list of strings for conducts."]})


def _valid(form: forms.Form) -> Any:
    """The form, or the same errors that the page would show, by field."""
    if not form.is_valid():
        raise serializers.ValidationError({field: list(errors) for field, errors in form.errors.items()})
    return form
