"""Context of every page: the site, and on the desk its navigation with counts."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.kernel import pages
from casework.kernel.models import User
from casework.kernel.roles import CASE_READERS, INVESTIGATORS, Role
from casework.lifecycle import APPROVAL
from casework.web.counts import approval_counts, counted


def site(request: HttpRequest) -> dict[str, Any]:
    context = pages.site(request)
    user = getattr(request, "user", None)
    if isinstance(user, User) and request.path.startswith("/desk/"):
        context["nav"] = _navigation(request, user)
    return {"site": context}


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The rooms that this person's roles open, with what waits in each."""
    rooms = [
        (user.roles & {Role.INTAKE, Role.HOTLINE, Role.UNIT_HEAD}, "intake", "inbox", _("Inbox"), None),
        (user.roles & CASE_READERS, "cases", "folder", _("Cases"), None),
        (
            user.roles & APPROVAL.by_action["approve"].roles,
            "approvals",
            "stamp",
            _("Approvals"),
            lambda: counted(sum(approval_counts(request).values())),
        ),
        (user.roles & INVESTIGATORS, "visits", "pin", _("Visits"), None),
        (user.roles & {Role.PUBLICATION}, "publications", "globe", _("Publication"), None),
    ]
    return [
        {
            "url": url,
            "icon": icon,
            "text": text,
            "count": count() if count else None,
            "current": request.path.startswith(url),
        }
        for allowed, name, icon, text, count in rooms
        if allowed and (url := reverse(name))
    ]
