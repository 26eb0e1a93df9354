"""The auditor's page: what happened to people, roles and offices, what was refused, and whether the chain holds.

References only: no page of a case opens from here.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.kernel import clock, staff, tokens
from casework.kernel.errors import AlreadyDone
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.services import audits
from casework.web.numbered import numbered
from casework.web.people_history import told

OPENED = "opened"
# ?kind= → the beginnings of the references that it shows.
KINDS = {
    "": (Text("全部", "All"), ""),
    "people": (Text("人员和岗位", "People and roles"), "USR-"),
    "offices": (Text("机构", "Offices"), "OFF-"),
    "hotline": (Text("热线账户", "Hotline accounts"), "HOT-"),
    "refused": (Text("被拒绝的操作", "Refused attempts"), "SEC-"),
    OPENED: (Text("查看个人信息", "Personal data opened"), ""),
    "verified": (Text("核验", "Verifications"), "AUDIT"),
}


@login_required
@require_GET
def audit_page(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    found = staff.openings_for if kind == OPENED else staff.history_for
    events = found(request.user).filter(reference__startswith=KINDS[kind][1])
    text = request.GET.get("text", "").strip()[:60]
    if text:
        events = events.filter(reference__icontains=text)
    page = numbered(events, request.GET)
    tabs = [
        {"url": f"?kind={name}", "text": title, "count": None, "current": name == kind}
        for name, (title, _) in KINDS.items()
    ]
    context = {"page": page, "rows": told(page.rows), "tabs": tabs, "kind": kind, "text": text}
    return render(request, "people/audit.html", context)


@login_required
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Every entry of the chain, those of the cases too: the answer counts and names positions, no content."""
    try:
        token = tokens.read(request.POST.get("token", ""))
        defects = audits.verify(actor=request.user, at=clock.now(), token=token)
    except AlreadyDone:
        return see_other(request, reverse("audit"))
    if defects:
        return render(request, "people/audit_defects.html", {"defects": defects[:100], "n": len(defects)})
    done = Text("核验完成：全部记录前后相接，没有改动。", "Verified: every entry is in its place, unchanged.")
    return see_other(request, reverse("audit"), done)
