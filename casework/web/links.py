"""Addresses of pages that other desks keep. This desk knows their names and never their code."""

from django.urls import reverse


def worksheet(case_reference: str) -> str:
    return reverse("worksheet", args=[case_reference])


def surcharge(case_reference: str) -> str:
    return reverse("surcharge", args=[case_reference])


def submission(source_reference: str) -> str:
    return reverse("submission", args=[source_reference])


def return_report(source_reference: str) -> str:
    return reverse("mediation_step", args=[source_reference, "return_report"])


def visits() -> str:
    return reverse("visits")


def visit(reference: str) -> str:
    return reverse("visit", args=[reference])
