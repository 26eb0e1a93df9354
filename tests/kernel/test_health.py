import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_whole_site_is_fit(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"fit": True, "database": "ok", "migrations": "ok", "broker": "ok"}


def test_a_database_that_lacks_a_migration_is_not_served(client):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["migrations"].startswith("missing: sessions.")


def test_the_site_stays_up_without_its_broker(client, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock"
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["broker"] == "unreachable"
