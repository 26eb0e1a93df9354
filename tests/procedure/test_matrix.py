"""Who may do what in which state: the tables, the API, the pages and the one door all say what matrix.csv says."""

import os

import pytest
from django.db import transaction
from django.urls import reverse

from casework.kernel import audit
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.lifecycle import judge
from casework.kernel.transitions import lock, option, perform
from casework.lifecycle import APPROVAL, CASE
from casework.models import Approval, Case
from casework.web.case_steps import STEPS
from tests.factories import at
from tests.procedure.conftest import NOW
from tests.procedure.matrix import kinds, read, rows_of, word, write
from tests.procedure.people import PEOPLE


@pytest.fixture
def browsers(people, browser_of):
    return {name: browser_of(people[name]) for name in PEOPLE}


@pytest.fixture
def subjects(case):
    """One object of every table; its state is set as the matrix asks."""
    found = {"case": case, "approval": Approval.objects.get(case=case)}
    for kind in kinds():
        found[kind.model.lifecycle.name] = kind.unborn(case)
    return found


def put(subject, state: str):
    """The object in this state, however it may have come there: the matrix is about persons."""
    if subject.pk:
        type(subject).objects.filter(pk=subject.pk).update(state=state)
        subject.refresh_from_db()
    subject.state = state
    return subject


def asked(subjects, people) -> dict:
    """The whole matrix as the tables answer now."""
    found = {}
    day = at(NOW).date()
    for name, subject in subjects.items():
        acting = {who: person.acting_on(day, subject.clock_office()) for who, person in people.items()}
        for state in subject.lifecycle.by_state:
            put(subject, state)
            facts = subject.facts(day)
            history = {**audit.participants(*subject.history_references()), **subject.present()}
            for transition in subject.lifecycle.transitions:
                if state not in transition.sources:
                    continue
                judged = {
                    who: judge(transition, state, actor, facts, history, day).refusals
                    for who, actor in acting.items()
                }
                found[name, state, transition.action] = {
                    who: "hidden" if who in HIDDEN else word(r.code for r in refusals)
                    for who, refusals in judged.items()
                }
    return found


HIDDEN = ("operator", "admin", "stranger", "strangerhead")


def test_the_tables_answer_as_the_matrix_says(subjects, people, clock_at):
    clock_at(NOW)
    found = asked(subjects, people)
    if os.environ.get("WRITE_MATRIX"):
        write(found)
    expected = read()
    assert found.keys() == expected.keys()
    surprises = [
        (key, who, cells[who], found[key][who])
        for key, cells in expected.items()
        for who in PEOPLE
        if cells[who] != found[key][who]
    ]
    assert surprises == []


@pytest.mark.parametrize("who", PEOPLE)
def test_the_api_answers_as_the_matrix_says(who, case, browsers, clock_at):
    clock_at(NOW)
    expected, surprises = read(), []
    for state in CASE.by_state:
        put(case, state)
        answer = browsers[who].get(reverse("api_case", args=[case.reference]))
        actions = [action for name, action in rows_of(CASE) if name == state]
        if answer.status_code == 404:
            found = dict.fromkeys(actions, "hidden")
        else:
            found = {o["action"]: word(r["code"] for r in o["reasons"]) for o in answer.json()["options"]}
        surprises += [
            (state, action, found.get(action))
            for action in actions
            if found.get(action) != expected["case", state, action][who]
        ]
    assert surprises == []


@pytest.mark.parametrize("who", PEOPLE)
def test_the_pages_open_as_the_matrix_says(who, case, browsers, clock_at):
    """A page of a step opens only for those whose step it is; what is missing on file is a 409."""
    clock_at(NOW)
    expected, surprises = read(), []
    for state, action in rows_of(CASE):
        if action not in STEPS:
            continue
        put(case, state)
        status = browsers[who].get(reverse(f"case_{action}", args=[case.reference])).status_code
        cell = expected["case", state, action][who]
        allowed = {"yes": {200, 409}, "hidden": {404}}.get(cell, {403})
        if status not in allowed:
            surprises.append((state, action, cell, status))
    assert surprises == []


def test_the_one_door_refuses_whom_the_matrix_refuses(case, people, clock_at):
    """Behind pages and API: the act itself, tried by everybody in every state."""
    moment = clock_at(NOW)
    expected, surprises = read(), []
    for state, action in rows_of(CASE):
        put(case, state)
        for who, person in people.items():
            cell = expected["case", state, action][who]
            try:
                with transaction.atomic():
                    perform(lock(Case.objects.get(pk=case.pk)), action, actor=person, at=moment)
                    transaction.set_rollback(True)
                let_in = True
            except NotPermitted:
                let_in = False
            except DomainError:
                let_in = True  # the person may; the file is not complete
            if let_in != (cell == "yes") and cell != "hidden":
                surprises.append((state, action, who, cell))
            if let_in and cell == "hidden" and who in ("operator", "admin"):
                surprises.append((state, action, who, cell))
    assert surprises == []


def test_out_of_its_states_no_act_is_possible(case, people, clock_at):
    moment = clock_at(NOW)
    possible = set(rows_of(CASE))
    day = moment.date()
    for state in CASE.by_state:
        put(case, state)
        for action, transition in CASE.by_action.items():
            if (state, action) in possible:
                continue
            codes = [r.code for r in option(case, action, people["both"], day).refusals]
            assert "state" in codes, (state, transition.action)


def test_an_approval_is_refused_over_page_and_api_to_whom_the_matrix_refuses_it(case, browsers, clock_at):
    clock_at(NOW)
    approval = Approval.objects.get(case=case)
    expected, surprises = read(), []
    addresses = {
        "approve": ("approval_approve", "api_approval_approve"),
        "return": ("approval_return", "api_approval_return"),
        "reject": ("approval_reject", "api_approval_reject"),
    }
    for action, (page, api) in addresses.items():
        for who in PEOPLE:
            cell = expected["approval", "pending", action][who]
            with transaction.atomic():
                seen = browsers[who].post(
                    reverse(api, args=[approval.reference]), {"note": "请改"}, "application/json"
                )
                transaction.set_rollback(True)
            status = {"yes": 200, "hidden": 404}.get(cell, 403)
            if seen.status_code != status:
                surprises.append((api, who, cell, seen.status_code))
            opened = browsers[who].get(reverse("approval", args=[approval.reference]))
            button = reverse(page, args=[approval.reference]) in opened.content.decode()
            if button != (cell == "yes"):
                surprises.append((page, who, cell, "button" if button else "no button"))
    assert surprises == []
    assert {t.action for t in APPROVAL.transitions} >= set(addresses)
