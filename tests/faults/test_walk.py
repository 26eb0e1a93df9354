"""The case of today, over the wire, while the worker, Valkey and PostgreSQL are killed under it: everything once."""

import os
import random
import threading
from collections.abc import Callable, Sequence

import pytest

from casework.kernel import clock
from casework.kernel.deadlines import DAY
from tests.faults.site import Site, WireBrowser, until
from tests.journeys.journey import PARTY, Journey

LONG = 6  # walks of the long form
NOW = ""  # the site's own clock runs
VICTIMS = ("worker", "valkey", "postgres")

STEPS: tuple[tuple[str, Callable[[Journey], object]], ...] = (
    ("receive", lambda j: j.receive(NOW, happened_on=(clock.today() - DAY).isoformat())),
    ("register", lambda j: j.register(NOW)),
    ("route", lambda j: j.route(NOW)),
    ("assign", lambda j: j.assign(NOW)),
    ("plan the visit", lambda j: j.plan_visit(NOW, f"{clock.today() + DAY}T10:00")),
    ("approve the visit", lambda j: j.approve(NOW, "现场检查", "批准检查")),
    ("notify", lambda j: j.notify_visit(NOW)),
    ("begin", lambda j: j.begin_visit(NOW)),
    ("photograph", lambda j: j.photograph(NOW)),
    ("write up", lambda j: j.write_up(NOW)),
    ("sign", lambda j: j.sign(NOW)),
    ("finish", lambda j: j.finish_visit(NOW)),
    ("propose filing", lambda j: j.propose_filing(NOW)),
    ("file", lambda j: j.approve(NOW, "立案", "批准立案，给出案号")),
    ("work out", lambda j: j.work_out(NOW, ended_on=clock.today().isoformat())),
    ("conclude", lambda j: j.conclude(NOW)),
    ("send to review", lambda j: j.send_to_review(NOW)),
    ("review", lambda j: j.review(NOW)),
    ("approve the proposal", lambda j: j.approve(NOW, "拟处罚内容", "批准，可以告知当事人")),
    ("issue the notice", lambda j: j.issue_notice(NOW)),
    ("serve the notice", lambda j: j.serve(NOW, "行政处罚告知书")),
    ("waive", lambda j: j.waive(NOW)),
    ("propose the decision", lambda j: j.propose_decision(NOW)),
    ("decide", lambda j: j.approve(NOW, "处罚决定", "批准，生成决定书")),
    ("serve the decision", lambda j: j.serve(NOW, "行政处罚决定书")),
    ("prepare", lambda j: j.prepare(NOW)),
    ("publish", lambda j: j.publish(NOW)),
    ("pay", lambda j: j.pay(NOW)),
    ("propose closing", lambda j: j.propose_closing(NOW)),
    ("close", lambda j: j.approve(NOW, "结案", "批准结案")),
)

# What one undisturbed walk leaves behind.
DOCUMENTS = {
    "inspection_notice": 1, "site_record": 1, "filing_approval": 1, "worksheet": 1, "investigation_report": 1,
    "review_opinion": 1, "penalty_notice": 1, "decision_approval": 1, "penalty_decision": 1,
    "penalty_decision_public": 1, "service_receipt": 2, "closing_approval": 1,
}  # fmt: skip
EVENTS = {
    "vault.opened": 1,  # for the message that it arrived
    "submission.received": 1, "submission.registered": 1, "submission.routed": 1, "case.lead_registered": 1,
    "case.officers_assigned": 1, "visit.planned": 1, "visit.notice_given": 1, "visit.begun": 1,
    "visit.evidence_added": 3, "visit.findings_recorded": 1, "visit.signature_added": 3,
    "visit.signed": 2,  # on the visit and on its case
    "case.dossier_added": 4, "case.filing_proposed": 1, "case.filed": 1, "case.penalty_proposed": 1,
    "case.investigation_concluded": 1, "case.sent_to_review": 1, "case.reviewed": 1, "case.proposal_approved": 1,
    "case.notice_issued": 1, "case.notice_served": 1, "case.defence_waived": 1, "case.decision_proposed": 1,
    "case.decided": 1, "case.decision_served": 1, "publication.prepared": 1, "publication.published": 1,
    "case.payment_recorded": 1, "case.executed": 1, "case.closing_proposed": 1, "case.closed": 1,
    "execution.opened": 1, "execution.executed": 1,
    "approval.requested": 5, "approval.approved": 5, "case.document_made": 13, "case.document_rendered": 13,
}  # fmt: skip
ROWS = {
    "complaints_submission": 1, "complaints_attachment": 2, "casework_case": 1, "inspections_visit": 1,
    "inspections_evidence": 3, "inspections_signature": 3, "penalties_worksheet": 1, "casework_proposal": 1,
    "casework_approval": 5, "casework_review": 1, "casework_statement": 1, "casework_service": 2,
    "casework_decision": 1, "casework_payment": 1, "casework_publication": 1, "casework_publicdecision": 1,
    "casework_publicfile": 1,
}  # fmt: skip


class Trouble:
    """Kills each victim while a form of some step is on the way: shortly before it arrives, in the midst of the
    work, or shortly after."""

    def __init__(self, site: Site, seed: int, victims: Sequence[str]) -> None:
        self.site, self.chance = site, random.Random(seed)
        steps = self.chance.sample([name for name, _ in STEPS], len(victims))
        self.plan = dict(zip(steps, victims, strict=True))
        self.armed: list[str] = []
        self.killers: list[threading.Timer] = []
        print(
            f"\nFAULTS_SEED={seed}",
            *(f"{victim} during {step!r}" for step, victim in self.plan.items()),
            sep="\n  ",
        )

    def begin(self, step: str) -> None:
        self.armed = [self.plan[step]] if step in self.plan else []

    def as_it_sends(self) -> None:
        while self.armed:
            killer = threading.Timer(self.chance.random() / 4, self.site.kill, [self.armed.pop()])
            killer.start()
            self.killers.append(killer)

    def end(self) -> None:
        """Everyone was killed once and lives again."""
        for killer in self.killers:
            killer.join()
        assert sorted(name for name, _ in self.site.killed) == sorted(self.plan.values())
        until(self.site.is_whole, "every victim to come back")


def walk(site: Site, seed: int, victims: Sequence[str] = VICTIMS) -> None:
    site.killed.clear()
    trouble = Trouble(site, seed, victims)
    journey = Journey(
        lambda: WireBrowser(site, trouble.as_it_sends), clock=lambda at: None, settle=site.settle
    )
    for step, act in STEPS:
        trouble.begin(step)
        act(journey)
    trouble.end()
    site.settle()
    assert PARTY in journey.public.open("/decisions/?q=人脸")


def everything_happened_once(site: Site, walks: int = 1) -> None:
    def times(counts: dict[str, int]) -> dict[str, int]:
        return {name: count * walks for name, count in counts.items()}

    assert {table: site.count(table) for table in ROWS} == times(ROWS)
    assert site.counts("kind", "casework_document") == times(DOCUMENTS)
    assert site.count("casework_document WHERE file_id IS NULL") == 0
    events = site.counts("action", "kernel_auditevent WHERE action !~ '^(person|hotline)[.]'")
    assert events == times(EVENTS)
    assert site.counts("kind || ' ' || state", "kernel_outboxmessage") == {
        "document.render done": sum(DOCUMENTS.values()) * walks,
        "submission_received done": walks,
    }
    assert set(site.counts("value", "kernel_counter")) == {walks}  # no official number is missing or twice
    # That it arrived; of the filing today's law promises the reporter nothing.
    assert [one.name.partition("-")[0] for one in site.sms.glob("*")] == ["submission_received"] * walks
    assert site.manage("from casework.kernel import audit; print(audit.verify())") == "[]"


def chosen_seed() -> int:
    return int(os.environ.get("FAULTS_SEED") or random.SystemRandom().randrange(10**6))


@pytest.mark.faults
def test_a_walk_under_fire_leaves_everything_once(site):
    walk(site, chosen_seed())
    everything_happened_once(site)


@pytest.mark.faults
@pytest.mark.long
def test_many_walks_under_heavier_fire_leave_everything_once(site):
    first = chosen_seed()
    for number in range(LONG):
        walk(site, first + number, (*VICTIMS, "web", "beat", "postgres", "worker"))
    everything_happened_once(site, LONG)
