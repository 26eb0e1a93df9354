"""How many assessments a second: `make bench-penalties` and `make bench-penalties-million`.

The first sets the engine beside OpenFisca with its country template, in one process on one core: a case as
plain objects in, the whole answer with its explanation out, against a situation as plain objects in,
``income_tax`` with the tracer on out. The rounds alternate, and the middle one counts. The time is that of the
processor, so that other programs do not count. The cases are the rows of figures.csv, each with a proposed fine.

The second assesses generated past cases under a draft law with `--lines` on two cores.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from penalties.engine.assess import assess
from tests.penalties.cases import figure_case, figures

ROOT = Path(__file__).parents[2]
SITUATION = {"persons": {"Alicia": {"salary": {"2017-01": 4000}}}}
CORES = 2

DRAFT = "AD", "2021-04-29", "2026-06-01"  # a law, its last text, and the day from which the draft would hold


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.penalties.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--count", type=int, default=1500, help="assessments a round")
    parser.add_argument("--past", type=int, help="assess so many past cases under a draft law instead")
    options = parser.parse_args()
    if options.past:
        past_cases(options.past)
    else:
        beside_openfisca(options.rounds, options.count)


def beside_openfisca(rounds: int, count: int) -> None:
    stay_on_one_core()
    cases = [
        {**case, "acts": [with_proposal(act) for act in case["acts"]]} for case in map(figure_case, figures())
    ]
    traced, untraced = income_tax(trace=True), income_tax(trace=False)
    sides = {
        "ours: answer with explanation": (assess, cases),
        "OpenFisca: income_tax, tracer on": (traced, [SITUATION]),
        "OpenFisca: income_tax, no tracer": (untraced, [SITUATION]),
    }
    for run, inputs in sides.values():
        rate(run, inputs, len(inputs))  # both sides read their law and warm up
    gc.collect()
    gc.freeze()
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, (run, inputs) in sides.items():
            rates[name].append(rate(run, inputs, count))
    ours, theirs, _ = (statistics.median(found) for found in rates.values())
    steps = statistics.mean(count_steps(act["steps"]) for case in cases for act in assess(case)["acts"])
    print(f"{'':34}  {'a second':>8}  {'slowest':>8}  {'fastest':>8}")
    for name, found in rates.items():
        print(f"{name:34}  {statistics.median(found):8,.0f}  {min(found):8,.0f}  {max(found):8,.0f}")
    values = len(traced(SITUATION).tracer.computation_log.lines())
    print(
        f"ours: {len(cases)} cases, {steps:.0f} steps in each; OpenFisca: one situation, {values} traced values"
    )
    print(f"ratio {ours / theirs:.2f}")


def stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def with_proposal(act: dict[str, Any]) -> dict[str, Any]:
    return {**act, "tier": "ordinary", "proposed_fine": "50000.00"}


def income_tax(*, trace: bool) -> Callable[[dict[str, Any]], Any]:
    """OpenFisca's side: builds one situation, computes one variable and gives the simulation with its trace."""
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_country_template import CountryTaxBenefitSystem

    system = CountryTaxBenefitSystem()

    def run(situation: dict[str, Any]) -> Any:
        simulation = SimulationBuilder().build_from_dict(system, situation)
        simulation.trace = trace
        simulation.calculate("income_tax", "2017-01")
        return simulation

    return run


def rate(run: Callable[[dict[str, Any]], Any], inputs: Iterable[dict[str, Any]], count: int) -> float:
    chosen = list(islice(cycle(inputs), count))
    start = time.process_time()
    for entry in chosen:
        run(entry)
    return count / (time.process_time() - start)


def count_steps(node: dict[str, Any]) -> int:
    return 1 + sum(map(count_steps, node["because"]))


def past_cases(count: int) -> None:
    """Cases of one law, decided anew on the day of its draft: each compares the old text with the draft."""
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder)
        shutil.copytree(
            ROOT / "penalties", checkout / "penalties", ignore=shutil.ignore_patterns("__pycache__")
        )
        write_draft(checkout / "penalties" / "statutes")
        parts = [checkout / f"{part}.jsonl" for part in range(CORES)]
        for part, path in enumerate(parts):
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(case)}\n" for case in islice(past(count), part, None, CORES))
        start = time.perf_counter()
        runs = [start_lines(path, checkout) for path in parts]
        statuses = [run.wait() for run in runs]
        if any(statuses):
            sys.exit("not every case was answered")
        seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{count:,} past cases under a draft of {DRAFT[0]}, on {CORES} cores: {seconds:,.1f} s, ", end="")
    print(f"{count / seconds:,.0f} a second; {used.ru_utime + used.ru_stime:,.1f} s of processor time")


def write_draft(statutes: Path) -> None:
    """The draft doubles the sums of the last text, as a lawyer would try it: one more file."""
    law, last, day = DRAFT
    text = (statutes / law / f"{last}.toml").read_text(encoding="utf-8")
    text = text.replace(f"in_force = {last}", f"in_force = {day}").replace(
        'version = "', 'version = "draft of '
    )
    text = text.replace("200000.00", "400000.00").replace("1000000.00", "2000000.00")
    (statutes / law / f"{day}.toml").write_text(text, encoding="utf-8")


def past(count: int) -> Iterator[dict[str, Any]]:
    law, last, day = DRAFT
    known = [figure_case(row) for row in figures() if row["provision"].startswith(f"{law}-")]
    recent = [case for case in known if case["acts"][0]["ended_on"] >= last]
    for place, case in enumerate(islice(cycle(recent), count)):
        yield {**case, "case": str(place), "decided_on": day}


def start_lines(path: Path, checkout: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "penalties", "assess", "--lines", str(path)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
