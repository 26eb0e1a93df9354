"""A file is checked without a trace, imported in the background, and undone where nothing has happened since."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from casework.kernel import audit, vault
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline, VaultSubject
from casework.models import Case
from complaints import queries, services
from complaints.models import ImportMapping, ImportRow, ImportRun, Submission, Trader
from complaints.services import imports
from tests.complaints.conftest import moment
from tests.imports.conftest import AT, CODE, SENT, as_csv, as_xlsx, sent_rows

pytestmark = pytest.mark.django_db
CASES = ["原编号", "收到日期", "案由", "摘要", "当事人", "统一社会信用代码", "原办理阶段"]
TRADERS = ["统一社会信用代码", "名称", "地址", "主体类型", "登记状态", "起始日期"]


def states(run: ImportRun) -> list[str]:
    return list(run.rows.values_list("state", flat=True))


def undone(run: ImportRun, cast) -> ImportRun:
    imports.undo(run=run, actor=cast["intake"], at=moment("2026-05-11 15:00"))
    while imports.run_due(at=moment("2026-05-11 15:01")):
        pass
    run.refresh_from_db()
    return run


def test_the_check_names_row_and_column_and_brings_nothing_in(checked):
    rows = sent_rows(3)
    rows[1][2] = "不知道"
    run = checked("submissions", as_csv(SENT, rows))
    assert (run.state, states(run)) == ("checked", ["waiting", "wrong", "waiting"])
    wrong = queries.not_imported(run).get()
    assert wrong.number == 3 and wrong.errors[0][0] == "收到日期"
    assert not Submission.objects.exists()
    assert ImportMapping.objects.get().columns["story"] == "反映情况"


def test_no_row_keeps_what_the_file_said_of_a_person(brought_in):
    run = brought_in(
        "submissions", as_csv(SENT, [*sent_rows(2), ["GD-9", "投诉", "", "店", "乱", "某某某", "1"]])
    )
    assert states(run) == ["done", "done", "wrong"]
    kept = str(list(ImportRow.objects.values())) + str(list(ImportRun.objects.values()))
    assert "来电人1" not in kept and "某某某" not in kept
    assert run.file.subject.erased_at is not None
    on_disk = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert on_disk == []


def test_the_clocks_count_from_the_day_on_which_the_other_platform_received_it(brought_in):
    run = brought_in("submissions", as_xlsx(SENT, sent_rows(2)))
    complaint, report = Submission.objects.order_by("kind")
    assert (complaint.kind, complaint.channel) == ("complaint", "import")
    for one, clock, due_on in ((complaint, "CMP-ACCEPT-O121", (5, 14)), (report, "VER-15", (5, 26))):
        deadline = Deadline.objects.get(reference=one.reference)
        assert (deadline.clock, deadline.started_on) == (clock, dt.date(2026, 5, 6))
        assert deadline.due_on == dt.date(2026, *due_on)
        received, noted = audit.history_of(one.reference)
        assert received.at.date() == dt.date(2026, 5, 6) and received.recorded_at.date() != received.at.date()
        assert audit.details_of(noted)["number_there"].startswith("GD-0000")
    assert run.state == "done"


def test_a_number_is_imported_once_however_often_its_file_comes(brought_in, checked):
    brought_in("submissions", as_csv(SENT, sent_rows(3)))
    again = checked("submissions", as_csv(SENT, [*sent_rows(4), sent_rows(4)[3]]))
    assert states(again) == ["wrong", "wrong", "wrong", "waiting", "wrong"]


def test_undoing_takes_back_what_nobody_touched_and_says_why_the_rest_stays(brought_in, cast):
    run = brought_in("submissions", as_csv(SENT, sent_rows(3)))
    touched = Submission.objects.get(reference=run.rows.get(number=3).reference)
    services.register(submission=touched, actor=cast["intake"], at=moment("2026-05-11 10:00"))
    run = undone(run, cast)
    assert (run.state, states(run)) == ("undone", ["undone", "kept", "undone"])
    assert "不能撤销" in run.rows.get(number=3).errors[0][1]
    assert sorted(Submission.objects.values_list("state", flat=True)) == [
        "registered",
        "taken_back",
        "taken_back",
    ]
    taken = Submission.objects.filter(state="taken_back").first()
    assert "来电人" not in taken.story and taken.reporter.erased_at
    assert not Deadline.objects.filter(reference=taken.reference, state="running").exists()
    assert VaultSubject.objects.get(pk=touched.reporter_id).erased_at is None
    audit.settle()
    assert audit.verify() == []


def test_the_register_of_traders_is_found_by_code_and_by_words(brought_in):
    brought_in(
        "traders",
        as_csv(TRADERS, [[CODE, "示例云岭置业（佛山）有限公司", "演示路18号", "企业", "存续", "2020-01-02"]]),
    )
    assert queries.traders(CODE.lower()).get().name.startswith("示例云岭")
    assert queries.traders("云岭").get().from_day == dt.date(2020, 1, 2)
    assert not queries.traders("").exists() and queries.trader(CODE).status == "存续"


def test_undoing_a_register_brings_back_what_stood_there(brought_in, cast):
    brought_in("traders", as_csv(TRADERS, [[CODE, "旧名称", "", "", "存续", "2019-01-02"]]))
    newer = brought_in("traders", as_csv(TRADERS, [[CODE, "新名称", "", "", "注销", "2025-01-02"]]))
    older = brought_in("traders", as_csv(TRADERS, [[CODE, "更旧的名称", "", "", "存续", "2018-01-02"]]))
    assert Trader.objects.get().name == "新名称"
    assert states(undone(newer, cast)) == ["kept"]
    assert states(undone(older, cast)) == ["undone"]
    assert Trader.objects.get().name == "新名称"


def test_a_case_of_an_old_system_becomes_a_lead_with_its_clock_and_its_old_number(brought_in, cast):
    row = ["旧-2026-7", "2026-05-06", "不按规定明码标价", "门店标价不清", "示例店", CODE, "调查中"]
    run = brought_in("cases", as_xlsx(CASES, [row]))
    case = Case.objects.get()
    assert (case.state, case.source_reference, case.received_on) == (
        "lead_registered",
        "旧-2026-7",
        dt.date(2026, 5, 6),
    )
    deadline = Deadline.objects.get(reference=case.reference)
    assert (deadline.clock, deadline.started_on) == ("VER-15", dt.date(2026, 5, 6))
    noted = audit.history_of(case.reference).get(action="case.imported")
    assert audit.details_of(noted)["old_state"] == "调查中"
    run = undone(run, cast)
    assert states(run) == ["kept"] and "按程序" in run.rows.get().errors[0][1]


def test_a_row_that_a_verb_refuses_costs_nothing_but_itself(brought_in):
    rows = [
        ["旧-1", "2026-05-06", "案由", "摘要", "示例店", CODE, ""],
        ["旧-2", "2026-05-06", "案由", "摘要", "另一个名称", CODE, ""],
    ]
    run = brought_in("cases", as_csv(CASES, rows))
    assert states(run) == ["done", "failed"] and "示例店" in run.rows.get(number=3).errors[0][1]


def test_wrong_order_and_wrong_role_are_refused(checked, cast):
    run = checked("submissions", as_csv(SENT, sent_rows(1)))
    by = {"actor": cast["intake"], "at": moment(AT)}
    with pytest.raises(Refused):
        imports.undo(run=run, **by)
    with pytest.raises(Invalid):
        imports.check(run=run, columns={"key": "原编号"}, **by)
    with pytest.raises(NotPermitted):
        imports.start(run=run, actor=cast["officer"], at=moment(AT))
    with pytest.raises(NotPermitted):
        imports.upload(
            kind="traders", content=b"a,b\n1,2", file_name="a", actor=cast["unithead"], at=moment(AT)
        )
    assert not Submission.objects.exists()


def test_a_phone_number_of_a_file_is_in_the_vault_alone(brought_in):
    brought_in("submissions", as_csv(SENT, sent_rows(1)))
    reporter = Submission.objects.get().reporter
    assert reporter.entries.filter(blind_index=vault.blind_index("phone", "13800000001")).exists()
    assert "13800000001" not in str(list(Submission.objects.values()))
