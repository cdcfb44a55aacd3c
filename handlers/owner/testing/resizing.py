"""How many people a group has: asked, typed, or said anywhere by its name (一车间300人)."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.group_sizes_said import GroupSize, read_group_size
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.testing import testing as acts
from bot.services.testing.standing import GroupStatus
from bot.store.problems import Told
from bot.store.questions import OpenQuestion, ask
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import forms, some_views
from handlers.owner.testing import size_views as views
from handlers.owner.testing.scene import (
    GROUP_SIZE,
    close_own_question,
    own_rules,
    standing,
    wording,
)
from handlers.owner.testing.some_recording import ask_newcomers
from handlers.press import Press
from handlers.tongue import Tongue, lines
from policies.words import Words


def says_size(
    text: str, posts: Mapping[str, Words], groups: Collection[GroupCard] = ()
) -> GroupSize | None:
    """What part of the firm has how many people, where that is all that is said.

    Args:
        groups: Those that there are; they may be called anything.
    """
    names = {name for group in groups for name in names_of(posts, group)}
    return read_group_size(text, names)


def names_of(posts: Mapping[str, Words], group: GroupCard) -> frozenset[str]:
    """What people call a group, in lower case: its own name, else its post, with 组 or without."""
    post = posts.get(group.post)
    of_post = () if post is None else (post.zh, post.en)
    called = {each.lower() for each in ((group.name,) if group.name else of_post)}
    return frozenset(each + end for each in called for end in ("", "组", " group"))


async def size(event_update: Update, owner: Owner, press: Press) -> None:
    """改人数."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        group = acts.own_group(uow, who.person, press.number())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(GROUP_SIZE, context={"group": group.id}))
        return Replies(say=(forms.how_many(who.t, forms.skip_change(who.t, group.id)),))

    await owner.act(event_update, act)


async def no_size(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚 any more how many."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return resized(uow, owner, who, press.number(), None)

    await owner.act(event_update, act)


async def said(owner: Owner, event_update: Update, told: Told) -> None:
    """一车间300人: that group gets this number with one tap, or is made with it."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        say, statuses = wording(uow, owner, who.t), acts.overview(uow, own_rules(uow, owner, who))
        size_ = says_size(told.text, say.posts, [each.group for each in statuses])
        if size_ is None:
            raise Stale(StaleCode.CHANGED)  # the group was removed meanwhile
        meant = _meant(say.posts, statuses, size_)
        if len(meant) == 1 and meant[0].group.size == size_.count:
            return Replies(say=(views.unchanged(say, meant[0]),))
        kept = problems.keep_problem(uow, who.person, told)
        return Replies(say=(views.offer(say, kept, size_, meant),))

    await owner.act(event_update, act)


async def sized(event_update: Update, owner: Owner, press: Press) -> None:
    """改成 300 人: what was written is about this group."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        kept = problems.problem_of(uow, who.person, press.number())
        _, status = standing(uow, owner, who, press.number(1))
        say, label = wording(uow, owner, who.t), f"sized:{status.group.id}"
        size_ = says_size(kept.told.text, say.posts, [status.group])
        if size_ is None or label in kept.progress.tapped:
            return Replies(toast=who.t("这一条已经点过了，不用再点。"))
        problems.tapped(uow, kept, label)
        try:
            done = resized(uow, owner, who, status.group.id, size_.count)
        except BadAnswer:
            ask_again = forms.how_many(
                who.t,
                forms.skip_change(who.t, status.group.id),
                before=forms.size_not_read(who.t, kept.told.text),
            )
            asked = OpenQuestion(GROUP_SIZE, context={"group": status.group.id})
            ask(uow, BOT, who.person.chat_id, asked)
            return Replies(say=(ask_again,))
        return saying_about(who.t, done, size_.count) if size_.rough else done

    await owner.act(event_update, act)


def resized(
    uow: UnitOfWork, owner: Owner, who: Speaker, group_id: int, count: int | None
) -> Replies:
    """The group has so many people now; who leaves or is new is asked where it matters.

    Raises:
        BadAnswer: A number that no group has.
    """
    rules, before_it = standing(uow, owner, who, group_id)
    fewer = acts.set_size(uow, who.person, group_id, count, rules.quiet)
    close_own_question(uow, who)
    _, status = standing(uow, owner, who, group_id)
    say = wording(uow, owner, who.t)
    if fewer:
        return Replies(say=(some_views.which_part(say, status, fewer, leaving=True),))
    if status.unknown is not None and status.group.parts != before_it.group.parts:
        return ask_newcomers(uow, owner, who, status)
    before = who.t("已改：{group}。", group=say.title(status))
    return Replies(say=(cards.card(say, status, before=before),))


def saying_about(t: Tongue, done: Replies, count: int) -> Replies:
    """The size of a group is one number; that it was a rough one is said."""
    first, *others = done.say
    about = lines(t("您说的是大概数，按 {count} 人记；数清了随时改。", count=count), first.html)
    return replace(done, say=(replace(first, html=about), *others))


def _meant(
    posts: Mapping[str, Words], statuses: Sequence[GroupStatus], size_: GroupSize
) -> list[GroupStatus]:
    called = size_.called.lower()
    return [each for each in statuses if called in names_of(posts, each.group)]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:size": size,
    "test:nosize": no_size,
    "test:sized": sized,
}
