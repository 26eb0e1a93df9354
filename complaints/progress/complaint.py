"""The complaint track in the words of the tracking page. Pure."""

from casework.kernel.lifecycle import Text
from complaints.progress.course import NOW, Period, Step, Track, by, dated, punctual

ACCEPT_BY = Text(
    "我们最迟在{day}决定是否受理，并告诉您。",
    "We decide whether to accept it, and tell you, by {day} at the latest.",
)
MEDIATE_BY = Text(
    "调解最迟在{day}结束；达不成协议的，终止调解，您可以另走仲裁、诉讼等途径。",
    "The mediation ends by {day} at the latest; without an agreement it is terminated, and other ways stay open.",
)
ADD = Text("如果您又有新的材料，可以现在补充。", "You can add new material now.")
OTHER_WAYS = Text(
    "决定书里写明了理由和其他解决途径。", "The decision says why, and which other ways there are."
)
REPORT_GOES_ON = Text(
    "如果同时提交了举报，举报照常核查。", "If you sent a report as well, it is verified as before."
)


def complaint_headline(track: Track) -> Text | None:
    """The one sentence; None until something was decided of the complaint."""
    if track.withdrawn_on:
        return Text("您已经撤回投诉", "You have withdrawn the complaint")
    if track.not_accepted_on:
        return Text("投诉不予受理", "The complaint is not accepted")
    if track.terminated_on:
        return Text("调解已经终止", "The mediation is terminated")
    if track.agreed_on:
        return Text("双方已经达成协议", "The two sides have agreed")
    if track.appraisal_since and not track.appraisal_until:
        return Text("正在检验鉴定", "At the appraiser")
    if track.mediating_since:
        return Text("正在调解", "In mediation")
    if track.accepted_on:
        return Text("投诉已经受理", "The complaint is accepted")
    return None


def complaint_outlook(track: Track, receipt: Period | None) -> Text | None:
    """What comes next and by which day; nothing once it is over."""
    if track.withdrawn_on or track.not_accepted_on or track.terminated_on or track.agreed_on:
        return None
    if track.identity_until and not track.identity_proved_on:
        return dated(
            Text("请在{day}前提供身份证明材料。", "Please prove who you are by {day}."), track.identity_until
        )
    return by(track.mediation, MEDIATE_BY) if track.accepted_on else by(receipt, ACCEPT_BY)


def complaint_steps(track: Track, receipt: Period | None) -> list[Step]:
    """What was done, where we are, what comes."""
    if track.withdrawn_on:
        return [Step(Text("您撤回了投诉", "You withdrew"), on=track.withdrawn_on, text=REPORT_GOES_ON)]
    found = _identity(track)
    if track.not_accepted_on:
        why = track.refusal or Text("", "")
        text = Text(f"理由：{why.zh}。{OTHER_WAYS.zh}", f"Why: {why.en}. {OTHER_WAYS.en}")
        title = Text("决定不予受理", "Not accepted")
        return [*found, Step(title, when=punctual(track.not_accepted_on, receipt), text=text)]
    if track.accepted_on is None:
        return [*found, *_to_be_decided(receipt)]
    accepted = Step(Text("受理投诉", "Accepted"), when=punctual(track.accepted_on, receipt))
    return [*found, accepted, *_mediation(track), *_end(track)]


def _identity(track: Track) -> list[Step]:
    if track.identity_until is None:
        return []
    if track.identity_proved_on:
        return [Step(Text("收到您的身份证明", "Your proof of identity arrived"), on=track.identity_proved_on)]
    title = Text("等您提供身份证明材料", "Your proof of identity is awaited")
    return [Step(title, "next", on=track.identity_until)]


def _to_be_decided(receipt: Period | None) -> list[Step]:
    due_on = receipt.due_on if receipt else None
    return [
        Step(Text("正在看您的投诉", "Your complaint is being read"), "now", when=NOW, text=ADD),
        Step(Text("决定是否受理，并告诉您", "Decide on acceptance and tell you"), "next", on=due_on),
        Step(
            Text("双方同意的，组织调解", "Mediation, if both sides agree"),
            "next",
            when=Text("受理以后", "after acceptance"),
        ),
    ]


def _mediation(track: Track) -> list[Step]:
    found = []
    if track.mediating_since:
        title = Text("双方同意调解", "Both sides agreed to mediation")
        found.append(Step(title, on=track.mediating_since))
    if track.appraisal_since:
        text = Text("检验鉴定的时间不计入调解期限。", "The days of the appraisal do not count.")
        title = Text("送检验鉴定", "Sent to an appraiser")
        found.append(Step(title, on=track.appraisal_since, text=text))
    if track.appraisal_until:
        found.append(Step(Text("检验鉴定结束", "The appraisal is over"), on=track.appraisal_until))
    return found


def _end(track: Track) -> list[Step]:
    if track.agreed_on:
        title = Text("双方达成协议", "The two sides agreed")
        return [Step(title, when=punctual(track.agreed_on, track.mediation)), *_closed(track)]
    if track.terminated_on:
        why = track.termination or Text("", "")
        text = Text(f"理由：{why.zh}。{OTHER_WAYS.zh}", f"Why: {why.en}. {OTHER_WAYS.en}")
        return [Step(Text("终止调解", "Terminated"), on=track.terminated_on, text=text), *_closed(track)]
    return _to_come(track)


def _to_come(track: Track) -> list[Step]:
    due_on = track.mediation.due_on if track.mediation else None
    found = [_now(track)]
    if track.called_for:
        where = Text(track.place or "电话、视频等方式", track.place or "by telephone or video")
        found.append(Step(Text("调解", "Session"), "next", at=track.called_for, text=where))
    return [*found, Step(Text("调解结束", "The mediation ends"), "next", on=due_on)]


def _now(track: Track) -> Step:
    if track.withdrawal_asked_on:
        title = Text("您撤回了投诉，等终止调解", "You withdrew; the mediation is to be terminated")
        return Step(title, "now", when=NOW, text=REPORT_GOES_ON)
    if track.stopped_on:
        text = Text(
            "有人申请调解人员回避，正在决定。", "Somebody asked for another mediator; it is being decided."
        )
        return Step(Text("调解中止", "The mediation is stopped"), "now", when=NOW, text=text)
    if track.mediating_since:
        return Step(Text("正在调解", "In mediation"), "now", when=NOW, text=ADD)
    text = Text("我们会问您和商家是否同意调解。", "We ask you and the trader whether you agree to mediation.")
    return Step(Text("征求双方意见", "Both sides are being asked"), "now", when=NOW, text=text)


def _closed(track: Track) -> list[Step]:
    return [Step(Text("投诉办结", "Closed"), on=track.closed_on)] if track.closed_on else []
