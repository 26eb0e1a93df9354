"""The print queue: letters that go by post, printed together and entered one by one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from casework.kernel import clock, files
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out
from complaints import queries
from complaints.forms.post import PostedForm
from complaints.queries import post
from complaints.services import posting
from complaints.views.numbered import numbered
from complaints.views.rooms import count_with_rooms

ALL = Text("全部", "All")


@login_required
@require_GET
def letters_to_post(request: HttpRequest) -> HttpResponse:
    return _queue(request)


@login_required
@require_POST
def letters_print(request: HttpRequest) -> HttpResponse:
    """The chosen letters as one file, each behind its address."""
    chosen = post.letters_chosen(request.user, request.POST.getlist("letter"))
    pdf = posting.print_letters(letters=chosen, actor=request.user, at=clock.now())
    response = HttpResponse(pdf, content_type=files.PDF)
    name = f"待邮寄文书{clock.today():%Y%m%d}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def letter_posted(request: HttpRequest, pk: int) -> HttpResponse:
    letter = post.letter_to_post(request.user, pk)
    form = PostedForm(request.POST, pk=pk, today=clock.today())
    if not (form.is_valid() and carried_out(request, form, posting.record_posted, letter=letter)):
        return _queue(request, sent=form, of=pk)
    return see_other(request, reverse("letters_to_post"), Text("已登记邮寄。", "Entered as posted."))


def _queue(request: HttpRequest, sent: PostedForm | None = None, of: int = 0) -> HttpResponse:
    """``sent``: a form with errors, of the letter ``of``."""
    mine = queries.submissions_for(request.user)
    letters = post.letters_to_post(mine, request.user)
    offices = post.offices_of(letters)
    chosen = next((one for one in offices if one.code == request.GET.get("office")), None)
    page = numbered(letters.filter(office_id=chosen.pk) if chosen else letters, request.GET)
    names = {office.pk: office.name for office in offices}
    for letter in page.rows:
        letter.office_name = names[letter.office_id]
        letter.form = sent if letter.pk == of else PostedForm(pk=letter.pk, today=clock.today())
    count_with_rooms(request, mine)
    context = {"page": page, "tabs": _tabs(offices, chosen), "sent": sent, "sent_of": of}
    return render(request, "complaints/letters_to_post.html", context, status=422 if sent else 200)


def _tabs(offices: list[Office], chosen: Office | None) -> list[dict[str, Any]]:
    """By office, where more than one has something to post."""
    if len(offices) < 2:
        return []
    return [
        {"url": "?", "text": ALL, "count": None, "current": chosen is None},
        *(
            {"url": f"?office={one.code}", "text": one.name, "count": None, "current": one == chosen}
            for one in offices
        ),
    ]
