"""Load the demo world into an empty database: invented people, invented traders, real procedure."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.kernel import clock
from casework.kernel.models import User
from casework.management.demo.people import CAST, make_people
from casework.management.demo.world import make_world
from complaints.services import hotline_accounts

# What `make run` prints.
LOGINS = [
    "Sign in at /desk/ as one of these, password casework-demo:",
    *(f"{part.username:<13}{', '.join(part.roles):<18}{part.name}" for part in CAST),
]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--size",
            type=int,
            default=settings.DEMO_SIZE,
            help="further submissions and cases (default 200); 0 for the people alone",
        )

    @transaction.atomic
    def handle(self, *, size: int, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo world is for demonstrations: set CASEWORK_DEMO=true to allow it.")
        if User.objects.exists():
            raise CommandError("The database is not empty; the demo world is only loaded into an empty one.")
        cast = make_people(settings.DEMO_PASSWORD)
        hotline_accounts.make_demo_account(
            office=cast["intake"].office, address=settings.DEMO_HOTLINE_ADDRESS, at=clock.now()
        )
        if size:
            make_world(cast, clock.today(), size=size)
        self.stdout.write("The demo world is loaded.")
