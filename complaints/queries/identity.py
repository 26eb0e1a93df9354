"""Who handles a submission, and what everybody else reads of it: the one place of this rule (Order 121 art 37)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, prefetch_related_objects

from casework.kernel import vault
from casework.kernel.models import Office, User
from casework.kernel.roles import Role
from casework.models import CaseOfficer
from complaints.lifecycle.hotline import HOTLINE_DESK
from complaints.models import Submission, Supplement, WorkOrder

DESKS: dict[str, frozenset[Role]] = {
    "report": frozenset({Role.INTAKE}),
    "complaint": frozenset({Role.INTAKE, Role.MEDIATOR}),
}
"""Who handles a submission of each kind in the office that received it or was sent it."""


def handles(one: Submission | WorkOrder, user: User) -> bool:
    """Whether this person may open who sent it and reads its words in full: the desk of its office, or an
    officer named now on the case that it became. A work order is handled by the hotline's desk."""
    if isinstance(one, WorkOrder):
        return bool(user.roles & HOTLINE_DESK) and _is_below(one.office, user)
    return _is_of_the_desk(one, user) or bool(_cases_of(user, [one.case_reference]))


def as_read_by(user: User, submissions: Iterable[Submission]) -> list[Submission]:
    """The same rows; those that this person does not handle with masks in the place of contact data and of the
    sender's own name, in at most three queries. A masked row cannot be saved."""
    rows = list(submissions)
    cases = _cases_of(user, [row.case_reference for row in rows])
    others = [row for row in rows if row.case_reference not in cases and not _is_of_the_desk(row, user)]
    prefetch_related_objects(others, "reporter__entries")
    for row in others:
        _mask(row)
    return rows


def masked_supplement(submission: Submission, added: Supplement) -> Supplement:
    added.text = vault.hide(added.text, submission.reporter)
    for file in added.attachments.all():
        file.name = ""
    return added


def _mask(submission: Submission) -> None:
    submission.is_masked = True
    for name in ("story", "request", "reply"):
        setattr(submission, name, vault.hide(getattr(submission, name), submission.reporter))


def _is_of_the_desk(submission: Submission, user: User) -> bool:
    offices = [office for office in (submission.office, submission.routed_to) if office]
    return bool(user.roles & DESKS[submission.kind]) and any(_is_below(office, user) for office in offices)


def _is_below(office: Office, user: User) -> bool:
    return bool(user.office and office.path.startswith(user.office.path))


def _cases_of(user: User, references: Iterable[str]) -> set[str]:
    """Those cases on which the user is an officer now."""
    wanted = {reference for reference in references if reference}
    if not wanted:
        return set()
    named: QuerySet[CaseOfficer] = CaseOfficer.objects.filter(
        Q(user=user, ended_at=None), case__reference__in=wanted
    )
    return set(named.values_list("case__reference", flat=True))
