"""Pictures as evidence: the original stays as it came; what is shown in lists is made from it. Pure."""

import io

from PIL import Image, ImageOps

THUMBNAIL = (320, 240)


def thumbnail(content: bytes) -> bytes | None:
    """A small JPEG without metadata, upright; None for what is no picture or cannot be read whole."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            image.draft("RGB", THUMBNAIL)  # a JPEG is decoded at the size that is needed, not at its own
            small = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    small = ImageOps.fit(small, THUMBNAIL)
    written = io.BytesIO()
    small.save(written, "JPEG", quality=75)
    return written.getvalue()
