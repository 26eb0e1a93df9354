"""The front door, and the page where anybody checks a paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import queries
from casework.kernel.lifecycle import Text

LONGEST_QUESTION = 100

# What the state of a document means to who holds the paper: word, kind of the notice, sentence.
STATES = {
    "valid": (
        Text("有效", "valid"),
        "done",
        Text("本局发出过这份文书，现在有效。", "This bureau issued this document, and it stands."),
    ),
    "being_made": (
        Text("生成中", "being made"),
        "",
        Text(
            "本局正在制作这份文书，文件摘要稍后才有。请过几分钟再核对。",
            "This bureau is making this document; its digest follows. Please check again in a few minutes.",
        ),
    ),
    "revoked": (
        Text("已撤销", "revoked"),
        "warn",
        Text("这份文书已被撤销，不再有效。", "This document was revoked and no longer stands."),
    ),
    "corrected": (
        Text("已被更正", "corrected"),
        "warn",
        Text("这份文书已被另一份文书更正或者变更。", "This document was corrected or changed by another."),
    ),
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What anybody can do here; the newest public decisions."""
    return render(request, "home/home.html", {"decisions": queries.public_register()[:3]})


@require_GET
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a paper is from the bureau and still stands: asked by its code (the QR code leads here), its
    number, or the digest of its PDF. Never whom it is about."""
    asked = (code or request.GET.get("q", "")).strip()[:LONGEST_QUESTION]
    found = queries.public_document(asked) if asked else None
    context = {"asked": asked, "found": found, "state": STATES[found.state] if found else None}
    return render(request, "home/verify.html", context, status=404 if code and not found else 200)
