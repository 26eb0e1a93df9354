"""The site with one address more, for the bench: a bare create view beside ours, in the same server."""

import os

import django
from django.contrib.postgres.fields import ArrayField
from django.db import models

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.urls import include, path  # noqa: E402
from rest_framework import generics, permissions, serializers  # noqa: E402


class BareComplaint(models.Model):
    """One row that takes the same payload, and nothing else."""

    trader_name = models.CharField(max_length=120)
    trader_uscc = models.CharField(max_length=18)
    trader_address = models.CharField(max_length=200)
    conducts = ArrayField(models.CharField(max_length=20))
    story = models.TextField()
    happened_on = models.DateField()
    wish = models.CharField(max_length=10)
    request = models.TextField()
    identity = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=200)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return str(self.pk)


class BareSerializer(serializers.ModelSerializer):
    class Meta:
        model = BareComplaint
        fields = "__all__"


class BareCreate(generics.CreateAPIView):
    queryset = BareComplaint.objects.all()
    serializer_class = BareSerializer
    permission_classes = [permissions.AllowAny]


urlpatterns = [path("bench/bare/", BareCreate.as_view()), path("", include(settings.ROOT_URLCONF))]
settings.ROOT_URLCONF = __name__
application = WSGIHandler()
