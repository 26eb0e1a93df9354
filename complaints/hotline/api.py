"""The platform's side of the connector, version 1: every request is signed, every message has its effect once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from casework.kernel import audit, clock
from casework.kernel.errors import Refused
from casework.kernel.lifecycle import Text
from casework.kernel.rest import problem_body
from complaints.hotline import signing
from complaints.hotline.callers import caller_of
from complaints.hotline.wire import (
    MOST_BYTES,
    Addition,
    CallBack,
    NewOrder,
    StandingSerializer,
    TooLarge,
    Urge,
    read_json,
)
from complaints.models import HotlineAccount
from complaints.queries import hotline as queries
from complaints.services import hotline_orders
from complaints.services.hotline_accounts import TooMany
from complaints.services.hotline_orders import Answer, Sent

SIGNED = [
    OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=what)
    for name, what in (
        (signing.KEY, "The id of the key that signs."),
        (signing.TIMESTAMP, "Whole seconds since 1970, within five minutes of our clock."),
        (signing.MESSAGE, "The id of this message, 8 to 64 letters, figures, dots, colons or dashes. The same "
         "message is sent again under the same id and has its effect once, for good."),
        (signing.SIGNATURE, "HMAC-SHA256 of method, path, timestamp, message id and SHA-256 of the body, each on "
         "a line of its own; hexadecimal. See docs/hotline.md."),
    )
]  # fmt: skip
REFUSALS = {
    400: OpenApiResponse(description="The content is wrong; errors names each field."),
    401: OpenApiResponse(description="The signature, its key or its time is not good."),
    404: OpenApiResponse(description="No work order of yours has this number."),
    409: OpenApiResponse(description="Not possible now, or this id was used with other content."),
    413: OpenApiResponse(description="Larger than 30 MB."),
    415: OpenApiResponse(description="Not application/json."),
    429: OpenApiResponse(description="More calls than agreed; Retry-After says when to go on."),
}
BUSY = Text(
    "同一张工单的另一条消息还在处理，请稍后重发。", "Another message on this work order is at work; repeat."
)

Act = Callable[..., Answer]


def _signed(method: str, takes: type[serializers.Serializer] | None, success: int) -> Callable[[Any], Any]:
    """An endpoint of the platform: ``endpoint(account, message_id, content, **path)`` → :class:`Answer`."""

    def decorate(endpoint: Callable[..., Answer]) -> Any:
        @never_cache
        @extend_schema(
            request=takes,
            responses={success: StandingSerializer, **REFUSALS},
            parameters=SIGNED,
            auth=[],
            tags=["hotline"],
        )
        @api_view([method])
        @authentication_classes([])
        @permission_classes([AllowAny])
        @wraps(endpoint)
        def view(request: Request, **path: Any) -> Response:
            body = _body(request)
            try:
                account, message_id = caller_of(request._request, body, at=clock.now())
                content = _content(request, body) if takes else {}
                answer = endpoint(request, account, message_id, content, **path)
            except TooMany as error:
                response = _problem(error)
                response["Retry-After"] = str(error.retry_after)
                return response
            except OperationalError as error:
                if "lock timeout" not in str(error):
                    raise
                raise Refused(BUSY) from error
            return Response(answer.body, status=answer.status)

        return view

    return decorate


@_signed("POST", NewOrder, 201)
def orders(request: Request, account: HotlineAccount, message_id: str, content: dict[str, Any]) -> Answer:
    """派单: hand a work order over. It becomes a complaint, a report, or both, whose statutory clocks start
    now."""
    given = _valid(NewOrder, content)
    return hotline_orders.create(
        account=account, sent=_sent(request, message_id, content), at=clock.now(), **given
    )


@_signed("GET", None, 200)
def order(
    request: Request, account: HotlineAccount, message_id: str, content: dict[str, Any], number: str
) -> Answer:
    """The work order as it stands."""
    return Answer(200, hotline_orders.standing(queries.order_at(account, number)))


@_signed("POST", Addition, 200)
def additions(
    request: Request, account: HotlineAccount, message_id: str, content: dict[str, Any], number: str
) -> Answer:
    """补充: what the caller adds; it goes beside the first words and changes none of them."""
    return _about(request, account, message_id, content, number, Addition, hotline_orders.add)


@_signed("POST", Urge, 200)
def urges(
    request: Request, account: HotlineAccount, message_id: str, content: dict[str, Any], number: str
) -> Answer:
    """催办: the caller, or the platform, presses."""
    return _about(request, account, message_id, content, number, Urge, hotline_orders.urge)


@_signed("POST", CallBack, 200)
def call_backs(
    request: Request, account: HotlineAccount, message_id: str, content: dict[str, Any], number: str
) -> Answer:
    """回访结果: what the caller said of our reply."""
    return _about(request, account, message_id, content, number, CallBack, hotline_orders.call_back)


def _about(
    request: Request,
    account: HotlineAccount,
    message_id: str,
    content: dict[str, Any],
    number: str,
    form: type[serializers.Serializer],
    verb: Act,
) -> Answer:
    given = _valid(form, content)
    sent = _sent(request, message_id, content)
    return verb(account=account, sent=sent, number=number, at=clock.now(), **given)


def _body(request: Request) -> bytes:
    """The bytes as they were signed, read once and no more of them than a message may have."""
    plain = request._request
    if int(plain.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLarge
    return plain.read()


def _content(request: Request, body: bytes) -> dict[str, Any]:
    if request._request.content_type != "application/json":
        raise exceptions.UnsupportedMediaType(request._request.content_type or "none")
    return read_json(body)


def _valid(form: type[serializers.Serializer], content: dict[str, Any]) -> dict[str, Any]:
    filled = form(data=content)
    filled.is_valid(raise_exception=True)
    return filled.arguments()


def _sent(request: Request, message_id: str, content: dict[str, Any]) -> Sent:
    return Sent(message_id, audit.canonical({"path": request._request.path, "content": content}))


def _problem(error: TooMany) -> Response:
    return Response(problem_body(error), status=error.status, content_type="application/problem+json")
