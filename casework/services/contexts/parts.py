"""What many documents say: the party, the officers, the statutory sentences of the day, who agreed and when."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from casework import wording
from casework.kernel import audit, words
from casework.kernel.clock import day_of
from casework.kernel.errors import Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import OfficeProfile, User
from casework.kernel.references import profile_on
from casework.models import Approval, Case, Party, Proposal
from casework.models.case import Case as CaseModel

Context = dict[str, Any]

# A place on a form that nobody has signed in the system; it is signed on paper where the office wants it.
NOT_SIGNED = {"text": "", "name": "", "day": ""}
NO_PROPOSAL = Text(
    "案卷里还没有处罚建议，请先完成处罚裁量测算并提出建议。",
    "The case has no proposed penalty yet; finish the worksheet and propose one first.",
)
SOURCES = {
    CaseModel.Source.REPORT: "举报",
    CaseModel.Source.COMPLAINT: "投诉",
    CaseModel.Source.INSPECTION: "监督检查",
    CaseModel.Source.TRANSFER: "其他部门移送",
    CaseModel.Source.SUPERIOR: "上级机关交办",
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


def heading(case: Case, on: dt.date) -> Context:
    """A station acts in the bureau's name (程序规定 art 9), as the bureau was called that day."""
    office = profile_on(case.office, on).name
    return {"office": office, "case_name": case.title, "party": party_rows(case.party)}


def statutory(key: str, profile: OfficeProfile, on: dt.date) -> str:
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


def law_of(key: str, on: dt.date) -> str:
    """Only the articles of a statutory text, for a sentence that begins with 根据."""
    return wording.text(key, on).law


def proposal_of(case: Case) -> Proposal:
    """The proposal that the document is about. Raises Refused where the case has none."""
    proposal: Proposal | None = case.current_proposal
    if proposal is None:
        raise Refused(NO_PROPOSAL, law="程序规定第四十八条")
    return proposal


def named(people: Iterable[User]) -> list[dict[str, str]]:
    return [{"name": person.name} for person in people]


def officers(case: Case, on: dt.date) -> list[dict[str, str]]:
    """Officers with the certificate each held on the day."""
    rows = []
    for officer in case.officers_on_case():
        valid = [
            c.number for c in officer.certificates.all() if c.is_valid_on(on) and not c.is_legal_qualification
        ]
        rows.append({"name": officer.name, "certificate": "、".join(valid)})
    return rows


def names(case: Case) -> str:
    return "、".join(officer.name for officer in case.officers_on_case())


def decided_on(approval: Approval) -> dt.date:
    return day_of(approval.decided_at or approval.requested_at)


def proposed(case: Case, approval: Approval) -> Context:
    """What was asked of the head and on which ground; the officers of the case sign it on paper."""
    on = words.day(day_of(approval.requested_at))
    text = f"{approval.ground.zh}。\n{approval.reason}" if approval.ground else approval.reason
    return {"text": text, "people": named(case.officers_on_case()), "day": on}


def approved(approval: Approval, words_of_consent: str) -> Context:
    """The head's own act, with the opinion as the head wrote it; an empty place until the head has acted."""
    if approval.decided_by is None:
        return NOT_SIGNED
    text = f"{words_of_consent}{approval.opinion}"
    return {"text": text, "name": str(approval.decider), "day": words.day(decided_on(approval))}


def acted(case: Case, action: str, text: str) -> Context:
    """An act of the case as history has it; a form never says that somebody agreed who did not."""
    event = audit.history_of(case.reference).filter(action=action).last()
    if event is None:
        return NOT_SIGNED
    return {"text": text, "name": str(event.who), "day": words.day(day_of(event.at))}


def source(case: Case) -> str:
    filed = f"{words.day(case.filed_on)}，经批准立案。" if case.filed_on else ""
    came_by = SOURCES[CaseModel.Source(case.source)]
    return f"{words.day(case.received_on)}，本局收到{came_by}线索，反映当事人涉嫌{case.cause}。{filed}"


def evidence(case: Case) -> list[dict[str, str]]:
    return [
        {"name": f"{entry.title}（{words.day(entry.on)}）", "proves": entry.proves}
        for entry in case.dossier.all()
    ]


def penalties(proposal: Proposal) -> list[str]:
    return penalty_items(amount=proposal.amount, warning=proposal.warning)


def penalty_items(*, amount: Decimal | None, warning: bool) -> list[str]:
    """The decision, item by item: the correction that 处罚法 art 28 always orders, then the penalties."""
    items = ["责令当事人改正违法行为"]
    if warning:
        items.append("警告")
    if amount:
        items.append(f"处罚款{words.money(amount)}（{words.yuan(amount)}）")
    return [f"{item}；" for item in items[:-1]] + [f"{items[-1]}。"]


def addressee(case: Case) -> Context:
    """A letter to the party: its name, and 你 for a natural person."""
    is_person = case.party is not None and case.party.kind == Party.Kind.INDIVIDUAL
    return {"party": str(case.party), "you": "你" if is_person else "你单位"}


def contact(case: Case, profile: OfficeProfile) -> list[dict[str, str]]:
    return [
        {"label": "联系人", "value": names(case)},
        {"label": "联系电话", "value": profile.phone},
        {"label": "地址", "value": profile.address},
    ]


def lines(text: str | Iterable[str]) -> list[str]:
    """Items of a list: given one by one, or typed one to a line."""
    rows = text.splitlines() if isinstance(text, str) else text
    return [row.strip() for row in rows if row.strip()]
