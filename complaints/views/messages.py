"""Messages to citizens that got stuck: seen, and sent anew."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.redaction import mask
from complaints import queries
from complaints.queries import messages as stuck
from complaints.services import messages as verbs
from complaints.views.numbered import numbered

TITLES = {
    "submission_received": Text("已收到的回执", "That it has arrived"),
    "reporter_told": Text("是否立案的告知", "Whether a case was filed"),
    "complaint_letter.told": Text("有一份文书", "That there is a letter"),
    "second_look.told": Text("复查已有答复", "That there is an answer"),
}


@login_required
@require_GET
def messages_stuck(request: HttpRequest) -> HttpResponse:
    """What was given up after every try: it is sent anew, or somebody calls or writes."""
    page = numbered(stuck.stuck_among(queries.submissions_for(request.user)), request.GET)
    for message in page.rows:
        message.title, message.why = TITLES[message.kind], mask(message.last_error)
    may_mend = bool(request.user.roles & stuck.MENDERS)
    return render(request, "complaints/messages_stuck.html", {"page": page, "may_mend": may_mend})


@login_required
@require_POST
def message_try_again(request: HttpRequest, pk: int) -> HttpResponse:
    press(request, verbs.try_again, message=stuck.message_for(request.user, pk))
    return see_other(request, reverse("messages_stuck"), Text("正在重新发送。", "It is being sent again."))
