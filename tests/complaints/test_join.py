"""Submissions looked at together: a link with its history, and nothing merged."""

import pytest

from casework.kernel import audit, tokens
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from complaints import services
from complaints.models import Joining, Submission
from tests.complaints.conftest import REPORTER, moment

AT = moment("2021-08-25 09:00")


@pytest.fixture
def three(send) -> list[Submission]:
    return [send().submissions[0] for _ in range(3)]


def join(cast, one, head, reason="同一处摄像头", by="intake"):
    return services.join(submission=one, joined_to=head, reason=reason, actor=cast[by], at=AT)


def test_each_keeps_its_number_state_and_clock_and_both_histories_tell(cast, three):
    one, head, _ = three
    join(cast, one, head)
    fresh = Submission.objects.get(pk=one.pk)
    assert (fresh.reference, fresh.state, fresh.due_on, fresh.version) == (
        one.reference,
        one.state,
        one.due_on,
        one.version,
    )
    services.separate(submission=one, reason="地点不同", actor=cast["intake"], at=AT)
    for each in (one, head):
        told = [event.action for event in audit.history_of(each.reference)]
        assert told[-2:] == ["submission.joined", "submission.separated"]
    assert Joining.objects.get().separated_why == "地点不同"
    join(cast, one, head)
    assert Joining.objects.count() == 2


def test_no_chain_and_nothing_to_itself(cast, three):
    one, head, other = three
    join(cast, one, head)
    for pair in ((one, other), (head, other), (other, one), (one, one)):
        with pytest.raises(Refused):
            join(cast, *pair)
    join(cast, other, head)
    with pytest.raises(Stale):  # somebody has parted it already, or it never was joined
        services.separate(submission=head, reason="地点不同", actor=cast["intake"], at=AT)


def test_not_across_offices_not_by_others_and_not_with_a_name_in_the_reason(cast, three):
    one, head, other = three
    for reason in ("", f"{REPORTER['name']}又来反映"):
        with pytest.raises(Invalid):
            join(cast, one, head, reason)
    for person in ("unithead", "stranger"):
        with pytest.raises(NotPermitted):
            join(cast, one, head, by=person)
    Submission.objects.filter(pk=other.pk).update(office=cast["inspector1"].office)
    with pytest.raises(Refused):
        join(cast, one, other)
    assert not Joining.objects.exists()


def test_joined_and_separated_from_the_sheet(client_of, three, clock_at):
    one, head, _ = three
    clock_at("2021-08-25 09:00")
    desk, page = client_of("intake"), f"/desk/intake/{one.reference}/"
    typed = {"joined_to": head.reference, "reason": "同一处摄像头", "token": tokens.issue()}
    for _ in range(2):
        assert desk.post(page + "join/", typed).status_code == 303
    assert "同一处摄像头" in desk.get(f"/desk/intake/{head.reference}/").content.decode()
    typed = {"reason": "地点不同", "token": tokens.issue()}
    assert desk.post(page + "separate/", typed).status_code == 303
    assert "地点不同" in desk.get(page).content.decode()


def test_an_empty_form_and_an_unknown_number_come_back_on_the_sheet(client_of, three, clock_at):
    one, _, _ = three
    clock_at("2021-08-25 09:00")
    desk, page = client_of("intake"), f"/desk/intake/{one.reference}/"
    reason, unknown = {"reason": "同一处摄像头"}, {"joined_to": "RPT-2021-999999"}
    for typed in ({}, reason, {**reason, **unknown}, {**reason, "joined_to": one.reference}):
        answer = desk.post(page + "join/", {**typed, "token": tokens.issue()})
        assert answer.status_code == 422 and "<details open>" in answer.content.decode()
    assert "同一处摄像头" in answer.content.decode() and not Joining.objects.exists()
