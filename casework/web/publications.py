"""The publication officers' desk: prepare a redacted copy, let a second person check it, publish, withdraw."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries
from casework.kernel import clock, redaction, tokens
from casework.kernel.errors import AlreadyDone, NotFound, NotPermitted, Refused
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.pages import reason_in, see_other
from casework.kernel.presses import press
from casework.kernel.references import profile_on
from casework.kernel.transitions import option, options
from casework.lifecycle import PUBLISHERS
from casework.services import publications


class PublicCopyForm(forms.Form):
    """The public copy field by field. What the officer takes out here cannot be published."""

    party_name = forms.CharField(label=_("Party"), max_length=120)
    party_code = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)
    cause = forms.CharField(label=_("Kind of breach"), max_length=120)
    paragraphs = forms.CharField(
        label=_("Facts and course of the case"),
        help_text=_("One paragraph a line. Write 【遮盖：what】 for every place that is withheld."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    violation = forms.CharField(label=_("Provisions breached"), widget=forms.Textarea(attrs={"rows": 4}))
    basis = forms.CharField(label=_("Basis of the penalty"), widget=forms.Textarea(attrs={"rows": 4}))
    penalty = forms.CharField(label=_("Penalty"), max_length=200)

    def clean_paragraphs(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["paragraphs"].splitlines() if line.strip()]

    @classmethod
    def of(cls, content: dict) -> "PublicCopyForm":
        return cls(initial={**content, "paragraphs": "\n".join(content["paragraphs"])})


@login_required
@require_GET
def publication_list(request: HttpRequest) -> HttpResponse:
    """Decided cases that wait for a copy, copies that wait for the second person, and what is public."""
    today = clock.today()
    context = {
        "awaiting": queries.with_clocks(queries.awaiting_publication(request.user)[:50], today),
        "to_withdraw": queries.awaiting_withdrawal(request.user)[:50],
        "prepared": queries.publications_for(request.user).filter(state="prepared")[:50],
        "published": queries.publications_for(request.user).exclude(state="prepared")[:50],
    }
    return render(request, "publications/publications.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, reference: str) -> HttpResponse:
    """The first officer enters the public copy of a decided case."""
    case = queries.case_for(request.user, reference)
    decision = getattr(case, "decision", None)
    if decision is None:
        raise NotFound
    existing = getattr(decision, "publication", None)
    if existing and request.method == "GET":
        return see_other(request, reverse("publication", args=[existing.reference]))
    suggestion = publications.suggested_content(decision)
    form = PublicCopyForm(request.POST) if request.method == "POST" else PublicCopyForm.of(suggestion)
    if form.is_bound and form.is_valid():
        try:
            publication = publications.prepare(
                decision=decision,
                content=form.cleaned_data,
                actor=request.user,
                at=clock.now(),
                token=tokens.read(request.POST.get("token", "")),
            )
        except AlreadyDone:
            publication = existing
        message = Text("公示内容已录入，请另一位同事复核。", "Prepared. A colleague must now check it.")
        return see_other(request, reverse("publication", args=[publication.reference]), message)
    if not request.user.powers & PUBLISHERS:
        raise NotPermitted(WRONG_ROLE, law="公示规定第四条")
    masked = [place for paragraph in suggestion["paragraphs"] for place in redaction.masked_places(paragraph)]
    return render(request, "publications/prepare.html", {"case": case, "form": form, "masked": masked})


@login_required
@require_GET
def publication(request: HttpRequest, reference: str) -> HttpResponse:
    """The copy beside the decision it comes from, and what this person may do with it."""
    found = queries.publication_for(request.user, reference)
    today = clock.today()
    context = {
        "publication": found,
        "case": found.decision.case,
        "content": found.content,
        "office_name": profile_on(found.decision.case.office, found.decision.decided_on).name,
        "options": options(found, request.user, today),
        "clocks": [
            *queries.clocks_of(found.reference, today),
            *queries.clocks_of(found.decision.case.reference, today),
        ],
    }
    return render(request, "publications/publication.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.publication_for(request.user, reference)
    form = PublicCopyForm(request.POST) if request.method == "POST" else PublicCopyForm.of(found.content)
    if form.is_bound and form.is_valid():
        press(request, publications.revise, publication=found, content=form.cleaned_data)
        message = Text("公示内容已修改，须由另一位同事复核。", "Revised. A colleague must check it again.")
        return see_other(request, reverse("publication", args=[reference]), message)
    judged = option(found, "revise", request.user, clock.today())
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    return render(
        request,
        "publications/prepare.html",
        {"case": found.decision.case, "form": form, "publication": found},
    )


@login_required
@require_POST
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.publication_for(request.user, reference)
    press(request, publications.publish, publication=found)
    message = Text("已经公示。公众现在可以在网上看到。", "Published. The public can see it now.")
    return see_other(request, reverse("publication", args=[reference]), message)


@login_required
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.publication_for(request.user, reference)
    press(request, publications.withdraw, publication=found, reason=reason_in(request))
    message = Text("已经撤回公示。", "Withdrawn from the register.")
    return see_other(request, reverse("publication", args=[reference]), message)
