"""Addresses of pages that other desks keep. This desk knows their addresses and never their code."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: str) -> str:
    """The address of a named page, or nothing where no desk keeps such a page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def worksheet(case_reference: str) -> str:
    return f"/desk/cases/{case_reference}/worksheet/"


def submission(source_reference: str) -> str:
    return f"/desk/intake/{source_reference}/"
