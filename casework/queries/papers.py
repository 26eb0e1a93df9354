"""Documents of cases, and the public copies of their decisions."""

from django.db.models import (
    Exists,
    OuterRef,
    QuerySet,
)

from casework.clocks import PUB_WITHDRAW_3, SUPPLY_MATERIAL
from casework.kernel.errors import NotFound
from casework.kernel.models import Deadline, User
from casework.lifecycle import PUBLISHERS
from casework.models import (
    Case,
    Document,
    Publication,
)
from casework.queries.cases import cases_for, offices_of


def documents_for(user: User) -> QuerySet[Document]:
    return (
        Document.objects.filter(case__in=cases_for(user))
        .select_related("case", "file")
        .prefetch_related("services")
    )


def document_for(user: User, reference: str) -> Document:
    try:
        return documents_for(user).get(reference=reference)
    except Document.DoesNotExist:
        raise NotFound from None


def notices_awaited(case: Case) -> QuerySet[Document]:
    """The served notices to supply material on which it is still to come."""
    running = Deadline.objects.filter(clock=SUPPLY_MATERIAL.id, state="running")
    return case.documents.filter(reference__in=running.values("reference"))


def publications_for(user: User) -> QuerySet[Publication]:
    if not user.reads_cases:
        return Publication.objects.none()
    return Publication.objects.filter(decision__case__office__in=offices_of(user)).select_related(
        "decision__case__party", "decision__case__office", "prepared_by", "public_document__file"
    )


def publication_for(user: User, reference: str) -> Publication:
    try:
        return publications_for(user).get(reference=reference)
    except Publication.DoesNotExist:
        raise NotFound from None


def awaiting_publication(user: User) -> QuerySet[Case]:
    """Decided cases without a public copy yet, for the publication officer."""
    prepared = Publication.objects.filter(decision__case=OuterRef("pk"), decision__annulled_on=None)
    return (
        cases_for(user)
        .filter(
            decisions__outcome="penalty",
            decisions__annulled_on=None,
            # What was decided on the spot is not published (公示规定 art 2).
            decisions__document__kind="penalty_decision",
            decisions__changed_by="",
        )
        .exclude(Exists(prepared))
        .order_by("decided_on", "pk")
    )


def publications_to_check(user: User) -> QuerySet[Publication]:
    """Public copies that wait for a second person, the oldest decision first (all have the same period); for
    publication officers alone, who see their own among them."""
    prepared = publications_for(user).filter(state="prepared").order_by("decision__decided_on", "pk")
    return prepared if user.powers & PUBLISHERS else prepared.none()


def awaiting_withdrawal(user: User) -> QuerySet[Publication]:
    """Published decisions that were overturned and must leave the register within three working days."""
    running = Deadline.objects.filter(
        reference=OuterRef("decision__case__reference"), clock=PUB_WITHDRAW_3.id, state="running"
    )
    return publications_for(user).filter(Exists(running), state="published")
