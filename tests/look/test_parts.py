"""The parts of every page, drawn together: in both languages, under the browser policy, with little or nothing."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from casework.kernel.lifecycle import Text
from tests.look.gallery import GalleryForm, gallery

PARTS = [
    "{% clock x %}",
    "{% mini_ruler x %}",
    "{% time_ruler x %}",
    "{% range_ruler x %}",
    "{% tag x %}",
    "{{ x|money }}",
    "{{ x|day }}",
    "{% day x %}",
    "{% instant x %}",
    "{% timeline x %}",
    "{% missing x %}",
    "{% steps_bar x %}",
    "{% explanation x %}",
    "{% error_summary x %}",
    "{% pager x %}",
    "{% icon 'no such icon' %}",
]


def drawn(source, **context):
    return engines["django"].from_string(source).render(context).strip()


@pytest.fixture(params=["zh-hans", "en"])
def page(request):
    with translation.override(request.param):
        yield render_to_string("parts/gallery.html", gallery())


def test_no_part_needs_an_inline_style_or_script(page):
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_every_id_is_there_once_and_every_reference_finds_its_id(page):
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert not [name for name, count in ids.items() if count > 1]
    named = re.findall(r'(?:aria-describedby|aria-labelledby|for)="([^"]+)"', page)
    named += re.findall(r'href="#([^"]+)"', page)
    assert not {name for words in named for name in words.split()} - ids.keys()


def test_english_pages_have_no_chinese_words_of_ours():
    with translation.override("en"):
        page = render_to_string("404.html", {"site": {"name": "Casework"}})
        assert re.findall(r"[\u4e00-\u9fff]+", page) == ["中文"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("nothing", [None, ""])
def test_a_part_without_its_subject_draws_nothing(part, nothing):
    assert drawn(part, x=nothing, today=date(2021, 11, 16)) == ""


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_needs_no_context_at_all(page):
    assert "<h1>" in render_to_string(page)


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        ("180000.00", "￥180,000", "CNY 180,000"),
        (Decimal("14400.5"), "￥14,400.50", "CNY 14,400.50"),
        (0, "￥0", "CNY 0"),
    ],
)
def test_money_shows_fen_only_where_there_are_fen(amount, chinese, english):
    assert drawn("{{ x|money }}", x=amount) == chinese
    with translation.override("en"):
        assert drawn("{{ x|money }}", x=amount) == english


def test_days_and_instants_are_those_of_shanghai():
    late = datetime(2021, 8, 24, 16, 30, tzinfo=UTC)
    assert drawn("{{ x|day }}", x=late) == "2021年8月25日"
    assert (
        drawn("{% instant x %}", x=late)
        == '<time datetime="2021-08-25T00:30+08:00">2021年8月25日00:30</time>'
    )
    assert drawn("{% day x year=False %}", x=date(2021, 8, 5)) == '<time datetime="2021-08-05">8月5日</time>'
    with translation.override("en"):
        assert drawn("{{ x|instant }}", x=late) == "25 August 2021, 00:30"


def test_words_of_the_law_tables_follow_the_language():
    assert drawn("{% tag x %}", x=Text("已立案", "filed")) == '<span class="tag">已立案</span>'
    with translation.override("en"):
        assert drawn("{{ x|spoken }}", x=Text("已立案", "filed")) == "filed"


def test_gaps_stand_before_notes_and_what_is_in_order_folds_away():
    html = drawn("{% missing items %}", items=gallery()["items"])
    places = [
        html.index(words)
        for words in ("案件审核意见", "高于同类中位数", "登记为举报", "另有1项已具备", "两名执法人员")
    ]
    assert places == sorted(places)


def test_a_rejected_norm_keeps_its_place_and_its_reason():
    html = drawn("{% explanation trace %}", trace=gallery()["trace"])
    assert "不适用：个人信息保护法第六十六条" in html
    assert html.index("2021年11月1日起施行") < html.index("分幅度")


def test_the_deep_end_of_an_explanation_folds_away():
    deep = {
        "label": "a",
        "because": [{"label": "b", "because": [{"label": "c", "because": [{"label": "d"}]}]}],
    }
    html = drawn("{% explanation trace %}", trace=deep)
    assert html.count("<details>") == 1
    assert html.index(">c<") < html.index("<details>") < html.index(">d<")


def test_the_error_summary_names_the_field_and_links_to_its_first_control():
    html = drawn("{% error_summary form %}", form=GalleryForm({"token": "t", "law": "CRPL"}))
    assert '<a href="#id_name">请填写“您要反映哪个商家？”</a>' in html
    assert '<a href="#id_conduct_0">' in html
    assert "还有6处要补充" in html


def test_a_form_without_faults_has_no_summary():
    assert drawn("{% error_summary form %}", form=GalleryForm()) == ""


def test_hidden_fields_travel_with_the_whole_form_only():
    assert 'name="token"' in drawn("{% form_fields form %}", form=GalleryForm())
    some = drawn("{% form_fields form 'name' %}", form=GalleryForm())
    assert 'name="name"' in some and 'name="token"' not in some and 'name="law"' not in some


def test_words_that_people_typed_are_escaped():
    html = drawn("{% timeline steps %}{% tag x %}", steps=[{"title": "<b>", "text": "<i>"}], x="<u>")
    assert not re.search("<b>|<i>|<u>", html)
