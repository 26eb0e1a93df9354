"""What a person would write into the form of each step: enough to carry it out."""

import datetime as dt
from typing import Any

from casework.models import Case

REASON = {"reason": "事实清楚，请审批。"}
MINUTES = {"minutes": "与会人员一致认为事实清楚。", "outcome": "同意。", "dissent": ""}


def body(action: str, case: Case, day: dt.date, officers: list[int]) -> dict[str, Any]:
    """The fields of one step of the case, by the names of its form."""
    reviewed = {"points": [str(n) for n in range(7)], "opinion": "同意。"}
    known: dict[str, dict[str, Any]] = {
        "assign_officers": {"officers": officers},
        "name_officers": {"officers": officers},
        "record_party": {"kind": "unit", "name": f"示例当事人{case.pk}号", "act_ended_on": "2021-08-31"},
        "propose_transfer": REASON | {"receiver": "佛山市某局"},
        "propose_suspension": REASON | {"ground": "other_case"},
        "propose_termination": REASON | {"ground": "dissolved"},
        "propose_outcome": REASON
        | {"outcome": "no_penalty", "ground": "slight", "violation": "行为轻微", "basis": "处罚法第三十三条"},
        "answer_no_competence": {"answer": "请向某局反映。"},
        "mark_duplicate": {"earlier": "CAS-2021-000000"},
        "merge_lead": {"earlier": "CAS-2021-000000"},
        "dispute_competence": {"other": "某局", "reason": "双方都认为由对方管辖"},
        "ask_designation": {"superior": "佛山市市场监督管理局"},
        "settle_competence": {"basis": "协商纪要"},
        "yield_competence": {"receiver": "某局", "basis": "协商纪要"},
        "ask_to_interview": {
            "subject": "核实", "time": f"{day + dt.timedelta(days=3)}T09:00", "place": "本局",
        },
        "ask_for_material": {
            "subject": "核实", "items": "合同", "until": (day + dt.timedelta(days=3)).isoformat(),
        },
        "record_interview": {
            "name": "何可盈", "began_at": f"{day}T00:01", "ended_at": f"{day}T00:02", "place": "本局",
            "recorder": "黄思敏", "told": "已告知。", "answers": "问：何时启用？\n答：三月。",
        },
        "record_material": {
            "notice": "", "has_come": "yes", "supplied": "合同", "supplied_on": day.isoformat(),
        },
        "ask_for_address": {"recipient": "何可盈", "phone": "13900000187", "address": "演示路18号"},
        "exclude_days": {
            "first": day.isoformat(), "last": day.isoformat(), "ground": "检测", "document": "检鉴委1号",
        },
        "conclude_investigation": {"report": "收集人脸信息2,316条。", "legal_review_ground": ""},
        "pass_case_review": reviewed,
        "pass_legal_review": reviewed,
        "pass_second_review": reviewed,
        "return_from_review": {"opinion": "请补充。"},
        "return_from_second_review": {"opinion": "请补充。"},
        "hear_defence": {"content": "已经改正。", "recheck": "属实。"},
        "record_waiver": {"content": "书面放弃。"},
        "record_payment": {
            "amount": "60000.00", "paid_on": day.isoformat(), "receipt_number": f"R-{case.pk}-{case.version}",
        },
        "archive": {"volume": "2021-001"},
    }  # fmt: skip
    return known.get(action, REASON)
