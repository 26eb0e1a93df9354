"""Evidence: received once, kept as it came, every look at it on record (程序规定 arts 23–26)."""

import datetime as dt
import hashlib
import uuid
from decimal import Decimal

from django.db import transaction

from casework.kernel import audit, files
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.transitions import lock, option
from inspections.evidence import thumbnail
from inspections.lifecycle import KINDS
from inspections.models import Evidence, Visit

METHOD = "现场拍摄，原始文件直接上传"
NO_POSITION = "没有取得位置"
DAMAGED = Text(
    "存放的内容与入库时的哈希不一致，已停止使用，请报告系统管理员。",
    "The stored bytes no longer have their hash. Do not use them; tell the administrator.",
)
SLACK = dt.timedelta(minutes=5)  # phones' clocks are never quite right


@transaction.atomic
def add_evidence(
    *,
    visit: Visit,
    client_uuid: uuid.UUID,
    content: bytes,
    content_type: str,
    caption: str,
    actor: User,
    at: dt.datetime,
    kind: str = "audio_visual",
    taken_at: dt.datetime | None = None,
    claimed_sha256: str = "",
    subject: str = "",
    method: str = METHOD,
    place: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    accuracy: int | None = None,
    position_note: str = "",
) -> Evidence:
    """Keep one piece of evidence with its hash, as of ``at``. ``content`` and its true type come from
    ``files.accept_upload``.

    The same uuid with the same bytes is the same evidence, however often it is sent; with other bytes it is
    refused (409). A claimed hash that is not that of the bytes is refused (400): the sender keeps its copy.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if claimed_sha256 and claimed_sha256.lower() != sha256:
        raise Invalid(
            Text(
                "收到的内容与声明的哈希不一致，请重传。",
                "The bytes do not have the claimed hash; send them again.",
            ),
            law="程序规定第二十六条",
        )
    visit = lock(visit)
    if (existing := Evidence.objects.filter(uuid=client_uuid).select_related("file").first()) is not None:
        return _same(existing, visit, sha256)
    judged = option(visit, "add_evidence", actor, day_of(at))
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    if kind not in KINDS or not caption.strip():
        raise Invalid(
            Text("请写明照片里是什么，并选证据种类。", "Say what it shows, and of which kind it is."),
            law="程序规定第二十三条",
        )
    if taken_at is not None and taken_at > at + SLACK:
        raise Invalid(Text("拍摄时间不能晚于现在。", "The time taken lies in the future."))
    small = thumbnail(content)
    has_position = latitude is not None and longitude is not None
    item = Evidence.objects.create(
        uuid=client_uuid,
        visit=visit,
        kind=kind,
        file=files.store(content, content_type, at=at),
        thumbnail=files.store(small, files.IMAGES["JPEG"], at=at) if small else None,
        caption=caption.strip(),
        subject=subject.strip(),
        method=method.strip() or METHOD,
        place=place.strip() or visit.place,
        maker=actor,
        taken_at=taken_at or at,
        received_at=at,
        latitude=latitude if has_position else None,
        longitude=longitude if has_position else None,
        accuracy=accuracy if has_position else None,
        position_note="" if has_position else position_note.strip() or NO_POSITION,
    )
    audit.record(
        visit.reference,
        "visit.evidence_added",
        actor=actor,
        at=at,
        details={"evidence": item.uuid, "sha256": sha256, "size": len(content), "kind": kind},
    )
    return item


def record_view(*, item: Evidence, what: str, actor: User, at: dt.datetime) -> None:
    """Somebody looked: ``what`` is 'page' or 'original'."""
    audit.record(
        item.visit.reference,
        "evidence.viewed",
        actor=actor,
        at=at,
        details={"evidence": item.uuid, "what": what},
    )


def original(*, item: Evidence, actor: User, at: dt.datetime) -> bytes:
    """The bytes as they came, checked against their hash; the look is recorded. Refused where the store no
    longer has those bytes."""
    record_view(item=item, what="original", actor=actor, at=at)
    try:
        return files.read(item.file)
    except (files.DamagedFile, OSError) as error:
        raise Refused(DAMAGED, law="程序规定第二十六条") from error


def is_intact(item: Evidence) -> bool:
    """Whether the store still has the bytes that were received: read and hashed again, now."""
    try:
        files.read(item.file)
    except (files.DamagedFile, OSError):
        return False
    return True


def _same(existing: Evidence, visit: Visit, sha256: str) -> Evidence:
    if existing.visit_id != visit.pk or existing.file.sha256 != sha256:
        raise Refused(
            Text(
                "这个编号已经用于另一份证据，请重新编号再传。",
                "This uuid belongs to other evidence already.",
            ),
            law="程序规定第二十六条",
        )
    return existing
