"""One act that breaches several norms: precedence first, then the higher fine (处罚法 29)."""

from penalties.engine.facts import Act, NoSingleAnswer, NotRecorded
from penalties.engine.rules import Subject
from penalties.engine.statute import Provision
from penalties.engine.trace import Step, computed, given
from penalties.engine.versions import Applied, Setting, apply_norm, conduct_test


def prevailing_norm(act: Act, subject: Subject, setting: Setting) -> Applied:
    """The norm under which the act is punished; the step names the others and why they gave way."""
    provisions, gave_way = _in_force(act, setting)
    left = []
    for provision in provisions:
        reason = _reason_to_give_way(provision, provisions, subject)
        if reason is None:
            left.append(provision.id)
        else:
            gave_way.append(_gave_way(provision.id, reason, provision.citation))
    candidates = {norm: apply_norm(norm, subject, act.ended_on, setting) for norm in left}
    step = computed(
        "prevailing",
        "prevailing",
        given("tier", act.tier, by="officer"),
        *(applied.step._replace(label="candidate", about=norm) for norm, applied in candidates.items()),
        *gave_way,
        law=setting.penalty_law.cite("concurrence") if len(act.norms) > 1 else "",
    )
    chosen = candidates[step.value["norm"]]
    return Applied(step, chosen.provision, chosen.day)


def only_norm(applied: Applied, norm: str) -> Step:
    """The same step where there is nothing to compare."""
    return computed("prevailing", "prevailing", applied.step._replace(label="candidate", about=norm))


def mitigating_norms(act: Act, setting: Setting) -> list[Step]:
    """Norms that are no penalty but a ground for going lighter or below the minimum."""
    provisions, _ = _in_force(act, setting)
    return [given("factor", "may_lighter", law=p.citation, about=p.id) for p in provisions if p.ground]


def _in_force(act: Act, setting: Setting) -> tuple[list[Provision], list[Step]]:
    """The norms in force when the act ended; one that was not gives way, unless it is the only one."""
    provisions, gave_way, errors = [], [], []
    for norm in act.norms:
        try:
            provisions.append(setting.library.provision(norm, act.ended_on))
        except NotRecorded:
            raise
        except NoSingleAnswer as error:
            errors.append(error)
            gave_way.append(_gave_way(norm, "not_in_force", ""))
    if not provisions:
        raise NoSingleAnswer(f"{act.where}.norms: {errors[0]}")
    return provisions, gave_way


def _reason_to_give_way(provision: Provision, all_of_them: list[Provision], subject: Subject) -> str | None:
    others = [other for other in all_of_them if other.id != provision.id and not other.ground]
    if provision.ground:
        return "modifier" if others else None
    for other in others:
        test = conduct_test(other, subject)
        if test is not None and not test.value:
            continue
        if other.id in provision.yields_to:
            return "special_provision"
        if _is_residual_to(provision, other) and not _is_residual_to(other, provision):
            return "residual_provision"
    return None


def _is_residual_to(provision: Provision, other: Provision) -> bool:
    return other.level in provision.residual_to


def _gave_way(norm: str, why: str, law: str) -> Step:
    return given("gave_way", {"norm": norm, "why": why}, law=law, about=norm)
