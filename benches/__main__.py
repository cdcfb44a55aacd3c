"""Command line: python -m benches [--quick] [--faults] [NAME...], one JSON object a line."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from importlib import import_module
from typing import Final, cast

from benches.children import preload
from benches.figures import Figure, Size
from benches.places import reachable
from bot import logs

Bench = Callable[[Size], AsyncIterator[Figure]]

# A module each. Starting first: it reads the largest child so far.
BENCHES: Final = (
    "starting",
    "updates",
    "webhooks",
    "processes",
    "sending",
    "reminders",
    "fanout",
    "audiences",
    "release",
    "understanding",
    "matching",
    "planning",
    "spreadsheets",
    "desk",
)
WITHOUT = "PostgreSQL is not reachable (TEST_POSTGRES_URL): only SQLite is measured."


def main(arguments: Sequence[str]) -> int:
    """Run and print.

    Returns:
        1 if a fault run was not clean, or a promise was not kept; an aim of speed that is missed
        is only reported.
    """
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--quick", action="store_true", help="tiny: does each still run?")
    parser.add_argument("--faults", action="store_true", help="the long fault runs instead")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    logs.configure("ERROR")
    preload()
    if not reachable("postgresql"):
        print(WITHOUT, file=sys.stderr)
    wanted = ["faults"] if options.faults else options.names or BENCHES
    run = _print(map(_bench, wanted), Size(options.quick), strict=options.faults)
    return 0 if asyncio.run(run) else 1


def _bench(name: str) -> Bench:
    """Import one when its turn comes: who measures matching does not wait for two bots."""
    return cast(Bench, import_module(f"benches.{name}").run)


async def _print(benches: Iterable[Bench], size: Size, *, strict: bool) -> bool:
    met = True
    for bench in benches:
        async for figure in bench(size):
            print(figure.line(), flush=True)
            met = met and (figure.met is not False or not (strict or figure.promise))
    return met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
