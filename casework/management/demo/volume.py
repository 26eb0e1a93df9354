"""A hundred thousand open approvals and everything that their queue reads, by COPY, in seconds.

Number ``n`` of a load gives one case under way with its party, officers, clock, dossier, history and one approval
that waits: a visit, a filing, a decision not to file, a proposed penalty or a decision. Three quarters are of the
first bureau, a quarter of the second; last days lie before and after today. Some lack what a head must find
missing: an officer's certificate has run out, or the discussion has not been held.

Rows are written as the verbs leave them, clocks by the table of the law, history with its chain. The days of rest
between steps are not the law's but round figures.
"""

import datetime as dt

from django.db import connection

from casework.kernel.models import AuditEvent, Deadline, User
from casework.management.demo.bureaus import bureau_of
from casework.management.demo.copying import copy, keys_of
from casework.management.demo.volume_items import items_of
from casework.management.demo.volume_rows import (
    approval,
    case,
    officers,
    party,
    proposal,
    review,
    site_record,
    write_clocks,
    write_history,
    write_visits,
)
from casework.models import Approval, Case, CaseOfficer, DossierEntry, Party, Proposal, Review
from inspections.models import Visit


def load(cast: dict[str, User], number: int, today: dt.date) -> None:
    """Write ``number`` items; call it in a transaction. The owner of the tables alone can do that: the chain of
    the history is computed here instead of row by row in its trigger."""
    bureaus = [bureau_of(cast, "nanhai", today), bureau_of(cast, "shunde", today)]
    items = items_of(bureaus, number, today)
    visited = [item for item in items if item.kind != "visit"]
    filed = [item for item in items if item.is_filed]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as they come, not heaped up
    copy(Party, map(party, items))
    copy(Case, map(case, items))
    copy(CaseOfficer, officers(items), ids=keys_of(CaseOfficer, 2 * number))
    copy(DossierEntry, map(site_record, visited), ids=keys_of(DossierEntry, len(visited)))
    copy(Proposal, map(proposal, filed), ids=keys_of(Proposal, len(filed)))
    copy(Review, map(review, filed), ids=keys_of(Review, len(filed)))
    copy(Approval, map(approval, items), ids=keys_of(Approval, number))
    write_visits([item for item in items if item.kind == "visit"])
    write_clocks(items)
    write_history(items)


def analyze() -> None:
    """What autovacuum would do later: statistics, and which pages an index may answer alone."""
    tables = (Party, Case, CaseOfficer, DossierEntry, Proposal, Approval, Deadline, AuditEvent, Visit)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")
