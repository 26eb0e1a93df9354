"""What may stand against taking it in: another channel's matter, a ground of not accepting. Pure."""

import datetime as dt

from casework.kernel.lifecycle import Text
from complaints.lifecycle import COMPLAINT, O20_LAST_DAY, out_of_scope_grounds
from complaints.triage.suggestion import Suggestion, because_it_says, said

ELSEWHERE: dict[str, tuple[str, ...]] = {
    "consultation": ("请问", "咨询", "想了解", "如何办理", "怎么办理"),
    "disclosure": ("信息公开", "公开申请"),
    "reconsideration": ("行政复议", "申请复议"),
    "discipline": ("受贿", "索贿", "吃拿卡要", "工作人员态度", "执法人员态度", "不作为"),
    "petition": ("信访",),
}
ELSEWHERE_ALREADY = ("法院", "起诉", "仲裁", "消委会已经", "已经投诉过")
FOR_TRADE = ("进货", "批发", "加盟", "代理商", "转卖", "转售", "供应商", "货款")
YEARS = 3


def suggest_scope(story: str, *, has_breach: bool, day: dt.date) -> Suggestion | None:
    """Neither complaint nor report (Order 121 art 44), where the words say so and no breach was ticked."""
    if has_breach:
        return None
    for code, ground in out_of_scope_grounds(day).items():
        words = said(ELSEWHERE[code], story)
        if words:
            what = Text(
                f"可能是{ground.title.zh}，不属于投诉举报", f"Perhaps {ground.title.en}: outside the rule"
            )
            return Suggestion(code, what, because_it_says(words), ground.law(day))
    return None


def suggest_grounds(kind: str, story: str, happened_on: dt.date | None, day: dt.date) -> list[Suggestion]:
    """Grounds of not accepting a complaint that the answers touch (Order 121 art 16). To be checked, not applied:
    a report knows none of them."""
    if kind != COMPLAINT:
        return []
    found = []
    already = said(ELSEWHERE_ALREADY, story)
    if already:
        what = Text(
            "可能已由法院、仲裁或者别的机构受理：请核实",
            "Perhaps already before a court or another body: check",
        )
        found.append(Suggestion("elsewhere_already", what, because_it_says(already), _ground("第二项", day)))
    trade = said(FOR_TRADE, story)
    if trade:
        what = Text("可能不是为生活消费：请核实用途", "Perhaps not for daily life: check what it was for")
        found.append(Suggestion("for_trade", what, because_it_says(trade), _ground("第三项", day)))
    if happened_on and happened_on < _years_before(day):
        what = Text(
            "可能超过三年：请核实何时知道", "Perhaps over three years old: check when it became known"
        )
        why = Text(f"写的日期是{happened_on}", f"The day given is {happened_on}")
        found.append(Suggestion("too_old", what, why, _ground("第四项", day)))
    return found


def _years_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - YEARS, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _ground(item: str, day: dt.date) -> str:
    if day <= O20_LAST_DAY:
        return "投诉举报处理暂行办法第十五条（项次待核）"
    return f"投诉举报处理办法第十六条{item}"
