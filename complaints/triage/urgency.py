"""What should not wait for its turn. No rule of law orders the inbox: these are the office's own words. Pure."""

import re
from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.triage.suggestion import Suggestion, because_it_says, quoted, said


@dataclass(frozen=True, slots=True)
class Alarm:
    """A rule: its words, and the strongest first in the table."""

    what: Text
    words: tuple[str, ...]
    law: str = ""


ALARMS: dict[str, Alarm] = {
    "danger": Alarm(
        Text("可能危及人身安全：请马上看", "Perhaps a danger to life or health: read it now"),
        (
            "中毒", "呕吐", "住院", "抢救", "死亡", "爆炸", "起火", "着火", "漏电", "触电", "煤气", "燃气泄漏", "坠落",
            "困在电梯", "晕倒", "过敏休克", "跳楼", "自杀", "轻生",
        ),
    ),
    "evidence": Alarm(
        Text("证据可能灭失：考虑先行登记保存", "Evidence may vanish: think of preserving it"),
        ("正在销毁", "转移货物", "正在转移", "准备搬走", "连夜搬", "删除记录", "要跑路"),
        "行政处罚法第五十六条",
    ),
    "vulnerable": Alarm(
        Text("涉及老人、儿童、病人或者残疾人", "Concerns old or ill people, children or disabled people"),
        ("幼儿园", "学校", "食堂", "婴儿", "奶粉", "孕妇", "养老院", "老人", "老年人", "残疾", "小孩", "孩子", "病人"),
    ),
    "mass": Alarm(
        Text("涉及人数多", "Concerns many people"),
        ("跑路", "卷款", "集体", "维权群", "上百人", "几十人", "很多人", "众多"),
    ),
}  # fmt: skip
MANY = 10
_PEOPLE = re.compile(r"(\d{1,6})\s*(?:多)?(?:人|名|位|户)")


def suggest_urgency(story: str) -> list[Suggestion]:
    """The alarms that the words of the story ring, the strongest first."""
    found = []
    for code, alarm in ALARMS.items():
        words = said(alarm.words, story)
        if words:
            found.append(Suggestion(code, alarm.what, because_it_says(words), alarm.law))
    counted = [number for number in _PEOPLE.findall(story) if int(number) >= MANY]
    if counted and not any(one.value == "mass" for one in found):
        why = Text(
            f"经过里写到{quoted(counted)}人以上", f"The story speaks of {', '.join(counted)} people or more"
        )
        found.append(Suggestion("mass", ALARMS["mass"].what, why))
    return found


def strongest(story: str) -> str:
    """The code of the strongest alarm, for the inbox to be narrowed by; empty for none."""
    alarms = suggest_urgency(story)
    return alarms[0].value if alarms else ""
