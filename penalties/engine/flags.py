"""What the officer must be told beside the figures. Each flag is a step: its test, and the law behind it."""

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal

from penalties.engine.facts import Act, Amount, NoSingleAnswer
from penalties.engine.general import gains_rules
from penalties.engine.money import FEN, plain
from penalties.engine.rules import Subject, holds
from penalties.engine.statute import Condition, Provision
from penalties.engine.tiers import COUNTED
from penalties.engine.trace import Step, computed, given
from penalties.engine.versions import Applied, Setting, under_version

PUNISHABLE = ("penalty", "may_not_punish", "no_fine", "refer")


def flags_of_act(
    act: Act, subject: Subject, applied: Applied, settled: Step, exemptions: Iterable[Step], setting: Setting
) -> list[Step]:
    """All flags of one act, those that were tested and not raised too."""
    outcome = settled.value["outcome"]
    steps = list(flags_of_fine(subject, applied, settled, setting))
    steps += [_flag("limitation_expired", step) for step in _below(exemptions, "limitation_expired")]
    if outcome in PUNISHABLE:
        steps += _heavier(act, subject, applied, setting)
        steps += _counted(subject, applied, setting)
    if settled.value["fine"]:
        steps += _near_threshold(subject, applied, setting)
        steps += _disproportionate(subject, settled, setting)
        steps += _derisory(subject, applied, settled, setting)
        steps += _tier_outside_factors(act, settled)
        steps += _counted_twice(settled)
    steps += _other_hearings(subject, applied.provision, settled, setting)
    steps += _confiscation_review(act, settled, setting)
    if outcome in ("must_not_punish", "may_not_punish"):
        education = given("fact", True, law=setting.penalty_law.cite("education"))
        steps.append(_flag("education_required", computed("flag_test", "all_true", education)))
    return steps


def flags_of_fine(subject: Subject, applied: Applied, settled: Step, setting: Setting) -> Iterator[Step]:
    """The flags that hang on the provision and the size of the fine; for the party and for each person."""
    provision = applied.provision
    if not provision.is_verified:
        verified = given("verified", provision.verified, law=provision.citation)
        wanted = given("wanted", "knowledge")
        yield _flag("unverified_source", computed("flag_test", "equal", verified, wanted))
    if applied.step.value.get("human_choice"):
        yield _flag(
            "human_choice", computed("flag_test", "all_true", given("fact", True, law=applied.step.law))
        )
    outcome, fine = settled.value["outcome"], settled.value["fine"]
    if outcome == "refer":
        reserved_to = applied.step.value["reserved_to"]
        refer = given("fact", True, about=reserved_to, law=provision.citation)
        yield _flag(f"refer_to_{reserved_to}", computed("flag_test", "all_true", refer))
    if fine:
        proposed = settled.value.get("proposed")
        yield _at_least(
            "hearing_right",
            proposed["amount"] if proposed else fine["max"],
            _hearing_threshold(subject, setting),
            setting.discretion.hearing_article,
        )
        yield from _limits(provision, proposed["amount"] if proposed else fine["min"], setting)


def _limits(provision: Provision, amount: str, setting: Setting) -> Iterator[Step]:
    """Fines from a sum on that a higher level decides; competence is that of the day of decision."""
    for schedule in setting.library.speaking_of(provision.law, setting.case.decided_on):
        for limit in schedule.limits:
            if provision.law in limit.laws and setting.is_reserved(limit.level):
                law = f"《{schedule.zh}》{limit.cite}"
                yield _at_least(f"refer_to_{limit.level}", amount, limit.amount, law)


def _hearing_threshold(subject: Subject, setting: Setting) -> Decimal:
    """A sole trader is heard like an individual, unless the officer recorded that it acts as a unit."""
    is_unit = subject.kind == "unit" or (
        subject.facts.get("party_as") == "unit" and subject.kind == "sole_trader"
    )
    return setting.discretion.hearing_unit if is_unit else setting.discretion.hearing_individual


def _other_hearings(
    subject: Subject, provision: Provision, settled: Step, setting: Setting
) -> Iterator[Step]:
    """A hearing is due for a large confiscation and for kinds that stop or end a business too (处罚法 63)."""
    article = setting.discretion.hearing_article
    if settled.value["confiscate"] is not None:
        threshold = _hearing_threshold(subject, setting)
        yield _at_least("hearing_right_confiscation", settled.value["confiscate"], threshold, article)
    for kind in settled.value["with"]:
        imposed = given("kind", kind, law=provision.citation)
        heard = given("wanted", list(setting.discretion.hearing_kinds), law=article)
        yield _flag("hearing_right_kinds", computed("flag_test", "one_of", imposed, heard, law=article))


def _confiscation_review(act: Act, settled: Step, setting: Setting) -> Iterator[Step]:
    """Gains were found and no penalty follows: the rule on gains of that day may still reach them."""
    rule, gains = gains_rules().find(setting.case.decided_on), act.amounts.get("illegal_gains")
    if rule and rule.review_without_penalty and gains and gains.is_some:
        outcome = given("outcome", settled.value["outcome"], law=rule.article)
        wanted = given("wanted", "must_not_punish", law=rule.article)
        yield _flag("confiscation_review", computed("flag_test", "equal", outcome, wanted, law=rule.article))


def _heavier(act: Act, subject: Subject, applied: Applied, setting: Setting) -> Iterator[Step]:
    """A factor that must weigh heavier, a repeat the text names, a grade that another text makes heavier."""
    provision, tests = applied.provision, []
    for code in act.factors:
        factor = setting.factors[code]
        effect = given("effect", factor.effect, law=factor.article, about=code, by="officer")
        tests.append(computed("factor", "equal", effect, given("wanted", "must_heavier")))
    if provision.heavier_when and provision.heavier_when.key in subject.facts:
        tests.append(holds(provision.heavier_when, subject, provision))
    for schedule in setting.library.speaking_of(provision.law, applied.day):
        for rule in schedule.aggravations:
            if provision.law in rule.laws:
                grade = given("grade", subject.grade, by="officer")
                wanted = given("wanted", rule.grade, law=f"《{schedule.zh}》{rule.cite}")
                tests.append(computed("is", "equal", grade, wanted, law=wanted.law, about="grade"))
    if tests:
        yield _flag("must_be_heavier", computed("flag_test", "any_true", *tests))


def _counted(subject: Subject, applied: Applied, setting: Setting) -> Iterator[Step]:
    """A number of penalties from which the law draws a consequence for the business."""
    schedule = setting.library.schedule(applied.provision.law, applied.day)
    number = subject.facts.get("violation_number")
    if schedule is None or number is None:
        return
    for counter in schedule.counters:
        yield _at_least(
            counter.flag, str(number), Decimal(counter.number), f"《{schedule.zh}》{counter.cite}"
        )


def _near_threshold(subject: Subject, applied: Applied, setting: Setting) -> Iterator[Step]:
    """Within a small share of a sum that changes the branch: what the other side would give is shown too."""
    provision = applied.provision
    share = given("share", str(setting.discretion.near_share))
    for condition in provision.thresholds:
        amount = subject.amounts.get(condition.key)
        if amount is None or not amount.is_number:
            continue
        value = given("fact", plain(amount.value), about=condition.key, by="evidence")
        threshold = given("threshold_value", str(condition.operand), law=provision.citation)
        test = computed("flag_test", "near", value, threshold, share, about=condition.key)
        yield _flag("near_threshold", test)
        if test.value:
            yield from _other_side(condition, amount, subject, applied, setting)


def _other_side(
    condition: Condition, amount: Amount, subject: Subject, applied: Applied, setting: Setting
) -> Iterator[Step]:
    """What the provision would give a fen away on the other side; nothing where that needs other facts."""
    assert isinstance(condition.operand, Decimal)
    other = condition.operand if amount.value < condition.operand else condition.operand - FEN
    moved = dataclasses.replace(subject, amounts={**subject.amounts, condition.key: Amount(plain(other))})
    with contextlib.suppress(NoSingleAnswer):
        step = under_version(applied.provision, moved, applied.day, setting)
        yield step._replace(label="other_side")


def _disproportionate(subject: Subject, settled: Step, setting: Setting) -> Iterator[Step]:
    """A fine inside the range may still be out of proportion (处罚法 5): held against the goods value."""
    goods = subject.amounts.get("goods_value")
    if goods is None or not goods.is_some:
        return
    proposed, fine = settled.value["proposed"], settled.value["fine"]
    value = given("fact", plain(goods.value), about="goods_value", by="evidence")
    times = given("times", str(setting.discretion.disproportion_times))
    limit = computed("threshold_value", "product", value, times)
    amount = given("amount_judged", proposed["amount"] if proposed else fine["min"])
    yield _flag("disproportionate", computed("flag_test", "at_least", amount, limit))


def _derisory(subject: Subject, applied: Applied, settled: Step, setting: Setting) -> Iterator[Step]:
    """A multiple of small gains, where the branch without gains would give more."""
    gains = subject.amounts.get("illegal_gains")
    if gains is None or not gains.is_some:
        return
    without = dataclasses.replace(subject, amounts={**subject.amounts, "illegal_gains": Amount("none")})
    try:
        other = under_version(applied.provision, without, applied.day, setting).value["fine"]
    except NoSingleAnswer:
        return
    if other is None:
        return
    law = applied.provision.citation
    high = given("maximum", settled.value["fine"]["max"], law=law)
    small = computed(
        "threshold", "below", high, given("threshold_value", str(setting.discretion.derisory_below))
    )
    more = computed("threshold", "above", given("maximum_without_gains", other["max"], law=law), high)
    yield _flag("derisory_maximum", computed("flag_test", "all_true", small, more, law=law))


def _tier_outside_factors(act: Act, settled: Step) -> Iterator[Step]:
    """The officer chose a tier that the recorded factors do not open."""
    if act.tier is not None:
        tier = given("tier", act.tier, by="officer")
        inside = computed("is", "one_of", tier, given("tiers_open", settled.value["tiers_open"]))
        yield _flag("tier_outside_factors", computed("flag_test", "not_true", inside))


def _counted_twice(settled: Step) -> Iterator[Step]:
    """A factor whose fact already chose the branch, or is what the article punishes, is not counted again."""
    for factor in _below(settled.because, "factor"):
        counted = given("wanted", COUNTED)
        yield _flag(
            "factor_already_counted", computed("flag_test", "equal", factor, counted, about=factor.about)
        )


def _at_least(flag: str, amount: str, threshold: Decimal, law: str) -> Step:
    value = given("amount_judged", amount)
    return _flag(
        flag, computed("flag_test", "at_least", value, given("threshold_value", str(threshold), law=law))
    )


def _flag(name: str, test: Step) -> Step:
    return computed("flag", "any_true", test, law=test.law, about=name)


def _below(steps: Iterable[Step], label: str) -> list[Step]:
    return [child for step in steps for child in step.because if child.label == label]
