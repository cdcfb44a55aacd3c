"""`python -m bot admin in-force`: staff record that a document of an earlier year still holds."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.admin_changing import Wish, add_arguments, change
from bot.admin_terminal import Terminal
from bot.process import Process
from bot.settings import BadSettings
from bot.store.registers.in_force import current_in_force
from policies.document_registers import UNCONFIRMED
from policies.documents import Document

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "in-force"
NO_DOCUMENT = (
    "没有收录这份文件：{what}。已收录：{held}。\nThis document is not held: {what}. Held: {held}."
)
NO_DAY = (
    "日期要写成 2023-06-30，不早于文件日期 {published}。\n"
    "Write the date as 2023-06-30, not before the document's own {published}."
)
NOTHING = "{document}：没有记录 / nothing recorded"
HOLDS = "{document}：仍执行至 {until}（来源：{source}；{by}，{at:%Y-%m-%d %H:%M}）"


def add_parser(acts: "Actions") -> None:
    """Add the command and its arguments."""
    command = acts.add_parser(NAME, help="仍执行至: say that a document still holds, or show it")
    command.add_argument("document", help="id of a document in policies/documents/")
    command.add_argument("until", nargs="?", metavar="DATE", help="its last day, e.g. 2023-06-30")
    command.add_argument("--withdraw", action="store_true", help="take it back")
    add_arguments(command)


def run(process: Process, terminal: Terminal, options: argparse.Namespace) -> int:
    """Record or withdraw once it is confirmed, or show; returns the exit code.

    Raises:
        BadSettings: No such document, no such day, or what `change` refuses.
    """
    document = _document(process, options.document)
    if options.until is None and not options.withdraw:
        terminal.say(_show(process, document))
        return 0
    value = UNCONFIRMED if options.withdraw else _day(document, options.until).isoformat()
    register = process.rulebase.registers.about(document)
    return change(process, terminal, Wish(register, document.region, value), options)


def _document(process: Process, name: str) -> Document:
    found = process.rulebase.registers.of_documents
    held = {each.document.id: each.document for each in found if each.document is not None}
    if name not in held:
        raise BadSettings(NO_DOCUMENT.format(what=name, held="、".join(held)))
    return held[name]


def _day(document: Document, written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise BadSettings(NO_DAY.format(published=document.date)) from None
    if document.date is not None and day < document.date:
        raise BadSettings(NO_DAY.format(published=document.date))
    return day


def _show(process: Process, document: Document) -> str:
    cards = process.database.run_sync(lambda connection: current_in_force(process.uow(connection)))
    card = cards.get(document.id)
    if card is None:
        return NOTHING.format(document=document.id)
    at = card.recorded_at.astimezone(process.settings.zone)
    return HOLDS.format(
        document=card.document, until=card.until, source=card.source, by=card.recorded_by, at=at
    )
