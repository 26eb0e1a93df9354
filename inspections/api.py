"""/api/v1/visits/: the same queries and verbs as the pages, the same refusals with their articles."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view, parser_classes
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from casework.kernel import clock, files
from inspections import queries
from inspections.lifecycle import KINDS
from inspections.models import Evidence, Visit
from inspections.services import evidence, visits
from inspections.services.evidence import METHOD


class OfficerSerializer(serializers.Serializer):
    name = serializers.CharField(source="user.name")
    certificate = serializers.CharField(source="certificate_number")


class VisitSerializer(serializers.ModelSerializer):
    case = serializers.CharField(source="case.reference")
    officers = OfficerSerializer(many=True)

    class Meta:
        model = Visit
        fields = [
            "reference",
            "state",
            "version",
            "case",
            "place",
            "purpose",
            "planned_for",
            "begun_at",
            "ended_at",
            "officers",
        ]


class EvidenceSerializer(serializers.ModelSerializer):
    """The receipt of a piece of evidence: its name, its hash, when this office had it."""

    sha256 = serializers.CharField(source="file.sha256")
    size = serializers.IntegerField(source="file.size")
    content_type = serializers.CharField(source="file.content_type")
    maker = serializers.CharField(source="maker.name")

    class Meta:
        model = Evidence
        fields = [
            "uuid",
            "kind",
            "caption",
            "subject",
            "method",
            "place",
            "maker",
            "taken_at",
            "received_at",
            "latitude",
            "longitude",
            "accuracy",
            "datum",
            "position_note",
            "sha256",
            "size",
            "content_type",
        ]


class VisitDetailSerializer(VisitSerializer):
    evidence = EvidenceSerializer(many=True)
    content_sha256 = serializers.CharField()

    class Meta(VisitSerializer.Meta):
        fields = [*VisitSerializer.Meta.fields, "checklist", "findings", "content_sha256", "evidence"]


class NewEvidenceSerializer(serializers.Serializer):
    """What a device sends: the bytes, and what it claims about them."""

    file = serializers.FileField()
    uuid = serializers.UUIDField()
    caption = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=list(KINDS), default="audio_visual")
    subject = serializers.CharField(max_length=200, required=False, default="")
    method = serializers.CharField(max_length=200, required=False, default=METHOD)
    taken_at = serializers.DateTimeField(required=False, default=None)
    latitude = serializers.DecimalField(8, 6, min_value=-90, max_value=90, required=False, default=None)
    longitude = serializers.DecimalField(9, 6, min_value=-180, max_value=180, required=False, default=None)
    accuracy = serializers.IntegerField(min_value=0, required=False, default=None)
    position_note = serializers.CharField(max_length=120, required=False, default="")


@extend_schema(responses=VisitSerializer(many=True))
@api_view(["GET"])
def visit_list(request: Request) -> Response:
    """Visits that you may read, newest first, in pages."""
    paginator = PageNumberPagination()
    paginator.page_size = 50
    rows: Any = paginator.paginate_queryset(queries.visit_list(request.user), request)
    return paginator.get_paginated_response(VisitSerializer(rows, many=True).data)


@extend_schema(responses=VisitDetailSerializer)
@api_view(["GET"])
def visit(request: Request, reference: str) -> Response:
    return _detail(request, reference)


@extend_schema(request=None, responses=VisitDetailSerializer)
@api_view(["POST"])
def begin(request: Request, reference: str) -> Response:
    """Begin an approved and announced visit, as one of its officers."""
    found = queries.visit_for(request.user, reference)
    visits.begin(visit=found, actor=request.user, at=clock.now())
    return _detail(request, reference)


@extend_schema(
    request={"multipart/form-data": NewEvidenceSerializer},
    responses={200: EvidenceSerializer, 201: EvidenceSerializer},
    parameters=[OpenApiParameter("X-Content-SHA256", str, OpenApiParameter.HEADER)],
)
@api_view(["POST"])
@parser_classes([MultiPartParser])
def add_evidence(request: Request, reference: str) -> Response:
    """Send one piece of evidence. 201 the first time and 200 when it is here already, with the same receipt;
    409 if the uuid names other bytes; 400 if the bytes do not have the hash in the header."""
    found = queries.visit_for(request.user, reference)
    claim = NewEvidenceSerializer(data=request.data)
    claim.is_valid(raise_exception=True)
    given = dict(claim.validated_data)
    content, content_type = files.accept_upload(given.pop("file"))
    is_known = queries.is_received(given["uuid"])
    item = evidence.add_evidence(
        visit=found,
        client_uuid=given.pop("uuid"),
        content=content,
        content_type=content_type,
        claimed_sha256=request.headers.get("X-Content-SHA256", ""),
        actor=request.user,
        at=clock.now(),
        **given,
    )
    answer = status.HTTP_200_OK if is_known else status.HTTP_201_CREATED
    return Response(EvidenceSerializer(item).data, status=answer)


@extend_schema(request=None, responses=VisitDetailSerializer)
@api_view(["POST"])
def sign(request: Request, reference: str) -> Response:
    """Finish the visit: everybody has signed, the record is made and filed."""
    found = queries.visit_for(request.user, reference)
    visits.finish(visit=found, actor=request.user, at=clock.now())
    return _detail(request, reference)


def _detail(request: Request, reference: str) -> Response:
    return Response(VisitDetailSerializer(queries.visit_with_evidence(request.user, reference)).data)
