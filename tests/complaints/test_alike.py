"""What may be about the same matter: the hint, its reasons, and the two queries that find it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import queries
from complaints.models import Submission
from complaints.similarity import Told, bare_name, compare, metres, overlap
from tests.complaints.conftest import moment

DAY = dt.date(2026, 8, 21)
CAMERAS = "8月21日下午我去云岭花园售楼处看房，大堂顶上有两个摄像头对着门口，没有人问过我同不同意。"
AGAIN = "云岭花园售楼处的大堂顶上装了两个摄像头，对着门口拍人脸，没有问过我们同意。"
YOGHURT = "昨天在便利店买的酸奶回家一看已经过期六天，货架上还有好几盒。"
CODE, OTHER_CODE = "91440605MA5XEX1A01", "91440605MA5X00001R"

HERE = Decimal("23.028900"), Decimal("113.143200")
NEARBY = Decimal("23.029800"), Decimal("113.144200")
FAR_OFF = Decimal("23.031500"), Decimal("113.143200")

ONE = Told(CAMERAS, "示例云岭置业（佛山）有限公司", CODE, "佛山市南海区桂城街道演示路18号", DAY, *HERE)


@pytest.mark.parametrize(
    ("other", "is_likely", "reasons"),
    [
        (Told(AGAIN, "", CODE, "", DAY), True, ["统一社会信用代码相同", "用语", "同一天"]),
        (
            Told(AGAIN, "示例云岭置业", "", "", DAY + dt.timedelta(4)),
            True,
            ["示例云岭置业", "用语", "相隔4天"],
        ),
        (Told(AGAIN, "", "", "佛山市南海区桂城街道演示路18号", DAY), True, ["同一地址", "用语", "同一天"]),
        (Told(AGAIN, "", "", "", DAY, *NEARBY), True, ["相距", "用语", "同一天"]),
        (Told(AGAIN, "", "", "", DAY, *FAR_OFF), False, []),
        (Told(AGAIN, "", OTHER_CODE, "", DAY, *NEARBY), False, []),
        (Told(YOGHURT, "", CODE, "", None), False, ["统一社会信用代码相同"]),
        (Told(AGAIN, "示例云岭置业（佛山）有限公司", OTHER_CODE, "", DAY), False, []),
        (Told(CAMERAS, "别的商家有限公司", "", "", DAY), False, []),
        (Told("", "", "", "", None), False, []),
    ],
)
def test_likeness_needs_the_same_trader_or_place_and_says_why(other, is_likely, reasons):
    found = compare(ONE, other)
    assert found.is_likely == is_likely and 0 <= found.score <= 100
    assert len(found.reasons) == len(reasons)
    assert all(word in reason.zh for word, reason in zip(reasons, found.reasons, strict=True))
    assert compare(other, ONE).score == found.score


def test_width_case_and_punctuation_do_not_count():
    assert overlap("ＡＢＣ，装修。", "abc装修") == 100 and overlap("", "abc") == 0
    assert bare_name("示例云岭置业（佛山）有限公司") == "示例云岭置业佛山" and bare_name("") == ""


def test_metres_on_the_map_are_told_both_ways_and_of_two_points_only():
    at, nearby = Told("", latitude=HERE[0], longitude=HERE[1]), Told("", None, "", "", None, *NEARBY)
    assert metres(at, nearby) == metres(nearby, at) == 143
    assert metres(at, Told("")) is None


@pytest.fixture
def earlier(cast, send):
    [same] = send("2026-08-22 09:00", story=CAMERAS).submissions
    send("2026-08-22 10:00", story=YOGHURT)
    send("2026-04-20 10:00", story=CAMERAS)  # too long ago
    other = {"trader_uscc": "", "trader_name": "演示百货", "trader_address": "佛山市南海区狮山镇1号"}
    send("2026-08-22 11:00", story=CAMERAS, **other)
    return same


def test_two_queries_find_it_by_code_or_by_name(earlier):
    for told in (Told(AGAIN, trader_uscc=CODE, trader_name="云岭置业（佛山）", happened_on=DAY),
                 Told(AGAIN, trader_name="云岭置业", happened_on=dt.date(2021, 8, 21))):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            found = queries.alike(told, Submission.objects.all(), at=moment("2026-08-23 09:00"))
        assert [one.submission for one in found] == [earlier] and len(asked) <= 2


def test_what_the_reader_may_not_see_is_not_hinted_at(cast, earlier):
    told = Told(AGAIN, trader_uscc=CODE, happened_on=DAY)
    readable = queries.submissions_for(cast["stranger"])
    assert queries.alike(told, readable, at=moment("2026-08-23 09:00")) == []


def test_a_third_query_finds_what_was_noted_nearby_on_the_map(cast, send):
    nobody = {"trader_uscc": "", "trader_name": "", "trader_address": ""}
    [near] = send(
        "2026-08-22 09:00", story=CAMERAS, latitude=NEARBY[0], longitude=NEARBY[1], **nobody
    ).submissions
    send("2026-08-22 09:00", story=CAMERAS, latitude=FAR_OFF[0], longitude=FAR_OFF[1], **nobody)
    told = Told(AGAIN, happened_on=dt.date(2021, 8, 21), latitude=HERE[0], longitude=HERE[1])
    [found] = queries.alike(told, Submission.objects.all(), at=moment("2026-08-23 09:00"))
    assert found.submission == near and "相距143米" in found.likeness.reasons[0].zh
    assert near.trader == "23.029800, 113.144200"
