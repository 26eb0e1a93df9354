"""What the guards of the case ask of other tables, for any number of cases in one query."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from casework.clocks import DEF_5, HRG_REQ_5
from casework.kernel.models import Deadline

# What a head can be asked for, by the kind of the approval, and the fact that says so.
ASKED = {
    "filing": "filing_proposed",
    "not_filing": "not_filing_proposed",
    "decision": "decision_proposed",
    "closing": "closing_proposed",
}
DEFENCE_PERIODS = (DEF_5.id, HRG_REQ_5.id)


def facts_on_file(case: type[Model], pks: Iterable[int], day: dt.date) -> dict[int, dict[str, bool]]:
    """Case pk → the facts that stand in other tables on ``day``. ``case`` is the model of the case, which
    itself asks here."""
    rows = case._base_manager.filter(pk__in=list(pks)).order_by().values("pk", **_columns(case, day))
    return {row["pk"]: _facts(row) for row in rows}


@lru_cache(maxsize=4)
def _columns(case: type[Model], day: dt.date) -> dict[str, Any]:
    """Built once a day: making two dozen subqueries costs more than asking them. They are copied where used."""
    this: QuerySet = case._base_manager.filter(pk=OuterRef("pk")).order_by()

    def has(**what: Any) -> Exists:
        return Exists(this.filter(**what))

    def latest(column: str, **what: Any) -> Subquery:
        relation = column.partition("__")[0]
        return Subquery(this.filter(**what).order_by(f"-{relation}__pk").values(column)[:1])

    certified = this.filter(
        officers__user__certificates__valid_from__lte=day,
        officers__user__certificates__valid_to__gte=day,
        officers__user__certificates__is_legal_qualification=False,
    )
    announced = (
        this.filter(documents__kind="penalty_notice")
        .order_by("-documents__pk")
        .values(proposal=Cast(KeyTextTransform("proposal_id", "documents__context"), BigIntegerField()))[:1]
    )
    periods = Deadline.objects.filter(reference=OuterRef("reference"), clock__in=DEFENCE_PERIODS)
    return {
        "certified": Subquery(certified.annotate(n=Count("officers__user", distinct=True)).values("n")),
        "evidence": has(dossier__isnull=False),
        "signed_record": has(dossier__kind="site_record", dossier__is_signed=True),
        "pending": has(approvals__state="pending", approvals__kind__in=[*ASKED, "proposal"]),
        **{
            fact: latest("approvals__state", approvals__kind=kind, approvals__isnull=False)
            for kind, fact in ASKED.items()
        },
        "proposed": latest("proposals__amount", proposals__isnull=False),
        "flags": latest("proposals__flags", proposals__isnull=False),
        "announced": Subquery(this.filter(proposals__pk=Subquery(announced)).values("proposals__amount")[:1]),
        "discussed": has(discussions__isnull=False),
        "notice": has(documents__kind="penalty_notice"),
        "periods": Exists(periods),
        "periods_run": Exists(periods.filter(due_on__gte=day)),
        "waiver": has(statements__kind="waiver"),
        "decision_file": latest("documents__file", documents__kind="penalty_decision"),
        "fine": F("decision__amount"),
        "paid": Subquery(this.annotate(total=Sum("payments__amount")).values("total")),
    }


def _facts(row: dict[str, Any]) -> dict[str, bool]:
    run_out = row["periods"] and not row["periods_run"]
    return {
        "two_certified_officers": (row["certified"] or 0) >= 2,
        "evidence_on_file": row["evidence"],
        "site_record_signed": row["signed_record"],
        "nothing_pending": not row["pending"],
        **{fact: row[fact] in ("pending", "approved") for fact in ASKED.values()},
        "proposal_on_file": row["proposed"] is not None,
        "hearing_right": "hearing_right" in (row["flags"] or ()),
        "amount_not_raised": None in (row["proposed"], row["announced"])
        or row["proposed"] <= row["announced"],
        "discussion_on_file": row["discussed"],
        "notice_issued": row["notice"],
        "defence_period_run_out": run_out,
        "defence_period_over": run_out or row["waiver"],
        "decision_document_ready": row["decision_file"] is not None,
        "fine_paid": row["fine"] is not None and (row["paid"] or 0) >= row["fine"],
    }
