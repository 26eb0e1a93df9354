"""The register as data, for anyone: the same rows as the pages, through the same role."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from casework import queries
from casework.models import PublicDecision

DOORS = {
    "decisions": "api_decisions",
    "submissions": "api_submissions",
    "assessments": "assessments",
    "cases": "api_cases",
    "approvals": "api_approvals",
    "visits": "api_visits",
    "schema": "schema",
    "docs": "api_docs",
}


@extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string"}}})
@api_view(["GET"])
@permission_classes([permissions.AllowAny])
def doors(request: Request) -> Response:
    """Where everything is; what needs a sign-in says so when it is opened."""
    return Response({name: reverse(route, request=request) for name, route in DOORS.items()})


class PublicDecisionSerializer(serializers.ModelSerializer):
    """One published decision. A withdrawn one keeps its identifier, office, day and the public reason."""

    class Meta:
        model = PublicDecision
        exclude = ("search_text",)


class NewestFirst(CursorPagination):
    page_size = 20
    ordering = ("-published_on", "-identifier")


class DecisionList(generics.ListAPIView):
    permission_classes = (permissions.AllowAny,)
    authentication_classes = ()
    serializer_class = PublicDecisionSerializer
    pagination_class = NewestFirst
    filter_backends = ()

    def get_queryset(self):
        return queries.public_register(self.request.query_params.get("q", "")[:100])

    @extend_schema(parameters=[OpenApiParameter("q", str, description="Words to find, literally.")])
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class DecisionDetail(generics.RetrieveAPIView):
    permission_classes = (permissions.AllowAny,)
    authentication_classes = ()
    serializer_class = PublicDecisionSerializer
    queryset = PublicDecision.objects.none()

    def get_object(self):
        return queries.public_decision(self.kwargs["identifier"])
