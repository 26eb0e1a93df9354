"""The first page of the desk: what waits, by role."""

from tests.factories import assign, case_in, lead, moment_of, propose_filing
from tests.web.forms import text_of


def waiting(client) -> dict[str, int]:
    return {line["title"].zh: line["count"] for line in client.get("/desk/").context["waiting"]}


def test_everybody_reads_what_waits_for_their_role(cast, client_of, clock_at):
    lead(cast)
    propose_filing(cast, assign(cast, lead(cast)))
    case_in(cast, "under_review")
    case_in(cast, "decided")
    clock_at(moment_of("decided"))
    assert waiting(client_of("unithead")) == {
        "线索，等指派办案人员": 1,
        "从旧系统接续，等指派办案人员": 0,
        "调查终结，等送审核": 0,
        "听证结束，等送法制审核": 0,
    }
    assert waiting(client_of("head")) == {"等我审批": 1, "要求听证，等指定主持人": 0}
    assert waiting(client_of("reviewer")) == {"等案件审核": 1}
    assert waiting(client_of("legal")) == {"等法制审核": 0, "听证后等法制审核": 0}
    assert waiting(client_of("officer")) == {"我办的案件": 3}
    assert waiting(client_of("publisher1")) == {
        "已决定，等录入公示": 1,
        "决定被撤销或者改变，须撤回公示": 0,
        "已录入，等复核公示": 0,
    }
    assert waiting(client_of("strangerhead")) == {"等我审批": 0, "要求听证，等指定主持人": 0}


def test_what_is_due_next_stands_below_the_most_urgent_first(cast, client_of, clock_at):
    late, later = lead(cast), case_in(cast, "investigating")
    clock_at("2021-12-01 09:00")
    due = client_of("head").get("/desk/").context["due"]
    assert [case.reference for case in due] == [late.reference, later.reference]
    mine = client_of("officer").get("/desk/").context["due"]
    assert [case.reference for case in mine] == [later.reference]


def test_an_empty_desk_says_so(cast, client_of, clock_at):
    clock_at("2021-12-01 09:00")
    text = text_of(client_of("intake").get("/desk/"))
    assert "没有等您的岗位办理的事" in text and "三十天内没有到期的案件" in text


def test_the_side_bar_opens_the_rooms_of_the_role(cast, client_of, clock_at):
    clock_at("2021-12-01 09:00")
    text = text_of(client_of("head").get("/desk/"))
    assert 'href="/desk/approvals/"' in text and 'href="/desk/visits/"' not in text
