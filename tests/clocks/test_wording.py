"""A document carries the text of its own day: the rows of wording.toml, and the days on which they change."""

import datetime as dt
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from casework import wording
from casework.wording import NameMissing, NothingInForce, UnknownText, text

TABLES = tomllib.loads(Path(wording.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
OFFICE = {
    "government": "佛山市南海区人民政府",
    "superior": "佛山市市场监督管理局",
    "court": "佛山市顺德区人民法院",
    "bank": "中国工商银行南海支行",
    "account_name": "南海区财政局",
    "account_number": "1234",
}


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("row", TABLES["text"], ids=lambda row: f"{row['key']}-{row['valid_from']}")
def test_both_languages_of_a_text_name_the_same_bodies(row):
    assert set(wording.placeholders(row["zh"])) == set(wording.placeholders(row["en"]))
    assert row["law_zh"] and row["law_en"]


@pytest.mark.parametrize("key", wording.KEYS)
def test_texts_of_a_key_follow_each_other_without_overlap(key):
    rows = sorted((row for row in TABLES["text"] if row["key"] == key), key=lambda row: row["valid_from"])
    for older, newer in pairwise(rows):
        assert newer["valid_from"] == older["valid_to"] + dt.timedelta(days=1)


def test_until_2023_the_party_could_choose_the_superior_bureau():
    remedies = text("remedies", day("2023-12-31"), **OFFICE)
    assert "向佛山市南海区人民政府或者佛山市市场监督管理局申请行政复议" in remedies.text
    assert remedies.verified is False


def test_since_2024_only_the_government_decides_on_reconsideration():
    remedies = text("remedies", day("2024-01-01"), **OFFICE)
    assert remedies.text == (
        "如不服本行政处罚决定，可以自收到本决定书之日起六十日内向佛山市南海区人民政府申请行政复议，"
        "也可以自收到本决定书之日起六个月内依法向佛山市顺德区人民法院提起行政诉讼。"
    )
    assert remedies.law.startswith("《中华人民共和国行政复议法》第二十条")
    assert remedies.verified is True


def test_an_on_the_spot_penalty_goes_to_reconsideration_first_since_2024():
    assert (
        "先向佛山市南海区人民政府申请行政复议"
        in text("remedies.on_the_spot", day("2024-01-01"), **OFFICE).text
    )
    before = text("remedies.on_the_spot", day("2023-12-31"), **OFFICE)
    assert "或者佛山市市场监督管理局申请行政复议，也可以" in before.text and not before.verified


@pytest.mark.parametrize(("on", "days"), [("2021-07-14", "三个工作日"), ("2021-07-15", "五个工作日")])
def test_the_party_has_three_then_five_working_days_to_answer(on, days):
    assert days in text("rights.statement", day(on)).text
    assert days in text("rights.hearing", day(on)).text


def test_the_payment_text_names_the_bank_and_the_cap_of_the_surcharge():
    payment = text("payment", day("2026-09-18"), **OFFICE).text
    assert "十五日内，将罚款缴至中国工商银行南海支行" in payment
    assert "百分之三加处罚款，加处罚款的数额不超出罚款的数额" in payment


@pytest.mark.parametrize(
    ("on", "period"),
    [("2025-12-24", "公示期为三年"), ("2025-12-25", "公示期最长为一年、最短为三个月")],
)
def test_the_general_publication_period_fell_from_three_years(on, period):
    assert text("publication.period.general", day(on)).text.startswith(period)


def test_the_reporter_is_not_told_of_the_filing_since_order_121():
    told = text("reporter.filed", day("2026-04-14"), received_on="2026年3月2日", respondent="某公司")
    assert told.law == "《市场监督管理投诉举报处理暂行办法》第三十一条第二款"
    with pytest.raises(NothingInForce, match="2020-01-01 to 2026-04-14"):
        text("reporter.filed", day("2026-04-15"), received_on="x", respondent="y")


def test_credit_repair_is_announced_since_2025():
    assert not wording.is_in_force("credit_repair.notice", day("2025-06-21"))
    assert not text("credit_repair.notice", day("2026-01-05"), repair_channel="本局").verified


def test_a_missing_name_is_named_and_a_name_too_many_is_not():
    with pytest.raises(NameMissing, match="court"):
        text("remedies", day("2024-01-01"), government="某区人民政府")
    with pytest.raises(NameMissing, match="court"):
        text("remedies", day("2024-01-01"), government="某区人民政府", court="")
    assert text("non_suspension", day("2024-01-01"), **OFFICE).text


def test_a_text_speaks_english_with_its_law():
    notice = text("publication.notice", day("2026-01-05"), "en")
    assert (notice.text[:21], notice.law) == ("This penalty decision", "Penalty Publication Rule arts 2, 8")


def test_a_text_that_nobody_wrote_is_unknown():
    with pytest.raises(UnknownText, match="remedies"):
        text("remedy", day("2024-01-01"))


@pytest.mark.parametrize(
    ("on", "area", "unit", "person", "verified"),
    [
        ("2026-09-18", "CN", "100000.00", "10000.00", True),
        ("2026-09-18", "CN-GD", "100000.00", "5000.00", False),
        ("2022-05-31", "CN-GD", "100000.00", "10000.00", True),  # before its own rule: the national sums
    ],
)
def test_a_province_may_have_its_own_hearing_threshold(on, area, unit, person, verified):
    threshold = wording.hearing_threshold(day(on), area)
    assert (threshold.unit, threshold.person) == (Decimal(unit), Decimal(person))
    assert threshold.verified is verified
