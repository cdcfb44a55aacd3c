"""What the operator sets, like a release: what it would do is said first, then it is confirmed.

Both languages below each other, as all that the command line says.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.admin_terminal import Terminal
from bot.domain.errors import BadAnswer, NotYours, Stale
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import REASON_MOST, SOURCE_MOST, Grounds
from bot.process import Process
from bot.services.duties.errands import Ground
from bot.services.registers.foreseeing import Foreseen, impact_ahead
from bot.services.registers.operating import card_for_operator, enter, foresee, operator_grounds
from bot.settings import BadSettings
from handlers.desk.registers import operator_views as views
from handlers.desk.registers.preview import MANY
from policies.facts import FactValue
from policies.registers import Register

NOT_DONE: Final = 1
"""The exit code when somebody was asked and did not confirm."""
LEFT = "没有更改。\nNothing was changed."
FASTER = (
    "没有更改：刚才有人先改了这一项，请再运行一次。\n"
    "Nothing was changed: somebody else has just changed it. Run it again."
)
NO_REASON = (
    "请用 --reason 写一句原因，有变化的企业会看到。\n"
    "Say why with --reason: firms for which something changes read it."
)
NO_SOURCE = (
    "请用 --source 写明依据，例如哪个文件，谁、哪天答复的。\n"
    "Say with --source where you have it from, e.g. which document, or who answered, and when."
)
TOO_LONG = (
    f"原因最多 {REASON_MOST} 字，依据最多 {SOURCE_MOST} 字。\n"
    f"A reason has at most {REASON_MOST} characters, a source {SOURCE_MOST}."
)
AT_THE_DESK = (
    "这样的更改要在工作台的登记册里办。\nA change like this is made at the desk, in its registers."
)
REFUSED: Final[Mapping[RegisterCode, str]] = {
    RegisterCode.PAST: (
        "这一天已经过了。请写还没到的日期；要收回，用 --withdraw。\n"
        "That day is over. Give a day to come; --withdraw takes a record back."
    ),
    RegisterCode.OWN_YEAR: (
        "{year} 年内文件本来就照常答复，请写 {year} 年以后的日期。\n"
        "Until the end of {year} the document is answered from anyway: give a later day."
    ),
    RegisterCode.TOO_LONG: (
        "这个日期离今年超过 {most} 年，像是写错了。\n"
        "That day is more than {most} years ahead, which looks like a slip."
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be set: a value of a register of a place, or of a document."""

    register: Register
    place: str
    value: FactValue


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Why, from where, and whether to ask."""
    command.add_argument("--reason", default="", help="why; the firms concerned read it")
    command.add_argument("--source", default="", help="where you have it from")
    command.add_argument("--yes", action="store_true", help="do not ask")


def grounds_of(options: argparse.Namespace) -> Grounds:
    """What was written of it.

    Raises:
        BadSettings: Reason or source is missing or too long.
    """
    for said, missing in ((options.reason, NO_REASON), (options.source, NO_SOURCE)):
        if not any(character.isalnum() for character in said):
            raise BadSettings(missing)
    try:
        return operator_grounds(options.reason, options.source)
    except BadAnswer as error:
        raise BadSettings(TOO_LONG) from error


def change(process: Process, terminal: Terminal, wish: Wish, options: argparse.Namespace) -> int:
    """Say what a value would change, ask, and set it.

    Returns:
        The exit code.

    Raises:
        BadSettings: It cannot be set so, or nobody can be asked.
    """
    ahead = _looked_at(process, wish, grounds_of(options))
    if ahead is None:
        _say_same(process, terminal, wish)
        return 0
    _preview(process, terminal, ahead)
    if not options.yes and not terminal.confirmed():
        terminal.say(LEFT)
        return NOT_DONE
    _enter(process, ahead)
    terminal.say_both(views.entered)
    return 0


def _looked_at(process: Process, wish: Wish, grounds: Grounds) -> Foreseen | None:
    """The change before it is confirmed; None if it holds already."""

    def look(connection: Connection) -> Foreseen:
        uow, ground = process.uow(connection), _ground(process)
        return foresee(uow, ground, wish.register, wish.place, wish.value, grounds)

    try:
        return process.database.run_sync(look)
    except RegisterRefusal as refusal:
        if refusal.code is RegisterCode.SAME:
            return None
        raise BadSettings(_why(refusal)) from refusal
    except NotYours as refusal:
        raise BadSettings(AT_THE_DESK) from refusal


def _preview(process: Process, terminal: Terminal, ahead: Foreseen) -> None:
    rules, now, zone = process.rulebase, process.clock.now(), process.settings.zone
    firms = len(ahead.known.firms)
    if firms >= MANY:
        terminal.say_both(lambda t: views.meanwhile(t, firms))
    impact = impact_ahead(rules, ahead)
    terminal.say_both(lambda t: views.to_confirm(t, rules, ahead, impact, now, zone), gap="\n\n")
    terminal.say("")


def _enter(process: Process, ahead: Foreseen) -> None:
    def work(connection: Connection) -> None:
        enter(process.uow(connection), _ground(process), ahead)

    try:
        process.database.run_sync(work)
    except (Stale, RegisterRefusal) as refusal:
        raise BadSettings(FASTER) from refusal


def _say_same(process: Process, terminal: Terminal, wish: Wish) -> None:
    card = process.database.run_sync(
        lambda connection: card_for_operator(process.uow(connection), wish.register, wish.place)
    )
    terminal.say_both(lambda t: views.same(t, process.rulebase, card))


def _ground(process: Process) -> Ground:
    return Ground(process.rulebase, process.settings.zone)


def _why(refusal: RegisterRefusal) -> str:
    said = REFUSED.get(RegisterCode(refusal.code), AT_THE_DESK)
    return said.format(**refusal.params)
