"""States as a table: the mechanism. Pure; the tables stand with the desks that own them.

A lifecycle is a tuple of transitions. Buttons, API and enforcement all ask the same question,
:func:`available` (what may this actor do now, and if not, why and by which article), and only
``kernel.transitions.perform`` answers it by changing a state.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from casework.kernel.roles import Role
from casework.kernel.working_days import Clock


@dataclass(frozen=True, slots=True)
class Text:
    """The same message in both languages; law tables carry their own words so that a lawyer reads one file."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def format(self, **names: object) -> "Text":
        return Text(self.zh.format(**names), self.en.format(**names))


@dataclass(frozen=True, slots=True)
class State:
    name: str
    title: Text
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A fact that must be on file. ``fact`` names a boolean among the subject's facts; ``when`` names a fact
    without which the guard does not apply. A guard with dates applies to acts on those days only. ``there`` is
    what one says once the fact is on file."""

    fact: str
    missing: Text
    law: str
    when: str = ""
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max
    there: Text | None = None

    def applies(self, facts: Mapping[str, bool], day: dt.date) -> bool:
        return self.valid_from <= day <= self.valid_to and (not self.when or bool(facts[self.when]))


@dataclass(frozen=True, slots=True)
class Bar:
    """Separation of duties: whoever took part in one of these audited actions may not act here."""

    actions: tuple[str, ...]
    reason: Text
    law: str


@dataclass(frozen=True, slots=True)
class Starts:
    """A clock that begins with the transition, if it is in force that day and the fact ``when`` holds. With
    dates it begins with acts of those days only."""

    clock: Clock
    when: str = ""
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max

    def applies(self, facts: Mapping[str, bool], day: dt.date) -> bool:
        in_time = self.valid_from <= day <= self.valid_to and self.clock.in_force(day)
        return in_time and (not self.when or bool(facts[self.when]))


SAME = "="


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: who may do what, when, with what on file. The target ``SAME`` leaves the state as it is."""

    action: str
    sources: tuple[str, ...]
    target: str
    title: Text
    audit: str
    """Name of the audit event, a dotted past participle: ``case.filed``."""
    roles: frozenset[Role]
    law: str
    guards: tuple[Guard, ...] = ()
    bars: tuple[Bar, ...] = ()
    only: Bar | None = None
    """The reverse of a bar: only those who took part in these actions may act here."""
    starts: tuple[Starts, ...] = ()
    stops: tuple[Clock, ...] = ()
    document: str = ""
    """Kind of the document that the act produces, for the drawing of the procedure."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a stable code, the reason in words, the article."""

    code: str
    message: Text
    law: str = ""


@dataclass(frozen=True, slots=True)
class Lent:
    """Powers that somebody who is away lends to the actor: whose they are, and which."""

    by: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Option:
    """One transition out of the present state, with every reason that stands against it. ``on_behalf_of`` is
    set where the power to take it is lent."""

    transition: Transition
    refusals: tuple[Refusal, ...]
    satisfied: tuple[Guard, ...] = ()
    on_behalf_of: Lent | None = None

    @property
    def is_allowed(self) -> bool:
        return not self.refusals

    @property
    def is_for_actor(self) -> bool:
        """The actor holds the role; what is missing, if anything, is on file and not in the person."""
        return not any(refusal.code in ("role", "not_on_case") for refusal in self.refusals)


@dataclass(frozen=True)
class Lifecycle:
    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    by_action: dict[str, Transition] = field(init=False, repr=False)
    by_state: dict[str, State] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_action", {t.action: t for t in self.transitions})
        object.__setattr__(self, "by_state", {s.name: s for s in self.states})
        if len(self.by_action) != len(self.transitions):
            raise ValueError(f"{self.name}: an action is listed twice")
        for transition in self.transitions:
            for state in (*transition.sources, transition.target):
                if state not in self.by_state and state != SAME:
                    raise ValueError(f"{self.name}.{transition.action}: unknown state {state}")

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(state.name, state.title.en) for state in self.states]


@dataclass(frozen=True, slots=True)
class Acting:
    """The actor as the table sees one: an id, the roles held, and what others lend that day. The sweeps act as
    ``SWEEP``."""

    id: int | None
    roles: frozenset[Role]
    lent: tuple[Lent, ...] = ()


SWEEP = Acting(id=None, roles=frozenset({Role.SYSTEM}))


def judge(
    transition: Transition,
    state: str,
    actor: Acting,
    facts: Mapping[str, bool],
    history: Mapping[str, Collection[int | None]],
    day: dt.date,
) -> Option:
    """Every reason against one transition. ``history`` maps audited actions to those who took part.

    An own role counts before a lent one. Who acts for somebody else is barred by what either of the two did.
    """
    refusals: list[Refusal] = []
    lender = _lender(transition, actor, history)
    if state not in transition.sources:
        refusals.append(Refusal("state", OUT_OF_ORDER.format(title=transition.title), transition.law))
    if not (transition.roles & actor.roles) and lender is None:
        refusals.append(Refusal("role", WRONG_ROLE, transition.law))
    for bar in transition.bars:
        if _took_part(actor.id, bar, history):
            refusals.append(Refusal("separation", bar.reason, bar.law))
        if lender and _took_part(lender.by, bar, history):
            refusals.append(Refusal("separation", BARRED_THROUGH.format(name=lender.name), bar.law))
    if transition.only and not _took_part(actor.id, transition.only, history):
        refusals.append(Refusal("not_on_case", transition.only.reason, transition.only.law))
    satisfied: list[Guard] = []
    for guard in transition.guards:
        if not guard.applies(facts, day):
            continue
        if facts[guard.fact]:
            satisfied.append(guard)
        else:
            refusals.append(Refusal(guard.fact, guard.missing, guard.law))
    return Option(transition, tuple(refusals), tuple(satisfied), lender)


def _lender(
    transition: Transition, actor: Acting, history: Mapping[str, Collection[int | None]]
) -> Lent | None:
    """Whose power the actor uses here: nobody's where the own role fits, else that of one who is not barred, if
    there is one."""
    if transition.roles & actor.roles:
        return None
    fitting = [lent for lent in actor.lent if lent.roles & transition.roles]
    free = [lent for lent in fitting if not any(_took_part(lent.by, bar, history) for bar in transition.bars)]
    return next(iter(free or fitting), None)


def _took_part(person: int | None, bar: Bar, history: Mapping[str, Collection[int | None]]) -> bool:
    return any(person in history.get(action, ()) for action in bar.actions)


def available(
    lifecycle: Lifecycle,
    state: str,
    actor: Acting,
    facts: Mapping[str, bool],
    history: Mapping[str, Collection[int | None]],
    day: dt.date,
) -> list[Option]:
    """All transitions out of ``state``, allowed or not, in the order of the table."""
    return [
        judge(transition, state, actor, facts, history, day)
        for transition in lifecycle.transitions
        if state in transition.sources
    ]


OUT_OF_ORDER = Text(
    "现在还不能“{title}”：前一步没有完成，或者已经办过。", "This step is not possible in the present state."
)
BARRED_THROUGH = Text(
    "您代理的{name}依法须回避，您也不能代为办理。",
    "{name}, for whom you act, is barred here, and so you cannot act in that place.",
)
WRONG_ROLE = Text("您的岗位不能办理这一步。", "Your role does not include this step.")
