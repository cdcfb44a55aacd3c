"""What is written while the test groups are on view: that they were sampled, or days off."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import Update

from bot.domain.samplings_said import PauseSaid, SampledSaid, read_sampled
from bot.domain.speech import Replies
from bot.services import pausing
from bot.services import testing as acts
from bot.services.rhythms import SamplingRules
from bot.services.standing import GroupStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms, many, pause_views, pauses
from handlers.owner.testing import said_views as views
from handlers.owner.testing.scene import (
    PAUSED_UNTIL,
    SAMPLED_AT,
    overview_of,
    own_rules,
    wording,
)
from handlers.owner.testing.screens import record_one
from handlers.owner.testing.views import Wording
from policies.words import Words

Scene = tuple[SamplingRules, list[GroupStatus]]


def says_sampled(
    text: str, now: datetime, zone: ZoneInfo, posts: Mapping[str, Words]
) -> SampledSaid | None:
    """Whether groups were sampled, by what their posts are called; None if it is not said."""
    names = {name.lower() for words in posts.values() for name in (words.zh, words.en)}
    return read_sampled(text, now, zone, names)


async def sampled(owner: Owner, update: Update, text: str, group_id: int | None) -> None:
    """都采罢了: recorded if group and time are beyond doubt, else asked with one tap.

    Args:
        group_id: The one that is on view; None for the overview of all.
    """

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, say = own_rules(uow, owner, who), wording(uow, owner, who.t)
        statuses = acts.overview(uow, rules)
        said = says_sampled(text, uow.now, owner.zone, say.posts)
        chosen = [] if said is None else _meant(say, statuses, said, group_id)
        if said is None or not chosen:
            return Replies(say=(overview_of(uow, owner, who, rules),))
        return _heard(uow, owner, who, (rules, chosen), (said, text))

    await owner.act(update, act)


async def paused(owner: Owner, update: Update, said: PauseSaid, group_id: int | None) -> None:
    """俺厂停产三天: the form with the days filled in; without days it asks for them.

    Args:
        group_id: The one that is on view; the firm as a whole, if they speak of that.
    """
    scope_id = 0 if said.whole or group_id is None else group_id

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, scope = pauses.scope_of(uow, owner, who, scope_id)
        say = wording(uow, owner, who.t)
        if said.days is None:
            ask(uow, BOT, who.person.chat_id, OpenQuestion(PAUSED_UNTIL, str(scope.id)))
            return Replies(say=(pause_views.until_when(say, scope),))
        days = [f"{day:%Y%m%d}" for day in (said.days.first, said.days.last) if day]
        question = OpenQuestion(PAUSED_UNTIL, str(scope.id), {forms.PROPOSED: days})
        ask(uow, BOT, who.person.chat_id, question)
        known = pausing.pause_ahead(uow, rules.firm_id, scope.id or None)
        return Replies(say=(views.confirm_pause(say, scope, said.days, known),))

    await owner.act(update, act)


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
        return [each for each in statuses if _names(say, each) & said.only]
    left = [each for each in statuses if not _names(say, each) & said.without]
    return [each for each in left if each.pause is None] or left


def _names(say: Wording, status: GroupStatus) -> set[str]:
    post = say.posts.get(status.group.post)
    return set() if post is None else {post.zh.lower(), post.en.lower()}


def _heard(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: Scene,
    heard: tuple[SampledSaid, str],
) -> Replies:
    (rules, chosen), (said, text) = scene, heard
    ids = [each.group.id for each in chosen]
    if len(chosen) == 1:
        return _of_one(uow, owner, who, (rules, chosen[0]), heard)
    if said.partly:
        return many.ask_when(uow, owner, who, ids, wrong=text)
    many.keep_ticked(uow, who, ids, said.at or uow.now)
    view = views.confirm_several(wording(uow, owner, who.t), chosen, said.at)
    return Replies(say=(view,))


def _of_one(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    heard: tuple[SampledSaid, str],
) -> Replies:
    (_, status), (said, text) = scene, heard
    if said.at is not None:
        return record_one(uow, owner, who, scene, said.at)
    say, proposed = wording(uow, owner, who.t), None if said.partly else uow.now
    question = OpenQuestion(SAMPLED_AT, str(status.group.id), forms.proposal(proposed))
    ask(uow, BOT, who.person.chat_id, question)
    if said.partly:
        return Replies(say=(forms.when(say, status, wrong=text),))
    return Replies(say=(views.confirm_one(say, status),))
