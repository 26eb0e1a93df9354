"""Several PDF files as one, for the printer. Nothing that is bound is kept: the papers on file are the single ones."""

import io
from collections.abc import Iterable

from pypdfium2 import PdfDocument


def bound(files: Iterable[bytes]) -> bytes:
    """Their pages in this order."""
    book = PdfDocument.new()
    for content in files:
        book.import_pages(PdfDocument(content))
    together = io.BytesIO()
    book.save(together)
    return together.getvalue()
