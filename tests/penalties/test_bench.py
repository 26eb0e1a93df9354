"""The benchmark runs and prints what it promises. No time is asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"


def bench(python: Path, *arguments: str) -> str:
    done = subprocess.run(
        [python, "-m", "tests.penalties.bench", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(not PYTHON.exists(), reason="NO .venv-bench: the benchmark beside OpenFisca did not run")
def test_the_last_line_is_the_ratio() -> None:
    lines = bench(PYTHON, "--rounds", "1", "--count", "20").splitlines()

    assert re.fullmatch(r"ratio \d+\.\d\d", lines[-1])
    assert any("tracer on" in line for line in lines)


def test_past_cases_are_assessed_under_a_draft() -> None:
    assert "40 past cases under a draft" in bench(Path(sys.executable), "--past", "40")
