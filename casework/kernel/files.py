"""Content-addressed store: bytes by their SHA-256, written before the row, never changed."""

import datetime as dt
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from casework.kernel import vault
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, VaultSubject

IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF = "application/pdf"
Image.MAX_IMAGE_PIXELS = 60_000_000


class DamagedFile(RuntimeError):
    """The bytes on disk are not those that were stored."""


def store(
    content: bytes, content_type: str, *, at: dt.datetime, subject: VaultSubject | None = None
) -> StoredFile:
    """Keep these bytes for good; the same bytes twice are one row. With ``subject`` they are encrypted with
    that person's key, and the hash stays that of the plain bytes."""
    digest = hashlib.sha256(content).hexdigest()
    existing = StoredFile.objects.filter(sha256=digest, subject=subject).first()
    if existing is not None:
        return existing
    sealed = vault.encrypt(subject, content, digest) if subject else content
    _write(_path(digest, subject), sealed)
    file, _ = StoredFile.objects.get_or_create(
        sha256=digest,
        subject=subject,
        defaults={"size": len(content), "content_type": content_type, "stored_at": at},
    )
    return file


def read(file: StoredFile) -> bytes:
    """The plain bytes, checked against their hash: damage is an error, never served."""
    if file.subject:
        vault.data_key(file.subject)  # an erased person's file is gone, which is no damage
    sealed = _path(file.sha256, file.subject).read_bytes()
    content = vault.decrypt(file.subject, sealed, file.sha256) if file.subject else sealed
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DamagedFile(file.sha256)
    return content


def destroy_files_of(subject: VaultSubject) -> None:
    """Take the files of an erased person off the disk; their rows stay and say what was there. Twice is once."""
    assert subject.erased_at is not None
    for file in StoredFile.objects.filter(subject=subject):
        _path(file.sha256, subject).unlink(missing_ok=True)


def forget(file: StoredFile) -> None:
    """Let go of bytes that nothing points at any more; they leave the disk when the transaction is kept."""
    path = _path(file.sha256, file.subject)
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def accept_upload(upload: UploadedFile, *, kinds: Iterable[str] = (*IMAGES, "PDF")) -> tuple[bytes, str]:
    """The bytes of an upload and its true type, judged by content and not by name. :class:`Invalid` says
    what may be sent instead."""
    if upload.size and upload.size > settings.UPLOAD_MAX_BYTES:
        raise Invalid(
            Text(f"“{upload.name}”超过30MB，请压缩后再传。", f"{upload.name} is larger than 30 MB.")
        )
    content = upload.read()
    if content.startswith(b"%PDF-") and "PDF" in kinds:
        return content, PDF
    try:
        # Pillow raises its own errors and a few plain ones on crafted files; all mean 'not a picture of ours'.
        with Image.open(io.BytesIO(content), formats=[kind for kind in kinds if kind in IMAGES]) as image:
            image.verify()
            return content, IMAGES[image.format or ""]
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        KeyError,
    ) as error:
        allowed = "、".join(kinds)
        raise Invalid(
            Text(
                f"“{upload.name}”打不开，请改传{allowed}文件。",
                f"{upload.name} could not be read; send {', '.join(kinds)}.",
            )
        ) from error


def _path(digest: str, subject: VaultSubject | None) -> Path:
    name = f"{digest}.{subject.token}" if subject else digest
    return Path(settings.MEDIA_ROOT) / digest[:2] / name


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on disk before the row that names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
        temporary.write(content)
        temporary.flush()
        os.fsync(temporary.fileno())
    os.replace(temporary.name, path)
