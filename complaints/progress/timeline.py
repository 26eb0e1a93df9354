"""How far a submission is, in words for the person who sent it: what was done and when, what comes and by when.
No state names, no names of staff. Pure."""

from casework.kernel.lifecycle import Text
from complaints.progress.complaint import complaint_headline, complaint_outlook, complaint_steps
from complaints.progress.course import Course, Step, dated
from complaints.progress.report import report_headline, report_outlook, report_steps


def headline(course: Course) -> Text:
    """The one sentence that a person could read aloud."""
    if course.out_of_scope_on:
        return Text("这一件不按投诉举报办理", "This is not dealt with as a complaint or report")
    if found := report_headline(course) if course.is_report else complaint_headline(course.track):
        return found
    if course.registered_on:
        return Text("已经登记", "Registered")
    return Text("已经收到", "Received")


def outlook(course: Course) -> Text | None:
    """What we do next and by which day; nothing where nothing is to come."""
    if course.out_of_scope_on:
        return None
    return report_outlook(course) if course.is_report else complaint_outlook(course.track, course.receipt)


def steps(course: Course) -> list[Step]:
    """The timeline: done, where we are, and what is to come with its latest day."""
    done = [_received(course), *_registered(course), *_reopened(course)]
    if course.out_of_scope_on:
        return [*done, _out_of_scope(course)]
    if course.is_report:
        return [*done, *report_steps(course)]
    return [*done, *complaint_steps(course.track, course.receipt)]


def _received(course: Course) -> Step:
    text = None if course.reopened_on else _period_begins(course)
    if text and course.files:
        text = Text(f"共{course.files}份材料。{text.zh}", f"Files: {course.files}. {text.en}")
    title = Text("收到您的举报", "Your report arrived")
    if not course.is_report:
        title = Text("收到您的投诉", "Your complaint arrived")
    return Step(title, at=course.received_at, text=text)


def _period_begins(course: Course) -> Text | None:
    if course.receipt is None:
        return None
    wait = RECEIVED_REPORT if course.is_report else RECEIVED_COMPLAINT
    return dated(wait, course.receipt.due_on, n=course.receipt.days)


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


def _reopened(course: Course) -> list[Step]:
    """Opened again on a second look: the period that runs is that of this day."""
    if course.reopened_on is None:
        return []
    title = Text("复查后撤回原来的决定，重新办理", "Looked at again: the decision is taken back")
    return [Step(title, on=course.reopened_on, text=_period_begins(course))]


def _out_of_scope(course: Course) -> Step:
    ground = course.ground or Text("", "")
    text = Text(
        f"您反映的属于{ground.zh}，不适用投诉举报的规定。{course.reply}",
        f"This is {ground.en}, to which the rules on complaints and reports do not apply. {course.reply}",
    )
    title = Text("不按投诉举报办理", "Not dealt with as a complaint or report")
    return Step(title, on=course.out_of_scope_on, text=text)
