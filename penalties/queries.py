"""Load and authorise for the worksheet; find provisions and similar decisions."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from casework.kernel.models import User
from casework.models import Case, Decision, DossierEntry
from casework.queries import case_for
from penalties import case_facts
from penalties.case_facts import Offer
from penalties.models import Worksheet

FOUND = 8
PEERS = 300

# Words of a complaint → the words of the law. Only for finding; no rule hangs on them.
EVERYDAY = {
    "人脸": "个人信息",
    "刷脸": "个人信息",
    "摄像": "个人信息",
    "推销电话": "个人信息",
    "过期": "保质期",
    "假货": "商标 假冒",
    "山寨": "商标 混淆",
    "缺斤": "计量",
    "短两": "计量",
    "不退": "退货 退款",
    "刷单": "虚假 宣传",
    "好评": "虚假 宣传",
    "夸大": "虚假 广告",
    "极限词": "广告",
    "涨价": "价格",
    "乱收费": "价格",
    "标价": "明码标价",
    "无证": "许可 无照",
    "执照": "无照 登记",
    "电梯": "特种设备",
    "回扣": "贿赂",
    "抽奖": "有奖销售",
}


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
    wanted = _parts(_in_words_of_the_law(words))
    if not wanted:
        return []
    scored = [(_score(offer, words, wanted), offer) for offer in case_facts.offers(day)]
    best = max(score for score, _ in scored)
    near = [(score, offer) for score, offer in scored if score > 0 and score * 2 >= best]
    near.sort(key=lambda pair: (bool(pair[1].why_not), -pair[0]))
    return [offer for _, offer in near[:FOUND]]


def chosen_provisions(norms: Sequence[str], day: dt.date) -> list[Offer]:
    """The provisions already ticked, in their order."""
    by_norm = {offer.norm: offer for offer in case_facts.offers(day)}
    return [by_norm[norm] for norm in norms if norm in by_norm]


def _in_words_of_the_law(words: str) -> str:
    return " ".join([words, *(law for word, law in EVERYDAY.items() if word in words)])


def _parts(words: str) -> set[str]:
    """Pairs of Chinese characters, and Latin words and numbers whole."""
    chinese = re.findall(r"[\u4e00-\u9fff]+", words)
    pairs = {run[i : i + 2] for run in chinese for i in range(max(1, len(run) - 1))}
    return pairs | {word.lower() for word in re.findall(r"[A-Za-z0-9]{2,}", words)}


def _score(offer: Offer, words: str, wanted: set[str]) -> int:
    if words.strip().lower() == offer.norm.lower():
        return 100
    text = f"{offer.norm} {offer.citation} {offer.zh} {offer.en}".lower()
    return sum(2 if part in offer.zh else 1 for part in wanted if part in text)
