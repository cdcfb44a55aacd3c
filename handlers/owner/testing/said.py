"""What is written about test groups, wherever it is: that they were sampled, or days off."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import Update

from bot.domain.counts_said import read_report
from bot.domain.pauses_said import PauseSaid
from bot.domain.samplings_said import SampledSaid, read_sampled
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.testing import pausing
from bot.services.testing import testing as acts
from bot.services.testing.standing import GroupStatus
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.questions.parking import put_away
from handlers.owner.testing import moments, pause_views, pauses
from handlers.owner.testing import said_views as views
from handlers.owner.testing.kept import keep_words, kept_words
from handlers.owner.testing.reported import reported, reported_then
from handlers.owner.testing.scene import (
    OURS,
    PAUSED_UNTIL,
    overview_of,
    own_rules,
    standing,
    wording,
)
from handlers.owner.testing.views import Wording
from handlers.press import Press
from policies.words import Words


def says_sampled(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    posts: Mapping[str, Words],
    groups: Collection[GroupCard] = (),
    *,
    asked: bool = False,
) -> SampledSaid | None:
    """Whether groups were sampled, by what they or their posts are called.

    Args:
        asked: Groups are on view, or were asked for: there 50人，今早7点 says it too.

    Returns:
        None if the text does not say so.
    """
    names = {name.lower() for words in posts.values() for name in (words.zh, words.en)}
    own = {group.name.lower() for group in groups if group.name}
    said = read_sampled(text, now, zone, names | own)
    return read_report(text, now, zone) if said is None and asked else said


async def sampled(owner: Owner, update: Update, text: str, group_id: int | None) -> None:
    """都采罢了: recorded if group and time are beyond doubt, else asked with one tap.

    Args:
        group_id: The one that is on view; None for the overview of all, or anything else.
    """

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, say = own_rules(uow, owner, who), wording(uow, owner, who.t)
        statuses = acts.overview(uow, rules)
        groups = [each.group for each in statuses]
        said = says_sampled(text, uow.now, owner.zone, say.posts, groups, asked=True)
        if said is None:
            return Replies(say=(overview_of(uow, owner, who, rules),))
        _set_aside(uow, who)
        chosen = _meant(say, statuses, said, group_id)
        if not statuses or _in_doubt(said, chosen, group_id):
            kept = keep_words(uow, who, text)
            return Replies(say=(views.which_group(say, statuses, (text, said.called), kept),))
        if not chosen:
            return Replies(say=(overview_of(uow, owner, who, rules),))
        return reported(uow, owner, who, (rules, chosen), (said, text))

    await owner.act(update, act)


async def of_group(event_update: Update, owner: Owner, press: Press) -> None:
    """是这一组: what was written is about it."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        kept = problems.problem_of(uow, who.person, press.number())
        scene, label = standing(uow, owner, who, press.number(1)), f"group:{press.number(1)}"
        text, say = kept.told.text, wording(uow, owner, who.t)
        said = says_sampled(text, kept.at, owner.zone, say.posts, [scene[1].group], asked=True)
        if said is None or label in kept.progress.tapped:
            return Replies(toast=who.t("这一条已经点过了，不用再点。"))
        problems.tapped(uow, kept, label)
        return reported_then(uow, owner, who, scene, (said, text), kept.at)

    await owner.act(event_update, act)


def of_new_group(
    uow: UnitOfWork, owner: Owner, who: Speaker, group_id: int, kept_id: int
) -> Replies | None:
    """What was reported before the group was made; None if that was only its name."""
    rules, status = standing(uow, owner, who, group_id)
    kept, say = kept_words(uow, who, kept_id), wording(uow, owner, who.t)
    said = says_sampled(kept.text, kept.at, owner.zone, say.posts, [status.group], asked=True)
    if said is None:
        return None
    return reported_then(uow, owner, who, (rules, status), (said, kept.text), kept.at)


async def paused(owner: Owner, update: Update, said: PauseSaid, group_id: int | None) -> None:
    """俺厂停产三天: the form with the days filled in; without days it asks for them.

    Args:
        group_id: The one that is on view; the firm as a whole, if they speak of that.
    """
    scope_id = 0 if said.whole or group_id is None else group_id

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, scope = pauses.scope_of(uow, owner, who, scope_id)
        say = wording(uow, owner, who.t)
        _set_aside(uow, who)
        if said.days is None:
            ask(uow, BOT, who.person.chat_id, OpenQuestion(PAUSED_UNTIL, str(scope.id)))
            return Replies(say=(pause_views.until_when(say, scope),))
        days = [f"{day:%Y%m%d}" for day in (said.days.first, said.days.last) if day]
        question = OpenQuestion(PAUSED_UNTIL, str(scope.id), {moments.PROPOSED: days})
        ask(uow, BOT, who.person.chat_id, question)
        known = pausing.pause_ahead(uow, rules.firm_id, scope.id or None)
        return Replies(say=(views.confirm_pause(say, scope, said.days, known),))

    await owner.act(update, act)


async def resumed(owner: Owner, update: Update) -> None:
    """复工了: the pause that there is, to be ended with one tap."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, say = own_rules(uow, owner, who), wording(uow, owner, who.t)
        known = pausing.any_pause(uow, rules.firm_id)
        if known is None:
            return Replies(say=(overview_of(uow, owner, who, rules),))
        _set_aside(uow, who)
        _, scope = pauses.scope_of(uow, owner, who, known.group_id or 0)
        return Replies(say=(pause_views.running(say, scope, known),))

    await owner.act(update, act)


def _set_aside(uow: UnitOfWork, who: Speaker) -> None:
    """What another conversation asked waits meanwhile."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind not in OURS:
        put_away(uow, who)


def _meant(
    say: Wording,
    statuses: Sequence[GroupStatus],
    said: SampledSaid,
    group_id: int | None,
) -> list[GroupStatus]:
    """The groups that they speak of: named ones, else all of which somebody works."""
    if group_id is not None:
        return [each for each in statuses if each.group.id == group_id]
    if said.only:
        own = [each for each in statuses if each.group.name.lower() in said.only]
        of_post = [each for each in statuses if _names(say, each) & said.only]
        return own or [each for each in of_post if not each.group.name] or of_post
    left = [each for each in statuses if not _names(say, each) & said.without]
    return [each for each in left if each.pause is None] or left


def _names(say: Wording, status: GroupStatus) -> set[str]:
    post = say.posts.get(status.group.post)
    of_post = set() if post is None else {post.zh.lower(), post.en.lower()}
    return of_post | {status.group.name.lower()}


def _in_doubt(said: SampledSaid, chosen: Sequence[GroupStatus], group_id: int | None) -> bool:
    """Whether it has to be asked which group.

    Of a name that nobody knows, so many of several, or by its post one that has a name.
    """
    if group_id is not None:
        return False
    by_post = any(each.group.name and each.group.name.lower() not in said.only for each in chosen)
    return (
        bool(said.called)
        or (said.count is not None and len(chosen) > 1)
        or (bool(said.only) and by_post)
    )


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"test:said": of_group}
