"""Which statute lets a market regulator seal or seize what (行政强制法 arts 10, 17; 程序规定 art 36). Pure.

A seizure names its provision. The rows below have not been compared with the printed text of each law: they are
offered with a visible mark, and any other provision is written in by hand and marked too.
"""

import datetime as dt
import re
from dataclasses import dataclass

from casework.kernel.lifecycle import Text

LAW = "行政强制法第十条、第十七条；程序规定第三十六条"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Power:
    """One provision. ``denied`` says why it gives no such power; empty where it does."""

    law: Text
    things: Text
    valid_from: dt.date
    valid_to: dt.date = dt.date.max
    denied: Text | None = None
    verified: bool = False

    @property
    def title(self) -> Text:
        if self.denied:
            return Text(f"{self.law.zh}（没有授权）", f"{self.law.en} (gives no power)")
        mark_zh, mark_en = ("", "") if self.verified else ("（待核）", " (to be checked)")
        return Text(f"{self.law.zh}：{self.things.zh}{mark_zh}", f"{self.law.en}: {self.things.en}{mark_en}")

    def in_force(self, on: dt.date) -> bool:
        return self.valid_from <= on <= self.valid_to


NO_POWER_IN_CONSUMER_LAW = Text(
    "消费者权益保护法第二十九条、第五十六条没有授权查封、扣押。"
    "请写明授权的其他法律、法规；没有的，用先行登记保存，或者复制电子数据。",
    "Consumer Protection Law arts 29 and 56 give no power to seize. Name another statute that does; "
    "failing that, preserve the evidence or copy the electronic data.",
)
NOTHING = Text("", "")

POWERS = {
    "food": Power(
        Text("食品安全法第一百一十条第四项、第五项", "Food Safety Law art 110(4)(5)"),
        Text(
            "不符合安全标准的食品、违法使用的原料和工具、场所", "unsafe food, what it is made with, premises"
        ),
        dt.date(2015, 10, 1),
    ),
    "product": Power(
        Text("产品质量法第十八条第一款第四项", "Product Quality Law art 18(1)(4)"),
        Text("不符合安全标准或者有严重质量问题的产品及其原料、工具", "unsafe or gravely defective products"),
        dt.date(2000, 9, 1),
    ),
    "trademark": Power(
        Text("商标法第六十二条第一款第四项", "Trademark Law art 62(1)(4)"),
        Text("有证据证明侵犯注册商标专用权的物品", "goods proved to infringe a trademark"),
        dt.date(2014, 5, 1),
    ),
    "competition": Power(
        Text("反不正当竞争法（2019年修正）第十三条第一款第四项", "Anti-Unfair Competition Law (2019) art 13"),
        Text("与涉嫌不正当竞争行为有关的财物", "property of suspected unfair competition"),
        dt.date(2018, 1, 1),
        dt.date(2025, 10, 14),
    ),
    "advertising": Power(
        Text("广告法第四十九条第一款第六项", "Advertising Law art 49(1)(6)"),
        Text(
            "与涉嫌违法广告直接相关的广告物品、工具、设备", "goods and devices of a suspected advertisement"
        ),
        dt.date(2015, 9, 1),
    ),
    "equipment": Power(
        Text("特种设备安全法第六十一条", "Special Equipment Safety Law art 61"),
        Text("不符合安全技术规范或者有严重事故隐患的特种设备", "unsafe special equipment"),
        dt.date(2014, 1, 1),
    ),
    "consumer_29": Power(
        Text("消费者权益保护法第二十九条", "Consumer Protection Law art 29"),
        NOTHING,
        dt.date(2014, 3, 15),
        denied=NO_POWER_IN_CONSUMER_LAW,
    ),
    "consumer_56": Power(
        Text("消费者权益保护法第五十六条", "Consumer Protection Law art 56"),
        NOTHING,
        dt.date(2014, 3, 15),
        denied=NO_POWER_IN_CONSUMER_LAW,
    ),
}
NO_SUCH_POWER = Text("这一条当日没有生效。", "This provision was not in force that day.")
NO_ARTICLE = Text(
    "请写明授权查封、扣押的法律、法规名称和条款，例如“××条例第×条”。",
    "Name the statute that gives the power, with its article.",
)
_ARTICLE = re.compile("第.+条")
_CONSUMER_LAW, _ITS_REGULATION = "消费者权益保护法", "消费者权益保护法实施条例"


def powers_on(on: dt.date) -> dict[str, Power]:
    """The provisions of that day, those that give no power too: choosing one is answered with the reason."""
    return {key: power for key, power in POWERS.items() if power.in_force(on)}


def against(power: str, written: str, on: dt.date) -> Text | None:
    """Why a seizure cannot rest on this choice, or, where it is ``OTHER``, on the provision as ``written``."""
    if power == OTHER:
        if _CONSUMER_LAW in written.replace(_ITS_REGULATION, ""):
            return NO_POWER_IN_CONSUMER_LAW
        return None if _ARTICLE.search(written) else NO_ARTICLE
    if power not in powers_on(on):
        return NO_SUCH_POWER
    return POWERS[power].denied
