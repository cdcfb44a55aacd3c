"""Who hears what of a release that is checked, walked through or over: once, or in one message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.releases import Origin
from bot.domain.speech import Lane, Notice, View
from bot.domain.staff import Power
from bot.services.following import EDIT_SECONDS, Course, keep_told
from bot.services.impact.shifts import News
from bot.services.registers.words import Reader
from bot.services.releases.doors import ReleaseCard
from bot.services.releases.reading import Finding
from bot.services.reminders.wording import Render
from bot.services.staff.staff import officers_with
from bot.store.outbox import queue_letters
from bot.store.releases.releases import RELEASE, ReleaseRecord
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import notify

Done = tuple[int, int]


@dataclass(frozen=True)
class CheckingWords:
    """How it is worded, in a language ("zh", "en").

    Attributes:
        progress: The message that follows the comparing: how many of how many firms.
        checked: What came of it, for whoever brought it in.
        faulty: What is wrong with it.
        submitted: To those who approve: it waits for them.
    """

    zone: ZoneInfo
    progress: Callable[[ReleaseRecord, Done, str], View]
    checked: Callable[[UnitOfWork, ReleaseCard, str], View]
    faulty: Callable[[ReleaseRecord, Sequence[Finding], str], View]
    submitted: Callable[[ReleaseCard, str], tuple[Notice, ...]]


@dataclass(frozen=True)
class ReleaseFollow:
    """How a release is followed once it is in force, in a language ("zh", "en").

    Attributes:
        tell: To somebody of a firm: what is different for it.
        walking: To its author, in one message: through how many of how many firms it has come.
        in_force: To its author and its approver.
        finished: To its author: how many firms it changes something for.
        seconds: Of real time between two edits, at least.
    """

    render: Render
    tell: Callable[[News, Reader], View]
    walking: Callable[[ReleaseRecord, Done, str], View]
    in_force: Callable[[ReleaseCard, str], View]
    finished: Callable[[ReleaseCard, int, str], View]
    seconds: float = EDIT_SECONDS


def tell_in_force(uow: UnitOfWork, words: ReleaseFollow, card: ReleaseCard) -> None:
    """To whoever brought it in and whoever approved it."""
    told = [each for each in (card.author, card.approver) if each and not each.blocked]
    key = f"release:{card.record.id}:in_force"
    _queue(
        uow,
        [
            Notice("desk", each.chat_id, words.in_force(card, each.language), f"{key}:{each.id}")
            for each in told
        ],
    )


def tell_walked(uow: UnitOfWork, words: ReleaseFollow, card: ReleaseCard, count: int) -> None:
    """To whoever brought it in: all firms are gone through."""
    author = card.author or card.approver
    if author is not None and not author.blocked:
        view = words.finished(card, count, author.language)
        key = f"release:{card.record.id}:finished"
        _queue(uow, [Notice("desk", author.chat_id, view, key, Lane.REMINDER)])


def tell_walking(
    uow: UnitOfWork, words: ReleaseFollow, release: ReleaseRecord, walked: int
) -> None:
    """How far the walk is, in the one message that follows it."""
    author = _author(uow, release)
    if author is not None:
        firms = int((release.report or {}).get("impact", {}).get("firms", 0))
        view = words.walking(release, (walked, max(firms, walked)), author.language)
        course = Course(RELEASE, "release", release.id)
        keep_told(uow, course, author.chat_id, view, words.seconds, begin=walked < firms)


def tell_progress(
    uow: UnitOfWork, words: CheckingWords, release: ReleaseRecord, done: Done, seconds: float
) -> None:
    """Say how far it is, in one message that is edited, at most once in so many seconds."""
    author = _author(uow, release)
    if author is not None:
        view = words.progress(release, done, author.language)
        course = Course(RELEASE, "release", release.id)
        keep_told(uow, course, author.chat_id, view, seconds, begin=done[0] < done[1])


def tell_checked(uow: UnitOfWork, words: CheckingWords, card: ReleaseCard) -> None:
    """What came of it: to its author; of what came with the software to those who approve."""
    if card.record.origin is Origin.GIT:
        _queue(uow, words.submitted(card, uow.new_uid()))
        return
    author = card.author
    if author is not None and not author.blocked:
        view = words.checked(uow, card, author.language)
        key = f"release:checked:{uow.new_uid()}"
        _queue(uow, (Notice("desk", author.chat_id, view, key),))


def tell_faulty(
    uow: UnitOfWork, words: CheckingWords, release: ReleaseRecord, findings: Sequence[Finding]
) -> None:
    """What is wrong: to its author; of what came with the software to those who edit there.

    Without findings nothing is said: the file was not taken, and whoever fetched it said so.
    """
    if not findings:
        return
    author = _author(uow, release)
    edit_there = officers_with(uow, Power.POLICY_EDIT, release.region)
    told = [author] if author else list(edit_there) if release.author_id is None else []
    key = f"release:faulty:{uow.new_uid()}"
    _queue(
        uow,
        tuple(
            Notice(
                "desk",
                each.chat_id,
                words.faulty(release, findings, each.language),
                f"{key}:{each.id}",
            )
            for each in told
        ),
    )


def _author(uow: UnitOfWork, release: ReleaseRecord) -> OfficerCard | None:
    """Whoever brought it in, if they can be reached."""
    author = None if release.author_id is None else officer_by_id(uow, release.author_id)
    return None if author is None or author.blocked else author


def _queue(uow: UnitOfWork, notices: Sequence[Notice]) -> None:
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), each) for each in notices])
