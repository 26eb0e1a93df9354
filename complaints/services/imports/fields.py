"""The fields of each kind of import: what a column may be called, what a cell must hold, what is wrong with it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.kernel import redaction
from casework.kernel.codes import uscc_is_valid
from casework.kernel.lifecycle import Text
from complaints.lifecycle import BOTH, COMPLAINT, REPORT
from complaints.lifecycle.importing import CASES, SUBMISSIONS, TRADERS
from complaints.services.imports.stages import wrong_with

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Field:
    """``also``: other names under which systems export it. ``form``: words, day, past_day, days, code or kind."""

    name: str
    title: Text
    required: bool = False
    most: int = 200
    form: str = "words"
    also: tuple[str, ...] = ()
    hint: Text = NOTHING


NUMBER = Field(
    "key",
    Text("原编号", "Number there"),
    True,
    40,
    "words",
    ("工单编号", "编号", "登记编号", "案件编号", "案号"),
    Text("原系统中的编号，同一编号只导入一次", "Imported once for each number"),
)
RECEIVED = Field(
    "received_on",
    Text("收到日期", "Received on"),
    True,
    20,
    "past_day",
    ("登记日期", "登记时间", "收件日期", "受理日期"),
    Text("如2026-05-06；法定期限从这一天起算", "Like 2026-05-06; the statutory clocks count from it"),
)
CODE_HINT = Text("18位，核对校验码", "18 characters; the check character is verified")

FIELDS: dict[str, tuple[Field, ...]] = {
    SUBMISSIONS: (
        NUMBER,
        Field(
            "kind",
            Text("种类", "Kind"),
            True,
            10,
            "kind",
            ("类型", "诉求类型"),
            Text("投诉、举报或者两者", "complaint, report or both"),
        ),
        RECEIVED,
        Field(
            "trader_name",
            Text("被投诉举报人", "Trader"),
            False,
            120,
            also=("企业名称", "商家名称", "被投诉人", "被举报人"),
        ),
        Field(
            "trader_uscc",
            Text("统一社会信用代码", "Credit code"),
            False,
            18,
            "code",
            ("信用代码",),
            CODE_HINT,
        ),
        Field(
            "trader_address", Text("经营地址", "Address of the trader"), False, 200, also=("地址", "企业地址")
        ),
        Field(
            "story",
            Text("反映情况", "What happened"),
            True,
            2000,
            also=("内容", "投诉内容", "举报内容", "诉求内容"),
        ),
        Field("happened_on", Text("发生日期", "Happened on"), False, 20, "past_day"),
        Field("request", Text("诉求", "Asks for"), False, 500, also=("投诉请求",)),
        Field(
            "name",
            Text("姓名", "Name"),
            False,
            60,
            also=("投诉人", "举报人", "来电人"),
            hint=Text("投诉必填", "Needed for a complaint"),
        ),
        Field(
            "phone",
            Text("电话", "Phone"),
            False,
            30,
            also=("联系电话", "手机号码"),
            hint=Text("投诉必填", "Needed for a complaint"),
        ),
        Field("email", Text("邮箱", "E-mail"), False, 100),
        Field("address", Text("联系地址", "Postal address"), False, 200),
    ),
    TRADERS: (
        Field("key", Text("统一社会信用代码", "Credit code"), True, 18, "code", ("信用代码",), CODE_HINT),
        Field("name", Text("名称", "Name"), True, 120, also=("企业名称", "主体名称")),
        Field("address", Text("地址", "Address"), False, 200, also=("住所", "经营场所")),
        Field("kind", Text("主体类型", "Kind"), False, 40, also=("类型",)),
        Field("status", Text("登记状态", "Status"), False, 40, also=("状态",)),
        Field("from_day", Text("起始日期", "Since"), False, 20, "past_day", ("成立日期", "核准日期")),
    ),
    CASES: (
        NUMBER,
        RECEIVED,
        Field("cause", Text("案由", "Cause"), True, 120),
        Field(
            "summary",
            Text("摘要", "Summary"),
            True,
            1000,
            "no_person",
            hint=Text("不写举报人信息", "Nothing that shows the reporter"),
        ),
        Field("party_name", Text("当事人", "Party"), False, 120, also=("当事人名称",)),
        Field(
            "party_uscc", Text("统一社会信用代码", "Credit code"), False, 18, "code", ("信用代码",), CODE_HINT
        ),
        Field("party_address", Text("当事人地址", "Address of the party"), False, 200),
        Field("act_ended_on", Text("行为终了日期", "Act ended on"), False, 20, "past_day"),
        Field(
            "filed_on",
            Text("立案日期", "Filed on"),
            False,
            20,
            "past_day",
            hint=Text(
                "已经立案的才填；办案期限从这一天起算", "Only if it was filed; the 90 days count from it"
            ),
        ),
        Field(
            "verification_extended_on",
            Text("核查延期批准日期", "Verification extended on"),
            False,
            20,
            "past_day",
            hint=Text("延长十五个工作日", "By fifteen working days"),
        ),
        Field(
            "extended_on",
            Text("办案延期批准日期", "Handling extended on"),
            False,
            20,
            "past_day",
            hint=Text("延长三十日", "By thirty days"),
        ),
        Field(
            "extended_further_on",
            Text("再次延期批准日期", "Extended further on"),
            False,
            20,
            "past_day",
            hint=Text("集体讨论决定的", "By collective discussion"),
        ),
        Field("extended_further_days", Text("再次延长天数", "Extended further by days"), False, 5, "days"),
        Field("old_state", Text("原办理阶段", "Stage there"), False, 60, also=("状态", "办理状态")),
    ),
}

KINDS = {"投诉": COMPLAINT, "举报": REPORT, "两者": BOTH, "投诉举报": BOTH}
DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?:\D.*)?")

Errors = list[list[str]]


def guess_columns(kind: str, header: list[str]) -> dict[str, str]:
    """Field → the header that is called so, where there is one."""
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        names = (field.title.zh, field.title.en, *field.also)
        match = next((name for name in names if name in header), None)
        if match and match not in found.values():
            found[field.name] = match
    return found


def clean(kind: str, cells: Mapping[str, str], today: dt.date) -> tuple[dict[str, Any], Errors]:
    """The values of a row, and what is wrong: [column, Chinese, English]. ``cells``: field → words."""
    values: dict[str, Any] = {}
    errors: Errors = []
    for field in FIELDS[kind]:
        value, problem = _cell(field, cells.get(field.name, ""), today)
        values[field.name] = value
        if problem:
            errors.append([field.title.zh, problem.zh, problem.en])
    if kind == SUBMISSIONS:
        errors += _of_a_submission(values)
    if kind == CASES and not errors:
        errors += wrong_with(values)
    return values, errors


def _cell(field: Field, cell: str, today: dt.date) -> tuple[Any, Text | None]:
    if not cell:
        return _EMPTY.get(field.form, ""), _MISSING if field.required else None
    if cell.startswith("="):
        return "", _A_FORMULA
    if field.form == "code":
        code = "".join(cell.split()).upper()
        return code, None if uscc_is_valid(code) else _WRONG_CODE
    if field.form in ("day", "past_day"):
        return _day(cell, today)
    if field.form == "days":
        days = int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 4 else 0
        return (days, None) if days else (None, _WRONG_DAYS)
    if field.form == "kind":
        kind = KINDS.get(cell)
        return kind or "", None if kind else _WRONG_KIND
    if len(cell) > field.most:
        return "", Text(f"超过{field.most}个字，请缩短。", f"More than {field.most} characters: shorten it.")
    if field.form == "no_person" and redaction.mask(cell) != cell:
        return "", _A_PERSON
    return cell, None


def _day(cell: str, today: dt.date) -> tuple[dt.date | None, Text | None]:
    match = DAY.fullmatch(cell)
    try:
        day = dt.date(*(int(part) for part in match.groups()[:3])) if match else None
    except ValueError:
        day = None
    if day is None or day.year < 2000:
        return None, _WRONG_DAY
    return (day, None) if day <= today else (None, _FUTURE_DAY)


def _of_a_submission(values: Mapping[str, Any]) -> Errors:
    errors = []
    if not (values["trader_name"] or values["trader_uscc"] or values["trader_address"]):
        errors.append(["被投诉举报人", "名称、代码、地址至少填一项。", "Name, code or address is needed."])
    if values["kind"] in (COMPLAINT, BOTH) and not (values["name"] and values["phone"]):
        errors.append(["姓名", "投诉必须有姓名和电话。", "A complaint needs a name and a phone number."])
    return errors


_EMPTY: dict[str, Any] = {"day": None, "past_day": None, "days": None}
_MISSING = Text("没有填写，请补上。", "Empty: fill it in.")
_A_FORMULA = Text("是公式，请改成数值。", "Holds a formula: paste its value.")
_WRONG_CODE = Text("代码不对，请核对18位代码。", "The code is wrong: compare its 18 characters.")
_WRONG_KIND = Text("请填“投诉”“举报”或者“两者”。", "Write 投诉, 举报 or 两者.")
_WRONG_DAY = Text("不是日期，请写成2026-05-06。", "No date: write it like 2026-05-06.")
_WRONG_DAYS = Text("请写整数天数，如30。", "Write a whole number of days, like 30.")
_FUTURE_DAY = Text("这一天还没有到，请核对。", "This day has not come yet: check it.")
_A_PERSON = Text(
    "有电话、邮箱或者证件号，会进入案卷，请去掉。",
    "Holds a phone number, an e-mail address or an identity number: take it out.",
)
