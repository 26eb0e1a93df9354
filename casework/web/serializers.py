"""The shapes of the API: the same facts as the pages, in the reader's language where they are words."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from casework.models import Approval, Case, Document
from casework.models.approval import KINDS


class TextField(serializers.Field):
    """A text of the law tables in the language of the request."""

    def __init__(self, **more: Any) -> None:
        super().__init__(read_only=True, **more)

    def to_representation(self, value: Text) -> str:
        return say(value)


extend_schema_field(str)(TextField)


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = TextField(source="message")
    law = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457: ``detail`` is for people, ``law`` is the article, ``reasons`` lists all of them."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    law = serializers.CharField(required=False)
    reasons = ReasonSerializer(many=True, required=False)


class OptionSerializer(serializers.Serializer):
    """A step out of the present state: whether this person may take it now, and if not, why."""

    action = serializers.CharField(source="transition.action")
    title = TextField(source="transition.title")
    law = serializers.CharField(source="transition.law")
    is_allowed = serializers.BooleanField()
    reasons = ReasonSerializer(source="refusals", many=True)


class CaseClockSerializer(serializers.Serializer):
    clock = serializers.CharField()
    title = serializers.SerializerMethodField()
    law = serializers.CharField()
    state = serializers.CharField()
    started_on = serializers.DateField()
    due_on = serializers.DateField()
    met_on = serializers.DateField(allow_null=True)
    unit = serializers.CharField()
    left = serializers.IntegerField(
        allow_null=True, help_text="Days to the last one, in the clock's own unit; null while it is held."
    )
    provisional = serializers.BooleanField()

    def get_title(self, deadline: Any) -> str:
        return say(Text(deadline.title_zh, deadline.title_en))


class CaseRowSerializer(serializers.ModelSerializer):
    title = serializers.CharField(read_only=True)
    state_title = TextField()
    office = serializers.CharField(source="office.name", read_only=True)
    clock = CaseClockSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Case
        fields = ["reference", "number", "title", "state", "state_title", "office", "registered_at", "clock"]


class DocumentSerializer(serializers.ModelSerializer):
    is_ready = serializers.SerializerMethodField()
    sha256 = serializers.CharField(source="file.sha256", default="", read_only=True)
    served_on = serializers.DateField(source="service.served_on", default=None, read_only=True)

    class Meta:
        model = Document
        fields = ["reference", "kind", "title", "number", "on", "is_ready", "sha256", "served_on"]

    def get_is_ready(self, document: Document) -> bool:
        return document.file_id is not None


class DossierSerializer(serializers.Serializer):
    kind = serializers.CharField()
    reference = serializers.CharField()
    title = serializers.CharField()
    on = serializers.DateField()
    sha256 = serializers.CharField()
    path = serializers.CharField()
    is_signed = serializers.BooleanField()


class CaseSerializer(CaseRowSerializer):
    party = serializers.CharField(source="party.name", default="", read_only=True)
    clocks = CaseClockSerializer(many=True)
    options = OptionSerializer(source="steps", many=True)
    documents = DocumentSerializer(source="papers", many=True)
    dossier = DossierSerializer(many=True)
    amount = serializers.DecimalField(18, 2, allow_null=True, help_text="Proposed fine in yuan.")

    class Meta:
        model = Case
        fields = [
            *[name for name in CaseRowSerializer.Meta.fields if name != "clock"],
            "version",
            "party",
            "cause",
            "summary",
            "source",
            "received_on",
            "filed_on",
            "decided_on",
            "closed_on",
            "amount",
            "clocks",
            "options",
            "documents",
            "dossier",
        ]


class ProceedingSerializer(serializers.Serializer):
    reference = serializers.CharField()
    case = serializers.CharField(source="case.reference")
    version = serializers.IntegerField()
    title = TextField()
    state = serializers.CharField()
    state_title = TextField()
    opened_at = serializers.DateTimeField()
    clocks = CaseClockSerializer(many=True)
    options = OptionSerializer(source="steps", many=True)


class CasePageSerializer(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CaseRowSerializer(many=True)


class ApprovalSerializer(serializers.ModelSerializer):
    kind = serializers.CharField(read_only=True, help_text=", ".join(KINDS))
    kind_title = TextField()
    state_title = TextField()
    case = serializers.CharField(source="case.reference", read_only=True)
    title = serializers.CharField(source="case.title", read_only=True)
    requested_by = serializers.CharField(source="requested_by.name", read_only=True)
    decided_by = serializers.CharField(source="decided_by.name", default=None, read_only=True)
    reasons = ReasonSerializer(source="gaps", many=True, help_text="What stands against approving it now.")

    class Meta:
        model = Approval
        fields = [
            "reference",
            "version",
            "kind",
            "kind_title",
            "state",
            "state_title",
            "case",
            "title",
            "reason",
            "requested_by",
            "requested_at",
            "due_on",
            "decided_by",
            "decided_at",
            "opinion",
            "reasons",
        ]


class OpinionSerializer(serializers.Serializer):
    """``version``: that of the item as it was read; another in the meantime is a 409. ``key`` (a UUID of the
    caller's own) makes a repeat of the same request harmless."""

    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=20_000)
    version = serializers.IntegerField(required=False, default=0, min_value=0)
    key = serializers.UUIDField(required=False)


class StepSerializer(serializers.Serializer):
    """``version`` and ``key`` as for an opinion; all other fields are those of the step's form."""

    version = serializers.IntegerField(required=False, default=0, min_value=0)
    key = serializers.UUIDField(required=False)
