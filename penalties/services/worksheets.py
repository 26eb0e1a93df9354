"""Keep a worksheet as a draft; put a computed penalty forward for a case."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import DomainError, Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import option
from casework.models import Case
from casework.services import documents, proposals
from penalties import case_facts, queries, vocabulary
from penalties.case_facts import Answers
from penalties.models import Worksheet
from penalties.services import grounds
from penalties.services.assessment import compute, reasons_needed


@dataclass(frozen=True)
class Wording:
    """What a person wrote or chose for the paper. ``breach`` is the rule broken in the statute file's words,
    ``violation`` and ``basis`` are sentences written by hand (empty: as composed), ``names`` are those of the
    responsible persons by their id; they stay with the worksheet and go neither to the engine nor on paper."""

    breach: str = ""
    violation: str = ""
    basis: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


PUNISHABLE = ("penalty", "may_not_punish", "no_fine")
IN_PERSON = ("role", "not_on_case", "separation")
NO_FINE = Decimal("0.00")


@transaction.atomic
def save_draft(
    *,
    case: Case,
    answers: Answers,
    actor: User,
    at: dt.datetime,
    evidence: Mapping[str, str] | None = None,
    unknown_because: Mapping[str, str] | None = None,
    reason: str = "",
    warning: bool = False,
    wording: Wording | None = None,
    token: Token | None = None,
) -> Worksheet:
    """Keep the answers as they are, complete or not. Only officers of the case; each saving is a new row."""
    check_officer(case, actor, day_of(at))
    if token is not None:
        tokens.spend(token, "worksheet.saved", case.reference, actor=actor, at=at)
    reference = new_reference("WKS", at)
    case_input = input_of(case, answers, on=day_of(at))
    try:
        answer: dict[str, Any] | None = compute(case_input)
    except DomainError:
        answer = None
    worksheet = Worksheet.objects.create(
        reference=reference,
        case=case,
        input=case_input,
        answer=answer,
        evidence=dict(evidence or {}),
        unknown_because=dict(unknown_because or {}),
        wording=asdict(wording or Wording()),
        amount=answers.proposed_fine,
        tier=answers.tier or "",
        warning=warning,
        reason=reason.strip(),
        created_by=actor,
        at=at,
    )
    audit.record(case.reference, "worksheet.saved", actor=actor, at=at, details={"worksheet": reference})
    return worksheet


@transaction.atomic
def propose(
    *,
    case: Case,
    answers: Answers,
    actor: User,
    at: dt.datetime,
    evidence: Mapping[str, str] | None = None,
    unknown_because: Mapping[str, str] | None = None,
    reason: str = "",
    warning: bool = False,
    wording: Wording | None = None,
    token: Token | None = None,
) -> Worksheet:
    """Put the computed penalty forward for the case: worksheet, proposal in the case file, document.

    ``evidence`` names the dossier entry that proves each factor, ``unknown_because`` says why an amount cannot be
    calculated, ``wording`` holds what a person wrote for the paper. Raises :class:`Invalid` where something of
    that is missing, what ``compute`` raises, and what the case's own table refuses.
    """
    evidence, unknown_because = dict(evidence or {}), dict(unknown_because or {})
    check_officer(case, actor, day_of(at))
    case_input = input_of(case, answers, on=day_of(at))
    answer = compute(case_input)
    act = answer["acts"][0]
    peers = queries.similar_amounts(act["norm"], without=case)
    tier = answers.tier or _only_tier(act)
    _check_proof(case, answers, evidence, unknown_because, day_of(at))
    _check_proposed(act, warning)
    if not reason.strip() and (needed := reasons_needed(act, tier, peers)):
        raise Invalid(needed[0])
    worksheet = Worksheet.objects.create(
        reference=new_reference("WKS", at),
        case=case,
        input=case_input,
        answer=answer,
        evidence=evidence,
        unknown_because=unknown_because,
        wording=asdict(wording or Wording()),
        amount=answers.proposed_fine or NO_FINE,
        tier=tier,
        warning=warning,
        reason=reason.strip(),
        created_by=actor,
        at=at,
        submitted_at=at,
    )
    frozen = grounds.freeze(worksheet, answer, peers)
    said = grounds.sentences_of(worksheet, act)
    proposal = proposals.submit_proposal(
        case=case,
        reference=worksheet.reference,
        amount=worksheet.amount or NO_FINE,
        tier=tier,
        position_pct=(act["proposed"] or {}).get("position_pct") or "",
        flags=act["flags"],
        reason=frozen["reason"],
        violation=said.violation,
        basis=said.basis,
        warning=warning,
        grounds=frozen,
        act_ended_on=answers.ended_on,
        actor=actor,
        at=at,
        token=token,
    )
    context = grounds.paper(worksheet, frozen, proposal.basis)
    documents.make(case, "worksheet", context, on=day_of(at), actor=actor, at=at, number=worksheet.reference)
    return worksheet


def draft_of(
    case: Case, case_input: Mapping[str, Any], act: Mapping[str, Any], *, wording: Wording
) -> Worksheet:
    """A worksheet that is shown and not kept."""
    tier = case_input["acts"][0]["tier"] or _only_tier(act)
    return Worksheet(case=case, input=case_input, tier=tier, wording=asdict(wording))


def input_of(case: Case, answers: Answers, *, on: dt.date) -> dict[str, Any]:
    """The engine's input for a case as decided ``on`` that day."""
    return case_facts.engine_input(
        case.reference,
        answers,
        decided_on=on,
        party_kind=case.party.kind if case.party else "unit",
        discovered_on=case.received_on,
    )


def check_officer(case: Case, actor: User, day: dt.date) -> None:
    """Refuse everybody but the officers of the case, with the article; the order of steps is not asked here."""
    refusals = option(case, "propose_penalty", actor, day).refusals
    if personal := [refusal for refusal in refusals if refusal.code in IN_PERSON]:
        raise Refused.because(personal)


def _check_proof(
    case: Case,
    answers: Answers,
    evidence: Mapping[str, str],
    unknown_because: Mapping[str, str],
    day: dt.date,
) -> None:
    """Every factor is proved by an item of the file, so is every finding for which one is named, and every 'cannot
    be calculated' is explained."""
    on_file = {entry.reference for entry in queries.evidence_of(case)}
    names = {factor.code: Text(factor.zh, factor.en) for factor in case_facts.factors_on(day)}
    for code in answers.factors:
        if evidence.get(code) not in on_file:
            name = vocabulary.text(names, code)
            raise Invalid(
                Text(f"请指明证明“{name.zh}”的证据。", f"Name the evidence that proves “{name.en}”.")
            )
    if strange := set(evidence.values()) - on_file:
        raise Invalid(Text(f"卷宗里没有这份证据：{min(strange)}。", f"Not in the case file: {min(strange)}."))
    for asked, value in answers.amounts.items():
        if value == "unknown" and not unknown_because.get(asked, "").strip():
            amount = vocabulary.text(vocabulary.AMOUNTS, asked)
            raise Invalid(
                Text(
                    f"请写明{amount.zh}为什么无法计算，理由会写进决定书。",
                    f"Say why this cannot be calculated: {amount.en}. It will stand in the decision.",
                )
            )


def _check_proposed(act: Mapping[str, Any], warning: bool) -> None:
    """Only what the law allows goes forward."""
    proposed = act["proposed"]
    if act["outcome"] not in PUNISHABLE:
        raise Invalid(vocabulary.text(vocabulary.OUTCOMES, act["outcome"]))
    if warning and "warning" not in act["with"]:
        raise Invalid(Text("这一条没有警告。", "The provision gives no warning."))
    if act["fine"] and not proposed:
        raise Invalid(Text("请写上拟罚金额。", "Write the proposed fine."))
    if proposed and proposed["verdict"] != "within":
        raise Invalid(vocabulary.text(vocabulary.VERDICTS, proposed["verdict"]))
    if not act["fine"] and not warning:
        raise Invalid(
            Text(
                "没有罚款，也没有选择警告，没有可以提出的处罚。",
                "No fine and no warning: nothing to propose.",
            )
        )


def _only_tier(act: Mapping[str, Any]) -> str:
    """The tier of the amount; on a cut point the first of the two."""
    tiers = act["proposed"]["tiers"] if act["proposed"] else []
    return tiers[0] if tiers else ""
