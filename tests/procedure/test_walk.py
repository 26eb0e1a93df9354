"""Anybody tries anything, in any order, over the API: the procedure never comes into a state that the law forbids.

Seeded with the course of the seed case: each walk begins in one of its states. 2,000 steps in the suite, 100,000 by
``make test-long``.
"""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.kernel import clock
from casework.kernel.clock import SHANGHAI
from casework.kernel.errors import DomainError
from casework.management.demo.people import make_people
from casework.models import Approval, Case, Document
from casework.services import approvals, notices, service_of_documents
from casework.web.case_steps import STEPS
from tests.factories import WALK, case_in, deliver, moment_of, propose_penalty
from tests.procedure.bodies import body
from tests.procedure.invariants import broken

PEOPLE = (
    "officer",
    "inspector1",
    "unithead",
    "reviewer",
    "legal",
    "head",
    "principal",
    "intake",
    "archivist",
    "stranger",
)
ANSWERS = {"approve": approvals.approve, "return": approvals.send_back, "reject": approvals.reject}
MADE = ("penalty_notice", "penalty_decision", "no_penalty_decision")


class Procedure(RuleBasedStateMachine):
    """One case, everybody, and a clock that goes forward only."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = transaction.atomic()
        self.unit.__enter__()
        self.cast = make_people(password=None)
        self.browsers: dict[str, Client] = {}

    def teardown(self) -> None:
        clock.now = _real_now
        transaction.set_rollback(True)
        self.unit.__exit__(None, None, None)

    @initialize(state=st.sampled_from(["lead_registered", *WALK]))
    def begin(self, state: str) -> None:
        self.case = case_in(self.cast, state)
        self.at = _moment(moment_of(state) if state in WALK else "2021-08-25 10:00")
        self._set(dt.timedelta(minutes=5))

    @rule(action=st.sampled_from(sorted(STEPS)), who=st.sampled_from(PEOPLE))
    def take_a_step(self, action: str, who: str) -> None:
        officers = [self.cast[name].pk for name in ("inspector1", "inspector2", "officer")]
        fields = body(action, self._case(), self.at.date(), officers)
        address = f"/api/v1/cases/{self.case.reference}/steps/{action}/"
        answer = self._browser(who).post(address, fields, "application/json")
        assert answer.status_code in (200, 400, 403, 404, 409), answer.content[:300]

    @rule(
        answer=st.sampled_from(sorted(ANSWERS)),
        who=st.sampled_from(("head", "principal", "officer", "unithead")),
    )
    def answer_what_waits(self, answer: str, who: str) -> None:
        pending = Approval.objects.filter(case=self.case, state="pending").last()
        if pending:
            self._try(ANSWERS[answer], approval=pending, note="请看。", actor=self.cast[who])

    @rule(amount=st.sampled_from(("60000.00", "180000.00", "240000.00")))
    def propose_an_amount(self, amount: str) -> None:
        self._try(_propose, cast=self.cast, case=self._case(), amount=amount)

    @rule(who=st.sampled_from(("officer", "inspector1", "head")), kind=st.sampled_from(MADE))
    def serve(self, who: str, kind: str) -> None:
        deliver(self.at.strftime("%Y-%m-%d %H:%M"))
        document = Document.objects.filter(case=self.case, kind=kind).last()
        if document:
            self._try(
                service_of_documents.record_service, document=document, method="direct", received_by="钱知远",
                served_on=self.at.date(), actor=self.cast[who],
            )  # fmt: skip

    @rule(days=st.sampled_from((1, 3, 8, 31)))
    def days_pass(self, days: int) -> None:
        self._set(dt.timedelta(days=days))
        notices.lapse_defences_due(at=self.at)

    @invariant()
    def nothing_forbidden_came_about(self) -> None:
        if hasattr(self, "case"):
            self._set(dt.timedelta(minutes=1))
            assert broken(self._case()) == []

    def _case(self) -> Case:
        return Case.objects.get(pk=self.case.pk)

    def _browser(self, who: str) -> Client:
        if who not in self.browsers:
            self.browsers[who] = Client()
            self.browsers[who].force_login(self.cast[who], "django.contrib.auth.backends.ModelBackend")
        return self.browsers[who]

    def _try(self, verb, **given) -> None:
        try:
            with transaction.atomic():
                verb(at=self.at, **given)
        except DomainError:
            pass

    def _set(self, step: dt.timedelta) -> None:
        self.at += step
        now = self.at
        clock.now = lambda: now


_real_now = clock.now


def _propose(*, cast, case: Case, amount: str, at: dt.datetime) -> None:
    propose_penalty(cast, case, amount, at.strftime("%Y-%m-%d %H:%M"))


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def walk(examples: int, steps: int) -> None:
    Procedure.TestCase.settings = settings()
    run_state_machine_as_test(
        Procedure,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )


@pytest.mark.django_db
def test_two_thousand_steps_by_anybody_never_break_the_law():
    walk(examples=20, steps=100)


@pytest.mark.long
@pytest.mark.django_db
def test_a_hundred_thousand_steps_by_anybody_never_break_the_law():
    walk(examples=1000, steps=100)
