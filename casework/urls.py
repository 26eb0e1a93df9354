"""Every address of the site. The only module that knows all desks."""

from django.urls import path

from casework.kernel.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
]
