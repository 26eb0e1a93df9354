"""Which text of a provision applies: that of the day the act ended, or a later, lighter one (处罚法 37)."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from penalties.engine.facts import LEVELS, Case, NoSingleAnswer
from penalties.engine.general import Discretion, Factor, PenaltyLaw
from penalties.engine.loader import Library
from penalties.engine.rules import Subject, branch_that_applies, holds, range_of
from penalties.engine.statute import Branch, Provision
from penalties.engine.trace import Step, computed, given


@dataclass(frozen=True)
class Setting:
    """The case and the law of its day of decision: what every step of the assessment may look at."""

    case: Case
    library: Library
    penalty_law: PenaltyLaw
    discretion: Discretion
    factors: dict[str, Factor]

    def is_reserved(self, level: str) -> bool:
        """Whether only a higher level than that of the deciding body may decide."""
        return level != "" and LEVELS.index(self.case.level) < LEVELS.index(level)


@dataclass(frozen=True)
class Applied:
    """The step of a norm, and the provision whose text it applied, as of ``day``."""

    step: Step
    provision: Provision
    day: dt.date


def apply_norm(
    norm: str, subject: Subject, ended_on: dt.date, setting: Setting, *, persons: bool = False
) -> Applied:
    """What the norm yields for the subject; two texts are compared whole and never mixed."""
    decided_on = setting.case.decided_on
    old = setting.library.provision(norm, ended_on)
    new = setting.library.provision(norm, decided_on)
    before = under_version(old, subject, ended_on, setting, persons=persons)
    if old.version == new.version or not before.value["unlawful"]:
        return Applied(before, old, ended_on)
    after = under_version(new, subject, decided_on, setting, persons=persons)
    between = given("versions_between", _versions_between(norm, ended_on, decided_on, setting), by="law")
    law = setting.penalty_law.cite("lex_mitior")
    step = computed("lighter_version", "lighter_version", before, after, between, law=law)
    is_new = step.value["version"] == new.version
    return Applied(step, new if is_new else old, decided_on if is_new else ended_on)


def _versions_between(norm: str, ended_on: dt.date, decided_on: dt.date, setting: Setting) -> list[str]:
    """Texts in force after the act and replaced before the decision: shown, not applied."""
    texts = setting.library.schedules[setting.library.law_of[norm]]
    versions = [text.provisions[norm].version for text in texts if ended_on < text.in_force <= decided_on]
    ends = {setting.library.provision(norm, day).version for day in (ended_on, decided_on)}
    return [version for version in dict.fromkeys(versions) if version and version not in ends]


def under_version(
    provision: Provision, subject: Subject, day: dt.date, setting: Setting, *, persons: bool = False
) -> Step:
    """What one text yields: whether the conduct is unlawful, which branch applies, and its fine."""
    steps = [
        given("norm", provision.id, law=provision.citation),
        given("version", provision.version, law=provision.citation, about=str(day)),
        given("conduct", {"zh": provision.zh, "en": provision.en}, law=provision.citation),
        given("statute_file", provision.path, law=provision.citation, about=provision.sha256),
        given("level", provision.level),
        given("reserved_to", provision.reserved_to, law=provision.citation),
        given("verified", provision.verified, law=provision.source),
        given("any_of", provision.any_of, law=provision.citation),
        given("orders", list(provision.orders), law=provision.citation),
    ]
    conduct = conduct_test(provision, subject)
    grade = _grade(provision, subject, persons)
    steps += [*([conduct] if conduct else []), grade, given("kinds", _kinds(provision, grade.value, persons))]
    if conduct is None or conduct.value:
        graded = dataclasses.replace(subject, grade=grade.value)
        steps += _fine_or_referral(provision, graded, day, setting, persons)
    return computed("under_version", "under_version", *steps, law=provision.citation, about=provision.version)


def conduct_test(provision: Provision, subject: Subject) -> Step | None:
    """Whether the conduct crosses the line that the text draws; None where no such line is in question."""
    condition = provision.conduct_test
    if condition is None or condition.key not in subject.amounts:
        return None
    amount = subject.amounts[condition.key]
    if not amount.is_number and not amount.is_unknown:
        return None
    return holds(condition, subject, provision)._replace(label="unlawful")


def _grade(provision: Provision, subject: Subject, persons: bool) -> Step:
    known = provision.grades_of_persons if persons else provision.grades_of_fines
    trigger = provision.serious_when
    triggered = (
        [] if trigger is None or trigger.key not in subject.facts else [holds(trigger, subject, provision)]
    )
    return computed(
        "grade_used",
        "grade_used",
        given("grade", subject.grade, by="officer"),
        given("grades_known", list(known), law=provision.citation),
        *(step._replace(label="serious_trigger") for step in triggered),
        law=provision.citation,
    )


def _kinds(provision: Provision, grade: str, persons: bool) -> list[str]:
    """The kinds beside the fine; the serious ones only in the serious grade."""
    if persons:
        return []
    return list(provision.kinds + (provision.serious_kinds if grade == "serious" else ()))


def _fine_or_referral(
    provision: Provision, subject: Subject, day: dt.date, setting: Setting, persons: bool
) -> list[Step]:
    """The steps to the fine. A body that must refer the case need not know what the fine hangs on."""
    try:
        return _fine(provision, subject, day, setting, persons)
    except NoSingleAnswer:
        if setting.is_reserved(provision.reserved_to):
            return [given("figures_left_to", provision.reserved_to, law=provision.citation)]
        raise


def _fine(
    provision: Provision, subject: Subject, day: dt.date, setting: Setting, persons: bool
) -> list[Step]:
    if provision.no_fine:
        return [given("gives_no_fine", provision.no_fine, law=provision.citation)]
    if subject.beside in provision.not_beside:
        return [given("not_beside", subject.beside, law=provision.citation)]
    innocent = [holds_fact(fact, subject, provision) for fact in provision.no_fine_when]
    if any(step.value for step in innocent):
        return [computed("innocent", "any_true", *innocent, law=provision.citation)]
    branches = _branches(provision, persons)
    readings = [given("reading", branch.note, law=provision.citation) for branch in branches if branch.note]
    chosen, branch = branch_that_applies(branches, subject, provision)
    if branch is None:
        return [*innocent, *readings, chosen]
    if branch.range.method == "refer":
        target = setting.library.provision(branch.range.to, day)
        referred = under_version(target, subject, day, setting, persons=persons)
        return [chosen, referred._replace(label="referred")]
    bounds = range_of(branch.range, subject, provision)
    if bounds is None:
        return [*innocent, chosen, given("nothing_to_multiply", branch.range.base, law=provision.citation)]
    return [*innocent, *readings, chosen, _cut(bounds, branch, provision, setting)]


def holds_fact(fact: str, subject: Subject, provision: Provision) -> Step:
    """A recorded fact that takes the fine away."""
    return given("fact", bool(subject.fact(fact, provision)), about=fact, by="evidence")


def _branches(provision: Provision, persons: bool) -> tuple[Branch, ...]:
    """The branches for the party or for its persons; a referral carries the persons along."""
    if not persons or provision.persons:
        return provision.persons if persons else provision.fines
    return tuple(branch for branch in provision.fines if branch.range.method == "refer")


def _cut(bounds: Step, branch: Branch, provision: Provision, setting: Setting) -> Step:
    discretion = setting.discretion
    points = computed(
        "cut_points",
        "cut_points",
        bounds,
        given("low_share", str(discretion.low_cut), law=discretion.zh),
        given("high_share", str(discretion.high_cut), law=discretion.zh),
        law=discretion.zh,
    )
    optional = given("optional", branch.optional, law=provision.citation)
    return computed("fine", "fine", points, optional, law=provision.citation)
