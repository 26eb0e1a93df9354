"""What the platform may send, field by field; everything else is refused with the field that is wrong."""

import base64
import binascii
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework import exceptions, serializers, status

from casework.kernel.codes import uscc_is_valid
from casework.kernel.errors import Invalid
from casework.kernel.files import accept_upload
from casework.kernel.rest import say
from complaints.lifecycle import CONDUCTS
from complaints.lifecycle.hotline import (
    CALL_BACK_RESULTS,
    CONSULTATION,
    REPORT,
    URGENCIES,
    WORK_ORDER_TYPES,
)
from complaints.services import SentFile

MOST_BYTES = 30 * 1024 * 1024  # of a whole message; more files go into further additions
MOST_FILES = 10
WORDS = 10_000


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The message is larger than 30 MB."
    default_code = "too-large"


def read_json(body: bytes) -> dict[str, Any]:
    """One JSON object in UTF-8; a name may stand in it once."""
    try:
        found = json.loads(body.decode(), object_pairs_hook=_once_each, parse_constant=_no_number)
    except (RecursionError, ValueError) as error:
        raise exceptions.ParseError("The body is no JSON object that we can read.") from error
    if not isinstance(found, dict):
        raise exceptions.ParseError("The body must be a JSON object.")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


class Strict(serializers.Serializer):
    """A field that we do not know is an error: it would be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (strange := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name[:60]: ["Unknown field."] for name in strange[:20]})
        return super().to_internal_value(data)


class FileField(Strict):
    """A photo or a paper: JPEG, PNG or PDF, judged by its content."""

    name = serializers.CharField(max_length=120)
    content = serializers.CharField(help_text="Base64.", trim_whitespace=False)

    def validate(self, given: dict[str, Any]) -> SentFile:  # type: ignore[override]
        try:
            content = base64.b64decode(given["content"], validate=True)
            return SentFile(given["name"], *accept_upload(SimpleUploadedFile(given["name"], content)))
        except binascii.Error as error:
            raise serializers.ValidationError({"content": ["This is not Base64."]}) from error
        except Invalid as error:
            raise serializers.ValidationError({"content": [say(error.message)]}) from error


class Caller(Strict):
    """Goes into the vault; leave the whole object out for an anonymous report."""

    name = serializers.CharField(max_length=60, required=False, default="")
    phone = serializers.CharField(max_length=40, required=False, default="")
    email = serializers.EmailField(max_length=120, required=False, default="")
    address = serializers.CharField(max_length=200, required=False, default="")


class Trader(Strict):
    name = serializers.CharField(max_length=120, required=False, default="")
    uscc = serializers.CharField(max_length=18, required=False, default="", help_text="GB 32100-2015.")
    address = serializers.CharField(max_length=200, required=False, default="")

    def validate_uscc(self, code: str) -> str:
        if code and not uscc_is_valid(code):
            raise serializers.ValidationError("The check character of this code is wrong.")
        return code


class NewOrder(Strict):
    """A work order. ``told`` are the caller's own words; nobody shortens them."""

    number = serializers.RegexField(r"^[A-Za-z0-9._-]{1,60}\Z", help_text="The platform's own number.")
    type = serializers.ChoiceField(choices=list(WORK_ORDER_TYPES))
    urgency = serializers.ChoiceField(choices=list(URGENCIES), default="normal")
    told = serializers.CharField(max_length=WORDS)
    caller = Caller(required=False, default=dict)
    trader = Trader(required=False, default=dict)
    conducts = serializers.ListField(
        child=serializers.ChoiceField(choices=list(CONDUCTS)), default=list, max_length=20
    )
    happened_on = serializers.DateField(required=False, default=None, allow_null=True)
    request = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    files = FileField(many=True, required=False, default=list, max_length=MOST_FILES)  # type: ignore[call-arg]

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if given["type"] in WORK_ORDER_TYPES and given["type"] not in (REPORT, CONSULTATION):
            missing = [name for name in ("name", "phone") if not given["caller"].get(name)]
            if missing:
                errors["caller"] = {name: ["A complaint needs this."] for name in missing}
        if given["type"] == CONSULTATION and given["files"]:
            errors["files"] = ["A consultation takes no files."]
        if errors:
            raise serializers.ValidationError(errors)
        return given

    def arguments(self) -> dict[str, Any]:
        """As the verb takes them."""
        given = dict(self.validated_data)
        given["sent_files"], trader = given.pop("files"), given.pop("trader")
        return {**given, **{f"trader_{name}": trader.get(name, "") for name in ("name", "uscc", "address")}}


class Addition(Strict):
    text = serializers.CharField(max_length=WORDS)
    files = FileField(many=True, required=False, default=list, max_length=MOST_FILES)  # type: ignore[call-arg]

    def arguments(self) -> dict[str, Any]:
        return {"text": self.validated_data["text"], "sent_files": self.validated_data["files"]}


class Urge(Strict):
    text = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    urgency = serializers.ChoiceField(choices=list(URGENCIES), required=False, default="")

    def arguments(self) -> dict[str, Any]:
        return dict(self.validated_data)


class CallBack(Strict):
    result = serializers.ChoiceField(choices=list(CALL_BACK_RESULTS))
    text = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)

    def arguments(self) -> dict[str, Any]:
        return dict(self.validated_data)


# --- The answers --------------------------------------------------------------------------------------


class BecameSerializer(serializers.Serializer):
    reference = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()
    due_on = serializers.DateField(help_text="Last lawful day of the clock that began at receipt.")


class StandingSerializer(serializers.Serializer):
    """The work order as it stands. ``due_on`` is the local limit that runs, set locally."""

    message = serializers.CharField(required=False, help_text="The id of the message that this answers.")
    number = serializers.CharField()
    reference = serializers.CharField(help_text="Ours.")
    state = serializers.CharField()
    received_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    send_back_by = serializers.DateField(allow_null=True)
    urges = serializers.IntegerField()
    submissions = BecameSerializer(many=True)
