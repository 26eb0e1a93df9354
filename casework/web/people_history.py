"""The history of accounts, offices and delegations in plain words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from casework.kernel import audit, words
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent
from casework.kernel.rest import say
from casework.kernel.role_names import ROLE_NAMES
from casework.kernel.roles import Role

EVENTS = {
    "person.added": Text("开设账号", "Account opened"),
    "person.changed": Text("修改姓名或者所在机构", "Name or office changed"),
    "person.deactivated": Text("停用账号", "Account closed"),
    "person.reactivated": Text("重新启用账号", "Account opened again"),
    "person.certified": Text("登记证件", "Certificate entered"),
    "person.certificate_ended": Text("终止证件", "Certificate ended"),
    "person.second_factor_reset": Text("重置第二种验证方式", "Second factor reset"),
    "person.password_reset": Text("发给一次性密码", "One-time password given"),
    "role.granted": Text("授予岗位", "Role granted"),
    "role.ended": Text("终止岗位", "Role ended"),
    "delegation.granted": Text("登记代理", "Delegation entered"),
    "delegation.ended": Text("收回代理", "Delegation ended"),
    "caseload.handed_over": Text("移交案件", "Cases handed over"),
    "office.added": Text("设立机构", "Office added"),
    "office.changed": Text("修改机构名称或者辖区", "Name or places of the office changed"),
    "office.profile_set": Text("设置文书信息", "What documents print was set"),
    "hotline.account_opened": Text("开设热线账户", "Hotline account opened"),
    "hotline.account_changed": Text("修改热线账户", "Hotline account changed"),
    "hotline.key_given": Text("发给热线密钥", "Hotline key given"),
    "hotline.key_ended": Text("终止热线密钥", "Hotline key ended"),
    "access.refused": Text("越权操作被拒绝", "An attempt was refused"),
    "access.sign_in_failed": Text("登录失败", "Sign-in failed"),
    "vault.opened": Text("查看投诉人、举报人的信息", "Details of a person opened"),
    "vault.erased": Text("删除个人信息", "Personal data erased"),
    "audit.verified": Text("核验审计记录", "Chain of entries verified"),
}
OTHER = Text("有一项记录", "An entry")
# What of the details is shown, in this order. No entry of a case is ever shown here, only its reference.
SHOWN = (
    "name", "was", "office", "words", "number_prefix", "certificate", "delegate", "to", "cases", "reason",
    "method", "path", "defects", "ground", "key", "address",
)  # fmt: skip


def told(events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """What ``{% timeline %}`` draws and the auditor's table shows, in the order of the events."""
    return [
        {
            "title": EVENTS.get(event.action, OTHER),
            "state": "done",
            "at": event.at,
            "by": event.who,
            "reference": event.reference,
            "text": _text(audit.details_of(event)),
        }
        for event in events
    ]


def _text(details: Mapping[str, Any]) -> str:
    roles = [str(ROLE_NAMES[Role(role)]) for role in details.get("roles", ()) if role in list(Role)]
    values = [_plain(details[name]) for name in SHOWN if details.get(name) not in (None, "", [])]
    return "　".join([*roles, *_days(details), *values])


def _days(details: Mapping[str, Any]) -> list[str]:
    """From when until when, where the entry says so."""
    first, last = (
        dt.date.fromisoformat(details[name]) if details.get(name) else None
        for name in ("from_on", "until_on")
    )
    if first and last:
        return [say(Text(f"{words.day(first)}至{words.day(last)}", f"{first} to {last}"))]
    if first:
        return [say(Text(f"自{words.day(first)}起", f"from {first}"))]
    return [say(Text(f"到{words.day(last)}为止", f"until {last}"))] if last else []


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
