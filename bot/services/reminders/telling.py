"""What people are told at one moment: of one firm in one message, where that may be.

A reminder of test groups has buttons that do not name their group, so that two of them never
share a message; what is due of other duties joins the first.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.speech import Notice, View
from bot.store.outbox import queue_letters
from bot.store.uow import UnitOfWork
from bot.telegram import notify

Together = Callable[[Sequence[View], str], View]
"""Several views as one message, in a language; pure."""


class Part(StrEnum):
    """How a message goes together with others to the same person about the same firm."""

    LEADS = "leads"  # others may join it
    JOINS = "joins"  # it may join one that leads
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Told:
    """A message about a firm to somebody who reads this language."""

    firm_id: int
    language: str
    notice: Notice
    part: Part = Part.ALONE

    @property
    def whose(self) -> tuple[int, int, bool]:
        """Only what comes to the same chat, about the same firm, with or without a sound."""
        return self.firm_id, self.notice.chat_id, self.notice.view.silent


def under_each_other(views: Sequence[View], _: str) -> View:
    """Several views as one message, with every button of each."""
    rows = tuple(row for view in views for row in view.rows)
    return replace(views[0], html="\n\n".join(view.html for view in views), rows=rows)


def tell(uow: UnitOfWork, told: Sequence[Told], together: Together) -> None:
    """Queue all of it, as few messages as may be."""
    notices = _in_few(told, together)
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), each) for each in notices])


def _in_few(told: Sequence[Told], together: Together) -> Iterator[Notice]:
    joining: dict[tuple[int, int, bool], list[Told]] = {}
    for each in told:
        if each.part is Part.JOINS:
            joining.setdefault(each.whose, []).append(each)
    for each in told:
        if each.part is Part.LEADS:
            yield _joined([each, *joining.pop(each.whose, ())], together)
        elif each.part is Part.ALONE:
            yield each.notice
    for others in joining.values():
        yield _joined(others, together)


def _joined(told: Sequence[Told], together: Together) -> Notice:
    first = told[0]
    if len(told) == 1:
        return first.notice
    view = together([each.notice.view for each in told], first.language)
    view = replace(view, silent=first.notice.view.silent)
    return replace(first.notice, view=view, key=_key(each.notice.key for each in told))


def _key(keys: Iterable[str]) -> str:
    return f"told:{hashlib.blake2b(' '.join(keys).encode(), digest_size=16).hexdigest()}"
