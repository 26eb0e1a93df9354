"""From the plan to the signed record, through the verbs."""

import datetime as dt

import pypdfium2
import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from casework.kernel import audit, files
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.models import Approval, DossierEntry
from casework.services import approvals, cases
from casework.services.people import add_certificate
from inspections.models import Evidence, Signature, Visit, VisitOfficer
from inspections.services import signatures, visits

from .conftest import RECORD, SIGNED, add_photo, approve, at, picture, plan


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def test_a_planned_visit_waits_for_the_head(cast, planned):
    approval = Approval.objects.get(subject=planned.reference)
    assert (planned.state, approval.kind, approval.state) == ("planned", "visit", "pending")
    with pytest.raises(Refused) as refusal:
        visits.begin(visit=planned, actor=cast["inspector1"], at=at("2021-08-31 10:00"))
    assert {r.code for r in refusal.value.refusals} == {"visit_approved", "notice_given"}
    assert refusal.value.law
    planned.refresh_from_db()
    assert (planned.state, planned.begun_at) == ("planned", None)


def test_the_opinion_of_2025_is_cited_from_its_day_on(cast, planned):
    with pytest.raises(Refused) as refusal:
        visits.give_notice(visit=planned, actor=cast["inspector1"], at=at("2025-01-03 09:00"))
    assert refusal.value.law == "国办发〔2024〕54号"
    with pytest.raises(Refused) as refusal:
        visits.give_notice(visit=planned, actor=cast["inspector1"], at=at("2025-01-02 09:00"))
    assert refusal.value.law == "本机关行政检查审批制度"


def test_one_officer_is_refused(cast, case):
    with pytest.raises(Refused) as refusal:
        visits.plan(
            case=case,
            officers=[cast["inspector1"], cast["inspector1"]],
            place="售楼处",
            purpose="看摄像机",
            planned_for=at("2021-08-31 10:00"),
            actor=cast["inspector1"],
            at=at("2021-08-27 09:00"),
        )
    assert refusal.value.law == "处罚法第四十二条"
    assert not Visit.objects.exists()


def test_an_officer_without_a_role_or_a_case_out_of_inquiry_is_refused(cast, case):
    plan_with = {
        "place": "售楼处",
        "purpose": "看摄像机",
        "planned_for": at("2021-08-31 10:00"),
        "at": at("2021-08-27 09:00"),
    }
    with pytest.raises(Invalid):
        visits.plan(
            case=case, officers=[cast["inspector1"], cast["intake"]], actor=cast["inspector1"], **plan_with
        )
    both = [cast["inspector1"], cast["inspector2"]]
    with pytest.raises(NotPermitted):
        visits.plan(case=case, officers=both, actor=cast["intake"], **plan_with)
    case.state = "closed"
    with pytest.raises(Refused):
        visits.plan(case=case, officers=both, actor=cast["inspector1"], **plan_with)


def test_a_certificate_that_has_expired_on_the_day_stops_the_visit(cast, notified):
    cast["inspector2"].certificates.update(valid_to=dt.date(2021, 8, 30))
    with pytest.raises(Refused) as refusal:
        visits.begin(visit=notified, actor=cast["inspector1"], at=at("2021-08-31 10:02"))
    assert (refusal.value.law, refusal.value.refusals[0].code) == ("处罚法第四十二条", "officers_certified")


def test_the_certificate_shown_is_the_one_of_the_day(cast, notified):
    cast["inspector2"].certificates.update(valid_to=dt.date(2021, 8, 30))
    add_certificate(
        user=cast["inspector2"],
        number="粤演示0999",
        valid_from=dt.date(2021, 8, 31),
        valid_to=dt.date(2027, 8, 30),
        actor=None,
        at=at("2021-08-31 08:00"),
    )
    visit = visits.begin(visit=notified, actor=cast["inspector1"], at=at("2021-08-31 10:02"))
    assert [o.certificate_number for o in visit.team()] == ["粤演示0101", "粤演示0999"]


def test_only_the_officers_of_the_visit_act(cast, notified, clock_at):
    with pytest.raises(NotPermitted) as refusal:
        visits.begin(visit=notified, actor=cast["officer"], at=at("2021-08-31 10:02"))
    assert refusal.value.refusals[0].code == "not_on_case"


def test_a_returned_request_can_be_made_again_and_a_pending_one_cannot(cast, planned):
    with pytest.raises(Refused):
        visits.ask_approval(
            visit=planned, reason="请批准", actor=cast["inspector1"], at=at("2021-08-27 10:00")
        )
    approvals.send_back(
        approval=Approval.objects.get(), actor=cast["head"], at=at("2021-08-27 11:00"), note="写明检查内容"
    )
    planned.refresh_from_db()
    visits.ask_approval(
        visit=planned, reason="看两台摄像机", actor=cast["inspector1"], at=at("2021-08-27 14:00")
    )
    approve(cast, planned)
    assert planned.approval.state == "approved" and planned.approval.previous.state == "returned"


def test_a_cancelled_visit_says_why_and_stays(cast, planned):
    with pytest.raises(Invalid):
        visits.cancel(visit=planned, reason=" ", actor=cast["inspector1"], at=at("2021-08-28 09:00"))
    visit = visits.cancel(
        visit=planned, reason="当事人已停业", actor=cast["inspector1"], at=at("2021-08-28 09:00")
    )
    assert visit.state == "cancelled"
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        Visit.objects.update(state="planned")


def test_the_notice_names_officers_scope_and_approval(cast, notified):
    context = notified.notice.context
    assert context["scope"] == ["有人脸识别功能的摄像机；", "告知和同意情况。"]
    assert [o["certificate"] for o in context["officers"]] == ["粤演示0101", "粤演示0117"]
    assert "周明远" in context["approved"] and "第五十五条" in context["rights"]


def test_a_record_is_signed_only_when_it_is_complete(cast, under_way):
    with pytest.raises(Refused) as refusal:
        visits.finish(visit=under_way, actor=cast["inspector1"], at=at("2021-08-31 11:00"))
    assert {r.code for r in refusal.value.refusals} == {
        "told_recorded",
        "findings_written",
        "recording_noted",
        "evidence_or_note",
        "officers_signed",
        "party_signed_or_refused",
    }
    assert all(r.law for r in refusal.value.refusals)


def test_a_note_stands_for_evidence_that_there_was_none_of(cast, under_way):
    visits.record_findings(
        visit=under_way,
        no_evidence_note="大门紧闭，没有可拍摄的内容",
        actor=cast["inspector1"],
        at=at("2021-08-31 11:00"),
        **RECORD,
    )
    under_way.refresh_from_db()
    assert under_way.facts(dt.date(2021, 8, 31))["evidence_or_note"]


def test_signatures_count_for_what_was_signed_and_nothing_else(cast, ready):
    day = dt.date(2021, 8, 31)
    assert ready.facts(day)["officers_signed"] and ready.facts(day)["party_signed_or_refused"]
    photo = add_photo(cast, ready, content=picture("red"), at=at("2021-08-31 11:35"))
    assert photo.file.sha256
    assert not ready.facts(day)["officers_signed"] and not ready.facts(day)["party_signed_or_refused"]
    signatures.sign_officer(visit=ready, image=SIGNED, actor=cast["inspector1"], at=at("2021-08-31 11:36"))
    again = signatures.sign_officer(
        visit=ready, image=SIGNED, actor=cast["inspector1"], at=at("2021-08-31 11:37")
    )
    assert Signature.objects.filter(officer=cast["inspector1"]).count() == 2
    assert again == Signature.objects.filter(officer=cast["inspector1"]).last()


def test_a_refusal_to_sign_needs_its_reason(cast, under_way):
    visits.record_findings(visit=under_way, actor=cast["inspector1"], at=at("2021-08-31 11:00"), **RECORD)
    with pytest.raises(Invalid) as refusal:
        signatures.refuse_signature(
            visit=under_way, note=" ", actor=cast["inspector1"], at=at("2021-08-31 11:10")
        )
    assert refusal.value.law == "程序规定第四十三条"
    signatures.refuse_signature(
        visit=under_way,
        name="何可盈",
        note="看过笔录，称要等集团意见，拒绝签字",
        actor=cast["inspector1"],
        at=at("2021-08-31 11:10"),
    )
    under_way.refresh_from_db()
    assert under_way.facts(dt.date(2021, 8, 31))["party_signed_or_refused"]


def test_nothing_is_signed_before_it_is_written(cast, under_way):
    with pytest.raises(Refused):
        signatures.sign_officer(
            visit=under_way, image=SIGNED, actor=cast["inspector1"], at=at("2021-08-31 10:30")
        )


def test_the_signed_record_says_what_was_found_by_whom_and_with_which_hashes(cast, signed):
    pdf = files.read(signed.record.file)
    text = words_of(pdf)
    photo = signed.evidence.get().file.sha256
    assert RECORD["findings"] in text
    assert "粤演示0101" in text and "粤演示0117" in text
    assert photo[:16] in text
    assert "有没有人脸识别功能的摄像机：有、是；2台" in text
    assert signed.record.number == signed.reference


def test_the_signed_visit_stands_in_the_case_file_and_bars_its_officers(cast, signed):
    entries = {entry.kind: entry for entry in DossierEntry.objects.filter(case=signed.case)}
    record, photo = entries["site_record"], entries["audio_visual"]
    assert record.is_signed and record.path == f"/m/{signed.reference}/"
    assert record.certificates == ["粤演示0101", "粤演示0117"]
    assert photo.sha256 == signed.evidence.get().file.sha256
    both = {cast["inspector1"].pk, cast["inspector2"].pk}
    assert audit.participants(signed.case.reference)["visit.signed"] == both
    assert audit.participants(signed.reference)["visit.signed"] == both
    case = cases.propose_filing(
        case=signed.case, reason="有初步证据", actor=cast["inspector1"], at=at("2021-09-10 09:00")
    )
    assert case.facts(dt.date(2021, 9, 10))["site_record_signed"]


def test_a_signed_visit_cannot_be_changed(cast, signed):
    later = at("2021-09-01 09:00")
    with pytest.raises(Refused):
        visits.record_findings(visit=signed, actor=cast["inspector1"], at=later, **RECORD)
    with pytest.raises(Refused):
        add_photo(cast, signed, at=later)
    with pytest.raises(Refused):
        signatures.sign_officer(visit=signed, image=SIGNED, actor=cast["inspector1"], at=later)
    for change in ({"findings": "改过"}, {"state": "planned"}):
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            Visit.objects.filter(pk=signed.pk).update(**change)


def test_evidence_and_signatures_cannot_be_changed_or_removed(cast, ready):
    for rows in (Evidence.objects.all(), Signature.objects.all()):
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            rows.update(**{"caption": "别的"} if rows.model is Evidence else {"name": "别人"})
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            rows._raw_delete(rows.db)
    assert (Evidence.objects.count(), Signature.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    "broken",
    [
        {"latitude": None, "longitude": None, "position_note": ""},
        {"latitude": "91", "longitude": "113"},
        {"kind": "rumour"},
        {"caption": ""},
    ],
)
def test_the_database_keeps_its_own_promises_about_evidence(cast, under_way, broken):
    item = add_photo(cast, under_way)
    values = {
        field.attname: getattr(item, field.attname) for field in Evidence._meta.fields if field.name != "id"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(**{**values, "uuid": "0" * 32, **broken})


def test_the_database_refuses_a_record_without_its_parts(cast, under_way):
    for broken in ({"state": "signed"}, {"state": "cancelled"}, {"ended_at": at("2021-08-31 09:00")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitOfficer.objects.create(visit=under_way, user=cast["inspector1"], certificate_number="x")


def test_two_visits_of_a_case_have_two_records(cast, case, signed):
    case.refresh_from_db()
    second = plan(cast, case)
    assert second.reference != signed.reference
    assert second.content_sha256() != signed.content_sha256()
