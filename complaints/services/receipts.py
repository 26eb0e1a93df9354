"""The receipt that a citizen prints: what was sent, the code that opens the tracking page, what comes next."""

import datetime as dt
from functools import lru_cache
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from casework.clocks import CLOCKS, RPT_NOTIFY_FILING_O20
from casework.kernel import documents, words
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline
from casework.kernel.references import profile_on
from complaints.lifecycle import COMPLAINT, RECEIPT_CLOCKS, REPORT
from complaints.models import Submission
from complaints.query_codes import query_code

# What the clock of receipt means: {n} working days, until {day}.
NEXT = {
    REPORT: Text(
        "自收到之日起{n}个工作日内核查，最迟{day}决定是否立案。有特殊情况的，经批准可以再延长十五个工作日。",
        "It is verified within {n} working days; whether a case is filed is decided by {day} at the latest. In "
        "special circumstances fifteen more working days may be approved.",
    ),
    COMPLAINT: Text(
        "自收到之日起{n}个工作日内决定是否受理并告诉您，最迟{day}。",
        "Whether it is accepted is decided within {n} working days, by {day} at the latest, and you are told.",
    ),
}
TOLD = Text(
    "您留了姓名，是否立案决定后五个工作日内告诉您（投诉举报处理暂行办法第三十一条第二款）。",
    "You gave your name: you are told within five working days of the decision on filing (Order 20 art 31(2)).",
)


def tracking_address(submission: Submission) -> str:
    """Where the QR code leads: the tracking page with the number filled in. The code still has to be typed."""
    return f"{settings.SITE_URL}{reverse('complaint_track')}?number={submission.reference}"


def qr_of(submission: Submission) -> str:
    """The tracking address as inline SVG."""
    return _drawn(tracking_address(submission))


@lru_cache(maxsize=1000)  # drawing takes longer than the rest of the page
def _drawn(address: str) -> str:
    return segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True, dark="#182126")


def what_comes_next(submission: Submission) -> list[Text]:
    """What happens now and by when, with its law."""
    clocks = [clock.id for clock in RECEIPT_CLOCKS[submission.kind]]
    found = Deadline.objects.filter(
        clock__in=clocks,
        reference__in=[submission.reference, submission.case_reference or submission.reference],
    ).first()
    sentences = []
    if found:
        length = CLOCKS[found.clock].on(found.started_on).length
        text = NEXT[submission.kind]
        sentences.append(
            Text(
                f"{text.zh.format(n=length, day=words.day(found.due_on))}（{found.law}）",
                f"{text.en.format(n=length, day=f'{found.due_on:%-d %B %Y}')} ({found.law})",
            )
        )
    if submission.is_report and submission.reporter_id and _telling_is_a_duty(submission):
        sentences.append(TOLD)
    return sentences


def receipt_pdf(submission: Submission, on: dt.date) -> bytes:
    """The receipt as a document; nothing is stored."""
    return documents.render("submission_receipt", receipt_context(submission), day=on)


def receipt_context(submission: Submission) -> dict[str, Any]:
    profile = profile_on(submission.office, day_of(submission.received_at))
    code = segno.make(tracking_address(submission), error="m").svg_inline(scale=4, border=0)
    acts = "；".join(title.zh for title in submission.conduct_titles)
    count = submission.attachments.filter(supplement=None).count()
    rows = [
        ("种类", submission.kind_title.zh),
        ("收到时间", words.minute(submission.received_at)),
        ("被投诉人" if not submission.is_report else "被举报人", submission.trader),
        ("反映的情况", acts),
        ("您的要求", submission.request),
        ("附件", f"{count}份" if count else ""),
    ]
    return {
        "office": profile.name,
        "number": submission.reference,
        "query_code": query_code(submission.form_token),
        "rows": [{"label": label, "value": value} for label, value in rows if value],
        "next": [text.zh for text in what_comes_next(submission)],
        "contact": f"{profile.name}，{profile.address}，电话{profile.phone}。也可以拨打12345。",
        "qr": {"svg": code, "caption": "扫码查询进度"},
        "day": words.day(day_of(submission.received_at)),
    }


def _telling_is_a_duty(submission: Submission) -> bool:
    return RPT_NOTIFY_FILING_O20.in_force(day_of(submission.received_at))
