"""Which years have a holiday notice, which years running time limits need, and what is wrong in newer notices.

Exit status 1 where a year that a running time limit touches has no notice, where from 1 December on the next year
has none, or where a notice in HOLIDAYS_DIR cannot be used. Each reason is one sentence.
"""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.kernel import clock, holidays
from casework.kernel.deadlines import OPEN
from casework.kernel.holidays.proofreading import defects
from casework.kernel.models import Deadline

NAMED_BY_YEAR = re.compile(r"[0-9]{4}\.toml")
DECEMBER = 12


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        reasons = self._read_folder()
        loaded = self._print_years()
        reasons += self._missing(loaded)
        for reason in reasons:
            self.stderr.write(reason)
        if reasons:
            raise SystemExit(1)
        self.stdout.write("Every year that a running time limit touches has its notice.")

    def _read_folder(self) -> list[str]:
        """What is wrong in the office's own folder."""
        if not settings.HOLIDAYS_DIR:
            return []
        folder = Path(settings.HOLIDAYS_DIR)
        if not folder.is_dir():
            return [f"HOLIDAYS_DIR: there is no folder {folder}."]
        reasons = []
        for path in sorted(folder.glob("*.toml")):
            if NAMED_BY_YEAR.fullmatch(path.name):
                reasons += defects(path)
            else:
                reasons.append(f"{path.name}: not read; a notice is named by its year, 2027.toml")
        return reasons

    def _print_years(self) -> set[int]:
        """One line for each year that can be used; the office's own notice stands for ours."""
        own = Path(settings.HOLIDAYS_DIR) if settings.HOLIDAYS_DIR else None
        usable = {int(path.stem): path for path in holidays.notices_in(holidays.FOLDER)}
        if own and own.is_dir():
            usable |= {int(path.stem): path for path in holidays.notices_in(own) if not defects(path)}
        for year, path in sorted(usable.items()):
            notice = holidays.read(path)
            off = sum(len(list(holiday.days())) for holiday in notice)
            worked = sum(len(holiday.working) for holiday in notice)
            source = notice[0].notice if notice else "no holiday"
            place = "" if path.parent == holidays.FOLDER else f"  from {path}"
            self.stdout.write(f"{year}  {off:2} days off, {worked} weekend days worked  {source}{place}")
        return set(usable)

    def _missing(self, loaded: set[int]) -> list[str]:
        today = clock.today()
        touched: Counter[int] = Counter()
        spans = Deadline.objects.filter(state__in=OPEN).values_list("started_on__year", "due_on__year")
        for first, last in spans.iterator(chunk_size=5000):
            touched.update(range(first, last + 1))
        self.stdout.write(f"Running time limits touch: {', '.join(map(str, sorted(touched))) or 'no year'}")
        reasons = [
            f"{year}: no holiday notice, and {count} running time limits touch that year. "
            "Days that hang on it are provisional."
            for year, count in sorted(touched.items())
            if year not in loaded
        ]
        if today.month == DECEMBER and today.year + 1 not in loaded | set(touched):
            reasons.append(
                f"{today.year + 1}: no holiday notice, and it is December. "
                "Put the State Council's notice into HOLIDAYS_DIR."
            )
        return reasons
