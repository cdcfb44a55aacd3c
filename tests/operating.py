"""`python -m bot admin set` and `admin in-force` as the operator types them."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot import admin_in_force, admin_set
from bot.admin_terminal import Terminal
from bot.process import Process
from bot.settings import BadSettings

COMMANDS: Final[Mapping[str, Callable[[Process, Terminal, argparse.Namespace], int]]] = {
    admin_set.NAME: admin_set.run,
    admin_in_force.NAME: admin_in_force.run,
}


def operated(
    process: Process,
    line: Sequence[str],
    typed: str | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[int, str]:
    """Run an `admin` command: its exit code, and all that is read.

    Args:
        line: What stands behind `admin`.
        typed: The answer to its question; None: there is no terminal.
        meanwhile: What happens while the question is read.
    """
    parser = argparse.ArgumentParser()
    acts = parser.add_subparsers(dest="act", required=True)
    admin_set.add_parser(acts)
    admin_in_force.add_parser(acts)
    options = parser.parse_args(line)
    said: list[str] = []

    def ask(question: str) -> str:
        said.append(f"{question}{typed}")
        meanwhile()
        return typed or ""

    terminal = Terminal(said.append, None if typed is None else ask)
    try:
        code = COMMANDS[options.act](process, terminal, options)
    except BadSettings as error:  # as `main` says it
        code = 2
        said.append(str(error))
    return code, "\n".join(said)
