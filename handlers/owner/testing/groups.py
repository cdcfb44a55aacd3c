"""Making test groups, and saying how many people they have."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.speech import Button, Replies, View
from bot.services.testing import testing as acts
from bot.services.testing.rhythms import SamplingRules
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import forms, moments, some_views
from handlers.owner.testing.kept import keep_name, kept_words
from handlers.owner.testing.said import of_new_group, says_sampled
from handlers.owner.testing.scene import (
    GROUP_SIZE,
    SAMPLED_AT,
    close_own_question,
    overview_of,
    own_rules,
    standing,
    wording,
)
from handlers.owner.testing.some import ask_newcomers
from handlers.owner.testing.views import coverage_here
from handlers.press import Press
from handlers.tongue import Html, Tongue, lines
from policies.spoken.puzzled import asks_back
from policies.spoken.reading import only_counts, read_int
from policies.words import Words

KEPT: Final = "kept"
"""In the question for the size of a new group: what waits for it."""


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
    rules = own_rules(uow, owner, who)
    question = _of_new(_offered(rules, press), kept)
    ask(uow, BOT, who.person.chat_id, question)
    return Replies(edit=_how_many(uow, who.t, question, rules))


def _of_new(post_: str, kept: int | None) -> OpenQuestion:
    """How many people a new group has; what waits for it is remembered."""
    waiting = {} if kept is None else {KEPT: kept}
    return OpenQuestion(GROUP_SIZE, context={"post": post_, **waiting})


async def made(event_update: Update, owner: Owner, press: Press) -> None:
    """不清楚 how many, or everybody who is in no group yet; a second tap makes no second group."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        chosen = _offered(own_rules(uow, owner, who), press)
        question = _of_new(chosen, press.number(2) if press.args[2:] else None)
        still_open(uow, who.person.chat_id, question)
        known = press.args[1:] and press.word(1) != moments.UNKNOWN
        return _make(uow, owner, who, question, press.number(1) if known else None)

    await owner.act(event_update, act)


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
        return _resize(uow, owner, who, press.number(), None)

    await owner.act(event_update, act)


async def counted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A number of people, typed; what is not understood leaves the question open."""
    read = read_int(text) if only_counts(text) else None

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if read is None:
            return _asked_again(uow, owner, who, question, text)
        try:
            sized = _take_size(uow, owner, who, question, int(read.value))
            return _saying_about(who.t, sized, int(read.value)) if read.approximate else sized
        except BadAnswer:
            return _asked_again(uow, owner, who, question, text)

    await owner.act(event_update, act)


def _offered(rules: SamplingRules, press: Press) -> str:
    chosen = press.word()
    if chosen not in rules.posts:
        raise Stale(StaleCode.CHANGED)
    return chosen


def _take_size(
    uow: UnitOfWork, owner: Owner, who: Speaker, question: OpenQuestion, count: int
) -> Replies:
    group_id = question.context.get("group")
    if group_id is not None:
        return _resize(uow, owner, who, int(group_id), count)
    return _make(uow, owner, who, question, count)


def _saying_about(t: Tongue, sized: Replies, count: int) -> Replies:
    """The size of a group is one number; that it was a rough one is said."""
    first, *others = sized.say
    said = lines(t("您说的是大概数，按 {count} 人记；数清了随时改。", count=count), first.html)
    return replace(sized, say=(replace(first, html=said), *others))


def _make(
    uow: UnitOfWork, owner: Owner, who: Speaker, question: OpenQuestion, count: int | None
) -> Replies:
    """Make the group and ask at once when it was sampled last, if that was not said before."""
    rules, kept = own_rules(uow, owner, who), question.context.get(KEPT)
    name = "" if kept is None else _name(uow, owner, who, int(kept))
    post_ = str(question.context["post"])
    status = acts.add_group(uow, who.person, rules, post_, count, name)
    ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
    say = wording(uow, owner, who.t)
    before = who.t("已新建：{group}。", group=say.title(status))
    known = None if kept is None else of_new_group(uow, owner, who, status.group.id, int(kept))
    if known is None:
        return Replies(say=(forms.when(say, status, before=before),))
    first, *others = known.say
    return replace(known, say=(replace(first, html=lines(before, first.html)), *others))


def _name(uow: UnitOfWork, owner: Owner, who: Speaker, kept_id: int) -> str:
    """What the group was called; empty if it was not."""
    kept = kept_words(uow, who, kept_id)
    said = says_sampled(kept.text, kept.at, owner.zone, wording(uow, owner, who.t).posts)
    return kept.name or (said.called if said is not None else "")


def _resize(
    uow: UnitOfWork, owner: Owner, who: Speaker, group_id: int, count: int | None
) -> Replies:
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


def _asked_again(
    uow: UnitOfWork, owner: Owner, who: Speaker, question: OpenQuestion, text: str
) -> Replies:
    rules = own_rules(uow, owner, who)
    said = forms.what_a_group_is(who.t) if asks_back(text) else forms.size_not_read(who.t, text)
    return Replies(say=(_how_many(uow, who.t, question, rules, before=said),))


def _how_many(
    uow: UnitOfWork,
    t: Tongue,
    question: OpenQuestion,
    rules: SamplingRules,
    *,
    before: Html | None = None,
) -> View:
    """For a new group with one tap for everybody who is in none."""
    rest, post_ = None, question.context.get("post")
    if post_ is not None:
        here = coverage_here(rules, acts.overview(uow, rules))
        rest = forms.rest_of_firm(t, str(post_), here, question.context.get(KEPT))
    return forms.how_many(t, _skip(t, question), rest=rest, before=before)


def _offers(uow: UnitOfWork, owner: Owner, who: Speaker, rules: SamplingRules) -> list[Words]:
    """What only some posts may use."""
    called = wording(uow, owner, who.t).offers
    found = (called.get(each.ruled.policy) for each in rules.of_posts if each.posts)
    return list(dict.fromkeys(name for name in found if name is not None))


def _skip(t: Tongue, question: OpenQuestion) -> Button:
    group_id = question.context.get("group")
    if group_id is not None:
        return forms.skip_change(t, int(group_id))
    return forms.skip_new(t, str(question.context["post"]), question.context.get(KEPT))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:new": new,
    "test:post": post,
    "test:made": made,
    "test:size": size,
    "test:nosize": no_size,
}
ANSWERS: Final[Mapping[str, Answer]] = {GROUP_SIZE: counted}
