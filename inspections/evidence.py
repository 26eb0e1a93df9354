"""Pictures as evidence: the original stays as it came; what is shown is made from it, smaller. Pure."""

import io

from PIL import Image, ImageOps

THUMBNAIL = (320, 240)
PICTURE = (1280, 1280)


def thumbnail(content: bytes) -> bytes | None:
    """A small JPEG for lists, upright, 4:3, without metadata; None for what is no picture."""
    image = _decoded(content, THUMBNAIL)
    return _jpeg(ImageOps.fit(image, THUMBNAIL)) if image else None


def picture(content: bytes) -> bytes | None:
    """The whole picture at the size of a screen, upright, without metadata; None for what is no picture."""
    image = _decoded(content, PICTURE)
    if image is None:
        return None
    image.thumbnail(PICTURE)
    return _jpeg(image)


def _decoded(content: bytes, size: tuple[int, int]) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            image.draft("RGB", size)  # a JPEG is decoded at the size that is needed, not at its own
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()
