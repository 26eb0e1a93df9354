"""How often something was used lately: the memory of the limits."""

from django.db import models


class Allowance(models.Model):
    """One count for each draft, account or door. It lies in the database, which the act needs anyway: no second
    service can be gone, and every worker counts on the same row. The table is unlogged: after a crash of PostgreSQL
    all begin anew."""

    key = models.CharField(max_length=80, primary_key=True)
    since = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.used}"
