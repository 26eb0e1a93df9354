"""The hearing (M5): from the request to the report, or to its early end. Pure.

听证办法 = 市场监督管理行政处罚听证办法, 处罚法 = 行政处罚法 (2021).
"""

import datetime as dt

from casework.clocks import HRG_FILE_3, HRG_FIX_5, HRG_HOST_3, HRG_NOTICE_7, HRG_PUBLIC_3, HRG_REPORT_5
from casework.kernel import working_days
from casework.kernel.holidays import DAY, Calendar
from casework.kernel.lifecycle import SAME, Bar, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import CASE_READERS, INVESTIGATORS, Role
from casework.kernel.working_days import Clock
from casework.lifecycle.guards import (
    HEADS,
    HEARING_RIGHT,
    HEARING_WINDOW,
    INVESTIGATED,
    ON_THE_CASE,
)

HOSTS = frozenset({Role.HEARING_HOST})

# --- What must be on file ---

CASE_WAITS = Guard(
    "case_awaits_request",
    Text("本案现在不能要求听证：告知书还没有送达，或者已经进入下一步", "No hearing can be asked for now"),
    "听证办法第七条",
    there=Text("告知书已送达，等当事人答复", "The notice is served, the party's answer is awaited"),
)
IS_PUBLIC = Guard(
    "is_public",
    Text("本次听证不公开举行，不需要公告", "The hearing is closed: nothing is announced"),
    "听证办法第二十二条",
    there=Text("听证公开举行", "The hearing is public"),
)
NOT_ANNOUNCED = Guard(
    "not_announced",
    Text("已经公告", "It is announced already"),
    "听证办法第二十二条",
    there=Text("还没有公告", "Not announced yet"),
)
NOTICE_IN_TIME = Guard(
    "notice_in_time",
    Text(
        "听证通知书没有在听证的七个工作日前送达：先送达，来不及的另定日期",
        "The notice was not served seven working days before: serve it, or move the day",
    ),
    "处罚法第六十四条第二项、听证办法第二十条",
    there=Text("听证通知书已按时送达", "The notice was served in time"),
)
ANNOUNCED = Guard(
    "announced",
    Text("公开举行的听证还没有公告", "A public hearing must be announced"),
    "听证办法第二十二条",
    when="is_public",
    there=Text("已按时公告", "Announced in time"),
)
DAY_HAS_COME = Guard(
    "day_has_come",
    Text("还没有到听证的日期", "The day of the hearing has not come"),
    "听证办法第二十条",
    there=Text("听证的日期已到", "The day has come"),
)
PARTY_CAME = Guard(
    "party_came",
    Text("当事人没有到场：终止听证", "The party did not come: terminate the hearing"),
    "处罚法第六十四条第六项、听证办法第二十七条",
    there=Text("当事人已到场", "The party came"),
)
RECORD_SIGNED = Guard(
    "hearing_record_signed",
    Text("听证笔录还没有签字归档", "The signed record is not on file"),
    "处罚法第六十四条第八项、听证办法第二十八条",
    there=Text("听证笔录已签字", "The record is signed"),
)

# --- Separation of duties ---

HOST = Bar(
    ("hearing.host_named",),
    Text("您不是本次听证的主持人", "You are not the host of this hearing"),
    "听证办法第十一条",
)
HOST_OR_RECORDER = Bar(
    ("hearing.host_named", "hearing.recorder_named"),
    Text("您不是本次听证的主持人或者记录员", "You are neither host nor recorder of this hearing"),
    "听证办法第十一条",
)
INVESTIGATORS_EXCLUDED = Bar(
    INVESTIGATED,
    Text(
        "您参与了本案的调查，不能主持或者组织听证",
        "You took part in the investigation and may not conduct the hearing",
    ),
    "处罚法第六十四条第四项、听证办法第十一条",
)
RECUSED = Bar(
    ("hearing.host_recused",),
    Text("您已经回避", "You were recused"),
    "听证办法第四条",
)
NOT_FOR_INVESTIGATORS = (INVESTIGATORS_EXCLUDED, RECUSED)

RUNNING = ("host_named", "file_with_host", "scheduled", "in_session", "suspended")

HEARING = Lifecycle(
    name="hearing",
    states=(
        State("new", Text("还没有要求", "Not requested")),
        State("requested", Text("已要求，等指定主持人", "Requested, no host yet")),
        State("host_named", Text("主持人已指定，等移交材料", "Host named, file awaited")),
        State("file_with_host", Text("材料已移交，等确定时间", "File with the host, day to be fixed")),
        State("scheduled", Text("时间地点已定", "Time and place fixed")),
        State("in_session", Text("正在听证", "In session")),
        State("suspended", Text("听证中止", "Suspended")),
        State("recorded", Text("听证结束，等报告", "Over, report awaited")),
        State("held", Text("听证已举行", "Held"), is_end=True),
        State("terminated", Text("听证终止", "Terminated"), is_end=True),
    ),
    transitions=(
        Transition(
            "request",
            ("new",),
            "requested",
            Text("记录当事人要求听证", "Record the request for a hearing"),
            "hearing.requested",
            INVESTIGATORS,
            "处罚法第六十三条、第六十四条第一项，听证办法第七条",
            only=ON_THE_CASE,
            guards=(CASE_WAITS, HEARING_RIGHT, HEARING_WINDOW),
            starts=(Starts(HRG_HOST_3),),
        ),
        Transition(
            "name_host",
            ("requested",),
            "host_named",
            Text("指定听证主持人", "Name the host"),
            "hearing.host_named",
            HEADS,
            "听证办法第十一条、第十八条",
            bars=(INVESTIGATORS_EXCLUDED,),
            stops=(HRG_HOST_3,),
            starts=(Starts(HRG_FILE_3),),
        ),
        Transition(
            "decide_recusal",
            RUNNING,
            SAME,
            Text("决定主持人是否回避", "Decide whether the host is recused"),
            "hearing.recusal_decided",
            HEADS,
            "处罚法第六十四条第四项、听证办法第四条",
            bars=(INVESTIGATORS_EXCLUDED,),
        ),
        Transition(
            "hand_over_file",
            ("host_named",),
            "file_with_host",
            Text("向主持人移交案件材料", "Hand the file to the host"),
            "hearing.file_handed_over",
            INVESTIGATORS,
            "听证办法第十九条",
            only=ON_THE_CASE,
            stops=(HRG_FILE_3,),
            starts=(Starts(HRG_FIX_5),),
        ),
        Transition(
            "schedule",
            ("file_with_host",),
            "scheduled",
            Text("确定时间地点，制作听证通知书", "Fix time and place, make the notice"),
            "hearing.scheduled",
            HOSTS,
            "听证办法第二十条、第二十二条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            stops=(HRG_FIX_5,),
            # Counted back from the day of the hearing.
            starts=(Starts(HRG_NOTICE_7), Starts(HRG_PUBLIC_3, when="is_public")),
            document="hearing_notice",
        ),
        Transition(
            "announce",
            ("scheduled",),
            SAME,
            Text("记录听证公告", "Record the public announcement"),
            "hearing.announced",
            HOSTS,
            "听证办法第二十二条第二款",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            guards=(IS_PUBLIC, NOT_ANNOUNCED),
        ),
        Transition(
            "open_session",
            ("scheduled",),
            "in_session",
            Text("核对身份，开始听证", "Check identities, open the hearing"),
            "hearing.opened",
            HOSTS,
            "听证办法第二十五条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            guards=(NOTICE_IN_TIME, ANNOUNCED, DAY_HAS_COME),
        ),
        Transition(
            "move_day",
            ("scheduled",),
            SAME,
            Text("另定时间地点，重新通知", "Move the day, give notice anew"),
            "hearing.moved",
            HOSTS,
            "听证办法第二十条、第二十二条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            # Counted back from the day of the hearing.
            starts=(Starts(HRG_NOTICE_7), Starts(HRG_PUBLIC_3, when="is_public")),
            document="hearing_notice",
        ),
        Transition(
            "suspend",
            ("in_session",),
            "suspended",
            Text("中止听证", "Suspend the hearing"),
            "hearing.suspended",
            HOSTS,
            "听证办法第二十六条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
        ),
        Transition(
            "resume",
            ("suspended",),
            "in_session",
            Text("恢复听证", "Go on with the hearing"),
            "hearing.resumed",
            HOSTS,
            "听证办法第二十六条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
        ),
        Transition(
            "terminate",
            RUNNING,
            "terminated",
            Text("终止听证", "Terminate the hearing"),
            "hearing.terminated",
            HOSTS,
            "处罚法第六十四条第六项、听证办法第二十七条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            stops=(HRG_FILE_3, HRG_FIX_5),
        ),
        Transition(
            "record",
            ("in_session",),
            "recorded",
            Text("记录听证过程，制作听证笔录", "Record the hearing"),
            "hearing.recorded",
            CASE_READERS,
            "处罚法第六十四条第八项、听证办法第二十五条、第二十八条",
            only=HOST_OR_RECORDER,
            bars=NOT_FOR_INVESTIGATORS,
            guards=(PARTY_CAME,),
            starts=(Starts(HRG_REPORT_5),),
            document="hearing_record",
        ),
        Transition(
            "sign_record",
            ("recorded",),
            SAME,
            Text("归入签字的听证笔录", "File the signed record"),
            "hearing.record_signed",
            HOSTS,
            "处罚法第六十四条第八项、听证办法第二十八条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
        ),
        Transition(
            "report",
            ("recorded",),
            "held",
            Text("提交听证报告", "Hand in the report"),
            "hearing.reported",
            HOSTS,
            "听证办法第二十九条、第三十条",
            only=HOST,
            bars=NOT_FOR_INVESTIGATORS,
            guards=(RECORD_SIGNED,),
            stops=(HRG_REPORT_5,),
            document="hearing_report",
        ),
    ),
)

# --- What is chosen, and not invented ---

REQUEST_MANNERS = {
    "written": Text("书面申请", "In writing"),
    "on_receipt": Text("在送达回证上签署", "On the receipt of service"),
    "oral": Text("口头提出，已记入笔录", "Orally, and recorded"),
}
# 处罚法 art 64(3): what closes a hearing.
CLOSED_GROUNDS = {
    "state_secret": Text("涉及国家秘密", "State secrets"),
    "trade_secret": Text("涉及商业秘密", "Trade secrets"),
    "privacy": Text("涉及个人隐私", "Personal privacy"),
}
# 听证办法 art 26.
SUSPENSION_OF_HEARING = {
    "force_majeure": Text("当事人因不可抗力无法继续参加", "Force majeure on the party's side"),
    "successor": Text("须确定权利义务承受人", "A successor is to be found"),
    "recusal": Text("申请回避，不能当场决定", "Recusal asked for, and not decided at once"),
    "evidence": Text("须通知新的证人或者重新鉴定", "A new witness, or a new appraisal"),
    "other": Text("其他应当中止的情形", "Another ground to suspend"),
}
# 听证办法 art 27.
TERMINATION_OF_HEARING = {
    "withdrawn": Text("当事人撤回听证要求", "The party withdrew the request"),
    "absent": Text("当事人无正当理由拒不出席", "The party stayed away without good reason"),
    "left": Text("当事人未经许可中途退出", "The party left without leave"),
    "extinct": Text("当事人死亡或者终止，没有权利义务承受人", "The party is no more, without a successor"),
    "other": Text("其他应当终止的情形", "Another ground to terminate"),
}
# Which of them can be said in which state only.
TERMINATED_IN = {"absent": ("scheduled", "in_session", "suspended"), "left": ("in_session", "suspended")}
MOST_AGENTS = 2
MOST_HEARING_OFFICERS = 2


def last_day(clock: Clock, hearing_on: dt.date, calendar: Calendar) -> dt.date | None:
    """The last day before the hearing on which the act of this backward clock can be done; None where the law
    of that day knew no such period."""
    if not clock.in_force(hearing_on):
        return None
    return working_days.due(clock, hearing_on, calendar=calendar).due_on


def earliest_hearing(today: dt.date, calendar: Calendar) -> dt.date:
    """The first day on which a hearing is lawful whose notice is served today (处罚法 art 64(2))."""
    day = today + DAY
    while (serve_by := last_day(HRG_NOTICE_7, day, calendar)) is not None and serve_by < today:
        day += DAY
    return day
