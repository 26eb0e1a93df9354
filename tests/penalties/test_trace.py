"""The explanation is the computation: it reloads to itself, and a changed one is refused."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from penalties.engine import trace
from penalties.engine.phrases import LANGUAGES
from tests.penalties.cases import act, person

CASES = {
    "alternatives": act(
        "PIPL-66-2",
        level="province",
        grade="serious",
        amounts={"prior_year_turnover": "2000000000.00"},
        persons=[person()],
    ),
    "lex mitior": act(
        "AUCL-bribery", ended_on="2025-06-30", decided_on="2025-12-15", amounts={"illegal_gains": "40000.00"}
    ),
    "concurrence": act(
        "AD-55-1",
        "AD-57-advertiser",
        amounts={"ad_cost": "60000.00"},
        factors=["32.1-harm-removed"],
        tier="mitigated",
        proposed_fine="50000.00",
    ),
    "near threshold": act("FSL-124", amounts={"goods_value": "9999.99", "illegal_gains": "20.00"}),
    "floor": act("DAL-117-1", amounts={"goods_value": "86.40"}, facts={"role": "retail"}),
    "cap": act("MEAS73-15", amounts={"illegal_gains": "50.00"}),
    "referral": act("MEAS73-14", amounts={"illegal_gains": "none"}),
    "gate": act("PIPL-66-1", facts={"refused_to_correct": False}, persons=[person()]),
    "not unlawful": act("AUCL-prize", amounts={"top_prize": "1.00"}),
    "exempt": act("AD-59", facts={"minor": True, "corrected_in_time": True, "harm": "none"}),
    "third time": act("AD-55-1", amounts={"ad_cost": "1.00"}, facts={"violation_number": 3}),
    "limitation": act("AD-59", ended_on="2020-01-01", discovered_on="2024-01-01"),
    "unless": act(
        "NOLIC-13", ended_on="2016-01-01", decided_on="2016-02-01", facts={"scale": "large_or_serious_harm"}
    ),
    "any of": act(
        "FSLREG-75",
        party={"kind": "individual"},
        amounts={"prior_year_personal_income": "1.00"},
        facts={"vile_nature": True},
    ),
}
ALL = pytest.mark.parametrize("answer", CASES.values(), ids=CASES)


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["because"]:
        yield from nodes(child)


@ALL
def test_reloading_is_identity(answer: dict[str, Any]) -> None:
    steps = json.loads(json.dumps(answer["steps"], ensure_ascii=False))

    assert trace.to_json(trace.from_json(steps)) == answer["steps"]
    assert trace.from_json(json.dumps(steps)) == trace.from_json(steps)


@ALL
def test_the_root_is_the_result(answer: dict[str, Any]) -> None:
    value = answer["steps"]["value"]

    assert {key: value[key] for key in ("outcome", "fine", "confiscate", "proposed")} == {
        key: answer[key] for key in ("outcome", "fine", "confiscate", "proposed")
    }


def changed(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] != "1" else "2")
    if isinstance(value, list):
        return [*value, "x"]
    return {**value, "norm": "x"}


@ALL
def test_no_value_of_any_step_can_be_changed(answer: dict[str, Any]) -> None:
    refuses_every_change(copy.deepcopy(answer["steps"]), "value")


@pytest.mark.parametrize("field", ["label", "law", "op"])
def test_no_word_of_any_step_can_be_changed(field: str) -> None:
    refuses_every_change(copy.deepcopy(CASES["lex mitior"]["steps"]), field)


def refuses_every_change(steps: dict[str, Any], field: str) -> None:
    """Change one step after the other, each time back again."""
    for node in list(nodes(steps)):
        kept = node[field]
        node[field] = changed(kept)
        with pytest.raises(trace.TraceError):
            trace.from_json(steps)
        node[field] = kept
    trace.from_json(steps)


@ALL
def test_a_figure_that_does_not_follow_is_refused_whatever_the_seal(answer: dict[str, Any]) -> None:
    steps = copy.deepcopy(answer["steps"])
    computed = [node for node in nodes(steps) if node["op"] != "given"]
    computed[-1]["value"] = changed(computed[-1]["value"])

    with pytest.raises(trace.TraceError, match=r"does not follow|cannot be computed"):
        trace.from_json(steps)


def test_a_step_keeps_the_kind_of_its_value() -> None:
    """1 is not true, though Python says that they are equal."""
    steps = copy.deepcopy(CASES["floor"]["steps"])
    for node in nodes(steps):
        if node["value"] is True:
            node["value"] = 1
            with pytest.raises(trace.TraceError):
                trace.from_json(steps)
            node["value"] = True


def test_a_step_cannot_be_taken_out() -> None:
    steps = copy.deepcopy(CASES["concurrence"]["steps"])
    steps["because"].pop()

    with pytest.raises(trace.TraceError):
        trace.from_json(steps)


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[]",
        "{}",
        [],
        {"label": "act"},
        {"label": "a", "law": "", "value": 1, "op": "exec", "because": []},
    ],
)
def test_what_is_no_explanation_is_refused(stored: Any) -> None:
    with pytest.raises(trace.TraceError):
        trace.from_json(stored)


@ALL
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_can_be_read_and_tabled(answer: dict[str, Any], lang: str) -> None:
    paragraphs = trace.paragraphs(answer["steps"], lang)
    rows = trace.rows(answer["steps"], lang)

    assert all(text.strip() for text in paragraphs)
    assert len(rows) == len(list(nodes(answer["steps"])))
    assert {"depth", "label", "value", "law", "by"} == set(rows[0])


@ALL
def test_every_code_has_words_in_both_languages(answer: dict[str, Any]) -> None:
    """A label without words would be shown as its code: English words in a Chinese row."""
    for row in trace.rows(answer["steps"], "zh"):
        label = row["label"].split("（")[0]
        assert not label.isascii(), label


def test_the_explanation_names_what_was_rejected_and_what_the_officer_decided() -> None:
    text = "\n".join(trace.paragraphs(CASES["concurrence"]["steps"], "zh"))

    assert "让位的规定：AD-55-1；罚款数额较低" in text
    assert "拟处罚款：50,000.00元（承办人员决定）" in text
    assert "《行政处罚法》第32条第1项" in text
    assert "《广告法》第57条" in text


def test_alternatives_are_both_shown() -> None:
    text = "\n".join(trace.paragraphs(CASES["alternatives"]["steps"], "en"))

    assert "CNY 50,000,000.00" in text
    assert "CNY 2,000,000,000.00 × 0.05 = CNY 100,000,000.00" in text


def test_the_other_side_of_a_near_threshold_is_shown() -> None:
    text = "\n".join(trace.paragraphs(CASES["near threshold"]["steps"], "zh"))

    assert "界限另一侧的结果" in text
    assert "200,000.00元" in text


def test_every_figure_rests_on_a_file_with_its_sha256() -> None:
    assert list(trace.cited_files(CASES["floor"]["steps"])) == ["DAL/2019-12-01.toml"]
    assert set(trace.cited_files(CASES["referral"]["steps"])) == {
        "MEAS73/2015-03-15.toml",
        "CPL/2014-03-15.toml",
    }


def test_what_is_done_to_one_answer_reaches_no_other() -> None:
    spoilt = act("AD-59")
    for node in nodes(spoilt["steps"]):
        if isinstance(node["value"], list | dict):
            node["value"].clear()

    assert act("AD-59") == act("AD-59") != spoilt
    trace.from_json(act("AD-59")["steps"])


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="lang"):
        trace.paragraphs(CASES["floor"]["steps"], "fr")
