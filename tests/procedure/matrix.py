"""The matrix state × action × person as it is committed, and as the tables answer now.

A cell speaks of the person only, not of what is still missing on file:

yes      theirs to do
role     another role's
own      barred: they investigated or asked, or act for somebody who did
case     for the officers of the case, and they are none
hidden   they may not know of the case

``make procedure-matrix`` writes the file anew; the difference is for a reviewer to read.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from casework.kernel.lifecycle import Lifecycle
from casework.web import proceedings
from tests.procedure.people import PEOPLE

FILE = Path(__file__).with_name("matrix.csv")
WORDS = {"role": "role", "separation": "own", "not_on_case": "case"}

Key = tuple[str, str, str]


def rows_of(table: Lifecycle) -> Iterator[tuple[str, str]]:
    """(state, action) for every act out of every state."""
    for state in table.states:
        for transition in table.transitions:
            if state.name in transition.sources:
                yield state.name, transition.action


def word(codes: Iterable[str]) -> str:
    """The first reason that lies in the person."""
    personal = [WORDS[code] for code in codes if code in WORDS]
    return min(personal, key=["role", "case", "own"].index, default="yes")


def read() -> dict[Key, dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            (row["table"], row["state"], row["action"]): {name: row[name] for name in PEOPLE}
            for row in csv.DictReader(file)
        }


def write(found: dict[Key, dict[str, str]]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["table", "state", "action", *PEOPLE])
        out.writerows([*key, *(cells[name] for name in PEOPLE)] for key, cells in found.items())


def kinds() -> list:
    return list(proceedings.KINDS.values())
