"""What a decision says of the breach and of the basis: full names first, articles in Chinese numerals."""

import datetime as dt
import re
from pathlib import Path

import pytest

from penalties import case_facts, sentences
from penalties.engine.loader import library, read_schedule
from penalties.engine.reading import StatuteError

DAY = dt.date(2024, 3, 1)
NOT_READ = {"FSL-132"}  # the rules behind the four items of 2025
SAID = [
    (
        "CPL-56-personal-info",
        "",
        "当事人未明示目的、方式和范围，未经消费者同意收集、使用消费者个人信息的行为，违反了《中华人民共和国消费者权益保护法》"
        "第二十九条第一款的规定，属于《消费者权益保护法》第五十六条第一款第九项规定的违法行为。",
    ),
    (
        "FSL-124",
        "生产经营标注虚假生产日期、保质期的食品",
        "当事人生产经营标注虚假生产日期、保质期的食品的行为，违反了《中华人民共和国食品安全法》第三十四条第十项的规定，"
        "属于《食品安全法》第一百二十四条第一款第五项规定的违法行为。",
    ),
    (
        "PRICE-7",
        "",
        "当事人利用虚假的或者使人误解的价格手段诱骗他人进行交易的行为，违反了《中华人民共和国价格法》第十四条第四项的规定，"
        "属于《价格违法行为行政处罚规定》第七条规定的违法行为。",
    ),
    (
        "AD-57-advertiser",
        "",
        "当事人发布使用“国家级”“最高级”“最佳”等用语的广告的行为，违反了《中华人民共和国广告法》第九条第三项的规定，"
        "属于《广告法》第五十七条第一项规定的违法行为。",
    ),
    (
        "MER-43",
        "",
        "当事人未经设立登记从事经营的行为，违反了《中华人民共和国市场主体登记管理条例》第三条的规定，"
        "属于《市场主体登记管理条例》第四十三条规定的违法行为。",
    ),
]


def text(norm: str, day: dt.date = DAY):
    schedule = library().schedule(library().law_of[norm], day)
    return schedule.provisions[norm], schedule


@pytest.mark.parametrize(("norm", "chosen", "said"), SAID)
def test_the_breach(norm, chosen, said):
    assert sentences.violation(*text(norm), chosen) == said


def test_the_basis_names_every_law_in_full():
    also = ["《行政处罚法》第32条第1项", "《市场监督管理行政处罚程序规定》第80条"]
    assert sentences.basis(*text("FSL-124"), also=also) == (
        "依据《中华人民共和国食品安全法》第一百二十四条第一款第五项、《中华人民共和国行政处罚法》第三十二条第一项、"
        "《市场监督管理行政处罚程序规定》第八十条的规定"
    )


def test_the_articles_are_those_of_the_day():
    before, after = dt.date(2020, 1, 1), dt.date(2025, 12, 1)
    assert "第八条第一款" in sentences.violation(*text("AUCL-false-publicity", before))
    assert "第九条第一款" in sentences.violation(*text("AUCL-false-publicity", after))


@pytest.mark.parametrize("law", ["CPL", "AD", "AUCL", "FSL", "PRICE", "PRICE-LAW"])
def test_every_provision_in_force_names_what_it_punishes(law):
    schedule = library().schedules[law][-1]
    for provision in schedule.provisions.values():
        if provision.status is None and provision.fines and provision.id not in NOT_READ:
            assert provision.breaches, provision.id
            for breach in provision.breaches:
                said = sentences.violation(provision, schedule, breach.zh)
                assert re.fullmatch(
                    r"当事人.+的行为，违反了《.+》第.+条.*的规定，属于《.+》第.+条.*规定的违法行为。", said
                )
                assert not re.search(r"\d", said) and len(sentences.basis(provision, schedule)) < 200


def test_a_rule_that_was_not_read_is_not_guessed():
    provision, schedule = text("FSL-122", dt.date(2012, 1, 1))
    assert "违反了" not in sentences.violation(provision, schedule)


def test_the_numbers():
    assert (
        sentences.in_numerals("第8条第10条第20条第101条第110条第125条")
        == "第八条第十条第二十条第一百零一条第一百一十条第一百二十五条"
    )


def test_a_rule_that_is_no_article_is_refused_with_its_cure(tmp_path: Path):
    path = tmp_path / "CPL" / "2014-03-15.toml"
    path.parent.mkdir()
    file = Path(case_facts.__file__).parent / "statutes" / "CPL" / "2014-03-15.toml"
    path.write_text(file.read_text("utf-8").replace('rule = "第27条"', 'rule = "art 27"'), "utf-8")
    with pytest.raises(StatuteError, match="write the article in figures"):
        read_schedule(path, tmp_path)
