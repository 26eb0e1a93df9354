"""Report, complaint or both, by what was asked for (art 3 and art 9 of Order 121). Pure."""

import datetime as dt

from casework.kernel.lifecycle import Text
from complaints.lifecycle import BOTH, COMPLAINANT_NAMED, COMPLAINT, CONDUCTS, O20_LAST_DAY, REPORT
from complaints.triage.suggestion import Suggestion, quoted, said

ASKS_BACK = ("退款", "退钱", "退货", "退一赔", "赔偿", "赔我", "换货", "补偿", "退还")
"""Words of somebody who asks for something of their own."""


def rule_of(day: dt.date) -> str:
    return f"投诉举报处理{'暂行' if day <= O20_LAST_DAY else ''}办法"


def suggest_kind(kind: str, request: str, day: dt.date) -> Suggestion:
    """What it was sent as, and why that fits."""
    law = f"{rule_of(day)}第三条"
    if kind == COMPLAINT:
        why = Text("选择了请我们调解", "Chose mediation")
        if request:
            why = Text("要求解决自己的消费争议", "Asks to settle a dispute of their own")
        return Suggestion(kind, Text("登记为投诉", "Register as a complaint"), why, law)
    why = Text("指出违法行为，这一件没有要求退赔", "Points at a breach and asks for nothing back")
    return Suggestion(kind, Text("登记为举报", "Register as a report"), why, law)


def suggest_other_track(
    kind: str, story: str, conducts: list[str], *, is_named: bool, has_twin: bool, day: dt.date
) -> Suggestion | None:
    """The other track of the same matter, where the words ask for it and it was not chosen: a complaint that
    shows a breach, a report that asks for money back. The two run apart (Order 121 art 9)."""
    if has_twin:
        return None
    if kind == COMPLAINT:
        return _breach_in_a_complaint(conducts, day)
    asked = said(ASKS_BACK, story)
    if not asked:
        return None
    why = Text(f"经过里写到“{quoted(asked)}”", f"The story says “{quoted(asked)}”")
    if not is_named:
        what = Text(
            "要求退赔，但没有留姓名：不能作为投诉办理",
            "Asks for something back without a name: this cannot become a complaint",
        )
        return Suggestion(REPORT, what, why, COMPLAINANT_NAMED)
    what = Text("可能同时是投诉：请与举报人核实", "Perhaps a complaint as well: ask the reporter")
    return Suggestion(
        BOTH, what, why, f"{rule_of(day)}第三条、第九条" if day > O20_LAST_DAY else f"{rule_of(day)}第三条"
    )


def _breach_in_a_complaint(conducts: list[str], day: dt.date) -> Suggestion | None:
    breach = next((CONDUCTS[code] for code in conducts if CONDUCTS[code].cause), None)
    if breach is None:
        return None
    return Suggestion(
        BOTH,
        Text("有违法线索：投诉之外可以另行登记举报", "Shows a breach: a report may be registered beside it"),
        Text(f"勾选了“{breach.title.zh}”", f"Ticked “{breach.title.en}”"),
        "投诉举报处理办法第九条、第二十七条" if day > O20_LAST_DAY else "投诉举报处理暂行办法（条文待核）",
    )
