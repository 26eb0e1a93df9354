"""What the guards of the case ask of other tables, for any number of cases in one query."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, F, Model, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from casework.clocks import (
    CASE_90,
    DEF_3_OLD,
    DEF_5,
    HRG_REQ_3_OLD,
    HRG_REQ_5,
    SUPPLY_MATERIAL,
    VERIFICATION_CLOCKS,
)
from casework.kernel.clock import day_of
from casework.kernel.models import Deadline, DeadlineEvent
from casework.kernel.prepared import Question
from casework.lifecycle import APPROVAL_KINDS, COURSE_KINDS, OPEN_TRANSFER, REDECIDED, spot_limit
from casework.lifecycle.measure import NOT_SETTLED

HEARING_PERIODS = (HRG_REQ_5.id, HRG_REQ_3_OLD.id)
VERIFICATION = tuple(clock.id for clock in VERIFICATION_CLOCKS)
DEFENCE_PERIODS = (DEF_5.id, DEF_3_OLD.id, *HEARING_PERIODS)
OPEN = ("running", "held")
# Stands in the question for the day on which it is asked.
ANY_DAY = dt.date(9999, 1, 1)
# What counts towards the decision in force: neither confiscated gains nor what an annulled one brought in.
_OF_THE_DECISION = ~Q(payments__purpose="gains") & (
    Q(payments__execution=None) | Q(payments__execution__decision__annulled_on=None)
)
_GIVEN_BACK = Q(refunds__paid_on__isnull=False, refunds__execution__decision__annulled_on=None)


def facts_on_file(case: type[Model], pks: Iterable[int], day: dt.date) -> dict[int, dict[str, bool]]:
    """Case pk → the facts that stand in other tables on ``day``. ``case`` is the model of the case, which
    itself asks here."""
    return {row["pk"]: _facts(row, day) for row in _question(case).ask(day, list(pks))}


@cache
def _question(case: type[Model]) -> Question:
    """What is asked of every case on ``ANY_DAY``: two dozen subqueries, composed once and planned once."""
    asked = case._base_manager.order_by().values("pk", **_columns(case, ANY_DAY))
    sql, written = asked.query.sql_with_params()
    places = ("$1" if argument == ANY_DAY else "%s" for argument in written)
    return Question(
        name="facts_on_file",
        takes=("date", "bigint[]"),
        sql=f"SELECT * FROM ({sql % tuple(places)}) facts WHERE pk = ANY($2)",
        written=[argument for argument in written if argument != ANY_DAY],
    )


def _columns(case: type[Model], day: dt.date) -> dict[str, Any]:
    this: QuerySet = case._base_manager.filter(pk=OuterRef("pk")).order_by()

    def of_the_case(relation: str) -> QuerySet:
        """The rows that point at the case, without a join on the case itself."""
        link: Any = case._meta.get_field(relation)
        rows: QuerySet = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})
        return rows.order_by()

    def has(relation: str, **what: Any) -> Coalesce:
        return _is_there(of_the_case(relation).filter(**what))

    def latest(relation: str, column: str, **what: Any) -> Subquery:
        return Subquery(of_the_case(relation).filter(**what).order_by("-pk").values(column)[:1])

    certified = of_the_case("officers").filter(
        ended_at=None,
        user__certificates__valid_from__lte=day,
        user__certificates__valid_to__gte=day,
        user__certificates__is_legal_qualification=False,
    )
    announced = (
        of_the_case("documents")
        .filter(kind="penalty_notice")
        .order_by("-pk")
        .values(proposal=Cast(KeyTextTransform("proposal_id", "context"), BigIntegerField()))[:1]
    )
    clocks = Deadline.objects.filter(reference=OuterRef("reference"))
    extensions = DeadlineEvent.objects.filter(deadline__reference=OuterRef("reference"), kind="extend")
    # An approval that was given and carried out is used up.
    before_the_head = Q(state="pending") | Q(state="approved", is_carried_out=False)
    same_act = case._base_manager.filter(
        party=OuterRef("party"),
        cause=OuterRef("cause"),
        act_ended_on=OuterRef("act_ended_on"),
        decisions__amount__gt=0,
        decisions__annulled_on=None,
    ).exclude(pk=OuterRef("pk"))
    return {
        "certified": Subquery(certified.values("case").annotate(n=Count("user", distinct=True)).values("n")),
        "evidence": has("dossier"),
        "signed_record": has("dossier", kind="site_record", is_signed=True),
        "asked": ArraySubquery(of_the_case("approvals").filter(before_the_head).values("kind")),
        "pending": has("approvals", state="pending", kind__in=COURSE_KINDS),
        "proposal": latest("proposals", "pk"),
        "outcome": latest("proposals", "outcome"),
        "proposed": latest("proposals", "amount"),
        "flags": latest("proposals", "flags"),
        "announced": Subquery(announced),
        "announced_amount": Subquery(
            this.filter(proposals__pk=Subquery(announced)).values("proposals__amount")[:1]
        ),
        "told_at": latest("documents", "made_at", kind="penalty_notice"),
        "waived_at": latest("statements", "recorded_at", kind="waiver"),
        "reviewed": has("reviews", outcome="agree"),
        "discussed": latest("discussions", "result", about="decision"),
        "discussed_amount": latest("discussions", "proposal__amount", about="decision"),
        "discussed_at": latest("discussions", "held_at", about="decision"),
        "annulled_on": latest("decisions", "annulled_on", annulled_on__isnull=False),
        "in_force": has("decisions", annulled_on=None),
        "redecision": latest("remedies", "redecision_ordered", outcome__in=REDECIDED),
        "transfer_open": has("police_transfers", state__in=OPEN_TRANSFER),
        "transfer_approved": has("police_transfers", state="approved"),
        "declined": has("police_transfers", state="declined"),
        "difference": latest("proposals", "difference"),
        "notice": has("documents", kind="penalty_notice", services__isnull=True),
        "material_awaited": has("documents", reference__in=_material_awaited()),
        "periods": _is_there(clocks.filter(clock__in=DEFENCE_PERIODS)),
        "periods_run": _is_there(clocks.filter(clock__in=DEFENCE_PERIODS, due_on__gte=day)),
        "hearing_window": _is_there(
            clocks.filter(clock__in=HEARING_PERIODS, state="running", due_on__gte=day)
        ),
        "verification_runs": _is_there(
            clocks.filter(clock__in=VERIFICATION, state__in=OPEN, due_on__gte=day)
        ),
        "verification_extended": _is_there(extensions.filter(deadline__clock__in=VERIFICATION)),
        "case_runs": _is_there(clocks.filter(clock=CASE_90.id, state__in=OPEN, due_on__gte=day)),
        "case_extended": _is_there(extensions.filter(deadline__clock=CASE_90.id, deadline__state__in=OPEN)),
        "fined_before": _is_there(same_act),
        "decision_file": latest("documents", "file", kind__in=("penalty_decision", "no_penalty_decision")),
        "fine": Subquery(of_the_case("decisions").filter(annulled_on=None).values("amount")[:1]),
        "surcharge": Subquery(
            of_the_case("decisions").filter(annulled_on=None).values("execution__surcharge")[:1]
        ),
        "paid": Subquery(
            this.annotate(total=Sum("payments__amount", filter=_OF_THE_DECISION)).values("total")
        ),
        "given_back": Subquery(
            this.annotate(total=Sum("refunds__amount", filter=_GIVEN_BACK)).values("total")
        ),
        "ended_by_court": has("decisions", annulled_on=None, execution__state="ended"),
        "party_kind": F("party__kind"),
        "unsettled": has("measures", state__in=NOT_SETTLED),
        "collected": has("collections"),
        "to_hand_in": has("collections", handed_in_on=None),
        "to_bank": has("collections", handed_in_on__isnull=False, banked_on=None),
    }


def _material_awaited() -> QuerySet:
    """The notices whose material is still to come."""
    running = Deadline.objects.filter(clock=SUPPLY_MATERIAL.id, state="running")
    return running.order_by().values("reference")


def _is_there(rows: QuerySet) -> Coalesce:
    """Whether there is such a row. Not EXISTS: PostgreSQL may answer that for every case there is, by a hash, where
    only those of one page are asked for."""
    return Coalesce(Subquery(rows.order_by().values(yes=Value(True))[:1]), Value(False))


def _facts(row: dict[str, Any], day: dt.date) -> dict[str, bool]:
    run_out = row["periods"] and not row["periods_run"]
    waived = None not in (row["told_at"], row["waived_at"]) and row["waived_at"] > row["told_at"]
    limit = spot_limit(day, is_individual=row["party_kind"] == "individual")
    return {
        "two_certified_officers": (row["certified"] or 0) >= 2,
        "evidence_on_file": row["evidence"],
        "site_record_signed": row["signed_record"],
        "nothing_pending": not row["pending"],
        **{f"{kind}_proposed": kind in row["asked"] for kind in APPROVAL_KINDS},
        "proposal_on_file": row["outcome"] not in (None, "on_the_spot"),
        "penalty_proposed": row["outcome"] == "penalty",
        "other_outcome_proposed": row["outcome"] not in (None, "penalty", "on_the_spot"),
        "hearing_right": "hearing_right" in (row["flags"] or ()),
        "amount_not_raised": None in (row["proposed"], row["announced_amount"])
        or row["proposed"] <= row["announced_amount"],
        "notice_outdated": row["announced"] is not None and row["announced"] != row["proposal"],
        "review_agreed": row["reviewed"],
        # The heads agreed on this proposal, or on a heavier one; what they said before an annulment does not
        # carry the new decision.
        "discussion_on_file": row["discussed"] == "agree"
        and None not in (row["proposed"], row["discussed_amount"])
        and row["proposed"] <= row["discussed_amount"]
        and (row["annulled_on"] is None or day_of(row["discussed_at"]) >= row["annulled_on"]),
        "notice_issued": row["notice"],
        "material_awaited": row["material_awaited"],
        "defence_period_run_out": run_out,
        "defence_period_over": run_out or waived,
        "hearing_window_open": row["hearing_window"],
        "verification_period_runs": row["verification_runs"],
        "verification_not_extended": not row["verification_extended"],
        "case_period_runs": row["case_runs"],
        "case_not_extended": not row["case_extended"],
        "case_extended": row["case_extended"],
        "not_fined_before": not row["fined_before"],
        "decision_document_ready": row["decision_file"] is not None,
        "fine_paid": row["fine"] is not None
        and (row["paid"] or 0) - (row["given_back"] or 0) >= row["fine"] + (row["surcharge"] or 0),
        "execution_ended_by_court": row["ended_by_court"],
        "fine_due": bool(row["proposed"]),
        "within_spot_limit": row["proposed"] is not None and row["proposed"] <= limit,
        "no_measure_in_force": not row["unsettled"],
        "decision_annulled": row["annulled_on"] is not None and not row["in_force"],
        "redecision_ordered": bool(row["redecision"]) and not row["in_force"],
        "no_redecision_ordered": not row["redecision"],
        "redecides": bool(row["redecision"]),
        "difference_stated": bool(row["difference"]),
        "no_transfer_open": not row["transfer_open"],
        "transfer_approved": row["transfer_approved"],
        "police_declined": row["declined"],
        "cash_to_hand_in": row["to_hand_in"],
        "cash_to_bank": row["to_bank"],
        "cash_banked": not row["to_hand_in"] and not row["to_bank"],
    }
