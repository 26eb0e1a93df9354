"""The report track in the words of the tracking page. Pure."""

from casework.kernel.lifecycle import Text
from complaints.progress.course import NOW, Course, Step, by, punctual

PUBLISH_BY = Text("我们最迟在{day}公开处罚决定。", "We publish the decision by {day} at the latest.")
DECIDE_BY = Text(
    "我们最迟在{day}作出处理决定，这一步不用您做什么。",
    "We decide by {day} at the latest; nothing is asked of you.",
)
FILE_BY = Text("我们最迟在{day}决定是否立案。", "We decide whether to file a case by {day} at the latest.")


def report_headline(course: Course) -> Text | None:
    """The one sentence; None until it is being verified."""
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
    return None


def report_outlook(course: Course) -> Text | None:
    """What comes next and by which day; nothing once there is nothing to come."""
    if course.not_filed_on or course.published_on:
        return None
    if course.decided_on:
        return by(course.publishing, PUBLISH_BY)
    if course.filed_on:
        return by(course.investigation, DECIDE_BY)
    return by(course.receipt, FILE_BY)


def report_steps(course: Course) -> list[Step]:
    """What was done, where we are, what comes."""
    return [*_verification(course), *_case(course)]


def _verification(course: Course) -> list[Step]:
    found = []
    if course.returned_on:
        title = Text("退回重新分送", "Sent back to be sent on anew")
        text = Text(
            "原来收到的单位无权处理，改由有权的单位核查，期限照常计算。",
            "The office that had it was not competent; another verifies it, and the period runs on.",
        )
        found.append(Step(title, on=course.returned_on, text=text))
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
