"""The complaint forms of April 2026 (CF 1–10): a frozen context without the person, numbered, and its PDF.

Who complains is in the vault. The sweep that makes the PDF opens it, which the history shows, and stores the
PDF encrypted with that person's key: once the key is erased, nobody reads the paper again.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from casework import wording
from casework.kernel import audit, deadlines, files, outbox, vault, words
from casework.kernel import documents as typesetting
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import Deadline, OutboxMessage, User
from casework.kernel.references import official_number, profile_on
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.services.documents import checking
from complaints.lifecycle import MEDIATION_CLOCKS, NON_ACCEPTANCE, REPORTER_CONFIDENTIAL, TERMINATION
from complaints.models import ComplaintTrack, Letter, MediationSession, Submission
from complaints.queries import handles
from complaints.services import telling

RENDER, TOLD = "complaint_letter.render", "complaint_letter.told"
Context = dict[str, Any]
ANONYMOUS = [{"label": "姓名", "value": "匿名"}]
LABELS = {"name": "姓名", "phone": "电话", "email": "电子邮箱", "address": "地址"}
OFF_SITE = "电话、视频等非现场方式"
SETTLED = {"performed": "协议已当场履行，不制作调解书。", "waived": "双方同意不制作调解书。"}
TELLS = {
    "identity_request": "请在{until}前提供身份证明材料，否则投诉可能不予受理。",
    "acceptance_decision": "您的投诉已经受理。",
    "refusal_decision": "您的投诉决定不予受理，理由和其他途径写在决定书里。",
    "mediation_notice": "您的投诉定于{time}调解，{place}。",
    "termination_decision": "您的投诉已经终止调解，理由和其他途径写在决定书里。",
    "mediation_agreement": "您的投诉已经达成调解协议。",
    "mediation_record": "您的投诉已经达成调解协议。",
    "report_result": "您的举报已经处理完毕，结果写在告知书里。",
}


def forward(submission: Submission, reason: str, *, actor: User, at: dt.datetime) -> Letter:
    """CF 3, to the office that handles it."""
    due = Deadline.objects.filter(reference=submission.reference, state__in=deadlines.OPEN).first()
    context = {
        "addressee": submission.handled_by.name,
        "kind": submission.kind_title.zh,
        "matter": "；".join(title.zh for title in submission.conduct_titles) or "消费争议",
        "reason": reason,
        "until": words.day(due.due_on if due else submission.due_on),
    }
    return _write(submission, "forwarding_notice", context, actor=actor, at=at)


def ask_identity(submission: Submission, until: dt.date, *, actor: User, at: dt.datetime) -> Letter:
    context = {"until": words.day(until), "text": _statutory("complaint.identity", at)}
    return _write(submission, "identity_request", context, actor=actor, at=at)


def accept(submission: Submission, *, actor: User, at: dt.datetime) -> Letter:
    running = Deadline.objects.filter(
        reference=submission.reference, clock__in=[c.id for c in MEDIATION_CLOCKS], state__in=deadlines.OPEN
    ).get()
    context = {"text": _statutory("complaint.accepted", at), "until": words.day(running.due_on)}
    return _write(submission, "acceptance_decision", context, actor=actor, at=at)


def refuse(submission: Submission, track: ComplaintTrack, *, actor: User, at: dt.datetime) -> Letter:
    ground = NON_ACCEPTANCE[track.refusal_ground]
    context = {
        "ground": f"{ground.law(day_of(at))}规定的情形：{ground.title.zh}",
        "facts": track.refusal_facts,
        "factors": [title.zh for title in track.factor_titles],
        "routes": _statutory("complaint.other_routes", at),
    }
    return _write(submission, "refusal_decision", context, actor=actor, at=at)


def call_session(
    submission: Submission, session: MediationSession, *, actor: User, at: dt.datetime
) -> Letter:
    assert session.called_for is not None
    context = {
        "time": words.minute(session.called_for),
        "place": session.place or OFF_SITE,
        "mediator": actor.name,
        "text": _statutory("complaint.mediation", at),
    }
    return _write(submission, "mediation_notice", context, actor=actor, at=at)


def agree(
    submission: Submission, track: ComplaintTrack, *, on_paper: bool, actor: User, at: dt.datetime
) -> Letter:
    """CF 9, or the record that takes its place."""
    context: Context = {
        "respondent": _respondent(submission),
        "terms": track.terms,
        "signatures": [{"role": role} for role in ("投诉人", "被投诉人", "调解人员")],
    }
    if on_paper:
        context["dispute"] = f"{submission.title.zh}。投诉人请求：{submission.request or '见投诉登记表'}"
        context["text"] = _statutory("complaint.agreement", at)
        return _write(submission, "mediation_agreement", context, actor=actor, at=at)
    context["mediator"] = track.mediator.name if track.mediator else actor.name
    context["sessions"] = [_session(one) for one in submission.sessions.exclude(held_on=None)]
    context["settled"] = SETTLED[track.settled_by]
    return _write(submission, "mediation_record", context, actor=actor, at=at)


def terminate(submission: Submission, track: ComplaintTrack, *, actor: User, at: dt.datetime) -> Letter:
    ground = TERMINATION[track.termination]
    context = {
        "accepted": words.day(track.accepted_on or day_of(at)),
        "ground": f"{ground.law(day_of(at))}规定的情形：{ground.title.zh}",
        "facts": track.termination_note,
        "routes": _statutory("complaint.other_routes", at),
    }
    return _write(submission, "termination_decision", context, actor=actor, at=at)


def tell_result(submission: Submission, *, basis: str, result: str, actor: User, at: dt.datetime) -> Letter:
    context = {"text": _statutory("report.result", at), "basis": basis, "result": result}
    return _write(submission, "report_result", context, actor=actor, at=at)


@transaction.atomic
def register_form(
    *, submission: Submission, actor: User, at: dt.datetime, token: Token | None = None
) -> Letter:
    """CF 1 or CF 2: what was sent in, on one page for the file. Once is enough."""
    if not handles(submission, actor):
        raise NotPermitted(WRONG_ROLE, law=REPORTER_CONFIDENTIAL)
    kind = "report_registration" if submission.is_report else "complaint_registration"
    submission = perform(lock(submission), "make_form", actor=actor, at=at, token=token)
    made = submission.letters.filter(kind=kind).first()
    if made:
        return made
    count = submission.attachments.count()
    context = {
        "respondent": _respondent(submission),
        "received": words.minute(submission.received_at),
        "channel": submission.channel_title.zh,
        "taken_by": submission.entered_by.name if submission.entered_by else "本人在网上填写",
        "happened": words.day(submission.happened_on) if submission.happened_on else "",
        "files": f"{count}份" if count else "无",
        "publish": "同意" if submission.may_publish else "不同意",
    }
    return _write(submission, kind, context, actor=actor, at=at)


def _write(submission: Submission, kind: str, context: Context, *, actor: User, at: dt.datetime) -> Letter:
    """Freeze it, number it, promise the PDF and, where the complainant is to know, the message. It takes an
    official number: make it last."""
    template, on = typesetting.TEMPLATES[kind], day_of(at)
    profile = profile_on(submission.office, on)
    context = {
        "office": profile.name,
        "reference": submission.reference,
        "received": words.day(day_of(submission.received_at)),
        "respondent": submission.trader,
        "contact": f"联系地址：{profile.address}，电话：{profile.phone}。",
        "day": words.day(on),
        **context,
    }
    try:
        typesetting.check(kind, context)
    except typesetting.DocumentRefused as refused:
        raise Invalid(Text(refused.zh, refused.en)) from refused
    number = official_number(submission.office, template.number_kind, on) if template.number_kind else ""
    code = checking.new_code() if template.can_be_checked else ""
    if code:
        context["qr"] = checking.printed(code)
        checking.enter(code=code, number=number, kind=kind, office_name=profile.name, on=on)
    letter = Letter.objects.create(
        submission=submission,
        kind=kind,
        number=number,
        code=code,
        on=on,
        context={**context, "number": number},
        made_by=actor,
        made_at=at,
        to_post_since=at if submission.wants_paper and kind in TELLS else None,
    )
    audit.record(
        submission.reference,
        "submission.letter_made",
        actor=actor,
        at=at,
        participants=[],
        details={"kind": kind, "number": number},
    )
    outbox.post(RENDER, submission.reference, at=at, sequence=letter.pk, payload={"letter": letter.pk})
    if kind in TELLS:
        outbox.post(TOLD, submission.reference, at=at, sequence=letter.pk, payload={"letter": letter.pk})
    return letter


@outbox.delivers(RENDER)
def render(message: OutboxMessage, at: dt.datetime) -> None:
    """Make the PDF, with the person in it; twice is once."""
    letter = Letter.objects.select_for_update().get(pk=message.payload["letter"])
    if letter.file_id is not None:
        return
    submission = Submission.objects.select_related("reporter").get(pk=letter.submission_id)
    # Their own words are not frozen either: they go when the person is erased.
    told = {"story": submission.story, "request": submission.request}
    context = {**letter.context, **told, **_person(submission, letter, at)}
    pdf = typesetting.render(letter.kind, context, day=letter.on)
    letter.file = files.store(pdf, files.PDF, at=at, subject=submission.reporter)
    letter.save(update_fields=["file"])
    if letter.code:
        checking.complete(letter.code, letter.file.sha256)


@outbox.delivers(TOLD)
def tell(message: OutboxMessage, at: dt.datetime) -> None:
    """Let the person know that there is a letter, and where to read it. Whom no message reaches gets it by post."""
    letter = Letter.objects.select_related("submission__reporter", "submission__office").get(
        pk=message.payload["letter"]
    )
    submission = letter.submission
    if submission.reporter is None or submission.reporter.erased_at:
        return
    person = vault.open_entries(
        submission.reporter,
        reference=submission.reference,
        actor=None,
        at=at,
        reason=f"告知投诉人：{letter.title.zh}",
    )
    text = TELLS[letter.kind].format_map(letter.context)
    key = f"{message.kind}-{message.reference}-{message.sequence}"
    if not telling.send(person, submission, letter.title.zh, text, key) and not letter.to_post_since:
        letter.to_post_since = at
        letter.save(update_fields=["to_post_since"])


def _person(submission: Submission, letter: Letter, at: dt.datetime) -> Context:
    """The complainant as papers name one: ``person``, and ``complainant`` row by row."""
    if letter.kind == "forwarding_notice":
        return {}
    if submission.reporter is None:
        return {"person": "举报人", "complainant": ANONYMOUS}
    opened = vault.open_entries(
        submission.reporter,
        reference=submission.reference,
        actor=None,
        at=at,
        reason=f"制作{letter.title.zh}",
    )
    rows = [{"label": LABELS[field], "value": opened[field]} for field in LABELS if opened.get(field)]
    return {"person": opened.get("name") or "投诉人", "complainant": rows or ANONYMOUS}


def _respondent(submission: Submission) -> list[dict[str, str]]:
    rows = (
        ("名称", submission.trader_name),
        ("统一社会信用代码", submission.trader_uscc),
        ("地址", submission.trader_address),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _session(session: MediationSession) -> dict[str, str]:
    assert session.held_on is not None
    sides = {"投诉人": session.complainant_came, "被投诉人": session.respondent_came}
    came = "、".join(side for side, there in sides.items() if there) or "双方均未"
    others = f"，{session.attending}" if session.attending else ""
    return {"on": words.day(session.held_on), "came": f"{came}参加{others}", "said": session.said}


def _statutory(key: str, at: dt.datetime) -> str:
    """The text of that day with its source; nothing where the law wants none."""
    on = day_of(at)
    if not wording.is_in_force(key, on):
        return ""
    found = wording.text(key, on)
    return f"{found.text}（{found.law}）"
