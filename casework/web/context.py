"""Context of every page: the site, and on the desk its navigation with counts."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import queries
from casework.kernel import pages
from casework.kernel.models import User
from casework.kernel.roles import ADMINISTRATORS, CASE_READERS, DELEGABLE, INVESTIGATORS, Role
from casework.lifecycle import APPROVAL, ASSIGNERS, HEADS, PUBLISHERS
from casework.web.counts import approvals_waiting


def site(request: HttpRequest) -> dict[str, Any]:
    context = pages.site(request)
    user = getattr(request, "user", None)
    if isinstance(user, User) and request.path.startswith("/desk/"):
        context["nav"] = _navigation(request, user)
    return {"site": context}


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The rooms that this person's roles open, with what waits in each."""
    powers = user.powers
    rooms = [
        (powers & {Role.INTAKE, Role.HOTLINE, Role.UNIT_HEAD}, "intake", "inbox", _("Inbox"), None),
        (
            powers & {Role.MEDIATOR, Role.UNIT_HEAD, Role.BUREAU_HEAD},
            "mediation",
            "people",
            _("Complaints"),
            None,
        ),
        (user.roles & {Role.INTAKE, Role.MEDIATOR}, "letters_to_post", "print", _("Letters to post"), None),
        (user.roles & {Role.INTAKE, Role.MEDIATOR}, "messages_stuck", "warn", _("Stuck messages"), None),
        (user.roles & {Role.INTAKE}, "imports", "folder", _("Imports"), None),
        (powers & {Role.INTAKE, Role.HOTLINE, Role.UNIT_HEAD}, "hotline_orders", "note", _("Hotline"), None),
        (powers & CASE_READERS, "cases", "folder", _("Cases"), None),
        (
            powers & (APPROVAL.by_action["approve"].roles | PUBLISHERS),
            "approvals",
            "stamp",
            _("Approvals"),
            lambda: queries.counted(approvals_waiting(user)),
        ),
        (
            powers & {Role.HEARING_HOST},
            "hearings",
            "people",
            _("Hearings"),
            lambda: queries.hearings_of(user).filter(is_over=False).count(),
        ),
        (powers & INVESTIGATORS, "visits", "pin", _("Visits"), None),
        (powers & (HEADS | {Role.FINANCE}), "money", "pay", _("Money"), None),
        (powers & {Role.PUBLICATION}, "publications", "globe", _("Publication"), None),
        (powers & ASSIGNERS, "caseload", "people", _("Caseload"), None),
        (user.roles & DELEGABLE, "leave", "clock", _("Leave"), None),
        (user.roles & ADMINISTRATORS, "people", "people", _("People"), None),
        (user.roles & ADMINISTRATORS, "offices", "folder", _("Offices"), None),
        (user.roles & ADMINISTRATORS, "certificates", "shield", _("Certificates"), None),
        (user.roles & ADMINISTRATORS, "hotline_accounts", "lock", _("Hotline accounts"), None),
        (user.roles & {Role.AUDITOR}, "audit", "audit", _("Audit"), None),
    ]
    known = getattr(request, "waiting_in_rooms", {})
    return [
        {
            "url": url,
            "icon": icon,
            "text": text,
            "count": count() if count else known.get(name),
            "current": request.path.startswith(url),
        }
        for allowed, name, icon, text, count in rooms
        if allowed and (url := reverse(name))
    ]
