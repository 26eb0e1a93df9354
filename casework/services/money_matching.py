"""To which debt a sum on a bank's statement belongs: by decision number, by party and amount, or for a person.

Only what is certain is matched. A sum that could belong to two debts, or does not fit the one it names, is left
to a person with the reason.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from casework.kernel.lifecycle import Text
from casework.services.money_csv import Row


@dataclass
class Debt:
    """An execution as the matching sees it; ``open`` shrinks with every row that is matched to it."""

    pk: int
    number: str
    party: str
    open: Decimal


@dataclass(frozen=True)
class Match:
    debt: Debt | None
    reason: Text


class Matcher:
    def __init__(self, debts: Iterable[Debt]) -> None:
        self._by_number: defaultdict[str, list[Debt]] = defaultdict(list)
        self._by_party: defaultdict[str, list[Debt]] = defaultdict(list)
        for debt in debts:
            for key in _numbers_in(debt.number):
                self._by_number[key].append(debt)
            self._by_party[_folded(debt.party)].append(debt)

    def match(self, row: Row) -> Match:
        """The debt of this row, and why; without one, why a person must look."""
        found = self._by_number_of(row) or self._by_party_of(row)
        if found.debt is not None and row.amount is not None:
            found.debt.open -= row.amount
        return found

    def _by_number_of(self, row: Row) -> Match | None:
        """None where the row names no decision."""
        written = _folded(row.note)
        keys = _numbers_in(row.note)
        if not keys:
            return None
        named = [debt for key in keys for debt in self._by_number[key] if _folded(debt.number) in written]
        if not named:
            return Match(
                None,
                Text(
                    "写明的文号没有对应的未缴清决定：可能已缴清，或者不是本局的。",
                    "The number written is not that of an open decision: paid already, or not ours.",
                ),
            )
        if len(named) > 1:
            return Match(None, Text("写明了不止一个文号。", "More than one number is written."))
        (debt,) = named
        if row.amount is not None and row.amount > debt.open:
            return Match(None, _too_much(debt))
        if row.payer and _folded(row.payer) != _folded(debt.party):
            return Match(
                debt,
                Text(
                    f"按文号{debt.number}；缴款人不是当事人本人（代缴）",
                    f"By the number {debt.number}; paid by somebody else",
                ),
            )
        return Match(debt, Text(f"按文号{debt.number}", f"By the number {debt.number}"))

    def _by_party_of(self, row: Row) -> Match:
        debts = self._by_party[_folded(row.payer)] if row.payer else []
        if not debts:
            return Match(
                None,
                Text(
                    "没有文号，缴款人也不是欠款的当事人。",
                    "No number, and the payer owes nothing under this name.",
                ),
            )
        fitting = [debt for debt in debts if debt.open == row.amount]
        if len(fitting) == 1:
            (debt,) = fitting
            return Match(debt, Text(f"按当事人和金额：{debt.number}", f"By party and amount: {debt.number}"))
        if fitting:
            return Match(
                None, Text("当事人有几笔同样金额的欠款。", "The party owes this sum more than once.")
            )
        return Match(
            None,
            Text(
                f"当事人欠款{'、'.join(f'{debt.open}元' for debt in debts[:3])}，金额不符。",
                f"The party owes {', '.join(str(debt.open) for debt in debts[:3])}: another sum.",
            ),
        )


def _too_much(debt: Debt) -> Text:
    return Text(
        f"金额多于{debt.number}尚欠的{max(debt.open, Decimal(0))}元。",
        f"More than the {max(debt.open, Decimal(0))} that {debt.number} leaves open.",
    )


def _folded(text: str) -> str:
    """Full width or half, whatever the brackets: the same name is the same name."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\[【(〔〖]", "〔", re.sub(r"[\]】)〕〗]", "〕", re.sub(r"\s", "", text)))


def _numbers_in(text: str) -> list[str]:
    """``〔2021〕187号`` of every official number in the text."""
    return list(dict.fromkeys(re.findall(r"〔\d{4}〕\d+号", _folded(text))))
