"""The import of a spreadsheet and what became of each of its rows."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, StoredFile, User
from casework.kernel.transitions import HasLifecycle
from complaints.lifecycle.importing import IMPORT, IMPORTS


class ImportRun(HasLifecycle):
    """One file. It is encrypted with a key of its own, which is destroyed when the import is over; rows keep what
    they became and why they failed, never what they held."""

    lifecycle = IMPORT
    counts: dict[str, int]
    """Rows by state, where ``queries.import_for`` has counted them."""

    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in IMPORTS])
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    columns = models.JSONField(default=dict)
    """Name of a field → header of the column that fills it."""

    class Meta:
        ordering = ["-pk"]

    @property
    def kind_title(self) -> Text:
        return IMPORTS[self.kind]

    def clock_office(self) -> Office:
        return self.office


class ImportRow(models.Model):
    """A row of the file under its number there; (run, number) is what makes a killed import go on, not again."""

    class State(models.TextChoices):
        WRONG = "wrong"
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"
        UNDONE = "undone"
        KEPT = "kept"

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60, blank=True)
    """Its number in the system it comes from."""
    state = models.CharField(max_length=10, choices=State)
    reference = models.CharField(max_length=60, blank=True)
    """What it became."""
    errors = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """[column, what is wrong and what to do in Chinese, the same in English], without the value."""
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """What stood in the register before, for the undoing."""
    clock = models.JSONField(default=list)
    """Of a case: which clock will run and until when, in Chinese and in English."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_row_is_imported_once"),
            models.UniqueConstraint(
                fields=["office", "kind", "key"],
                condition=models.Q(state="done") & ~models.Q(key="") & ~models.Q(kind="traders"),
                name="an_outside_number_is_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number} {self.state}"


class ImportMapping(models.Model):
    """Which column an office fills which field from, remembered for the next file of the kind."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="one_mapping_per_office")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind}"
