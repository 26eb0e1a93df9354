"""What the notice and the site record say, built from the visit on the day of the act and then frozen."""

import base64
import datetime as dt
from typing import Any

from casework import wording
from casework.kernel import audit, files, words
from casework.kernel.clock import SHANGHAI, day_of
from casework.kernel.models import OfficeProfile
from casework.services.contexts import party_rows
from inspections.lifecycle import ANSWERS
from inspections.models import Signature, Visit

Context = dict[str, Any]

# In the order in which they stand on the record.
SIGN_AS = {"party": "当事人", "officer": "执法人员", "witness": "见证人"}


def inspection_notice(visit: Visit, profile: OfficeProfile, *, on: dt.date) -> Context:
    """检查通知书: keys as at the head of its template."""
    approval = visit.approval
    approved = ""
    if approval and approval.decided_by and approval.decided_at:
        decided = words.day(day_of(approval.decided_at))
        approved = f"本次检查经部门负责人{approval.decider}{decided}批准。"
    return {
        "office": profile.name,
        "party": str(visit.case.party or "当事人"),
        "basis": visit.basis,
        "time": words.minute(visit.planned_for),
        "place": visit.place,
        "scope": [line.strip() for line in visit.purpose.splitlines() if line.strip()],
        "officers": _officers(visit),
        "duties": _statutory("visit.duties", on),
        "rights": _statutory("visit.notice", on),
        "approved": approved,
        "contact": f"联系电话：{profile.phone}。",
        "day": words.day(on),
    }


def _statutory(key: str, on: dt.date) -> str:
    found = wording.text(key, on)
    return f"{found.text}（{found.law}）"


def site_record(visit: Visit, profile: OfficeProfile) -> Context:
    """现场笔录: keys as at the head of its template; photos in the order of receipt, each with its hash."""
    assert visit.begun_at and visit.ended_at
    return {
        "office": profile.name,
        "from": words.minute(visit.begun_at),
        "until": _later(visit.begun_at, visit.ended_at),
        "place": visit.place,
        "party": party_rows(visit.case.party),
        "present": "，".join(filter(None, [visit.party_name, visit.party_capacity])) or "当事人没有人员在场",
        "officers": _officers(visit),
        "recorder": _recorder(visit),
        "told": visit.told_rights,
        "findings": "\n".join([visit.findings, *_checklist(visit)]),
        "statement": visit.party_statement,
        "recording": visit.recording,
        "photos": [
            {
                "caption": item.caption,
                "at": _short(item.taken_at),
                "sha256": item.file.sha256,
            }
            for item in visit.evidence.select_related("file")
        ],
        "signatures": _signatures(visit),
    }


def _officers(visit: Visit) -> list[dict[str, str]]:
    return [
        {"name": officer.user.name, "certificate": officer.certificate_number} for officer in visit.team()
    ]


def _recorder(visit: Visit) -> str:
    """Who wrote the record down as it was signed."""
    event = audit.history_of(visit.reference).filter(action="visit.findings_recorded").last()
    return str(event.who) if event else ""


def _checklist(visit: Visit) -> list[str]:
    answered = [point for point in visit.checklist if point["answer"] or point["note"]]
    if not answered:
        return []
    return ["检查表：", *[_point(number, point) for number, point in enumerate(answered, start=1)]]


def _point(number: int, point: dict[str, str]) -> str:
    answer = ANSWERS[point["answer"]].zh if point["answer"] else ""
    return f"{number}．{point['question']}：{'；'.join(filter(None, [answer, point['note']]))}。"


def _signatures(visit: Visit) -> list[dict[str, str]]:
    """The standing signatures: the latest where somebody signed again."""
    content = visit.content_sha256()
    rows: dict[tuple[str, int | None], Signature] = {}
    for signature in visit.signatures.filter(content_sha256=content).select_related("image").order_by("pk"):
        rows[signature.signer, signature.officer_id] = signature
    ranked = sorted(rows.values(), key=lambda signature: list(SIGN_AS).index(signature.signer))
    return [_signed(signature) for signature in ranked]


def _signed(signature: Signature) -> dict[str, str]:
    row = {
        "role": SIGN_AS[signature.signer],
        "name": signature.name,
        "day": words.day(day_of(signature.at)),
    }
    if signature.image is None:
        return {**row, "refused": signature.note}
    if signature.method == "paper":
        return {**row, "refused": f"已在纸质笔录上签名，照片SHA-256前16位{signature.image.sha256[:16]}"}
    picture = base64.b64encode(files.read(signature.image)).decode()
    return {**row, "image": f"data:{signature.image.content_type};base64,{picture}"}


def _short(moment: dt.datetime) -> str:
    """``8月31日10时17分``: the year stands at the head of the record."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{local:%H}时{local:%M}分"


def _later(begun_at: dt.datetime, ended_at: dt.datetime) -> str:
    """The end, without the day where it is that of the beginning."""
    if day_of(begun_at) != day_of(ended_at):
        return words.minute(ended_at)
    local = ended_at.astimezone(SHANGHAI)
    return f"{local:%H}时{local:%M}分"
