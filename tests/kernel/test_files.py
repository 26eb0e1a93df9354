"""Bytes are kept by their hash; what they are is judged by what they contain."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from casework.kernel import files
from casework.kernel.clock import now
from casework.kernel.errors import Invalid
from casework.kernel.models import StoredFile


def picture(kind: str = "JPEG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, kind)
    return content.getvalue()


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once_and_come_back_as_they_were():
    first, second = (files.store(picture(), "image/jpeg", at=now()) for _ in range(2))
    assert first.pk == second.pk and StoredFile.objects.count() == 1
    assert files.read(first) == picture()


@pytest.mark.django_db
def test_damage_on_the_disk_is_an_error_and_never_served(settings):
    stored = files.store(b"evidence", "text/plain", at=now())
    path = settings.MEDIA_ROOT / stored.sha256[:2] / stored.sha256
    path.write_bytes(b"evidencE")
    with pytest.raises(files.DamagedFile):
        files.read(stored)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", picture("PNG"), "image/png"),
        ("b.pdf", picture(), "image/jpeg"),
        ("c.jpg", b"%PDF-1.7 ...", "application/pdf"),
    ],
)
def test_the_type_is_that_of_the_content_not_of_the_name(name, content, expected):
    assert files.accept_upload(SimpleUploadedFile(name, content)) == (content, expected)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>",
        b"GIF89a" + b"0" * 40,
        picture()[:60],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 30,
        b"<svg onload=x>",
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_send_instead(content):
    with pytest.raises(Invalid) as refusal:
        files.accept_upload(SimpleUploadedFile("face.jpg", content))
    assert "JPEG" in refusal.value.message.zh


def test_a_file_that_is_too_large_is_refused_unread(settings):
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(Invalid):
        files.accept_upload(SimpleUploadedFile("face.jpg", picture()))
