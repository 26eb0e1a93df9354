"""`python -m penalties`: its exit status, its streams, and never a traceback."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from penalties.__main__ import main
from tests.penalties.cases import case

ROOT = Path(__file__).parents[2]
GOOD = case("AD-59")
WRONG = {**case("AD-59"), "case": "W", "level": "?"}
OPEN = {**case("FSL-126"), "case": "O"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """(status, standard output, standard error) of one call on the given text."""

    def call(text: str | bytes, *arguments: str) -> tuple[int, str, str]:
        file = tmp_path / "input.json"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        status = main([*arguments, str(file)])
        out, err = sys.stdout, sys.stderr
        for stream in (out, err):
            stream.flush()
        return status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()  # type: ignore[attr-defined]

    return call


def test_an_answer_goes_to_standard_output(run: Any) -> None:
    status, out, err = run(json.dumps(GOOD), "assess")

    assert (status, err) == (0, "")
    assert json.loads(out)["acts"][0]["outcome"] == "penalty"


def test_wrong_input_is_2_and_a_missing_fact_is_3(run: Any) -> None:
    for raw, expected, named in ((WRONG, 2, "level"), (OPEN, 3, "refused_to_correct")):
        status, out, err = run(json.dumps(raw), "assess")
        assert (status, out) == (expected, "")
        assert named in err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nul",
        "[]",
        '{"case": "a", "case": "b"}',
        "[" * 100_000,
        '{"case": NaN}',
        b"\xff\xfe",
        "9" * 5000,
    ],
    ids=["empty", "cut off", "no word", "list", "key twice", "deep", "NaN", "not UTF-8", "huge"],
)
def test_what_is_no_case_is_2_and_no_traceback(run: Any, text: str | bytes) -> None:
    status, out, err = run(text, "assess")

    assert (status, out) == (2, "")
    assert err.strip() and "Traceback" not in err


def test_a_name_that_is_no_text_in_any_alphabet_is_still_answered(run: Any) -> None:
    status, out, _ = run('{"case": "\\ud800"' + json.dumps(GOOD)[len('{"case": "T"') :], "assess")

    assert status == 0
    assert json.loads(out)["case"] == "\ud800"


def test_a_file_that_does_not_exist_is_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "penalties", "assess", "no-such-file"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such-file" in done.stderr


def test_lines_are_answered_in_order_and_one_bad_line_spoils_no_other(run: Any) -> None:
    text = "\n".join([json.dumps(GOOD), "{", json.dumps(OPEN), "", json.dumps(WRONG), json.dumps(GOOD)])
    status, out, _ = run(text, "assess", "--lines")
    answers = [json.loads(line) for line in out.splitlines()]

    assert status == 3
    assert [(entry["case"], entry.get("exit", 0)) for entry in answers] == [
        ("T", 0),
        (None, 2),
        ("O", 3),
        ("W", 2),
        ("T", 0),
    ]
    assert all("error" in entry for entry in answers[1:4])


def test_standard_input_is_a_dash() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "penalties", "assess", "-"],
        cwd=ROOT,
        input=json.dumps(GOOD),
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert json.loads(done.stdout)["case"] == "T"


def test_surcharge_answers_and_refuses(run: Any) -> None:
    debt = {"fine": "100.00", "received_on": "2024-01-10", "payments": [], "as_of": "2024-01-26"}

    status, out, _ = run(json.dumps(debt), "surcharge")

    assert (status, json.loads(out)["surcharge"]) == (0, "3.00")
    assert run(json.dumps({**debt, "fine": 100}), "surcharge")[0] == 2


def test_the_command_line_needs_no_django() -> None:
    code = "import sys, penalties.__main__; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
