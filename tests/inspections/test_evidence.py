"""Evidence: the same bytes once, the true hash, a position or the reason for none."""

import hashlib
import uuid
from decimal import Decimal

import pytest

from casework.kernel import audit, files
from casework.kernel.errors import Invalid, NotPermitted, Refused
from inspections.evidence import thumbnail
from inspections.models import Evidence

from .conftest import add_photo, at, picture


def test_the_original_is_kept_byte_for_byte_under_its_hash(cast, under_way):
    content = picture("navy")
    item = add_photo(
        cast,
        under_way,
        content=content,
        claimed_sha256=hashlib.sha256(content).hexdigest(),
        latitude=Decimal("23.041234"),
        longitude=Decimal("113.156789"),
        accuracy=12,
    )
    item.refresh_from_db()
    assert files.read(item.file) == content
    assert (item.latitude, item.accuracy, item.datum, item.position_note) == (
        Decimal("23.041234"),
        12,
        "WGS84",
        "",
    )
    event = audit.history_of(under_way.reference).get(action="visit.evidence_added")
    assert audit.details_of(event)["sha256"] == item.file.sha256


def test_sent_twice_it_is_there_once(cast, under_way):
    name = uuid.uuid4()
    first = add_photo(cast, under_way, client_uuid=name)
    second = add_photo(cast, under_way, client_uuid=name, at=at("2021-08-31 10:40"))
    assert first == second and second.received_at == at("2021-08-31 10:17")
    assert Evidence.objects.count() == 1


def test_the_same_name_with_other_bytes_is_refused(cast, under_way):
    name = uuid.uuid4()
    add_photo(cast, under_way, client_uuid=name)
    with pytest.raises(Refused):
        add_photo(cast, under_way, client_uuid=name, content=picture("red"))


def test_a_wrong_claimed_hash_is_refused(cast, under_way):
    with pytest.raises(Invalid) as refusal:
        add_photo(cast, under_way, claimed_sha256="0" * 64)
    assert refusal.value.law == "程序规定第二十六条"
    assert not Evidence.objects.exists()


def test_without_a_position_the_reason_stands_there(cast, under_way):
    assert add_photo(cast, under_way).position_note == "没有取得位置"
    refused = add_photo(cast, under_way, content=picture("red"), position_note="手机没有开启定位")
    assert refused.position_note == "手机没有开启定位"


def test_the_time_taken_is_a_claim_but_not_of_the_future(cast, under_way):
    earlier = add_photo(cast, under_way, taken_at=at("2021-08-31 10:05"))
    assert (earlier.taken_at, earlier.received_at) == (at("2021-08-31 10:05"), at("2021-08-31 10:17"))
    with pytest.raises(Invalid):
        add_photo(cast, under_way, content=picture("red"), taken_at=at("2021-08-31 10:30"))


def test_evidence_is_added_while_the_visit_is_under_way(cast, notified):
    with pytest.raises(Refused):
        add_photo(cast, notified)


def test_only_officers_of_the_visit_add_evidence(cast, under_way):
    with pytest.raises(NotPermitted):
        add_photo(cast, under_way, actor=cast["officer"])


def test_a_thumbnail_is_small_and_carries_no_metadata(cast, under_way):
    small = thumbnail(picture(size=(1600, 1200)))
    assert small.startswith(b"\xff\xd8") and b"Exif" not in small and len(small) < 10_000
    assert thumbnail(b"%PDF-1.7") is None
    assert add_photo(cast, under_way, content=b"%PDF-1.7 ", content_type="application/pdf").thumbnail is None
