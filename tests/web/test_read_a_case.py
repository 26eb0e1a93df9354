"""The page of a case: where it stands, what is missing, what is on file."""

from casework.kernel import audit
from casework.kernel.roles import Role
from casework.lifecycle import APPROVAL, CASE
from casework.models import Case
from casework.services import cases
from casework.web.history import EVENTS
from casework.web.proceedings import KINDS
from casework.web.requirements import CLEARED
from tests.factories import WALK, approve, at, case_in, lead, moment_of
from tests.web.forms import text_of


def page(client, case) -> str:
    response = client.get(f"/desk/cases/{case.reference}/")
    assert response.status_code == 200
    return text_of(response)


def test_an_officer_reads_what_is_missing_by_which_article_and_where_it_is_cured(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    case = case_in(cast, "verifying")
    text = page(client_of("officer"), case)
    assert "下一步：" in text and "报请立案" in text and "还缺2项" in text
    assert "还没有初步证据" in text and "程序规定第十九条" in text and 'href="/desk/visits/"' in text
    assert "两名执法人员，执法证当日有效" in text


def test_a_lead_without_a_party_sends_to_the_form_that_names_it(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    case = case_in(cast, "verifying", party=None)
    text = page(client_of("officer"), case)
    assert "还没有写明当事人" in text and f"/desk/cases/{case.reference}/record_party/" in text


def test_who_cannot_go_on_is_told_who_can(cast, client_of, clock_at):
    case = case_in(cast, "report_done")
    clock_at(moment_of("report_done"))
    text = page(client_of("officer"), case)
    assert "等别人办理" in text and "送审核" in text and "办案机构负责人" in text


def test_every_state_has_a_page_in_both_languages(cast, client_of, clock_at):
    case, client = lead(cast), client_of("officer")
    for state, (moment, step) in WALK.items():
        case = Case.objects.get(pk=step(cast, case).pk)
        clock_at(moment)
        client.cookies["lang"] = "zh-hans"
        assert CASE.by_state[state].title.zh in page(client, case)
        client.cookies["lang"] = "en"
        text = page(client, case)
        assert CASE.by_state[state].title.en in text and "Case file" in text


def test_the_reporter_stays_in_the_vault_and_the_way_there_is_named(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    case = case_in(cast, "verifying", reporter_is_named=True)
    assert f"/desk/intake/{case.source_reference}/" in page(client_of("officer"), case)
    assert f"/desk/intake/{case.source_reference}/" not in page(client_of("publisher1"), case)


def test_the_day_explains_how_it_was_counted(cast, client_of, clock_at):
    clock_at("2021-09-13 11:00")
    text = page(client_of("officer"), case_in(cast, "investigating"))
    assert "这一天怎么算的" in text and "期限90日" in text and "2021-12-12" in text


def test_what_is_on_file_is_listed_with_its_hash_and_its_page(cast, client_of, clock_at):
    clock_at(moment_of("decided"))
    case = case_in(cast, "decided")
    text = page(client_of("officer"), case)
    assert "9f2c41…e07b" in text and "/m/VIS-2021-000001/" in text
    assert case.decision.number in text and "￥180,000" in text
    assert f"/desk/documents/{case.decision.document.reference}/pdf/" in text


def test_the_history_tells_every_entry_in_plain_words(cast, client_of, clock_at):
    clock_at(moment_of("closed"))
    case = case_in(cast, "closed")
    response = client_of("officer").get(f"/desk/cases/{case.reference}/history/")
    entries = response.context["entries"]
    references = [case.reference, *case.approvals.values_list("reference", flat=True)]
    assert len(entries) == audit.history_of(*references).count() > 30
    assert all(entry["title"] in EVENTS.values() for entry in entries)
    assert "批准立案" in text_of(response)
    assert client_of("stranger").get(f"/desk/cases/{case.reference}/history/").status_code == 404


def test_a_case_that_was_not_filed_ends_its_bar_there(cast, client_of, clock_at):
    clock_at("2021-08-30 10:00")
    case = case_in(cast, "verifying")
    case = cases.propose_not_filing(
        case=case, ground="slight", reason="轻微并已改正", actor=cast["officer"], at=at("2021-08-30 09:00")
    )
    approve(cast, case, "not_filing", "2021-08-30 09:30")
    text = page(client_of("officer"), case)
    assert "不予立案" in text and "本案已经办结" in text


def test_every_act_of_the_tables_has_its_words():
    acts = {transition.audit for table in (CASE, APPROVAL) for transition in table.transitions}
    assert acts <= EVENTS.keys()


def test_every_guard_has_words_for_when_it_is_met():
    tables = [CASE, *(kind.model.lifecycle for kind in KINDS.values())]
    rows = [row for table in tables for row in table.transitions if row.roles != {Role.SYSTEM}]
    guards = {guard for row in rows for guard in row.guards}
    silent = {guard.fact for guard in guards if guard.there is None}
    assert silent <= CLEARED.keys()
    assert CLEARED.keys() <= {g.fact for table in tables for row in table.transitions for g in row.guards}
