"""A clock says how much is left in its own unit; shape and words change before colour does."""

from datetime import date, time

import pytest
from django.utils import translation

from casework.templatetags.clock_face import clock_face, share_run
from tests.look.gallery import TODAY, deadline

DUE = date(2021, 12, 24)


@pytest.mark.parametrize(
    ("due_on", "more", "kind", "words"),
    [
        (DUE, {}, "ample", "剩38天"),
        (date(2021, 12, 12), {}, "short", "剩26天"),  # under a third of the ninety days
        (
            date(2021, 12, 1),
            {"unit": "working_day", "left": 11, "started_on": TODAY},
            "ample",
            "剩11个工作日",
        ),
        (date(2021, 11, 19), {"unit": "working_day", "left": 3, "started_on": TODAY}, "short", "剩3个工作日"),
        (date(2021, 11, 17), {"unit": "working_day", "left": 1}, "last", "剩1个工作日"),
        (date(2021, 11, 22), {"unit": "working_day", "left": 1}, "last", "剩1个工作日"),
        (TODAY, {}, "last", "今天到期"),
        (TODAY, {"due_time": time(17)}, "last", "今天17:00"),
        (date(2021, 11, 14), {}, "over", "逾期2天"),
        (date(2021, 11, 12), {"unit": "working_day", "left": -2}, "over", "逾期2个工作日"),
        (
            DUE,
            {"state": "held", "reason": "鉴定中", "held_on": date(2021, 11, 4)},
            "held",
            "鉴定中，已停12天",
        ),
        (DUE, {"state": "held"}, "held", "中止"),
        (DUE, {"state": "met", "met_on": date(2021, 12, 23)}, "met", "提前1天完成"),
        (DUE, {"state": "met", "met_on": DUE}, "met", "最后一天完成"),
        (DUE, {"state": "met", "met_on": date(2021, 12, 26)}, "late", "迟2天完成"),
        (DUE, {"state": "lapsed"}, "held", "期满未使用"),
        (DUE, {"provisional": True}, "ample", "约剩38天，暂定"),
    ],
)
def test_the_chip_says_what_is_left_in_words(due_on, more, kind, words):
    face = clock_face(deadline(due_on, **more), TODAY)
    assert (face.kind, face.words) == (kind, words)


def test_every_chip_has_a_shape_beside_its_colour():
    states = [
        {},
        {"state": "held"},
        {"state": "lapsed"},
        {"state": "met", "met_on": DUE},
        {"state": "missed"},
    ]
    for more in states:
        face = clock_face(deadline(DUE, **more), TODAY)
        assert face.icon or face.ring is not None


def test_an_english_reader_gets_english_numbers():
    with translation.override("en"):
        assert clock_face(deadline(date(2021, 11, 17)), TODAY).words == "1 day left"
        assert clock_face(deadline(DUE), TODAY).words == "38 days left"


def test_a_clock_without_a_first_day_has_no_ruler_but_still_has_words():
    bare = deadline(DUE, started_on=None)
    assert share_run(bare, TODAY) is None
    assert clock_face(bare, TODAY).words == "剩38天"
