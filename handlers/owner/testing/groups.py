"""Making test groups: what they do; how many they are is asked in `group_counts`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.testing.rhythms import SamplingRules
from bot.store.questions import ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms, moments, resizing
from handlers.owner.testing.group_counts import how_many, make, of_new, sized
from handlers.owner.testing.kept import keep_name, kept_words
from handlers.owner.testing.scene import (
    overview_of,
    own_rules,
    wording,
)
from handlers.press import Press
from policies.words import Words


async def new(event_update: Update, owner: Owner, press: Press) -> None:
    """新建采样组: of which post? What was reported already is kept, whatever is in force."""
    kept = press.number() if press.args else None

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules = own_rules(uow, owner, who)
        if not rules.posts or not (rules.in_force or kept is not None):
            return Replies(edit=overview_of(uow, owner, who, rules))
        offers = _offers(uow, owner, who, rules)
        return Replies(edit=forms.which_post(who.t, rules.posts, offers, kept))

    await owner.act(event_update, act)


async def post(event_update: Update, owner: Owner, press: Press) -> None:
    """The post was tapped: how many people?"""
    kept = press.number(1) if press.args[1:] else None
    await owner.act(event_update, lambda uow, who: _post(uow, owner, who, press, kept))


async def post_in_words(event_update: Update, owner: Owner, press: Press, text: str) -> None:
    """The post in their own words, which may be what they call the group: 一车间.

    Args:
        press: As the button of the post.
    """
    before = press.number(1) if press.args[1:] else None

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return _post(uow, owner, who, press, keep_name(uow, who, before, text))

    await owner.act(event_update, act)


async def named(event_update: Update, owner: Owner, text: str, before: int | None) -> None:
    """What they call the group, which says no post: it is kept, and the post asked again."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules = own_rules(uow, owner, who)
        kept = keep_name(uow, who, before, text)
        view = forms.which_post(who.t, rules.posts, _offers(uow, owner, who, rules), kept)
        return Replies(say=(view,))

    await owner.act(event_update, act)


def _post(uow: UnitOfWork, owner: Owner, who: Speaker, press: Press, kept: int | None) -> Replies:
    """How many people? That may have been said already."""
    rules, words = own_rules(uow, owner, who), None if kept is None else kept_words(uow, who, kept)
    if words is not None and words.size is not None and words.made:
        return Replies(toast=who.t("这一条已经点过了，不用再点。"))
    question = of_new(_offered(rules, press), kept)
    ask(uow, BOT, who.person.chat_id, question)
    if words is not None and words.size is not None:
        return sized(uow, owner, who, question, words.size)
    return Replies(edit=how_many(uow, who.t, question, rules))


async def made(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚 how many, or everybody who is in no group yet; a second tap makes no second group."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        chosen = _offered(own_rules(uow, owner, who), press)
        question = of_new(chosen, press.number(2) if press.args[2:] else None)
        still_open(uow, who.person.chat_id, question)
        known = press.args[1:] and press.word(1) != moments.UNKNOWN
        return make(uow, owner, who, question, press.number(1) if known else None)

    await owner.act(event_update, act)


def _offered(rules: SamplingRules, press: Press) -> str:
    chosen = press.word()
    if chosen not in rules.posts:
        raise Stale(StaleCode.CHANGED)
    return chosen


def _offers(uow: UnitOfWork, owner: Owner, who: Speaker, rules: SamplingRules) -> list[Words]:
    """What only some posts may use."""
    called = wording(uow, owner, who.t).offers
    found = (called.get(each.ruled.policy) for each in rules.of_posts if each.posts)
    return list(dict.fromkeys(name for name in found if name is not None))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:new": new,
    "test:post": post,
    "test:made": made,
    **resizing.BUTTONS,
}
