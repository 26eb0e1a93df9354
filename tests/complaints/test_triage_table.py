"""The truth of triage: every line of triage.csv is a set of answers and all that is suggested of it, with its law."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from complaints import triage
from complaints.lifecycle import CONDUCTS

PLACES = [
    triage.Place("nanhai", "佛山市南海区市场监督管理局（演示）", ["南海"]),
    triage.Place("guicheng", "桂城市场监督管理所（演示）", ["桂城"]),
]
LINES = list(csv.DictReader(Path(__file__).with_name("triage.csv").open(encoding="utf-8")))


def suggested(line: dict[str, str]) -> list[triage.Suggestion]:
    """Everything that the rules say of the answers of one line, in the order of the desk."""
    day, kind = dt.date.fromisoformat(line["收到日期"]), {"举报": "report", "投诉": "complaint"}[line["类型"]]
    conducts = [code for code in line["勾选行为"].split() if code]
    story, address = line["经过"], line["地址"]
    happened_on = dt.date.fromisoformat(line["发生日期"]) if line["发生日期"] else None
    has_breach = any(CONDUCTS[code].cause for code in conducts)
    found = [
        triage.suggest_kind(kind, line["请求"], day),
        triage.suggest_other_track(
            kind,
            story,
            conducts,
            is_named=line["实名"] == "是",
            has_twin=line["同时报了另一类"] == "是",
            day=day,
        ),
        triage.suggest_scope(story, has_breach=has_breach, day=day),
        triage.suggest_office(kind, address, PLACES, day),
        *triage.competence_notes(kind, story, "", address, PLACES, day),
        triage.suggest_cause(conducts, story) if kind == "report" else None,
        *triage.suggest_urgency(story),
        *triage.suggest_grounds(kind, story, happened_on, day),
    ]
    return [one for one in found if one]


@pytest.mark.parametrize("line", LINES, ids=[line["情形"] for line in LINES])
def test_the_rules_suggest_what_the_table_says(line):
    found = suggested(line)
    assert [one.value for one in found] == line["建议"].split()
    assert sorted({one.law for one in found if one.law}) == sorted(line["依据"].split(";"))
    assert all(one.what.zh and one.what.en and one.why.zh and one.why.en for one in found)


def test_every_rule_has_its_line():
    said = {value for line in LINES for value in line["建议"].split()}
    assert set(triage.ALARMS) <= said
    assert {"report", "complaint", "both", "platform", "media", "elsewhere"} <= said
    assert {"elsewhere_already", "for_trade", "too_old"} <= said
    assert {"consultation", "disclosure", "reconsideration", "discipline", "petition"} <= said
