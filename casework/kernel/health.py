"""Is this process fit to serve? Asked by the supervisor, the proxy and the fault tests."""

from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated, else 503. Each of the three parts is "ok" or says why.

    A broker that is down is reported but does not make the answer 503: the pages work without it, what is due
    waits in the outbox, and a proxy must not take a working site away.
    """
    migrations = _migrations()
    database = "unreachable" if migrations == "unknown" else "ok"
    fit = database == migrations == "ok"
    state = {"fit": fit, "database": database, "migrations": migrations, "broker": _broker()}
    return JsonResponse(state, status=200 if fit else 503)


def _migrations() -> str:
    try:
        missing = _newest_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return "unknown"
    return "missing: " + ", ".join(sorted(".".join(name) for name in missing)) if missing else "ok"


@cache
def _newest_migrations() -> set[tuple[str, str]]:
    """The last migration of every app, as this process knows the code."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def _broker() -> str:
    address = settings.CELERY_BROKER_URL
    if address.startswith("redis+socket://"):  # Celery's spelling; redis-py says unix://
        address = address.replace("redis+socket://", "unix://").partition("?")[0]
    once = Retry(NoBackoff(), 0)
    try:
        with redis.Redis.from_url(address, socket_timeout=1, socket_connect_timeout=1, retry=once) as broker:
            broker.ping()
    except redis.RedisError:
        return "unreachable"
    return "ok"
