"""The complaint track over the API: where a complaint stands, and the same steps as on its pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from casework.kernel import clock, tokens
from casework.kernel.errors import AlreadyDone, NotFound
from casework.kernel.models import Deadline, User
from casework.kernel.rest import say
from casework.kernel.transitions import options
from complaints.forms.track import STEPS
from complaints.models import ComplaintTrack, Letter, Submission
from complaints.queries import track


class TrackClockSerializer(serializers.ModelSerializer):
    class Meta:
        model = Deadline
        fields = ("clock", "law", "unit", "started_on", "due_on", "state", "met_on", "provisional")


class TrackSerializer(serializers.ModelSerializer):
    class Meta:
        model = ComplaintTrack
        exclude = ("id", "submission", "mediator")


class LetterSerializer(serializers.ModelSerializer):
    class Meta:
        model = Letter
        fields = ("kind", "number", "on")


class ComplaintSerializer(serializers.Serializer):
    """A complaint on its track, without the person who sent it."""

    reference = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    clocks = TrackClockSerializer(many=True)
    track = TrackSerializer(allow_null=True)
    letters = LetterSerializer(many=True)
    leads = serializers.ListField(child=serializers.CharField())
    steps = serializers.ListField(
        child=serializers.DictField(), help_text="What you may do now; `missing` says what it waits for."
    )


@extend_schema(responses=ComplaintSerializer)
@api_view(["GET"])
def complaint(request: Request, reference: str) -> Response:
    """Where a complaint stands, and what can be done with it now."""
    return Response(_as_it_stands(_user(request), track.complaint_for(_user(request), reference)))


@extend_schema(
    request=OpenApiTypes.OBJECT,
    responses=ComplaintSerializer,
    description="The fields are those of the step's page. `version` is the one that you read, `key` (a UUID) makes "
    "a repeat harmless.",
)
@api_view(["POST"])
def mediation_step(request: Request, reference: str, action: str) -> Response:
    if action not in STEPS:
        raise NotFound
    found = track.complaint_for(_user(request), reference)
    if not isinstance(request.data, Mapping):
        raise serializers.ValidationError({"detail": ["An object is expected."]})
    form = STEPS[action].form(_typed(request.data), submission=found, today=clock.today())
    if not form.is_valid():
        raise serializers.ValidationError(
            {field: [str(e) for e in errors] for field, errors in form.errors.items()}
        )
    token = tokens.of_caller(request.data.get("key"), request.data.get("version"))
    try:
        STEPS[action].verb(
            submission=found, **form.cleaned_data, actor=request.user, at=clock.now(), token=token
        )
    except AlreadyDone:
        pass
    return Response(_as_it_stands(_user(request), track.complaint_for(_user(request), reference)))


def _as_it_stands(user: User, found: Submission) -> Any:
    judged = [
        one
        for one in options(found, user, clock.today())
        if one.is_for_actor and one.transition.action in STEPS
    ]
    return ComplaintSerializer(
        {
            "reference": found.reference,
            "state": found.state,
            "version": found.version,
            "clocks": track.track_clocks_of(found, clock.today()),
            "track": getattr(found, "track", None),
            "letters": track.letters_of(found),
            "leads": [case.reference for case in track.leads_from(found)],
            "steps": [
                {"action": one.transition.action, "missing": [say(no.message) for no in one.refusals]}
                for one in judged
            ],
        }
    ).data


def _user(request: Request) -> User:
    assert isinstance(request.user, User)  # the API lets nobody else in
    return request.user


def _typed(data: Mapping[str, Any]) -> MultiValueDict:
    """Values of JSON as a person would have typed them: forms read words."""
    if isinstance(data, MultiValueDict):
        return data
    several = {key: value if isinstance(value, list) else [value] for key, value in data.items()}
    return MultiValueDict(
        {key: [str(value) for value in values if value is not None] for key, values in several.items()}
    )
