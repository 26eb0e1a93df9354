"""Load and authorise for the worksheet; find provisions and similar decisions."""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from casework.kernel.models import User
from casework.models import Case, Decision, DossierEntry
from casework.queries import case_for
from penalties import case_facts
from penalties.case_facts import Offer
from penalties.models import Worksheet

EVERYDAY = Path(__file__).with_name("everyday_words.toml")
FOUND = 8
PEERS = 300

def worksheets_of(user: User, reference: str) -> tuple[Case, Worksheet | None]:
    """The case and its latest worksheet, or NotFound."""
    case = case_for(user, reference)
    rows = Worksheet.objects.filter(case=case).select_related("created_by")
    return case, rows.order_by("-pk").first()


def evidence_of(case: Case) -> list[DossierEntry]:
    """What an officer may name as the proof of a factor."""
    return list(case.dossier.all())


def similar_amounts(norm: str, *, without: Case | None = None) -> list[Decimal]:
    """The fines of the latest decisions under the same provision: sums only, nobody's name."""
    rows = Decision.objects.filter(grounds__assessment__acts__0__norm=norm, amount__gt=0)
    if without is not None:
        rows = rows.exclude(case=without)
    return list(rows.order_by("-decided_on", "-pk").values_list("amount", flat=True)[:PEERS])


def find_provisions(words: str, day: dt.date) -> list[Offer]:
    """The provisions that speak of the words, the closest first, those in force that day before others."""
    meant, wanted = _meant(words), _parts(words)
    scored = [(_score(offer, words, wanted, meant), offer) for offer in case_facts.offers(day)]
    best = max(score for score, _ in scored)
    near = [(score, offer) for score, offer in scored if score > 0 and score * 2 >= best]
    near += [(score, offer) for score, offer in scored if offer.norm in meant and (score, offer) not in near]
    near.sort(key=lambda pair: (bool(pair[1].why_not), -pair[0]))
    return [offer for _, offer in near[:FOUND]]


def chosen_provisions(norms: Sequence[str], day: dt.date) -> list[Offer]:
    """The provisions already ticked, in their order."""
    by_norm = {offer.norm: offer for offer in case_facts.offers(day)}
    return [by_norm[norm] for norm in norms if norm in by_norm]


@cache
def everyday_words() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """How people say it, and the provisions that they mean, the best first."""
    groups = tomllib.loads(EVERYDAY.read_text("utf-8"))["said"]
    return tuple((tuple(group["words"]), tuple(group["means"])) for group in groups)


def _meant(words: str) -> dict[str, int]:
    """Provision → how strongly everyday words point to it: the longer the word that was used, the more."""
    found: dict[str, int] = {}
    for said, means in everyday_words():
        length = max((len(word) for word in said if word in words.lower()), default=0)
        for place, norm in enumerate(means if length else ()):
            found[norm] = max(found.get(norm, 0), 20 + 5 * length - 4 * place)
    return found


def _parts(words: str) -> set[str]:
    """Pairs of Chinese characters; Latin words, numbers and articles (第56条) whole."""
    articles = set(re.findall(r"第\d+条", words))
    chinese = re.findall(r"[\u4e00-\u9fff]+", re.sub(r"第\d+条", " ", words))
    pairs = {run[i : i + 2] for run in chinese for i in range(max(1, len(run) - 1))}
    return articles | pairs | {word.lower() for word in re.findall(r"[A-Za-z0-9]{2,}", words)}


def _score(offer: Offer, words: str, wanted: set[str], meant: dict[str, int]) -> int:
    if words.strip().lower() == offer.norm.lower():
        return 100
    text = f"{offer.norm} {offer.citation} {offer.en} {offer.rules}".lower()
    told = sum(2 if part in offer.zh else 1 for part in wanted if part in text or part in offer.zh)
    return told + meant.get(offer.norm, 0)
