"""The register as data, for anyone: the same rows as the pages, through the same role."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, serializers
from rest_framework.pagination import CursorPagination

from casework import queries
from casework.models import PublicDecision


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
