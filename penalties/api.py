"""The penalty engine over HTTP: one case in, its assessment out. Nothing is stored."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from penalties.services import compute

DAY = {"type": "string", "format": "date"}
MONEY = {"type": "string", "pattern": r"^\d{1,18}\.\d\d$"}
AMOUNT = {"type": "string", "description": "A decimal string, or `none` (evidence of nothing), or `unknown`."}
PERSON = {
    "type": "object",
    "required": ["id", "role"],
    "properties": {
        "id": {"type": "string"},
        "role": {"enum": ["legal_representative", "principal", "responsible_manager", "responsible_person"]},
        "norm": {"type": "string"},
        "amounts": {"type": "object", "additionalProperties": AMOUNT},
        "facts": {"type": "object"},
    },
}
ACT = {
    "type": "object",
    "required": ["id", "ended_on", "norms"],
    "properties": {
        "id": {"type": "string"},
        "started_on": DAY,
        "ended_on": DAY,
        "discovered_on": DAY,
        "norms": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Ids of the provisions breached.",
        },
        "grade": {"enum": ["ordinary", "heavier", "serious"]},
        "amounts": {"type": "object", "additionalProperties": AMOUNT},
        "facts": {"type": "object", "description": "What was established; absent is not false."},
        "factors": {"type": "array", "items": {"type": "string"}},
        "tier": {"enum": ["mitigated", "lighter", "ordinary", "heavier", None]},
        "proposed_fine": {**MONEY, "nullable": True},
        "persons": {"type": "array", "items": PERSON},
    },
}
CASE = {
    "type": "object",
    "required": ["case", "decided_on", "party", "acts"],
    "properties": {
        "case": {"type": "string"},
        "decided_on": DAY,
        "authority": {"type": "string", "default": "CN"},
        "level": {"enum": ["district", "city", "province", "national"], "default": "district"},
        "party": {
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": {"enum": ["unit", "individual", "sole_trader"]},
                "age": {"type": "integer"},
            },
        },
        "acts": {"type": "array", "items": ACT},
    },
}
ANSWER = {
    "type": "object",
    "required": ["case", "acts", "total_fine"],
    "properties": {
        "case": {"type": "string"},
        "acts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "outcome": {
                        "enum": [
                            "penalty",
                            "must_not_punish",
                            "may_not_punish",
                            "not_unlawful",
                            "no_fine",
                            "refer",
                        ]
                    },
                    "norm": {"type": "string"},
                    "version": {"type": "string"},
                    "fine": {"type": "object", "nullable": True},
                    "proposed": {"type": "object", "nullable": True},
                    "flags": {"type": "array", "items": {"type": "string"}},
                    "steps": {
                        "type": "object",
                        "description": "The explanation: the figures can be recomputed.",
                    },
                },
            },
        },
        "total_fine": {"type": "object", "properties": {"min": MONEY, "max": MONEY}},
    },
}
EXAMPLE = {
    "case": "sales-centre-2021",
    "decided_on": "2021-12-02",
    "party": {"kind": "unit"},
    "acts": [
        {
            "id": "a1",
            "ended_on": "2021-08-31",
            "norms": ["CPL-56-personal-info"],
            "amounts": {"illegal_gains": "unknown"},
            "factors": ["32.1-harm-removed", "may-cooperated"],
            "tier": "ordinary",
            "proposed_fine": "180000.00",
        }
    ],
}  # fmt: skip


class AssessmentThrottle(SimpleRateThrottle):
    """By person, else by address: generous, because a newsroom or a classroom shares one."""

    scope = "assessments"
    rate = "600/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        who = request.user.pk if request.user and request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}


class Assessments(APIView):
    """What the law allows, forbids and demands for the acts of one case, with every reason."""

    permission_classes = [AllowAny]
    throttle_classes = [AssessmentThrottle]

    @extend_schema(
        operation_id="assess",
        tags=["penalties"],
        request={"application/json": CASE},
        responses={
            200: OpenApiResponse(ANSWER, "The assessment."),
            400: OpenApiResponse(description="A problem: the input is wrong; `detail` names the field."),
            422: OpenApiResponse(
                description="A problem: the law has no single answer, because a fact is missing or no text was in "
                "force; `reasons[0].code` is the field."
            ),
        },
        examples=[OpenApiExample("A sales centre in 2021", EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        if not isinstance(request.data, dict):
            raise Invalid(Text("请求内容应当是一个案件。", "The body must be one case object."))
        return Response(compute(request.data))
