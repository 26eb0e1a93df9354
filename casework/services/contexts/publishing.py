"""The public copy of a decision."""

from casework.kernel import words
from casework.kernel.models import OfficeProfile
from casework.models import Publication
from casework.services.contexts.parts import Context


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
