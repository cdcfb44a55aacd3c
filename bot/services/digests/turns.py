"""When digests speak: planned for every scope, made anew at their hour, each once a day.

A turn is moved on in the act that queues its messages, so that a process that dies leaves
neither half; and each message has a key for its day, scope and reader.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.digests import DigestKind, Scope, scope_of, still_today
from bot.domain.firing import LATE_AFTER
from bot.domain.speech import Lane, Notice, View
from bot.domain.staff import Power, kinds_with
from bot.services.digests.cards import DigestCard
from bot.services.digests.digests import digest_of, open_issues, today_of
from bot.services.digests.dispatches import AskCard, DispatchCard, dispatch_of, silent_handlers
from bot.services.digests.headquarters import headquarters_scopes
from bot.services.digests.linked import linked_dispatches, linked_places
from bot.services.digests.posts import headed_post, posts_to_read
from bot.services.digests.rules import place_of, timetable_of
from bot.services.duties.errands import Ground
from bot.services.staff.absences import stands_in
from bot.store.digests import TurnCard, due_turns, end_turn, move_turn, plan_turn, planned_turns
from bot.store.outbox import queue_letters
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import PostCard, posts_of_kinds
from bot.store.uow import UnitOfWork
from bot.telegram import notify

READERS: Final = frozenset(kinds_with(Power.DIGEST_READ)) & frozenset(kinds_with(Power.CASE_READ))
"""Whoever reads figures but no cases is not told unasked."""


@dataclass(frozen=True)
class DigestClockwork:
    """How digests speak, each in a language ("zh", "en"); pure.

    Attributes:
        daily: The figures of a day; the last argument: it comes late, after a downtime.
        weekly: A week, case by case.
        ask: How do these stand?
    """

    ground: Ground
    daily: Callable[[DigestCard, str, bool], View]
    weekly: Callable[[DispatchCard, str, bool], View]
    ask: Callable[[AskCard, str], View]


def fire_digests(uow: UnitOfWork, clockwork: DigestClockwork, limit: int) -> int:
    """Let the due digests of some scopes speak, and plan those of new posts.

    Safe in several processes at once: each turn is held while it is worked on.

    Returns:
        How many were dealt with; 0 when none is due.
    """
    posts = _by_scope(uow, clockwork.ground)
    _plan(uow, clockwork.ground, posts, linked_places(uow, clockwork.ground))
    turns = due_turns(uow.connection, uow.now, limit=limit)
    notices = [notice for turn in turns for notice in _fire(uow, clockwork, turn, posts)]
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), each) for each in notices])
    return len(turns)


def _by_scope(uow: UnitOfWork, ground: Ground) -> dict[Scope, list[PostCard]]:
    """The posts that hear of each scope: as their own first, then those that head it."""
    found: dict[Scope, list[PostCard]] = {}
    posts = posts_of_kinds(uow.connection, READERS)
    for post in posts:
        found.setdefault(scope_of(post.appointment), []).append(post)
    for post, scope in headquarters_scopes(uow, ground, posts):
        found.setdefault(scope, []).append(post)
    return found


def _plan(
    uow: UnitOfWork,
    ground: Ground,
    posts: dict[Scope, list[PostCard]],
    linked: dict[str, datetime],
) -> None:
    """A first turn for what has none: the first after somebody came to read it."""
    planned = planned_turns(uow.connection)
    for kind, key, region, since in (*_wanted(ground, posts), *_linked(linked)):
        table = None if (kind, key) in planned else timetable_of(ground, region, kind)
        if table is not None:
            plan_turn(uow.connection, TurnCard(kind, key, table.next_after(since)))
            planned.add((kind, key))


def _wanted(
    ground: Ground, posts: dict[Scope, list[PostCard]]
) -> Iterator[tuple[DigestKind, str, str, datetime]]:
    """(kind, name in rows, region, since when) of what should come."""
    for scope, held in posts.items():
        since = min(post.confirmed_at or post.since for post in held)
        yield DigestKind.DAILY, scope.key, scope.region, since
        if scope.whole:
            place = place_of(ground, scope.region)
            yield DigestKind.WEEKLY, scope.key, scope.region, since
            yield DigestKind.ASK, place, place, since


def _linked(places: dict[str, datetime]) -> Iterator[tuple[DigestKind, str, str, datetime]]:
    for place, since in places.items():
        yield DigestKind.LINKED, place, place, since


def _fire(
    uow: UnitOfWork,
    clockwork: DigestClockwork,
    turn: TurnCard,
    posts: dict[Scope, list[PostCard]],
) -> Iterable[Notice]:
    region, scope = _of(turn, clockwork.ground, posts)
    table = None if region is None else timetable_of(clockwork.ground, region, turn.kind)
    if region is None or table is None:
        end_turn(uow.connection, turn)  # nobody reads it any more
        return ()
    move_turn(uow.connection, turn, table.next_after(uow.now))
    if not still_today(turn.fires_on, uow.now, clockwork.ground.quiet_of(region)):
        return ()
    if turn.kind is DigestKind.LINKED:
        return _told_linked(uow, clockwork, turn)
    if scope is None:
        return _asked(uow, clockwork, region)
    return _told(uow, clockwork, turn, scope, posts[scope])


def _of(
    turn: TurnCard, ground: Ground, posts: dict[Scope, list[PostCard]]
) -> tuple[str | None, Scope | None]:
    """The region of a turn, and its scope.

    No region: nobody reads it. No scope: it asks, or is for those who look after firms there.
    """
    if turn.kind is DigestKind.LINKED:
        return turn.scope, None
    for scope in posts:
        if turn.kind is DigestKind.ASK:
            if scope.whole and place_of(ground, scope.region) == turn.scope:
                return turn.scope, None
        elif scope.key == turn.scope:
            return scope.region, scope
    return None, None


def _asked(uow: UnitOfWork, clockwork: DigestClockwork, place: str) -> Iterator[Notice]:
    day = today_of(clockwork.ground, uow.now)
    for who, card in silent_handlers(uow, clockwork.ground, place, uow.now).items():
        key = f"digest:ask:{day}:{place}:{who.chat_id}"
        view = clockwork.ask(card, who.language)
        yield Notice("desk", who.chat_id, view, key, Lane.REMINDER)


def _told_linked(uow: UnitOfWork, clockwork: DigestClockwork, turn: TurnCard) -> Iterator[Notice]:
    day, late = today_of(clockwork.ground, uow.now), _is_late(uow, turn)
    for officer, card in linked_dispatches(uow, clockwork.ground, turn.scope):
        key = f"digest:linked:{day}:{turn.scope}:{officer.chat_id}"
        view = clockwork.weekly(card, officer.language, late)
        yield Notice("desk", officer.chat_id, view, key, Lane.REMINDER)


def _told(
    uow: UnitOfWork,
    clockwork: DigestClockwork,
    turn: TurnCard,
    scope: Scope,
    posts: list[PostCard],
) -> Iterator[Notice]:
    say = _wording(uow, clockwork, turn, scope, posts[0])
    if say is None:
        return
    day = today_of(clockwork.ground, uow.now)
    heads = [post for post in posts if not _is_own(post, scope)]
    for officer, post in _readers(uow, scope, posts, heads):
        key = f"digest:{turn.kind}:{day}:{scope.key}:{officer.chat_id}"
        view = say(post, officer.language)
        yield Notice("desk", officer.chat_id, view, key, Lane.REMINDER)


def _wording(
    uow: UnitOfWork, clockwork: DigestClockwork, turn: TurnCard, scope: Scope, post: PostCard
) -> Callable[[PostCard, str], View] | None:
    """What is said, to a post and in a language; None: nothing."""
    ground, late = clockwork.ground, _is_late(uow, turn)
    if turn.kind is DigestKind.WEEKLY:
        week = dispatch_of(uow, ground, post, headed=_headed(post, scope))
        if week is None or not week.is_worth_telling:
            return None
        return lambda own, language: clockwork.weekly(
            replace(week, post_id=own.id, headed=not _is_own(own, scope)), language, late
        )
    card = digest_of(uow, ground, post, today_of(ground, uow.now), headed=_headed(post, scope))
    if not card.is_worth_telling:
        return None
    return lambda own, language: clockwork.daily(_as_read(uow, card, own), language, late)


def _as_read(uow: UnitOfWork, card: DigestCard, post: PostCard) -> DigestCard:
    headed = _headed(post, card.scope)
    issues = open_issues(uow, post, headed)
    return replace(card, post_id=post.id, headed=headed is not None, issues=issues)


def _is_late(uow: UnitOfWork, turn: TurnCard) -> bool:
    return uow.now - turn.fires_on > LATE_AFTER


def _is_own(post: PostCard, scope: Scope) -> bool:
    return scope_of(post.appointment) == scope


def _headed(post: PostCard, scope: Scope) -> Scope | None:
    return None if _is_own(post, scope) else scope


def _readers(
    uow: UnitOfWork, scope: Scope, posts: Iterable[PostCard], heads: Collection[PostCard]
) -> Iterator[tuple[OfficerCard, PostCard]]:
    """Who reads it now, each once, and by which post: who is away is stood in for.

    Args:
        heads: Those of the posts that read it because their unit heads the region.
    """
    ids = (stands_in(uow, post.officer_id, uow.now) for post in posts)
    for officer_id in dict.fromkeys(each for each in ids if each is not None):
        officer = officer_by_id(uow, officer_id)
        own = (post for post in posts_to_read(uow, officer) if _is_own(post, scope))
        post = next(own, None) or headed_post(uow, officer, scope, heads)
        if post is not None and not officer.blocked:
            yield officer, post
