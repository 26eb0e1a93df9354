"""Load a great many open approvals or submissions, with all that is behind them, to see how the lists behave."""

import time

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.kernel import clock
from casework.kernel.models import User
from casework.management.demo import volume, volume_intake
from casework.management.demo.people import CAST, make_people
from casework.models import Case


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--items", type=int, help="open approvals (default 100000, 0 beside --submissions)"
        )
        parser.add_argument("--submissions", type=int, default=0, help="reports and complaints")
        parser.add_argument("--yes", action="store_true", help="also into a database that has cases already")

    def handle(self, *, items: int | None, submissions: int = 0, yes: bool = False, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented cases have no place in production.")
        if Case.objects.exists() and not yes:
            raise CommandError("The database is not empty: say --yes to add to what is there.")
        if items is None:
            items = 0 if submissions else 100_000
        for number, what, kind in (
            (items, "open approvals", volume),
            (submissions, "submissions", volume_intake),
        ):
            if number:
                self._load(number, what, kind)

    def _load(self, number: int, what: str, kind) -> None:
        begun = time.perf_counter()
        with transaction.atomic():
            kind.load(_cast(), number, clock.today())
        kind.analyze()
        self.stdout.write(f"{number:,} {what} loaded in {time.perf_counter() - begun:.0f} s.")


def _cast() -> dict[str, User]:
    """The cast of the demo world, made where nobody is there yet."""
    if not User.objects.exists():
        make_people(password=None)
        User.objects.update(password=make_password(settings.DEMO_PASSWORD))  # the slow part, once
    people = {user.username: user for user in User.objects.filter(username__in=[p.username for p in CAST])}
    if len(people) < len(CAST):
        raise CommandError("The people of the demo world are not here: start with an empty database.")
    return people
