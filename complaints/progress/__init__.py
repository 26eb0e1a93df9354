"""How far a submission is, in words for the person who sent it: what was done and when, what comes and by when.
No state names, no names of staff. Pure."""

from casework.kernel.lifecycle import Text
from complaints.progress.complaint import ACCEPT_BY, complaint_headline, complaint_outlook, complaint_steps
from complaints.progress.course import NOW, Course, Period, Step, Track, by, dated, punctual

__all__ = [
    "ACCEPT_BY",
    "FILE_BY",
    "Course",
    "Period",
    "Step",
    "Track",
    "dated",
    "headline",
    "outlook",
    "steps",
]


def headline(course: Course) -> Text:
    """The one sentence that a person could read aloud."""
    if course.out_of_scope_on:
        return Text("这一件不按投诉举报办理", "This is not dealt with as a complaint or report")
    if found := complaint_headline(course.track):
        return found
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
        return by(course.publishing, PUBLISH_BY)
    if course.filed_on:
        return by(course.investigation, DECIDE_BY)
    if course.is_report:
        return by(course.receipt, FILE_BY)
    return complaint_outlook(course.track, course.receipt)


def steps(course: Course) -> list[Step]:
    """The timeline: done, where we are, and what is to come with its latest day."""
    done = [_received(course), *_registered(course)]
    if course.out_of_scope_on:
        return [*done, _out_of_scope(course)]
    if not course.is_report:
        return [*done, *complaint_steps(course.track, course.receipt)]
    return [*done, *_verification(course), *_case(course)]


PUBLISH_BY = Text("我们最迟在{day}公开处罚决定。", "We publish the decision by {day} at the latest.")
DECIDE_BY = Text(
    "我们最迟在{day}作出处理决定，这一步不用您做什么。",
    "We decide by {day} at the latest; nothing is asked of you.",
)
FILE_BY = Text("我们最迟在{day}决定是否立案。", "We decide whether to file a case by {day} at the latest.")


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
    found = [Step(title, when=punctual(decided_on, course.receipt), text=text)]
    if course.told_on:
        found.append(Step(Text("已把结果告诉您", "You were told"), on=course.told_on))
    if course.not_filed_on:
        found += _telling(course)
    return found


def _telling(course: Course) -> list[Step]:
    """To come only under Order 20, and until it is done."""
    if course.told_on or course.telling is None:
        return []
    return [Step(Text("把结果告诉您", "Tell you the result"), "next", on=course.telling.due_on)]


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
            *_telling(course),
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
    found = [Step(title, when=punctual(course.decided_on, course.investigation))]
    if course.published_on:
        title = Text("处罚决定已公开", "The decision was published")
        found.append(Step(title, on=course.published_on, publication=course.publication))
    elif course.publishing:
        found.append(Step(Text("公开处罚决定", "Publish the decision"), "next", on=course.publishing.due_on))
    if course.closed_on:
        found.append(Step(Text("案件办结", "The case was closed"), on=course.closed_on))
    return found
