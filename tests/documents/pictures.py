"""What every document looks like: its first page, and its last where there are more, small.

    python -m tests.documents.pictures      (make pictures)

takes the pictures again. Look at what changed before you commit it.
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from casework.kernel.documents import TEMPLATES, render

HERE = Path(__file__).parent
SAMPLES, PICTURES = HERE / "samples", HERE / "pictures"
TEMPLATES_DIR = HERE.parents[1] / "templates" / "documents"
DAY = dt.date(2021, 12, 2)
DPI = 60
COLOURS = 16


def pictures_of(kind: str) -> Iterator[tuple[str, Image.Image]]:
    """File name and picture of the first and the last page; without an office's own fonts."""
    context = json.loads((SAMPLES / f"{kind}.json").read_text("utf-8"))
    fonts = HERE / "no fonts of an office"
    pages = pypdfium2.PdfDocument(
        render(kind, context, day=DAY, documents_dir=TEMPLATES_DIR, fonts_dir=fonts)
    )
    for place in sorted({0, len(pages) - 1}):
        drawn = pages[place].render(scale=DPI / 72).to_pil().convert("RGB")
        yield f"{kind}-{place + 1}.png", drawn.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    taken = {name: picture for kind in TEMPLATES for name, picture in pictures_of(kind)}
    for name, picture in taken.items():
        if not _is_same(PICTURES / name, picture):
            picture.save(PICTURES / name, optimize=True)
            print(f"changed: {name}")
    for file in PICTURES.glob("*.png"):
        if file.name not in taken:
            file.unlink()
            print(f"gone: {file.name}")


def _is_same(file: Path, picture: Image.Image) -> bool:
    return file.is_file() and pixels_of(Image.open(file)) == pixels_of(picture)


def pixels_of(picture: Image.Image) -> bytes:
    return picture.convert("RGB").tobytes()


if __name__ == "__main__":
    main()
