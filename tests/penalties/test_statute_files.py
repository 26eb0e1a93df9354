"""The statute files: read strictly, with errors that name file, key and cure; cited files are frozen."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from penalties.__main__ import main
from penalties.engine import frozen
from penalties.engine.loader import FOLDER, library, read_schedule
from penalties.engine.reading import StatuteError
from penalties.engine.validate import problems
from penalties.statutes import schedule

FILE = """
[law]
id = "ECL"
zh = "电子商务法"
en = "E-commerce Law"
level = "law"
in_force = 2019-01-01

[[provision]]
id = "ECL-77"
version = "2018"
article = "第77条"
zh = "搭售"
en = "Tying"
verified = "text"
source = "read"

[[provision.fine]]
when = { grade = "ordinary" }
method = "amount"
min = 50000.00
max = 200000.00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of all statute files to change."""
    copy = tmp_path / "statutes"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def write(folder: Path, text: str, name: str = "2019-01-01.toml") -> Path:
    path = folder / "ECL" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_files_are_in_order() -> None:
    assert problems() == []


def test_the_whole_law_is_there() -> None:
    assert len(library().law_of) == 108
    assert len(library().schedules) == 26
    assert sum(len(texts) for texts in library().schedules.values()) == 47


def test_every_provision_has_words_in_both_languages_and_a_source() -> None:
    for texts in library().schedules.values():
        for text in texts:
            for provision in text.provisions.values():
                assert provision.zh and provision.en
                assert provision.status or (provision.article and provision.source and provision.verified)


def test_on_every_day_exactly_one_file_of_a_law_is_in_force() -> None:
    for law, texts in library().schedules.items():
        days = [text.in_force for text in texts]
        assert days == sorted(set(days))
        for text in texts:
            assert schedule(law, text.in_force) is text
            assert schedule(law, text.in_force - dt.timedelta(1)) is not text


@pytest.mark.parametrize(
    ("old", "new", "key", "cure"),
    [
        ("min = 50000.00", "min = 300000.00", "provision[0].fine[0].min", "exchange"),
        ("min = 50000.00", 'min = "50000.00"', "provision[0].fine[0].min", "without quotation marks"),
        ("max = 200000.00", "", "provision[0].fine[0].max", "upper bound"),
        ('method = "amount"', 'method = "sum"', "provision[0].fine[0].method", "amount"),
        ('method = "amount"', 'method = "multiple"', "provision[0].fine[0].of", "multiplied"),
        ('grade = "ordinary"', 'grade = "normal"', "provision[0].fine[0].when.grade", "serious"),
        ('grade = "ordinary"', 'gravity = "x"', "provision[0].fine[0].when.gravity", "is no condition"),
        ('grade = "ordinary"', 'goods_value = "< 5"', "provision[0].fine[0].when.goods_value", "some"),
        (
            'grade = "ordinary"',
            "goods_value = { under = 5 }",
            "provision[0].fine[0].when.goods_value",
            "below",
        ),
        ("in_force = 2019-01-01", 'in_force = "2019-01-01"', "law.in_force", "without quotation marks"),
        ("in_force = 2019-01-01", "in_force = 2019-01-02", "law.in_force", "file's name"),
        ('id = "ECL"', 'id = "EC"', "law.id", "folder"),
        ('level = "law"', 'level = "rule"', "law.level", "department_rule"),
        ('verified = "text"', 'verified = "yes"', "provision[0].verified", "knowledge"),
        ('source = "read"', "", "provision[0].source", "write a text"),
        ('source = "read"', 'source = "read"\nkinds = ["praise"]', "provision[0].kinds", "warning"),
        ('source = "read"', 'source = "read"\ncolour = "red"', "provision[0].colour", "not known here"),
        ('source = "read"', 'source = "read"\nstatus = "no_basis"', "provision[0].status", "no figures"),
        ('source = "read"', 'source = "read"\nno_fine = "x"', "provision[0].fine", "no_fine"),
        ("[law]", "[lex]", "law", "begin the file with [law]"),
        ("[law]", "[law", "the file", "TOML"),
    ],
)
def test_an_error_names_file_key_and_cure(tmp_path: Path, old: str, new: str, key: str, cure: str) -> None:
    path = write(tmp_path, FILE.replace(old, new, 1))

    with pytest.raises(StatuteError) as error:
        read_schedule(path, tmp_path)

    assert (error.value.file, error.value.key) == ("ECL/2019-01-01.toml", key)
    assert cure in error.value.cure


def test_a_file_is_named_by_its_day(folder: Path) -> None:
    write(folder, FILE, "latest.toml")

    assert [problem.key for problem in problems(folder)] == ["the file name"]


def test_a_provision_stands_in_every_file_of_its_law(folder: Path) -> None:
    write(folder, FILE.replace("2019-01-01", "2026-01-01"), "2026-01-01.toml")

    (problem,) = problems(folder)

    assert problem.key == "ECL-76"
    assert "no_basis" in problem.cure


def test_a_reference_must_be_known(folder: Path) -> None:
    path = folder / "CSL" / "2026-01-01.toml"
    path.write_text(path.read_text("utf-8").replace('to = "PIPL-66-1"', 'to = "PIPL-67"'), "utf-8")

    assert ["PIPL-67" in problem.cure for problem in problems(folder)] == [True]


def test_one_name_of_a_version_is_one_text(folder: Path) -> None:
    path = folder / "AUCL" / "2019-04-23.toml"
    path.write_text(path.read_text("utf-8").replace("max = 3000000.00", "max = 3000001.00"), "utf-8")

    assert all("give it a new name" in problem.cure for problem in problems(folder))
    assert problems(folder)


def test_a_frozen_file_cannot_be_changed_and_is_corrected_by_a_revision(folder: Path) -> None:
    frozen.freeze(["TM/2019-11-01.toml"], folder)
    path = folder / "TM" / "2019-11-01.toml"
    original = path.read_text("utf-8")
    corrected = original.replace("max = 250000.00", "max = 260000.00").replace(
        'version = "2019"', 'version = "2019a"'
    )

    path.write_text(corrected, "utf-8")
    (problem,) = problems(folder)
    assert "TM/2019-11-01.2.toml" in problem.cure
    with pytest.raises(StatuteError, match="frozen"):
        frozen.freeze(["TM/2019-11-01.toml"], folder)

    path.write_text(original, "utf-8")
    (folder / "TM" / "2019-11-01.2.toml").write_text(corrected, "utf-8")
    assert problems(folder) == []
    assert library(folder).provision("TM-60", dt.date(2020, 1, 1)).version == "2019a"


def test_a_removed_file_breaks_the_lock(folder: Path) -> None:
    frozen.freeze(["TM/2014-05-01.toml"], folder)
    (folder / "TM" / "2014-05-01.toml").unlink()

    assert [problem.file for problem in problems(folder)] == ["TM/2014-05-01.toml"]


def test_the_command_says_that_all_is_in_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.reconfigure", lambda **_: None, raising=False)
    monkeypatch.setattr("sys.stderr.reconfigure", lambda **_: None, raising=False)

    assert main(["validate"]) == 0
    assert "108 provisions: in order" in capsys.readouterr().out
    assert main(["freeze", "TM/1900-01-01.toml"]) == 2
