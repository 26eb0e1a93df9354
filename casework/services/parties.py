"""Who the case is about."""

import datetime as dt

from django.db import transaction

from casework.kernel.codes import uscc_is_valid
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.models import Case, Party
from casework.services import cases


@transaction.atomic
def name_party(
    *,
    case: Case,
    name: str,
    actor: User,
    at: dt.datetime,
    kind: str = Party.Kind.UNIT,
    uscc: str = "",
    address: str = "",
    representative: str = "",
    act_ended_on: dt.date | None = None,
    token: Token | None = None,
) -> Case:
    """Enter the party and put it on the case. A code that is on file is the same party: its address and
    representative are brought up to date, another name is refused."""
    if uscc and not uscc_is_valid(uscc):
        raise Invalid(
            Text(
                "统一社会信用代码的校验位不对，请对照营业执照。", "The check character of the code is wrong."
            ),
            law="GB 32100-2015",
        )
    party = (uscc and Party.objects.filter(uscc=uscc).first()) or Party(uscc=uscc, name=name)
    if party.name != name:
        raise Invalid(
            Text(
                f"这个代码登记的是“{party.name}”，请核对名称或者代码。",
                f"This code is on file as {party.name}; check the name or the code.",
            )
        )
    party.kind = kind
    party.address = address or party.address
    party.representative = representative or party.representative
    party.save()
    return cases.record_party(
        case=case, party=party, act_ended_on=act_ended_on, actor=actor, at=at, token=token
    )
