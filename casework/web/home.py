"""The front door, and the rooms that are not furnished yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import queries


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What anybody can do here; the newest public decisions."""
    return render(request, "home/home.html", {"decisions": queries.public_register()[:3]})


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Checking a document: what can be checked today, and what will come."""
    return render(request, "home/verify.html")
