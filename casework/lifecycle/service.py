"""送达: the lawful methods, what each of them asks for, and which day counts (程序规定 arts 81–83). Pure.

The methods stand since the rule began (2019-04-01) and are cited by its present articles. Only two things changed:
a penalty decision may be served electronically since 2021-07-15, and a public notice runs thirty days instead of
sixty since 2022-11-01 (the clocks SRV-PUBNOTICE-30 and -60).
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from casework.clocks import SRV_PUBNOTICE_30, SRV_PUBNOTICE_60
from casework.kernel.lifecycle import Refusal, Text
from casework.kernel.working_days import Clock

# The party's own signed 送达地址确认书 names a place, and an electronic address where the party agrees to one.
POSTAL, ELECTRONIC = "postal", "electronic"

# What a record of service may hold, by the names of its fields.
PARTICULARS = {
    "received_by": Text("收件人", "Received by"),
    "relation": Text("收件人是谁", "Who is that?"),
    "reason": Text("拒收事由", "Why it was refused"),
    "witness": Text("见证人", "Witness"),
    "recording": Text("拍照或者录像", "Photo or video"),
    "tracking": Text("邮件号码", "Number of the letter"),
    "carried_by": Text("代为送达的机关", "Office that delivered it"),
    "place": Text("送达地点", "Place"),
}


@dataclass(frozen=True, slots=True)
class Method:
    """One way to serve. ``asks`` must be given, of ``one_of`` at least one. ``rests_on`` is what the party's
    address confirmation must hold. ``from_day`` maps a kind of document to the first day on which it may be
    served like this."""

    name: str
    title: Text
    law: str
    day: Text
    """Which day is the day of service, as the label of its field says it."""
    asks: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    may_give: tuple[str, ...] = ()
    rests_on: str = ""
    from_day: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def particulars(self) -> tuple[str, ...]:
        return (*self.asks, *self.one_of, *self.may_give)


_METHODS = (
    Method(
        "direct",
        Text("直接送达", "Handed over"),
        "程序规定第八十二条第一项",
        Text("回证上写明的签收日期", "The day written on the receipt"),
        asks=("received_by",),
        may_give=("relation", "place"),
    ),
    Method(
        "left",
        Text("留置送达", "Left behind, receipt refused"),
        "程序规定第八十二条第二项",
        Text("留在住所的日期", "The day it was left at the residence"),
        asks=("reason",),
        one_of=("witness", "recording"),
        may_give=("place",),
    ),
    Method(
        "electronic",
        Text("电子送达", "Electronically"),
        "程序规定第八十二条第三项",
        Text("到达当事人系统的日期", "The day it reached the party's system"),
        rests_on=ELECTRONIC,
        may_give=("recording",),
        from_day={"penalty_decision": dt.date(2021, 7, 15)},
    ),
    Method(
        "post",
        Text("邮寄送达", "By post"),
        "程序规定第八十二条第四项",
        Text("回执上注明的收件日期", "The day of receipt on the slip"),
        asks=("received_by", "tracking"),
        may_give=("relation", "place"),
    ),
    Method(
        "returned",
        Text("邮寄退回", "Posted and returned"),
        "程序规定第八十三条",
        Text("邮件被退回的日期", "The day the letter was returned"),
        asks=("tracking", "reason"),
        rests_on=POSTAL,
    ),
    Method(
        "at_address",
        Text("留在确认的地址", "Left at the confirmed address"),
        "程序规定第八十三条",
        Text("留在该地址的日期", "The day it was left there"),
        asks=("reason",),
        one_of=("witness", "recording"),
        rests_on=POSTAL,
    ),
    Method(
        "entrusted",
        Text("委托送达", "Entrusted to another regulator"),
        "程序规定第八十二条第四项",
        Text("当事人签收的日期", "The day the party signed for it"),
        asks=("carried_by", "received_by"),
        may_give=("relation", "place"),
    ),
    Method(
        "forwarded",
        Text("转交送达", "Forwarded (army, prison)"),
        "程序规定第八十二条第四项",
        Text("当事人签收的日期", "The day the party signed for it"),
        asks=("carried_by", "received_by"),
        may_give=("place",),
    ),
    Method(
        "notice",
        Text("公告送达", "By public notice"),
        "程序规定第八十二条第五项",
        Text("公告期届满的日期", "The day on which the period ended"),
    ),
)
METHODS = {method.name: method for method in _METHODS}
NOTICE = METHODS["notice"]
# What officers put on record in one act; a public notice is announced first and runs its period.
RECORDED = {name: method for name, method in METHODS.items() if method is not NOTICE}

# Who may sign instead of the party (程序规定 art 82 item 1).
RELATIONS = {
    "party": Text("当事人本人", "The party in person"),
    "household": Text("同住成年家属", "An adult of the household"),
    "representative": Text("法定代表人或者主要负责人", "The legal representative or head"),
    "receptionist": Text("单位负责收件的人", "Whoever receives mail for the organisation"),
    "agent": Text("代理人", "The party's agent"),
    "designated": Text("指定的代收人", "A recipient named by the party"),
}

ELECTRONIC_KINDS = {
    "sms": Text("手机短信", "Text message"),
    "email": Text("电子邮件", "E-mail"),
    "fax": Text("传真", "Fax"),
    "im": Text("即时通讯账号", "Messaging account"),
}

# 程序规定 art 82 item 5: when a document may be announced, and where.
ANNOUNCEMENT_GROUNDS = {
    "unknown": Text("受送达人下落不明", "The party's whereabouts are unknown"),
    "failed": Text("其他方式无法送达", "Every other way failed"),
}
ANNOUNCEMENT_PLACES = {
    "board": Text("本局公告栏", "The office's notice board"),
    "residence": Text("受送达人住所地", "The party's residence"),
    "newspaper": Text("报纸", "A newspaper"),
    "website": Text("市场监督管理部门门户网站", "The regulator's website"),
}
NOTICE_CLOCKS = (SRV_PUBNOTICE_60, SRV_PUBNOTICE_30)

NO_CONFIRMATION = {
    POSTAL: Text(
        "案卷里没有当事人签字的送达地址确认书，不能按确认的地址视为送达。",
        "There is no signed address confirmation on file on which this could rest.",
    ),
    ELECTRONIC: Text(
        "没有当事人签字、载明电子地址的送达地址确认书，不能电子送达。",
        "Electronic service needs a signed address confirmation with an electronic address.",
    ),
}
NOT_YET = Text(
    "{day}之前，这种文书不能用{title}的方式送达。",
    "Before {day} this kind of document could not be served like this: {title}.",
)


def against(method: Method, kind: str, on: dt.date, *, confirmed: Collection[str]) -> list[Refusal]:
    """Why a document of this ``kind`` cannot be served like this on ``on``; ``confirmed`` says what the party's
    address confirmation of that day holds."""
    refusals = []
    first = method.from_day.get(kind)
    if first and on < first:
        refusals.append(Refusal("not_yet", NOT_YET.format(day=first, title=method.title), method.law))
    if method.rests_on and method.rests_on not in confirmed:
        refusals.append(Refusal("address_confirmed", NO_CONFIRMATION[method.rests_on], method.law))
    return refusals


def lacking(method: Method, given: Mapping[str, str]) -> list[str]:
    """The particulars that the method asks for and that were not given."""
    lacks = [name for name in method.asks if not given.get(name)]
    if method.one_of and not any(given.get(name) for name in method.one_of):
        lacks += method.one_of
    return lacks


def notice_clock(published_on: dt.date) -> Clock:
    """The period of a public notice published on that day. LookupError before 2019-04-01, when the rule began."""
    for clock in NOTICE_CLOCKS:
        if clock.in_force(published_on):
            return clock
    raise LookupError(f"No period for a public notice is known on {published_on}.")
