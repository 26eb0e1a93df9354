"""Every document looks as it did when somebody last looked at it: to the pixel, for the fonts are ours."""

import pytest
from PIL import Image

from casework.kernel.documents import TEMPLATES
from tests.documents.pictures import PICTURES, pictures_of, pixels_of

CHANGED = (
    "{name} looks different. See how: the picture as it is now is {now}. If that is how the document should "
    "look, take the pictures again with `make pictures` and commit them."
)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_document_looks_as_it_did(kind, tmp_path):
    taken = dict(pictures_of(kind))
    assert {file.name for file in PICTURES.glob(f"{kind}-*.png")} == set(taken), "Run `make pictures`."
    for name, picture in taken.items():
        if pixels_of(picture) != pixels_of(Image.open(PICTURES / name)):
            picture.save(tmp_path / name)
            pytest.fail(CHANGED.format(name=name, now=tmp_path / name))


def test_the_pictures_stay_small():
    assert sum(file.stat().st_size for file in PICTURES.glob("*.png")) < 1_500_000
