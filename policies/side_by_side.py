"""A long file of firms: answered by as many processes as there are processors, told in order.

What is said of a county is gigabytes: each process writes its part itself, when it is its turn.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from multiprocessing.synchronize import Semaphore
from types import TracebackType
from typing import Final, TypeAlias

from policies.batch import Batch
from policies.firms import numbered

BLOCK: Final = 50
"""Firms that are answered and written at a time: some megabytes."""
GOOD, BAD = 0, 2
"""How a process ends that did its part; BAD if a line could not be read."""
ENDS: Final = {GOOD, BAD, None}
"""None while it runs."""

Lines: TypeAlias = Sequence[tuple[int, str]]


@dataclass(frozen=True)
class _Turn:
    """One writes after the other."""

    mine: Semaphore
    next: Semaphore

    def __enter__(self) -> None:
        self.mine.acquire()

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.next.release()


def write_answers(batch: Batch, text: str) -> bool:
    """Answer one firm a line to standard output; warnings go to standard error.

    Returns:
        Whether every line could be read.

    Raises:
        OSError: It could not be written to the end; what was written is in order.
    """
    lines = list(numbered(text))
    blocks = [lines[first : first + BLOCK] for first in range(0, len(lines), BLOCK)]
    workers = min(os.cpu_count() or 1, len(blocks))
    if workers < 2:
        return _write(batch, blocks)
    return _together(batch, [blocks[number::workers] for number in range(workers)])


def _write(batch: Batch, blocks: Iterable[Lines], turn: _Turn | None = None) -> bool:
    good = True
    for block in blocks:
        answers = [batch.answer(*line) for line in block]
        with turn or nullcontext():
            for told in answers:
                for warning in told.warnings:
                    sys.stderr.write(f"{warning}\n")
                sys.stdout.buffer.write(told.line)
            sys.stdout.flush()
        good = good and not any(told.refused for told in answers)
    return good


def _together(batch: Batch, shares: Sequence[Sequence[Lines]]) -> bool:
    fork = get_context("fork")  # the rules are read once, before
    turns = [fork.Semaphore(int(number == 0)) for number in range(len(shares))]
    following = [*turns[1:], turns[0]]
    sys.stdout.flush()
    workers = [
        fork.Process(target=_work, args=(batch, share, _Turn(mine, after)))
        for share, mine, after in zip(shares, turns, following, strict=True)
    ]
    for worker in workers:
        worker.start()
    return _ended(workers)


def _work(batch: Batch, share: Sequence[Lines], turn: _Turn) -> None:
    sys.exit(GOOD if _write(batch, share, turn) else BAD)


def _ended(workers: Sequence[ForkProcess]) -> bool:
    """Whether all was read; where one could not go on, the others would wait for ever."""
    running = list(workers)
    while running:
        wait([worker.sentinel for worker in running])
        running = [worker for worker in running if worker.exitcode is None]
        failed = [worker.exitcode for worker in workers if worker.exitcode not in ENDS]
        if failed:
            for worker in running:
                worker.terminate()
            raise OSError(f"a process ended with {failed[0]}")
    return all(worker.exitcode == GOOD for worker in workers)
