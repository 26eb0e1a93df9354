"""The bureaus of a load: their stations, a team in each office, the people who decide."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import Office, User
from casework.kernel.references import profile_on
from casework.kernel.roles import Role
from casework.management.demo.people import SINCE, UNTIL
from casework.services.people import add_certificate, add_person

STATIONS = 4
TEAM = 6  # officers of each office


@dataclass(frozen=True)
class Bureau:
    offices: Sequence[Office]
    teams: dict[int, Sequence[User]]
    people: dict[str, User]
    prefix: str


def bureau_of(cast: dict[str, User], code: str, today: dt.date) -> Bureau:
    """The bureau with its stations and a team in each office; what is there already is taken as it is."""
    root = Office.objects.get(code=code)
    offices = [
        root,
        *(
            Office.objects.get_or_create(
                code=f"{code}-{n}",
                defaults={"name": f"{root.name[2:5]}第{n}市场监督管理所（演示）", "parent": root},
            )[0]
            for n in range(1, STATIONS + 1)
        ),
    ]
    teams = {office.pk: [_officer(office, n, today) for n in range(TEAM)] for office in offices}
    people = {name: cast[name] for name in ("intake", "unithead", "reviewer", "head")}
    if code == "shunde":
        people["head"] = cast["strangerhead"]
    return Bureau(offices, teams, people, profile_on(root, today).number_prefix)


def _officer(office: Office, n: int, today: dt.date) -> User:
    """The last one of a team let the certificate run out yesterday."""
    username = f"{office.code}-officer{n}"
    found = User.objects.filter(username=username).first()
    if found:
        return found
    at = at_hour(SINCE)
    user = add_person(
        username=username,
        name=f"{'陈黄赵李吴林'[n]}执法（演示）",
        office=office,
        roles=[Role.INSPECTOR],
        password=None,
        actor=None,
        at=at,
    )
    until = today - DAY if n == TEAM - 1 else UNTIL
    add_certificate(user=user, number=f"演示{username}", valid_from=SINCE, valid_to=until, actor=None, at=at)
    return user
