"""The statutory clocks that run on business objects, and what moved them."""

from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models.office import Office
from casework.kernel.models.person import User


class Deadline(models.Model):
    """A statutory clock that runs on a business object. The due days are a pure function of the events, the
    rule's version and the holiday calendar; they are stored for the queues."""

    class State(models.TextChoices):
        RUNNING = "running"
        HELD = "held"
        MET = "met"
        LAPSED = "lapsed"

    reference = models.CharField(max_length=40)
    clock = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    law = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    started_on = models.DateField()
    due_on = models.DateField()
    raw_due_on = models.DateField()
    internal_due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    length = models.CharField(max_length=20, blank=True)
    """Set locally, for the clocks that have no national number."""
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    met_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Since when and why a held clock stands still."""
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", null=True)
    left: int | None = None
    """Days left in the clock's own unit, given by the query that loads it for a page; None while it is held."""

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["reference"], name="deadline_by_reference"),
            models.Index(
                fields=["clock", "due_on"], condition=models.Q(state="running"), name="deadline_running"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "clock"],
                condition=models.Q(state__in=["running", "held"]),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="met", met_on__isnull=False)
                | ~models.Q(state="met") & models.Q(met_on=None),
                name="a_met_clock_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state="held", held_on__isnull=False)
                | ~models.Q(state="held") & models.Q(held_on=None),
                name="a_held_clock_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.clock} {self.due_on}"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.HELD)

    @property
    def was_late(self) -> bool:
        return self.met_on is not None and self.met_on > self.due_on


class DeadlineEvent(models.Model):
    """What moved a clock: its start, an exclusion, a pause, an extension, its end. Added, never edited.

    An exclusion is the days ``on`` to ``until``; a pause runs from a ``hold`` to the day before the ``resume`` of
    the same ``ground``. ``document`` is the reference of the paper on which the change rests."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=60, blank=True)
    length = models.CharField(max_length=20, blank=True)
    """How long an extension is, ``15 working_day``."""
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["extend", "exclude", "hold", "resume"])
                | ~models.Q(document=""),
                name="a_moved_clock_rests_on_a_paper",
            ),
            models.UniqueConstraint(
                fields=["deadline", "on"], condition=models.Q(kind="miss"), name="missed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
