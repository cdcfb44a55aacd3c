"""How fast firms are matched with every record, beside the same conditions as bare lambdas."""

import json
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benches.bare import compiled
from benches.figures import Figure, Size
from benches.firms import SEED, County
from benches.rules import rulebase
from policies.fact_values import dump_value
from policies.facts import Facts, Scope
from policies.matching import match
from policies.rulebase import RuleBase
from policies.verdicts import Outcome

ROOT = Path(__file__).resolve().parents[1]
ONE_MS = 5.0
BATCH = 20_000
BATCH_SECONDS = 10.0
MEGABYTE = 1_000_000
CERTAIN = {Outcome.MATCH, Outcome.OBLIGATION, Outcome.INFO}


async def run(size: Size) -> AsyncIterator[Figure]:
    """Match firms one by one, then many as the command."""
    rules = rulebase()
    county = County(rules)
    firms = county.firms(size.of(500, 10))

    def judged(facts: Facts) -> int:
        verdicts = match(rules, region=county.region, as_of=county.today, facts=facts)
        return sum(verdict.outcome in CERTAIN for verdict in verdicts)

    lambdas = [compiled(record) for record in rules.records.values()]
    yield _one("matching a firm with every record", rules, firms, judged, ONE_MS)
    yield _one(
        "peer: bare lambdas, no reasons",
        rules,
        firms,
        lambda facts: sum(holds(facts) for holds in lambdas),
    )
    yield _many(county, size.of(BATCH, 20))


def _one(
    name: str,
    rulebase: RuleBase,
    firms: Sequence[Facts],
    act: Callable[[Facts], int],
    most: float | None = None,
) -> Figure:
    taken, applying = [], 0
    for facts in firms:
        begun = time.perf_counter()
        applying += act(facts)
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    figures = {
        "p50": round(taken[len(taken) // 2], 4),
        "p95": round(taken[int(len(taken) * 0.95)], 4),
        "records": len(rulebase.records),
        "applying": round(applying / len(firms), 2),
    }
    if most is None:
        return Figure(name, figures, "ms")
    return Figure(name, figures, "ms", f"p50 below {most:g} ms", figures["p50"] < most)


def _many(county: County, count: int) -> Figure:
    with TemporaryDirectory(prefix="zhuqi-") as folder:
        asked = Path(folder) / "firms.jsonl"
        _write(county, asked, count)
        command = [sys.executable, "-m", "policies", "match", "--region", county.region]
        command += ["--as-of", county.today.isoformat(), "--batch", str(asked)]
        begun = time.perf_counter()
        length = _read_out(command)
        seconds = time.perf_counter() - begun
    figures = {
        "seconds": round(seconds, 2),
        "firms": count,
        "ms_a_firm": round(1000 * seconds / count, 3),
        "megabytes": round(length / MEGABYTE, 1),
    }
    name = "a file of firms, read by another process"
    if count < BATCH:
        return Figure(name, figures, "s")
    aim = f"{BATCH:,} firms in less than {BATCH_SECONDS:g} s"
    return Figure(name, figures, "s", aim, seconds < BATCH_SECONDS)


def _read_out(command: Sequence[str]) -> int:
    """Run the command and read all that it says; not to a disk, which would be measured too.

    Raises:
        subprocess.CalledProcessError: It did not end well.
    """
    length = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        while portion := running.stdout.read(MEGABYTE):
            length += len(portion)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return length


def _write(county: County, path: Path, count: int) -> None:
    """Firms that told their profile and, of everything else, about half."""
    known, chance = county.rulebase.facts, random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for number, facts in enumerate(county.firms(count)):
            told = {
                name: dump_value(known[name], value)
                for name, value in facts.items()
                if value is not None
                and (known[name].scope is Scope.PROFILE or chance.random() < 1 / 2)
            }
            file.write(json.dumps({"id": number, **told}, ensure_ascii=False) + "\n")
