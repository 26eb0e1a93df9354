"""Offices and stations, and what the bureau prints on its documents from a day on."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from casework.kernel import audit
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, OfficeProfile, User
from casework.kernel.roles import Role
from casework.kernel.tokens import Token
from casework.services.people import begin

# What a profile says, in the order in which its form asks.
PROFILE_FIELDS = (
    "name", "short_name", "number_prefix", "address", "phone", "bank_name", "bank_account_name", "bank_account",
    "government", "superior", "court", "repair_channel",
)  # fmt: skip


@transaction.atomic
def add_office(
    *,
    code: str,
    name: str,
    parent: Office,
    competence_words: Sequence[str],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Office:
    """A station below ``parent``: it acts in the bureau's name (程序规定 art 9) and reads its own cases."""
    begin(f"OFF-{code}", "office.added", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if Office.objects.filter(code=code).exists():
        raise Invalid(Text("这个代码已经用过。", "This code is taken."))
    office = Office.objects.create(
        code=code, name=name, parent=parent, competence_words=list(competence_words)
    )
    _record(office, "office.added", actor, at)
    return office


@transaction.atomic
def change_office(
    *,
    office: Office,
    name: str,
    competence_words: Sequence[str],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Office:
    """Its name on the desk, and the words by which an address is known as its own. Documents take the name from
    the profile of their day."""
    begin(office.reference, "office.changed", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    office.name, office.competence_words = name, list(competence_words)
    office.save()
    _record(office, "office.changed", actor, at)
    return office


@transaction.atomic
def set_profile(
    *,
    office: Office,
    valid_from: dt.date,
    profile: Mapping[str, str],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> OfficeProfile:
    """What is printed from a day on. Past profiles stay as they are: a document keeps that of its day. One whose
    day has not come is replaced."""
    begin(office.reference, "office.profile_set", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if office.parent_id is not None:
        raise Invalid(
            Text(
                "文书以本局名义制作，由本局设置。", "Documents are made in the bureau's name: set it there."
            ),
            law="程序规定第九条",
        )
    if valid_from <= day_of(at):
        raise Invalid(
            Text(
                "新的文书信息从明天起才能生效：以前的文书不变。",
                "It begins tomorrow at the earliest: documents of the past do not change.",
            )
        )
    values = {name: profile[name] for name in PROFILE_FIELDS}
    made, _ = OfficeProfile.objects.update_or_create(office=office, valid_from=valid_from, defaults=values)
    details = {"from_on": valid_from, "name": made.name, "number_prefix": made.number_prefix}
    audit.record(office.reference, "office.profile_set", actor=actor, at=at, details=details)
    return made


def _record(office: Office, action: str, actor: User, at: dt.datetime) -> None:
    details = {"name": office.name, "words": office.competence_words}
    audit.record(office.reference, action, actor=actor, at=at, details=details)
