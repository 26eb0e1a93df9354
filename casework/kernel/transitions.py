"""The one door: nothing else assigns ``.state``."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django.db import models

from casework.kernel import audit, deadlines, tokens
from casework.kernel.clock import SHANGHAI, day_of
from casework.kernel.errors import Attempt, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import SAME, SWEEP, WRONG_ROLE, Lifecycle, Option, Text, available, judge
from casework.kernel.models import AuditEvent, Office, User
from casework.kernel.roles import Role
from casework.kernel.tokens import Token


class HasLifecycle(models.Model):
    """A business object with a state. ``version`` counts its changes: a form remembers which it saw."""

    lifecycle: ClassVar[Lifecycle]

    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def state_title(self) -> Text:
        return self.lifecycle.by_state[self.state].title

    @property
    def is_ended(self) -> bool:
        return self.lifecycle.by_state[self.state].is_end

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        """What is on file, as the guards of the table ask for it."""
        return {}

    def history_references(self) -> tuple[str, ...]:
        """The objects whose history decides who is barred."""
        return (self.reference,)

    def present(self) -> Mapping[str, Collection[int]]:
        """Who holds a place on the object now, by the names that ``only`` asks for. Bars ask the history, which
        forgets nobody."""
        return {}

    def clock_office(self) -> Office | None:
        """Whose matter it is: its clocks stand in that office's queue, and its heads' stand-ins act on it."""
        return None


S = TypeVar("S", bound=HasLifecycle)


def lock(subject: S) -> S:
    """The row as it is now, held until the transaction ends."""
    return type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)


def options(subject: HasLifecycle, user: User, day: dt.date) -> list[Option]:
    """What this person could do now, each with its reasons against: buttons and API draw from this."""
    history = _taken_part(subject)
    actor = user.acting_on(day, subject.clock_office())
    return available(subject.lifecycle, subject.state, actor, subject.facts(day), history, day)


def option(subject: HasLifecycle, action: str, user: User, day: dt.date) -> Option:
    history = _taken_part(subject)
    transition = subject.lifecycle.by_action[action]
    actor = user.acting_on(day, subject.clock_office())
    return judge(transition, subject.state, actor, subject.facts(day), history, day)


def _taken_part(subject: HasLifecycle) -> Mapping[str, Collection[int | None]]:
    return {**audit.participants(*subject.history_references()), **subject.present()}


def authorise(actor: User, roles: frozenset[Role], *, office: Office, day: dt.date, law: str) -> User | None:
    """For an act outside the tables: let an own role through, or one that is lent, and tell on whose behalf.
    Raises :class:`NotPermitted`."""
    if roles & actor.roles:
        return None
    for delegation in actor.delegations_on(day):
        if delegation.reaches(office) and roles & delegation.lent_roles:
            return delegation.delegator
    raise NotPermitted(WRONG_ROLE, law=law)


def perform(
    subject: S,
    action: str,
    *,
    actor: User | None,
    at: dt.datetime,
    token: Token | None = None,
    details: Mapping[str, Any] | None = None,
    participants: Iterable[User] | None = None,
    starts_on: dt.date | None = None,
) -> S:
    """Carry out one row of the table on ``subject``, which must be the locked row, in the open transaction.

    Checks order, role, separation and guards; sets the state; runs the clocks, from ``starts_on`` where the
    law counts from another day than the act's; records one audit event. ``actor=None`` is a sweep. Raises
    :class:`Refused`, :class:`NotPermitted` or :class:`Stale` and changes nothing.
    """
    day = day_of(at)
    transition = subject.lifecycle.by_action[action]
    if token is not None:
        tokens.spend(token, transition.audit, subject.reference, actor=actor, at=at)
    current = (
        type(subject)
        ._base_manager.select_for_update(of=("self",))
        .values_list("state", "version")
        .get(pk=subject.pk)
    )
    if current != (subject.state, subject.version) or (
        token is not None and token.version not in (0, subject.version)
    ):
        raise Stale(who_was_first(subject))
    facts = subject.facts(day)
    history = _taken_part(subject)
    acting = actor.acting_on(day, subject.clock_office()) if actor else SWEEP
    judged = judge(transition, subject.state, acting, facts, history, day)
    if not judged.is_allowed:
        error = Refused.because(judged.refusals)
        error.attempt = Attempt(subject.reference, transition.audit, actor.pk if actor else None, at)
        raise error
    if transition.target != SAME:
        subject.state = transition.target
    subject.version += 1
    subject.save()
    for clock in transition.stops:
        deadlines.meet(subject.reference, clock, on=day, actor=actor, at=at)
    for start in transition.starts:
        if start.applies(facts, starts_on or day):
            deadlines.start(
                start.clock,
                subject.reference,
                on=starts_on or day,
                actor=actor,
                at=at,
                office=subject.clock_office(),
            )
    # The receipt says who could not have done it, and why.
    barred = {
        bar.law: sorted({i for a in bar.actions for i in history.get(a, ()) if i}) for bar in transition.bars
    }
    audit.record(
        subject.reference,
        transition.audit,
        actor=actor,
        at=at,
        participants=participants,
        on_behalf_of=User.objects.get(pk=judged.on_behalf_of.by) if judged.on_behalf_of else None,
        details={**(details or {}), "law": transition.law, **({"barred": barred} if barred else {})},
    )
    return subject


def who_was_first(subject: HasLifecycle) -> Text:
    """What the second of two people is told."""
    return last_change(subject.reference)


def last_change(reference: str) -> Text:
    event: AuditEvent | None = audit.history_of(reference).last()
    if event is None:
        return Text(
            "这一件刚刚被别人改动，请重新打开。", "Somebody changed this a moment ago; open it again."
        )
    who = event.who or "系统"
    zh, en = (who.zh, who.en) if isinstance(who, Text) else (who, who)
    when = event.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return Text(
        f"{zh}在{when}已经办理了这一件，您的操作没有生效。请重新打开再看。",
        f"{en} acted on this at {when}; your action had no effect. Open it again.",
    )
