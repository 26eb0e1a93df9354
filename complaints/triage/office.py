"""Who is competent, by place (Order 121 arts 13 and 14 for complaints, 29 to 32 for reports). Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.lifecycle import COMPLAINT, O20_LAST_DAY
from complaints.triage.suggestion import Suggestion, quoted, said

PLATFORMS = (
    "淘宝",
    "天猫",
    "京东",
    "拼多多",
    "抖音",
    "快手",
    "美团",
    "饿了么",
    "小红书",
    "闲鱼",
    "网店",
    "直播间",
)
MEDIA = ("电视", "电台", "广播", "报纸", "杂志", "网站广告")
ADVERTISING = ("广告", "宣传")


@dataclass(frozen=True, slots=True)
class Place:
    """An office and the words of an address by which it is recognised."""

    code: str
    name: str
    words: Sequence[str]


def suggest_office(kind: str, address: str, places: Iterable[Place], day: dt.date) -> Suggestion | None:
    """The office whose words stand in the address, the longest word first, of equal ones the last: addresses go
    from the large to the small."""
    found = [(word, place) for place in places for word in place.words if word in address]
    if not found:
        return None
    word, place = max(found, key=lambda one: (len(one[0]), address.index(one[0])))
    what = Text(f"由{place.name}核查", f"Verification by {place.name}")
    where = Text("行为发生地", "The place of the act")
    if kind == COMPLAINT:
        what = Text(f"由{place.name}处理", f"Handling by {place.name}")
        where = Text("被投诉人实际经营地", "The trader's place of business")
    why = Text(
        f"{where.zh}：地址中有“{word}”：{address}", f"{where.en}: the address names “{word}”: {address}"
    )
    return Suggestion(place.code, what, why, _article(kind, "第十三条、第十四条", "第二十九条", day))


def competence_notes(
    kind: str, story: str, trader: str, address: str, places: Iterable[Place], day: dt.date
) -> list[Suggestion]:
    """Where the place of business is not the whole answer: a platform, a medium, a place of nobody here."""
    notes = []
    platform = said(PLATFORMS, trader, address, story)
    if platform:
        what = Text(
            "平台内经营者：先看其公示的实际经营地，没有的由平台住所地处理",
            "A seller on a platform: its place of business as shown, else the domicile of the platform",
        )
        why = Text(f"写到“{quoted(platform)}”", f"Names “{quoted(platform)}”")
        notes.append(Suggestion("platform", what, why, _article(kind, "第十三条", "第三十一条", day)))
    media = said(MEDIA, story)
    if media and said(ADVERTISING, story) and kind != COMPLAINT:
        what = Text(
            "大众传播媒介广告：由广告发布者所在地处理", "An advertisement in the media: the publisher's place"
        )
        why = Text(f"写到“{quoted(media)}”", f"Names “{quoted(media)}”")
        notes.append(Suggestion("media", what, why, _article(kind, "", "第三十二条", day)))
    if address and not platform and not any(said(place.words, address) for place in places):
        what = Text(
            "地址不在我们认得的辖区：核对管辖，无权处理的告知有权机关",
            "The address is none that we know as ours: check competence, else name the competent authority",
        )
        why = Text(f"写的地址：{address}", f"The address given: {address}")
        notes.append(
            Suggestion("elsewhere", what, why, _article(kind, "第十三条、第十六条", "第三十四条", day))
        )
    return notes


def _article(kind: str, of_complaints: str, of_reports: str, day: dt.date) -> str:
    if day <= O20_LAST_DAY:
        return "投诉举报处理暂行办法（条文待核）"
    return f"投诉举报处理办法{of_complaints if kind == COMPLAINT else of_reports}"
