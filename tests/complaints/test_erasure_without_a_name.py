"""Words that came without a name go like those of a known person: in time, or when somebody asks who wrote them or
stands in them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from casework.kernel import audit, tokens
from complaints import services
from complaints.models import ErasureRequest, Submission
from tests.complaints.conftest import moment, picture
from tests.complaints.test_erasure import deliver, everything_stored, found_of

pytestmark = pytest.mark.django_db
NAMED = "店长赵大年"  # in the words of somebody who gave no name
TOLD = (f"{NAMED}把摄像头对着门口", "补充一句，我住在楼上")
LATER = "2034-01-10 03:00"


@pytest.fixture
def report(cast, send) -> Submission:
    """Anonymous, with a photo and an addition; over since May 2026."""
    photo = services.SentFile("a.jpg", picture(), "image/jpeg")
    [sent] = send("2026-05-06 09:00", story=TOLD[0], reporter=None, sent_files=[photo]).submissions
    services.supplement(submission=sent, text=TOLD[1], at=moment("2026-05-07 09:00"))
    return services.put_out_of_scope(
        submission=sent,
        ground="consultation",
        reply="请向住建部门咨询。",
        actor=cast["intake"],
        at=moment("2026-05-08 10:00"),
    )


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_words_and_photos_without_a_name_go_when_the_time_of_keeping_is_over(report, client_of):
    assert found_of(TOLD) == list(TOLD) and len(files()) == 1
    assert services.erase_due(at=moment("2031-05-07 23:59")) == 0
    assert services.erase_due(at=moment("2031-05-08 00:01")) == 1
    assert services.erase_due(at=moment("2031-05-08 00:02")) == 0
    deliver("2031-05-08 00:03")
    assert found_of(TOLD) == [] and files() == [] and picture()[:60] not in everything_stored()
    assert audit.verify() == []
    event = audit.history_of(report.reference).get(action="submission.person_erased")
    assert len(audit.details_of(event)["texts"]) == 2
    sheet = client_of("intake").get(reverse("submission", args=[report.reference])).content.decode()
    assert "个人信息已于" in sheet and NAMED not in sheet
    report.refresh_from_db()
    assert report.erased_at and report.trader_name.startswith("示例云岭")


def test_a_photo_that_somebody_else_sent_too_stays_with_them(report, send):
    photo = services.SentFile("b.jpg", picture(), "image/jpeg")
    [other] = send("2033-05-06 09:00", reporter=None, sent_files=[photo]).submissions
    assert services.erase_due(at=moment(LATER)) == 1
    assert len(files()) == 1 and other.attachments.exists() and not report.attachments.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_stands_in_a_report_without_a_name_may_ask_and_another_decides(report, client_of, clock_at):
    desk, head = client_of("intake"), client_of("unithead")

    def posts(client, name: str, reference: str, reason: str = ""):
        return client.post(reverse(name, args=[reference]), {"token": tokens.issue(), "reason": reason})

    clock_at("2027-06-01 09:00")
    early = posts(desk, "erasure_ask", report.reference, "文中提到的人6月1日到窗口要求")
    assert early.status_code == 409 and "第四十七条第二款" in early.content.decode()
    clock_at("2028-06-01 09:00")
    assert posts(desk, "erasure_ask", report.reference, "文中提到的人6月1日到窗口要求").status_code == 303
    wish = ErasureRequest.objects.get()
    assert wish.subject is None
    assert posts(desk, "erasure_ask", report.reference, "又一次要求").status_code == 409
    assert posts(desk, "erasure_approve", wish.reference).status_code == 403
    assert posts(head, "erasure_approve", wish.reference).status_code == 303
    deliver("2028-06-01 09:10")
    assert found_of(TOLD) == [] and files() == []
    assert posts(desk, "erasure_ask", report.reference, "又一次要求").status_code == 409
