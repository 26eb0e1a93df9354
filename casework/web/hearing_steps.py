"""The steps of a hearing: verb, form and words of each."""

from casework.kernel.lifecycle import Text
from casework.services import hearing_sessions as sessions
from casework.services import hearings
from casework.web import hearing_forms as forms
from casework.web.steps import Step

STEPS = {
    "name_host": Step(
        hearings.name_host,
        forms.HostForm,
        Text("指定主持人", "Name the host"),
        Text("主持人已指定，办案人员三个工作日内移交材料。", "Named. The officers have three working days."),
    ),
    "decide_recusal": Step(
        hearings.decide_recusal,
        forms.RecusalForm,
        Text("作出回避决定", "Decide"),
        Text("回避决定已记录。", "The decision is recorded."),
    ),
    "hand_over_file": Step(
        hearings.hand_over_file,
        forms.HandOverForm,
        Text("移交这些材料", "Hand these papers over"),
        Text("材料已移交，主持人五个工作日内确定时间地点。", "Handed over. The host has five working days."),
    ),
    "schedule": Step(
        hearings.schedule,
        forms.ScheduleForm,
        Text("确定，制作听证通知书", "Fix it, make the notice"),
        Text("时间地点已定，听证通知书正在生成，请及时送达。", "Fixed. The notice is being made: serve it."),
    ),
    "announce": Step(
        hearings.announce,
        forms.AnnounceForm,
        Text("记录公告", "Record the announcement"),
        Text("听证公告已记录。", "The announcement is recorded."),
    ),
    "open_session": Step(
        sessions.open_session,
        forms.OpenForm,
        Text("开始听证", "Open the hearing"),
        Text("听证已开始。", "The hearing is open."),
    ),
    "move_day": Step(
        hearings.schedule,
        forms.ScheduleForm,
        Text("另定时间，重新通知", "Move it, give notice anew"),
        Text("已另定时间，新的听证通知书正在生成。", "Moved. A new notice is being made."),
    ),
    "suspend": Step(
        sessions.suspend,
        forms.SuspendForm,
        Text("中止听证", "Suspend"),
        Text("听证已中止。", "The hearing is suspended."),
    ),
    "resume": Step(
        sessions.resume,
        forms.ResumeForm,
        Text("恢复听证", "Go on"),
        Text("听证已恢复。", "The hearing goes on."),
    ),
    "terminate": Step(
        sessions.terminate,
        forms.TerminateForm,
        Text("终止听证，案件继续办理", "Terminate; the case goes on"),
        Text("听证已终止，案件继续办理。", "Terminated. The case goes on."),
    ),
    "record": Step(
        sessions.record,
        forms.RecordForm,
        Text("制作听证笔录", "Make the record"),
        Text("听证笔录正在生成，请交参加人核对签字。", "The record is being made: have it read and signed."),
    ),
    "sign_record": Step(
        sessions.sign_record,
        forms.SignedRecordForm,
        Text("归入签字的笔录", "File the signed record"),
        Text("签字的听证笔录已归入案卷。", "The signed record is on file."),
    ),
    "report": Step(
        sessions.report,
        forms.HearingReportForm,
        Text("提交听证报告", "Hand in the report"),
        Text("听证报告已提交，案件送法制审核。", "Handed in. The case goes to the legal review."),
    ),
}
BEGINS = {
    "request": Step(
        hearings.begin,
        forms.RequestForm,
        Text("记录要求，开始听证程序", "Record it, begin the hearing branch"),
        Text(
            "已记录，负责人三个工作日内指定主持人。", "Recorded. A head names the host in three working days."
        ),
    )
}
