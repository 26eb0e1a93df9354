"""`python -m penalties`: the command lines of the penalty engine. No Django, no database, no network."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from penalties.engine import frozen, validate
from penalties.engine.assess import assess
from penalties.engine.facts import InputError, NoSingleAnswer
from penalties.engine.reading import StatuteError
from penalties.engine.surcharge import surcharge

ANSWERED, WRONG_INPUT, NO_SINGLE_ANSWER = 0, 2, 3
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 answered, 2 the input is wrong, 3 the law has no single answer; never a traceback."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _run(options)
    except InputError as error:
        return _refuse(error, WRONG_INPUT)
    except (NoSingleAnswer, StatuteError) as error:
        return _refuse(error, NO_SINGLE_ANSWER)
    except BrokenPipeError:
        sys.stderr.close()
        return ANSWERED


def _run(options: argparse.Namespace) -> int:
    if options.command == "validate":
        return _validate()
    if options.command == "freeze":
        return _freeze(options.file)
    content = _read(options.file)
    if options.command == "assess" and options.lines:
        return _lines(content.split("\n"))
    answer = assess if options.command == "assess" else surcharge
    print(_json(answer(_parse(content))))
    return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m penalties", description="Statutory penalties, with their law."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    assess_command = commands.add_parser("assess", help="the penalty for the acts of one case")
    assess_command.add_argument("--lines", action="store_true", help="one case a line, one answer a line")
    surcharge_command = commands.add_parser("surcharge", help="the surcharge for paying a fine late")
    for command in (assess_command, surcharge_command):
        command.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
    commands.add_parser("validate", help="check every statute file")
    freeze_command = commands.add_parser("freeze", help="freeze statute files that a decision cites")
    freeze_command.add_argument(
        "file", metavar="FILE", nargs="+", help="as it lies below penalties/statutes/"
    )
    return parser


def _validate() -> int:
    """One line for each problem, with its file, key and cure."""
    found = validate.problems()
    for problem in found:
        print(problem)
    if not found:
        files, provisions = validate.counts()
        print(f"{files} files, {provisions} provisions: in order")
    return WRONG_INPUT if found else ANSWERED


def _freeze(paths: list[str]) -> int:
    try:
        frozen.freeze(paths)
    except StatuteError as error:
        return _refuse(error, WRONG_INPUT)
    return ANSWERED


def _read(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"FILE: {name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"FILE: {name} is not UTF-8") from error


def _lines(lines: Iterable[str]) -> int:
    """Every case is answered or refused on its own line; the highest status is the status of all."""
    highest = ANSWERED
    for line in lines:
        if line.strip():
            status, answer = _line(line)
            highest = max(highest, status)
            print(_json(answer))
    return highest


def _line(line: str) -> tuple[int, dict[str, Any]]:
    name = None
    try:
        case = _parse(line)
        name = case.get("case") if isinstance(case, dict) else None
        return ANSWERED, assess(case)
    except InputError as error:
        return WRONG_INPUT, {"case": name, "exit": WRONG_INPUT, "error": str(error)}
    except NoSingleAnswer as error:
        return NO_SINGLE_ANSWER, {"case": name, "exit": NO_SINGLE_ANSWER, "error": str(error)}


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise InputError(f"FILE: not JSON: {error}") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        raise InputError(f"{next(key for key in keys if keys.count(key) > 1)}: stands twice in one object")
    return table


def _refuse(error: Exception, status: int) -> int:
    print(error, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
