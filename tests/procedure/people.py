"""Who meets a case: each role of the bureau, and each way of standing to the case.

``author``     an officer of the case, who also asked for what waits in it
``partner``    the other officer of the case
``colleague``  an officer of the same bureau who is not on the case
``both``       an officer of the case who is a head as well
``standin``    acts for the head, who is away
``standinown`` acts for ``both``
The others hold their one role and have nothing to do with the case; ``stranger`` and ``strangerhead`` are of another
bureau.
"""

import datetime as dt

from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.services import delegations, people
from tests.factories import at

HEADS_AND_STAFF = (
    "intake", "mediator", "unithead", "reviewer", "legal", "head", "deputy", "principal", "publisher1", "host",
    "archivist", "litigator",
)  # fmt: skip
OUTSIDE = ("operator", "admin", "stranger", "strangerhead")
PEOPLE = ("author", "partner", "colleague", "both", *HEADS_AND_STAFF, "standin", "standinown", *OUTSIDE)

OFFICER, HEAD_OF_ALL = frozenset({Role.CASE_OFFICER}), frozenset({Role.CASE_OFFICER, Role.BUREAU_HEAD})
BEFORE = at("2021-08-20 09:00")


def assemble(cast: dict[str, User]) -> dict[str, User]:
    """The cast by the names above, with those who are made for the purpose."""
    office = cast["officer"].office

    def made(name: str, roles: frozenset[Role], certificate: str = "") -> User:
        person = people.add_person(
            username=name, name=name, office=office, roles=roles, password=None, actor=None, at=BEFORE
        )
        if certificate:
            people.add_certificate(
                user=person, number=certificate, valid_from=dt.date(2019, 4, 1),
                valid_to=dt.date(2030, 12, 31), actor=None, at=BEFORE,
            )  # fmt: skip
        return person

    everybody = {name: cast[name] for name in (*HEADS_AND_STAFF, *OUTSIDE)}
    everybody |= {"author": cast["officer"], "partner": cast["inspector1"]}
    everybody["colleague"] = made("colleague", OFFICER, "粤演示0201")
    everybody["both"] = made("both", HEAD_OF_ALL, "粤演示0202")
    for name, absent in (("standin", cast["head"]), ("standinown", everybody["both"])):
        everybody[name] = made(name, frozenset({Role.PUBLICATION}))
        delegations.grant(
            delegator=absent, delegate=everybody[name], roles=[Role.BUREAU_HEAD], from_on=dt.date(2021, 8, 20),
            until_on=dt.date(2021, 12, 31), ground="出差", actor=absent, at=BEFORE,
        )  # fmt: skip
    return everybody
