"""Command line: python -m benches [--quick] [--faults] [NAME...], one JSON object a line."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from benches import (
    faults,
    matching,
    planning,
    reminders,
    sending,
    starting,
    understanding,
    updates,
)
from benches.children import preload, warm_up
from benches.figures import Figure, Size
from benches.places import reachable
from bot import logs

Bench = Callable[[Size], AsyncIterator[Figure]]

# Starting first: it reads the largest child so far.
BENCHES: Mapping[str, Bench] = {
    "starting": starting.run,
    "updates": updates.run,
    "sending": sending.run,
    "reminders": reminders.run,
    "understanding": understanding.run,
    "matching": matching.run,
    "planning": planning.run,
}
WITHOUT = "PostgreSQL is not reachable (TEST_POSTGRES_URL): only SQLite is measured."


def main(arguments: Sequence[str]) -> int:
    """Run and print.

    Returns:
        1 if a fault run was not clean; an aim of speed that is missed is only reported.
    """
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--quick", action="store_true", help="tiny: does each still run?")
    parser.add_argument("--faults", action="store_true", help="the long fault runs instead")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    options = parser.parse_args(arguments)
    logs.configure("ERROR")
    preload()
    if options.quick:
        warm_up()
    if not reachable("postgresql"):
        print(WITHOUT, file=sys.stderr)
    chosen: Mapping[str, Bench] = {"faults": faults.run} if options.faults else BENCHES
    wanted = options.names or list(chosen)
    met = asyncio.run(_print([chosen[name] for name in wanted], Size(options.quick)))
    return 0 if met or not options.faults else 1


async def _print(benches: Sequence[Bench], size: Size) -> bool:
    met = True
    for bench in benches:
        async for figure in bench(size):
            print(figure.line(), flush=True)
            met = met and figure.met is not False
    return met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
