"""What each document says: contexts built from the case file on the day of the act, then frozen.

Keys are documented at the head of each template. Values are words; statutory sentences come from
``casework.wording`` by the day of the act and stand here by their key only.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from casework import wording
from casework.kernel import audit, words
from casework.kernel.clock import day_of
from casework.kernel.models import OfficeProfile, User
from casework.kernel.references import profile_on
from casework.lifecycle import REVIEW_POINTS
from casework.models import Approval, Case, Discussion, Party, Proposal, Publication, Review, Service
from casework.models.case import Case as CaseModel

Context = dict[str, Any]

# A place on a form that nobody has signed in the system; it is signed on paper where the office wants it.
NOT_SIGNED = {"text": "", "name": "", "day": ""}
TIERS = {"mitigated": "减轻", "lighter": "从轻", "ordinary": "一般", "heavier": "从重"}
SOURCES = {
    CaseModel.Source.REPORT: "举报",
    CaseModel.Source.COMPLAINT: "投诉",
    CaseModel.Source.INSPECTION: "监督检查",
    CaseModel.Source.TRANSFER: "其他部门移送",
    CaseModel.Source.SUPERIOR: "上级机关交办",
}


def filing_approval(case: Case, approval: Approval, *, decision: str) -> Context:
    on = _decided_on(approval)
    return {
        **_case(case, on),
        "title": "立案审批表" if decision == "立案" else "不予立案审批表",
        "cause": case.cause,
        "source": SOURCES[CaseModel.Source(case.source)],
        "found_on": words.day(case.received_on),
        "findings": _proposed(case, approval),
        "unit": _acted(case, "case.officers_assigned", f"由{_names(case)}承办。"),
        "head": _approved(approval, f"同意{decision}。"),
    }


def investigation_report(case: Case, *, on: dt.date) -> Context:
    proposal = _proposal(case)
    return {
        **_case(case, on),
        "source": _source(case),
        "facts": case.findings,
        "evidence": _evidence(case),
        "nature": proposal.violation,
        "basis": proposal.basis,
        "discretion": proposal.reason,
        "proposal": "\n".join(_penalties(proposal)),
        "officers": {"people": _officers(case, on), "day": words.day(on)},
    }


def review_opinion(case: Case, review: Review) -> Context:
    on = day_of(review.reviewed_at)
    passed = "是" if review.outcome == "agree" else "见意见"
    return {
        **_case(case, on),
        "title": "法制审核表" if review.kind == "legal" else "案件审核表",
        "party": str(case.party),
        "unit": case.office.name,
        "submitted_on": words.day(on),
        "materials": "案件调查终结报告、证据及其他案卷材料",
        "checks": [{"point": point.zh, "result": passed} for point in REVIEW_POINTS],
        "reviewer": {"text": review.opinion, "name": review.reviewer.name, "day": words.day(on)},
        "head": NOT_SIGNED,
    }


def penalty_notice(case: Case, profile: OfficeProfile, *, on: dt.date) -> Context:
    proposal = _proposal(case)
    hearing = "hearing_right" in proposal.flags
    return {
        **_case(case, on),
        "party": str(case.party),
        "proposal_id": proposal.pk,
        "facts": f"经查，{case.findings}",
        "evidence": "以上事实，有" + "、".join(entry["name"] for entry in _evidence(case)) + "等证据证明。",
        "nature": proposal.violation,
        "proposal": f"{proposal.reason}\n{proposal.basis}，本局拟：{''.join(_penalties(proposal))}",
        "rights": _statutory("rights.statement", profile, on),
        **({"hearing": _statutory("rights.hearing", profile, on)} if hearing else {}),
        "contact": [
            {"label": "联系人", "value": _names(case)},
            {"label": "联系电话", "value": profile.phone},
            {"label": "地址", "value": profile.address},
        ],
        "day": words.day(on),
    }


def discussion_record(case: Case, discussion: Discussion) -> Context:
    on = discussion.held_on
    present = [name for name in discussion.members.replace("、", "\n").split("\n") if name.strip()]
    proposal = _proposal(case)
    return {
        **_case(case, on),
        "time": words.day(on),
        "place": "本局会议室",
        "host": discussion.recorded_by.name,
        "recorder": discussion.recorded_by.name,
        "present": [{"name": name.strip(), "post": "部门负责人"} for name in present],
        "attending": [{"name": officer.name, "post": "办案人员"} for officer in case.officers_on_case()],
        "topic": f"{proposal.violation}\n{proposal.reason}\n拟：{''.join(_penalties(proposal))}",
        "statements": [{"name": discussion.recorded_by.name, "text": discussion.minutes}],
        "conclusion": discussion.outcome,
        **({"dissent": discussion.dissent} if discussion.dissent else {}),
        "signatures": [{"name": name.strip()} for name in present],
    }


def decision_approval(case: Case, approval: Approval) -> Context:
    on = _decided_on(approval)
    proposal, review = _proposal(case), case.reviews.filter(outcome="agree").last()
    discussion = case.discussions.last()
    return {
        **_case(case, on),
        "facts": f"{case.findings}\n{proposal.violation}",
        "heard": _heard(case),
        "proposal": _proposed(case, approval),
        "review": {
            "text": review.opinion if review else "",
            "name": review.reviewer.name if review else "",
            "day": words.day(day_of(review.reviewed_at)) if review else "",
        },
        "unit": _acted(case, "case.sent_to_review", "同意调查终结报告，送审核。"),
        **(
            {"discussion": f"{words.day(discussion.held_on)}集体讨论：{discussion.outcome}"}
            if discussion
            else {}
        ),
        "head": _approved(approval, "同意。"),
    }


def penalty_decision(case: Case, profile: OfficeProfile, *, on: dt.date) -> Context:
    proposal = _proposal(case)
    return {
        **_case(case, on),
        "source": _source(case),
        "facts": f"经查明，{case.findings}",
        "evidence": _evidence(case),
        "nature": proposal.violation,
        "heard": _heard(case),
        "basis": f"{proposal.basis}，本局作出如下处理。",
        **_discretion(proposal),
        "decision": _penalties(proposal),
        "payment": _statutory("payment", profile, on),
        "remedies": _statutory("remedies", profile, on) + _statutory("non_suspension", profile, on),
        "publication": _statutory("publication.notice", profile, on)
        + _statutory("credit_repair.notice", profile, on),
        "day": words.day(on),
    }


def penalty_decision_public(publication: Publication, profile: OfficeProfile) -> Context:
    """Built from the masked content and the decision's own frozen context; what the content withholds is not
    taken from the case again."""
    decision, content = publication.decision, publication.content
    frozen = decision.document.context
    party = [{"label": "当事人", "value": content["party_name"]}]
    if content["party_code"]:
        party.append({"label": "统一社会信用代码", "value": content["party_code"]})
    return {
        "office": profile.name,
        "party": party,
        "source": "",
        "facts": "\n".join(content["paragraphs"]),
        "evidence": [],
        "nature": content["violation"],
        "heard": "",
        "basis": content["basis"],
        "decision": frozen["decision"],
        "payment": frozen["payment"],
        "remedies": frozen["remedies"],
        "publication": frozen["publication"],
        "day": frozen["day"],
        "summary": [
            {"label": "行政处罚决定书文号", "value": decision.number},
            *party,
            {"label": "违法行为类型", "value": content["cause"]},
            {"label": "行政处罚内容", "value": content["penalty"]},
            {"label": "作出行政处罚决定机关名称", "value": profile.name},
            {"label": "作出行政处罚决定日期", "value": words.day(decision.decided_on)},
        ],
    }


def service_receipt(case: Case, service: Service) -> Context:
    document, on = service.document, service.served_on
    return {
        **_case(case, on),
        "documents": [{"title": document.title, "number": document.number}],
        "recipient": str(case.party),
        "method": service.method_title.zh,
        "time": words.day(on),
        "place": service.place or (case.party.address if case.party else ""),
        "receiver": {"name": service.received_by, "relation": _relation(service), "day": words.day(on)},
        "servers": {"people": _people(case.officers_on_case()), "day": words.day(on)},
        **({"witness": {"name": service.witness, "day": words.day(on)}} if service.witness else {}),
        "note": _remarks(service),
    }


def _relation(service: Service) -> str:
    """Who signed, where it was not the party in person."""
    return service.relation_title.zh if service.relation_title and service.relation != "party" else ""


def _remarks(service: Service) -> str:
    """What the method asks to be written down and the form has no line for."""
    told = {
        "拒收或者退回的事由": service.reason,
        "拍照录像": service.recording,
        "邮件号码": service.tracking,
        "代为送达": service.carried_by,
        "更正": service.correction,
    }
    return "；".join(
        [*(f"{label}：{text}" for label, text in told.items() if text), *filter(None, [service.note])]
    )


def closing_approval(case: Case, approval: Approval) -> Context:
    on = _decided_on(approval)
    decision = case.decision
    served = decision.document.service
    payments = "；".join(f"{words.day(p.paid_on)}缴纳{words.money(p.amount)}" for p in case.payments.all())
    return {
        **_case(case, on),
        "filed_on": words.day(case.filed_on) if case.filed_on else "",
        "decision_number": decision.number,
        "decided_on": words.day(decision.decided_on),
        "served_on": words.day(served.served_on),
        "outcome": "".join(_penalties(_proposal(case))),
        "execution": payments,
        "ground": "行政处罚决定执行完毕（程序规定第七十七条第一项）",
        "officers": _proposed(case, approval),
        "unit": NOT_SIGNED,
        "head": _approved(approval, "同意结案。"),
    }


def party_rows(party: Party | None) -> list[dict[str, str]]:
    if party is None:
        return []
    rows = [
        ("当事人", party.name),
        ("统一社会信用代码", party.uscc),
        ("住所", party.address),
        ("法定代表人", party.representative),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _case(case: Case, on: dt.date) -> Context:
    """A station acts in the bureau's name (程序规定 art 9), as the bureau was called that day."""
    office = profile_on(case.office, on).name
    return {"office": office, "case_name": case.title, "party": party_rows(case.party)}


def _statutory(key: str, profile: OfficeProfile, on: dt.date) -> str:
    """The text that the law wants on such a document that day, with its source; nothing where it wants none."""
    if not wording.is_in_force(key, on):
        return ""
    found = wording.text(
        key,
        on,
        bank=profile.bank_name,
        account_name=profile.bank_account_name,
        account_number=profile.bank_account,
        government=profile.government,
        superior=profile.superior,
        court=profile.court,
        repair_channel=profile.repair_channel,
    )
    return f"{found.text}（{found.law}）"


def _proposal(case: Case) -> Proposal:
    proposal = case.current_proposal
    if proposal is None:
        raise LookupError(f"{case.reference} has no proposal.")
    return proposal


def _people(people: Iterable[User]) -> list[dict[str, str]]:
    return [{"name": person.name} for person in people]


def _officers(case: Case, on: dt.date) -> list[dict[str, str]]:
    """Officers with the certificate each held on the day."""
    rows = []
    for officer in case.officers_on_case():
        valid = [
            c.number for c in officer.certificates.all() if c.is_valid_on(on) and not c.is_legal_qualification
        ]
        rows.append({"name": officer.name, "certificate": "、".join(valid)})
    return rows


def _names(case: Case) -> str:
    return "、".join(officer.name for officer in case.officers_on_case())


def _decided_on(approval: Approval) -> dt.date:
    return day_of(approval.decided_at or approval.requested_at)


def _proposed(case: Case, approval: Approval) -> Context:
    """What was asked of the head, on the day it was asked; the officers of the case sign it on paper."""
    on = words.day(day_of(approval.requested_at))
    return {"text": approval.reason, "people": _people(case.officers_on_case()), "day": on}


def _approved(approval: Approval, words_of_consent: str) -> Context:
    """The head's own act, with the opinion as the head wrote it."""
    text = f"{words_of_consent}{approval.opinion}"
    return {"text": text, "name": str(approval.decided_by), "day": words.day(_decided_on(approval))}


def _acted(case: Case, action: str, text: str) -> Context:
    """An act of the case as history has it; a form never says that somebody agreed who did not."""
    event = audit.history_of(case.reference).filter(action=action).last()
    if event is None:
        return NOT_SIGNED
    return {"text": text, "name": str(event.actor), "day": words.day(day_of(event.at))}


def _source(case: Case) -> str:
    filed = f"{words.day(case.filed_on)}，经批准立案。" if case.filed_on else ""
    source = SOURCES[CaseModel.Source(case.source)]
    return f"{words.day(case.received_on)}，本局收到{source}线索，反映当事人涉嫌{case.cause}。{filed}"


def _evidence(case: Case) -> list[dict[str, str]]:
    return [
        {"name": f"{entry.title}（{words.day(entry.on)}）", "proves": entry.proves}
        for entry in case.dossier.all()
    ]


def _penalties(proposal: Proposal) -> list[str]:
    lines = ["责令当事人改正违法行为；"]
    if proposal.warning:
        lines.append("警告；")
    if proposal.amount:
        lines.append(f"处罚款{words.money(proposal.amount)}（{words.yuan(proposal.amount)}）。")
    return lines


def _discretion(proposal: Proposal) -> Context:
    fine = proposal.grounds["acts"][0]["fine"]
    if not fine:
        return {}
    tiers = [
        {"name": TIERS[name], "range": f"{words.yuan(fine[name][0])}至{words.yuan(fine[name][1])}"}
        for name in ("lighter", "ordinary", "heavier")
    ]
    return {
        "discretion": {
            "reasons": proposal.reason,
            "tiers": tiers,
            "tier": TIERS[proposal.tier],
            "amount": words.yuan(proposal.amount),
            "position": f"{proposal.position_pct}％" if proposal.position_pct else "",
        }
    }


def _heard(case: Case) -> str:
    notice = case.documents.filter(kind="penalty_notice").last()
    if notice is None:
        return ""
    served = notice.service
    on = words.day(served.served_on if served else notice.on)
    told = f"本局于{on}向当事人送达{notice.number}《行政处罚告知书》。"
    ways = {
        "defence": "{on}，当事人陈述申辩：{content}经复核：{recheck}",
        "waiver": "{on}，当事人书面表示放弃陈述、申辩和听证的权利。",
        "lapse": "当事人在法定期限内没有陈述、申辩，也没有要求听证。",
    }
    said = [
        ways[s.kind].format(on=words.day(s.on), content=s.content, recheck=s.recheck)
        for s in case.statements.all()
    ]
    return told + "".join(said)
