"""送达地址确认书: the addresses that the party confirmed with a signature (程序规定 arts 82–83)."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import ON_THE_CASE
from casework.lifecycle.service import ELECTRONIC_KINDS
from casework.models import AddressConfirmation, Case, Document
from casework.services import documents

LAW = "程序规定第八十三条"


def confirmation_on(case: Case, day: dt.date) -> AddressConfirmation | None:
    """What the party had confirmed by that day; the latest one counts."""
    return case.address_confirmations.filter(signed_on__lte=day).last()


@transaction.atomic
def ask_for_address(
    *,
    case: Case,
    recipient: str,
    phone: str,
    address: str,
    actor: User,
    at: dt.datetime,
    postcode: str = "",
    electronic_kind: str = "",
    electronic_address: str = "",
    token: Token | None = None,
) -> Document:
    """送达地址确认书 as the party dictates it, to be signed; the signed one is what :func:`confirm_address` puts
    on file."""
    _refuse_half_an_address(electronic_kind, electronic_address)
    case = perform(lock(case), "ask_for_address", actor=actor, at=at, token=token)
    ways = []
    if electronic_kind:
        ways = [{"label": ELECTRONIC_KINDS[electronic_kind].zh, "value": electronic_address}]
    return documents.make_address_confirmation(
        case,
        recipient=recipient,
        phone=phone,
        address=address,
        postcode=postcode,
        electronic=ways,
        actor=actor,
        at=at,
    )


@transaction.atomic
def confirm_address(
    *,
    case: Case,
    signed_by: str,
    postal_address: str,
    form: tuple[bytes, str],
    signed_on: dt.date,
    actor: User,
    at: dt.datetime,
    electronic_kind: str = "",
    electronic_address: str = "",
    token: Token | None = None,
) -> AddressConfirmation:
    """Put the signed form on file; ``form`` is its scan. The addresses hold from ``signed_on`` until the party
    signs another one."""
    case = lock(case)
    if token is not None:
        tokens.spend(token, "case.address_confirmed", case.reference, actor=actor, at=at)
    if actor not in case.officers_on_case():
        raise NotPermitted(ON_THE_CASE.reason, law=LAW)
    if not case.received_on <= signed_on <= day_of(at):
        raise Invalid(
            Text("签字日期须在收到线索之后、今天之前。", "The form was signed between the lead and today."),
            law=LAW,
        )
    _refuse_half_an_address(electronic_kind, electronic_address)
    confirmation = AddressConfirmation.objects.create(
        case=case,
        signed_by=signed_by,
        postal_address=postal_address,
        electronic_kind=electronic_kind,
        electronic_address=electronic_address,
        form=files.store(*form, at=at),
        signed_on=signed_on,
        recorded_by=actor,
        recorded_at=at,
    )
    audit.record(
        case.reference,
        "case.address_confirmed",
        actor=actor,
        at=at,
        participants=[],
        details={"sha256": confirmation.form.sha256, "signed_on": signed_on, "law": LAW},
    )
    return confirmation


def _refuse_half_an_address(kind: str, address: str) -> None:
    if bool(kind) != bool(address):
        raise Invalid(
            Text("电子送达方式和电子地址要一起写明。", "Give the electronic address together with its kind."),
            law="程序规定第八十二条第三项",
        )
