"""The statutory clocks of ``clocks.toml``: by when the law wants what. Pure; a command line for auditors.

    python -m casework.clocks due VER-15 --from 2026-09-18 [--extended] [--exclude FIRST..LAST] [--length N]
    python -m casework.clocks explain VER-15 --from 2026-09-18 …

``due`` answers one JSON object, ``explain`` how the day was counted, in Chinese, one step a line. Exit status 0
answered, 2 the question is wrong, 3 the law has no single answer.
Lifecycle tables start and stop the constants below. Where a period changed over time, the tables name all of
its clocks and start those that are ``in_force`` on the day.
"""

import argparse
import datetime as dt
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any, NoReturn

from casework.kernel.explanations import explain
from casework.kernel.holidays import BrokenNotice, load
from casework.kernel.lifecycle import Text
from casework.kernel.working_days import (
    Clock,
    ClockError,
    Due,
    Exclusion,
    Length,
    LengthNeeded,
    NoPeriod,
    NotInForce,
    Roll,
    Unit,
    Version,
    WrongQuestion,
    due,
)

__all__ = [
    "CLOCKS",
    "Clock",
    "ClockError",
    "Due",
    "Length",
    "LengthNeeded",
    "NoPeriod",
    "NotInForce",
    "Unit",
    "Version",
    "WrongQuestion",
    "due",
]


_FOLDER = Path(__file__).parent


def _version(row: dict[str, Any]) -> Version:
    values = dict(row)
    del values["id"]
    values["roll"] = Roll(values["roll"])
    if "unit" in values:
        values["unit"] = Unit(values["unit"])
    values["backward"] = values.pop("direction", "forward") == "backward"
    return Version(**values)


def _read(path: Path) -> dict[str, Clock]:
    versions: dict[str, list[Version]] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["clock"]:
        versions.setdefault(row["id"], []).append(_version(row))
    return {key: Clock(key, tuple(found)) for key, found in versions.items()}


CLOCKS = _read(_FOLDER / "clocks.toml")
_CHINESE = tomllib.loads((_FOLDER / "clocks_zh.toml").read_text(encoding="utf-8"))


def in_both(text: str) -> Text:
    """What a row of the table says (who, from when, what if it is missed) in Chinese too."""
    return Text(_CHINESE.get(text, text), text)


# Complaints
CMP_ACCEPT_O20 = CLOCKS["CMP-ACCEPT-O20"]
CMP_ACCEPT_O121 = CLOCKS["CMP-ACCEPT-O121"]
CMP_IDPROOF = CLOCKS["CMP-IDPROOF"]
CMP_MEDIATE_O20 = CLOCKS["CMP-MEDIATE-O20"]
CMP_MEDIATE_REG = CLOCKS["CMP-MEDIATE-REG"]
CMP_MEDIATE_O121 = CLOCKS["CMP-MEDIATE-O121"]
CMP_TERM_NOTICE = CLOCKS["CMP-TERM-NOTICE"]
CMP_LIMIT_3Y = CLOCKS["CMP-LIMIT-3Y"]
CMP_CLUE = CLOCKS["CMP-CLUE"]

# Work orders of the hotline: the lengths are local
HOTLINE_12345 = CLOCKS["HOTLINE-12345"]

# Reports
RPT_NOTIFY_FILING_O20 = CLOCKS["RPT-NOTIFY-FILING-O20"]

# The case, from the lead to the decision
RPT_COMPETENCE = CLOCKS["RPT-COMPETENCE"]
JUR_DISPUTE = CLOCKS["JUR-DISPUTE"]
JUR_DESIGNATE = CLOCKS["JUR-DESIGNATE"]
VER_15 = CLOCKS["VER-15"]
# A lead is verified by one of these: a clue from a complaint has its own.
VERIFICATION_CLOCKS = (VER_15, CMP_CLUE)
LIM_2Y = CLOCKS["LIM-2Y"]
CASE_90 = CLOCKS["CASE-90"]
REV_10 = CLOCKS["REV-10"]
DEF_5 = CLOCKS["DEF-5"]
DEF_3_OLD = CLOCKS["DEF-3-OLD"]

# Measures beside the case
EVD_URGENT_24H = CLOCKS["EVD-URGENT-24H"]
EVD_PRESERVE_7 = CLOCKS["EVD-PRESERVE-7"]
EVD_PRESERVE_7_OLD = CLOCKS["EVD-PRESERVE-7-OLD"]
SUPPLY_MATERIAL = CLOCKS["SUPPLY-MATERIAL"]
SEIZE_URGENT_24H = CLOCKS["SEIZE-URGENT-24H"]
SEIZE_30 = CLOCKS["SEIZE-30"]

# Hearing
HRG_REQ_5 = CLOCKS["HRG-REQ-5"]
HRG_REQ_3_OLD = CLOCKS["HRG-REQ-3-OLD"]
HRG_HOST_3 = CLOCKS["HRG-HOST-3"]
HRG_FILE_3 = CLOCKS["HRG-FILE-3"]
HRG_FIX_5 = CLOCKS["HRG-FIX-5"]
HRG_NOTICE_7 = CLOCKS["HRG-NOTICE-7"]
HRG_PUBLIC_3 = CLOCKS["HRG-PUBLIC-3"]
HRG_REPORT_5 = CLOCKS["HRG-REPORT-5"]

# Service, execution, closing
SRV_7 = CLOCKS["SRV-7"]
SRV_PUBNOTICE_30 = CLOCKS["SRV-PUBNOTICE-30"]
SRV_PUBNOTICE_60 = CLOCKS["SRV-PUBNOTICE-60"]
PAY_15 = CLOCKS["PAY-15"]
CLOSE_15 = CLOCKS["CLOSE-15"]

# On the spot
SMP_ARCHIVE_7 = CLOCKS["SMP-ARCHIVE-7"]
SMP_CASH_2 = CLOCKS["SMP-CASH-2"]
SMP_BANK_2 = CLOCKS["SMP-BANK-2"]

# Remedies
REC_APPLY_60 = CLOCKS["REC-APPLY-60"]
REC_APPLY_60_OLD = CLOCKS["REC-APPLY-60-OLD"]
LIT_6M = CLOCKS["LIT-6M"]
EXE_DEMAND_10 = CLOCKS["EXE-DEMAND-10"]
EXE_COURT_3M = CLOCKS["EXE-COURT-3M"]
REC_REPLY_10 = CLOCKS["REC-REPLY-10"]
REC_REPLY_5 = CLOCKS["REC-REPLY-5"]
LIT_15 = CLOCKS["LIT-15"]
LIT_REPLY_15 = CLOCKS["LIT-REPLY-15"]
EXE_JUDGMENT_2Y = CLOCKS["EXE-JUDGMENT-2Y"]

# Transfer to the police
CRM_DECIDE_3 = CLOCKS["CRM-DECIDE-3"]
CRM_SEND_24H = CLOCKS["CRM-SEND-24H"]
CRM_POLICE_3 = CLOCKS["CRM-POLICE-3"]
CRM_OBJECT_3 = CLOCKS["CRM-OBJECT-3"]
CRM_HANDOVER_3 = CLOCKS["CRM-HANDOVER-3"]

# Publication and credit repair
PUB_20 = CLOCKS["PUB-20"]
PUB_WITHDRAW_3 = CLOCKS["PUB-WITHDRAW-3"]
PUB_END_OLD = CLOCKS["PUB-END-OLD"]
PUB_END_MINOR_3M = CLOCKS["PUB-END-MINOR-3M"]
PUB_END_GENERAL_MAX = CLOCKS["PUB-END-GENERAL-MAX"]

# ---- The command line ----

FIRST_YEAR, LAST_YEAR, LONGEST = 1900, 2199, 1000
LENGTH_UNITS = {"wd": Unit.WORKING_DAY, "d": Unit.CALENDAR_DAY, "m": Unit.MONTH, "y": Unit.YEAR}


def read_day(text: str) -> dt.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day YYYY-MM-DD") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def read_exclusion(text: str) -> Exclusion:
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIRST..LAST, two days YYYY-MM-DD")
    exclusion = read_day(first), read_day(last)
    if exclusion[0] > exclusion[1]:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins")
    return exclusion


def read_number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {LONGEST}")
    return int(text)


def read_length(text: str) -> int | Length:
    found = re.fullmatch(r"([0-9]+)(wd|d|m|y)?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number N, or Nwd, Nd, Nm, Ny")
    number = read_number(found[1])
    return Length(number, LENGTH_UNITS[found[2]]) if found[2] else number


def _clock(text: str) -> Clock:
    if text not in CLOCKS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a clock; the clocks are {', '.join(CLOCKS)}")
    return CLOCKS[text]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m casework.clocks", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for command, purpose in (("due", "the last day of a clock"), ("explain", "how that day is counted")):
        _ask_for_a_day(commands.add_parser(command, help=purpose, allow_abbrev=False))
    return parser


def _ask_for_a_day(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("clock", type=_clock, metavar="CLOCK_ID")
    ask.add_argument("--from", dest="start_on", type=read_day, required=True, metavar="DAY")
    ask.add_argument("--extended", action="store_true", help="the first extension is granted")
    ask.add_argument(
        "--extension", type=read_number, metavar="N", help="how long, where the law leaves it to a person"
    )
    ask.add_argument(
        "--exclude",
        dest="exclusions",
        type=read_exclusion,
        action="append",
        default=[],
        metavar="FIRST..LAST",
    )
    ask.add_argument(
        "--length",
        type=read_length,
        metavar="N",
        help="where the law fixes none; Nwd Nd Nm Ny to name a unit",
    )
    ask.add_argument(
        "--holidays", type=Path, action="append", default=[], metavar="FOLDER", help="newer notices"
    )


def _answer(answer: Due) -> dict[str, object]:
    return {
        "clock": answer.clock,
        "rule": answer.rule,
        "from": answer.start_on.isoformat(),
        "due_on": answer.due_on.isoformat(),
        "raw_due_on": answer.raw_due_on.isoformat(),
        "internal_due_on": answer.internal_due_on.isoformat(),
        "provisional": answer.provisional,
        "counted": answer.counted,
        "unit": answer.unit.value,
        "verified": answer.version.verified,
    }


def _stop(status: int, error: Exception) -> NoReturn:
    print(error, file=sys.stderr)
    raise SystemExit(status)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    asked = _parser().parse_args()
    try:
        calendar = load(*asked.holidays)
        answer = due(
            asked.clock,
            asked.start_on,
            extended=asked.extended,
            exclusions=asked.exclusions,
            length=asked.length,
            extension=asked.extension,
            calendar=calendar,
        )
    except (WrongQuestion, BrokenNotice) as error:
        _stop(2, error)
    except ClockError as error:
        _stop(3, error)
    if asked.command == "explain":
        print("\n".join(step.zh for step in explain(answer, calendar)))
    else:
        print(json.dumps(_answer(answer), ensure_ascii=False))


if __name__ == "__main__":
    main()
