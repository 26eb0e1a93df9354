"""How far a submission is, in words for the person who sent it: what was done and when, what comes and by when.
No state names, no names of staff. Pure."""

import datetime as dt
from dataclasses import dataclass, field

from casework.kernel import words
from casework.kernel.lifecycle import Text

NOW = Text("现在", "now")


@dataclass(frozen=True, slots=True)
class Period:
    """A statutory clock as the citizen sees it. ``early`` counts its own days (working or calendar) between
    the act and the last day; negative is late, None is still open."""

    due_on: dt.date
    days: int
    early: int | None = None
    in_working_days: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """What is on record of one submission; None where it has not happened."""

    is_report: bool
    is_named: bool
    received_at: dt.datetime
    files: int
    registered_on: dt.date | None = None
    routed_on: dt.date | None = None
    routed_to: str = ""
    verifying_since: dt.date | None = None
    visited_on: dt.date | None = None
    filed_on: dt.date | None = None
    not_filed_on: dt.date | None = None
    told_on: dt.date | None = None
    decided_on: dt.date | None = None
    published_on: dt.date | None = None
    publication: str = ""
    closed_on: dt.date | None = None
    out_of_scope_on: dt.date | None = None
    ground: Text | None = None
    reply: str = ""
    receipt: Period | None = None
    telling: Period | None = None
    investigation: Period | None = None
    publishing: Period | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One point of the timeline; ``state`` is ``done``, ``now`` or ``next``."""

    title: Text
    state: str = "done"
    on: dt.date | None = None
    at: dt.datetime | None = None
    when: Text | None = None
    text: Text | None = None
    publication: str = field(default="")


def headline(course: Course) -> Text:
    """The one sentence that a person could read aloud."""
    if course.out_of_scope_on:
        return Text("这一件不按投诉举报办理", "This is not dealt with as a complaint or report")
    if course.closed_on:
        return Text("案件已经办结", "The case is closed")
    if course.published_on:
        return Text("处罚决定已经公开", "The penalty decision is public")
    if course.decided_on:
        return Text("已经作出处罚决定", "The penalty has been decided")
    if course.filed_on:
        return Text("已经立案，正在调查", "A case is filed and under investigation")
    if course.not_filed_on:
        return Text("核查完毕，决定不予立案", "Verified: no case is filed")
    if course.routed_on:
        return Text("正在核查", "Being verified")
    if course.registered_on:
        return Text("已经登记", "Registered")
    return Text("已经收到", "Received")


def outlook(course: Course) -> Text | None:
    """What we do next and by which day; nothing where nothing is to come."""
    if course.out_of_scope_on or course.not_filed_on or course.published_on:
        return None
    if course.decided_on:
        return _by(course.publishing, PUBLISH_BY)
    if course.filed_on:
        return _by(course.investigation, DECIDE_BY)
    return _by(course.receipt, FILE_BY if course.is_report else ACCEPT_BY)


def steps(course: Course) -> list[Step]:
    """The timeline: done, where we are, and what is to come with its latest day."""
    done = [_received(course), *_registered(course)]
    if course.out_of_scope_on:
        return [*done, _out_of_scope(course)]
    if not course.is_report:
        return [*done, *_complaint_to_come(course)]
    return [*done, *_verification(course), *_case(course)]


PUBLISH_BY = Text("我们最迟在{day}公开处罚决定。", "We publish the decision by {day} at the latest.")
DECIDE_BY = Text(
    "我们最迟在{day}作出处理决定，这一步不用您做什么。",
    "We decide by {day} at the latest; nothing is asked of you.",
)
FILE_BY = Text("我们最迟在{day}决定是否立案。", "We decide whether to file a case by {day} at the latest.")
ACCEPT_BY = Text(
    "我们最迟在{day}决定是否受理，并告诉您。",
    "We decide whether to accept it, and tell you, by {day} at the latest.",
)


def day_words(day: dt.date) -> Text:
    return Text(words.day(day), f"{day.day} {day:%B} {day.year}")


def dated(text: Text, day: dt.date, **others: object) -> Text:
    """``text`` with its ``{day}`` written as each language writes days."""
    written = day_words(day)
    return Text(text.zh.format(day=written.zh, **others), text.en.format(day=written.en, **others))


def _by(period: Period | None, text: Text) -> Text | None:
    return dated(text, period.due_on) if period and period.early is None else None


def _received(course: Course) -> Step:
    text = None
    if course.receipt:
        wait = RECEIVED_REPORT if course.is_report else RECEIVED_COMPLAINT
        text = dated(wait, course.receipt.due_on, n=course.receipt.days)
    if text and course.files:
        text = Text(f"共{course.files}份材料。{text.zh}", f"Files: {course.files}. {text.en}")
    title = Text("收到您的举报", "Your report arrived")
    if not course.is_report:
        title = Text("收到您的投诉", "Your complaint arrived")
    return Step(title, at=course.received_at, text=text)


RECEIVED_REPORT = Text(
    "从这一天起，我们有{n}个工作日来核查，最迟到{day}决定是否立案。",
    "From this day we have {n} working days to verify it and decide, until {day}, whether to file a case.",
)
RECEIVED_COMPLAINT = Text(
    "从这一天起，我们有{n}个工作日决定是否受理，最迟到{day}。",
    "From this day we have {n} working days to decide, until {day}, whether to accept it.",
)


def _registered(course: Course) -> list[Step]:
    if course.registered_on is None:
        return []
    text = None
    if course.is_named:
        text = Text(
            "您的姓名和电话单独加密存放，每次查看都有记录。",
            "Your name and phone number are kept apart, encrypted; every look at them is recorded.",
        )
    return [Step(Text("已登记", "Registered"), on=course.registered_on, text=text)]


def _out_of_scope(course: Course) -> Step:
    ground = course.ground or Text("", "")
    text = Text(
        f"您反映的属于{ground.zh}，不适用投诉举报的规定。{course.reply}",
        f"This is {ground.en}, to which the rules on complaints and reports do not apply. {course.reply}",
    )
    title = Text("不按投诉举报办理", "Not dealt with as a complaint or report")
    return Step(title, on=course.out_of_scope_on, text=text)


def _complaint_to_come(course: Course) -> list[Step]:
    due_on = course.receipt.due_on if course.receipt else None
    return [
        Step(
            Text("正在看您的投诉", "Your complaint is being read"),
            "now",
            when=NOW,
            text=Text("如果您又有新的材料，可以现在补充。", "You can add new material now."),
        ),
        Step(Text("决定是否受理，并告诉您", "Decide on acceptance and tell you"), "next", on=due_on),
        Step(
            Text("双方同意的，组织调解", "Mediation, if both sides agree"),
            "next",
            when=Text("受理以后", "after acceptance"),
        ),
    ]


def _verification(course: Course) -> list[Step]:
    found = []
    if course.routed_on:
        title = Text(f"交{course.routed_to}核查", f"Sent to {course.routed_to} for verification")
        found.append(Step(title, on=course.routed_on))
    if course.verifying_since:
        text = Text("由两名以上有执法证的人员办理。", "By at least two certified officers.")
        found.append(Step(Text("开始核查", "Verification began"), on=course.verifying_since, text=text))
    if course.visited_on:
        text = Text(
            "执法人员出示了证件，做了现场笔录。", "The officers showed their certificates and made a record."
        )
        title = Text("执法人员到现场检查", "Officers visited the premises")
        found.append(Step(title, on=course.visited_on, text=text))
    if course.filed_on or course.not_filed_on:
        return [*found, *_filing(course)]
    found.append(_now_verifying(course))
    if course.receipt:
        title = Text("决定是否立案", "Decide whether to file a case")
        found.append(Step(title, "next", on=course.receipt.due_on))
    return found


def _now_verifying(course: Course) -> Step:
    text = Text("如果您又有新的材料，可以现在补充。", "You can add new material now.")
    if course.routed_on:
        return Step(Text("正在核查", "Being verified"), "now", when=NOW, text=text)
    return Step(Text("等待分送核查", "Waiting to be sent for verification"), "now", when=NOW, text=text)


def _filing(course: Course) -> list[Step]:
    decided_on = course.filed_on or course.not_filed_on
    assert decided_on is not None
    title = Text("决定立案", "Decided to file a case")
    text = Text("认为涉嫌违法，需要调查处理。", "A breach is suspected and is investigated.")
    if course.not_filed_on:
        title = Text("决定不予立案", "Decided not to file a case")
        text = Text("核查后认为不符合立案条件。", "After verification the conditions for a case are not met.")
    found = [Step(title, when=_punctual(decided_on, course.receipt), text=text)]
    if course.told_on:
        found.append(Step(Text("已把结果告诉您", "You were told"), on=course.told_on))
    elif course.telling:
        found.append(Step(Text("把结果告诉您", "Tell you the result"), "next", on=course.telling.due_on))
    return found


def _case(course: Course) -> list[Step]:
    if not course.filed_on:
        return []
    if course.decided_on is None:
        due_on = course.investigation.due_on if course.investigation else None
        return [
            Step(
                Text("正在调查", "Under investigation"),
                "now",
                when=NOW,
                text=Text("如果您又有新的材料，可以现在补充。", "You can add new material now."),
            ),
            Step(Text("作出处理决定", "Decide"), "next", on=due_on),
            Step(
                Text("公开处罚决定", "Publish the decision"),
                "next",
                when=Text(
                    "如果处罚，作出决定后20个工作日内", "if there is a penalty, within 20 working days"
                ),
            ),
        ]
    title = Text("作出处罚决定", "The penalty was decided")
    found = [Step(title, when=_punctual(course.decided_on, course.investigation))]
    if course.published_on:
        title = Text("处罚决定已公开", "The decision was published")
        found.append(Step(title, on=course.published_on, publication=course.publication))
    elif course.publishing:
        found.append(Step(Text("公开处罚决定", "Publish the decision"), "next", on=course.publishing.due_on))
    if course.closed_on:
        found.append(Step(Text("案件办结", "The case was closed"), on=course.closed_on))
    return found


def _punctual(day: dt.date, period: Period | None) -> Text:
    """The day, and how it stands to the last lawful one."""
    if period is None or period.early is None:
        return day_words(day)
    unit = Text("个工作日", "working day") if period.in_working_days else Text("天", "day")
    n = abs(period.early)
    plural = "" if n == 1 else "s"
    if period.early > 0:
        return dated(Text(f"{{day}}，比法定期限早{n}{unit.zh}", f"{{day}}, {n} {unit.en}{plural} early"), day)
    if period.early < 0:
        return dated(Text(f"{{day}}，比法定期限晚{n}{unit.zh}", f"{{day}}, {n} {unit.en}{plural} late"), day)
    return dated(Text("{day}，法定期限的最后一天", "{day}, the last lawful day"), day)
