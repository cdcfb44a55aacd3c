"""Making test groups: what they do, how many they are, and when they were sampled."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.counts_said import read_count_and_time
from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.group_sizes_said import GroupSize
from bot.domain.speech import Button, Replies, View
from bot.services.testing import testing as acts
from bot.services.testing.rhythms import SamplingRules
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms, moments, resizing
from handlers.owner.testing.kept import keep_name, kept_words, used_up
from handlers.owner.testing.recording import record_one
from handlers.owner.testing.resizing import names_of, resized, saying_about, says_size
from handlers.owner.testing.said import of_new_group, says_sampled
from handlers.owner.testing.scene import (
    GROUP_SIZE,
    SAMPLED_AT,
    overview_of,
    own_rules,
    standing,
    wording,
)
from handlers.owner.testing.views import coverage_here
from handlers.press import Press
from handlers.tongue import Html, Tongue, lines
from policies.spoken.puzzled import asks_back
from policies.spoken.reading import only_counts, read_int
from policies.spoken.remarks import doubts
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
    """How many people? That may have been said already."""
    rules, words = own_rules(uow, owner, who), None if kept is None else kept_words(uow, who, kept)
    if words is not None and words.size is not None and words.made:
        return Replies(toast=who.t("这一条已经点过了，不用再点。"))
    question = _of_new(_offered(rules, press), kept)
    ask(uow, BOT, who.person.chat_id, question)
    if words is not None and words.size is not None:
        return _sized(uow, owner, who, question, words.size)
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


async def counted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A number of people, typed; what is not understood leaves the question open."""
    read = read_int(text) if only_counts(text) else None

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if read is not None:
            said = GroupSize("", int(read.value), read.approximate)
            return _sized(uow, owner, who, question, said, text)
        told = read_count_and_time(text, uow.now, owner.zone)
        if told is not None and told.count is not None:  # 50人，今早7点
            counted_ = GroupSize("", told.count, doubts(text))
            return _sized(uow, owner, who, question, counted_, text, told.at)
        return _named_and_counted(uow, owner, who, question, text)

    await owner.act(event_update, act)


def _named_and_counted(
    uow: UnitOfWork, owner: Owner, who: Speaker, question: OpenQuestion, text: str
) -> Replies:
    """一车间300人: of the group that is asked about, or the name of the one that is made."""
    group_id, posts = question.context.get("group"), wording(uow, owner, who.t).posts
    if group_id is not None:
        group = standing(uow, owner, who, int(group_id))[1].group
        said = says_size(text, posts, [group])
        if said is None or said.called.lower() not in names_of(posts, group):
            return _asked_again(uow, owner, who, question, text)
        return _sized(uow, owner, who, question, said, text)
    said = says_size(text, posts)
    if said is None:
        return _asked_again(uow, owner, who, question, text)
    kept = keep_name(uow, who, question.context.get(KEPT), text)
    question = _of_new(str(question.context["post"]), kept)
    ask(uow, BOT, who.person.chat_id, question)
    return _sized(uow, owner, who, question, said, text)


def _sized(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    question: OpenQuestion,
    said: GroupSize,
    text: str | None = None,
    at: datetime | None = None,
) -> Replies:
    """So many people; a number that no group has is asked again.

    Args:
        text: As typed; None if it was said before it was asked.
        at: When they were sampled, if that was said beside it.
    """
    try:
        sized = _take_size(uow, owner, who, question, said.count, at)
    except BadAnswer:
        wrong = str(said.count) if text is None else text
        return _asked_again(uow, owner, who, question, wrong)
    return saying_about(who.t, sized, said.count) if said.rough else sized


def _offered(rules: SamplingRules, press: Press) -> str:
    chosen = press.word()
    if chosen not in rules.posts:
        raise Stale(StaleCode.CHANGED)
    return chosen


def _take_size(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    question: OpenQuestion,
    count: int,
    at: datetime | None = None,
) -> Replies:
    """So many people; `at` is when they were sampled, if that was said beside it."""
    group_id = question.context.get("group")
    if group_id is None:
        return _make(uow, owner, who, question, count, at)
    sized = resized(uow, owner, who, int(group_id), count)
    scene = standing(uow, owner, who, int(group_id))
    if at is None or len(scene[1].group.parts) > 1:
        return sized
    before = who.t("已改：{group}。", group=wording(uow, owner, who.t).title(scene[1]))
    return _headed(before, record_one(uow, owner, who, scene, at))


def _headed(before: Html, replies: Replies) -> Replies:
    first, *others = replies.say
    return replace(replies, say=(replace(first, html=lines(before, first.html)), *others))


def _make(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    question: OpenQuestion,
    count: int | None,
    at: datetime | None = None,
) -> Replies:
    """Make the group and ask at once when it was sampled last, if that was not said before."""
    rules, kept = own_rules(uow, owner, who), question.context.get(KEPT)
    name = "" if kept is None else _name(uow, owner, who, int(kept))
    post_ = str(question.context["post"])
    status = acts.add_group(uow, who.person, rules, post_, count, name)
    if kept is not None:
        used_up(uow, who, int(kept))
    ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
    say = wording(uow, owner, who.t)
    before = who.t("已新建：{group}。", group=say.title(status))
    known = None if kept is None else of_new_group(uow, owner, who, status.group.id, int(kept))
    if at is not None:
        known = record_one(uow, owner, who, (rules, status), at)
    if known is None:
        return Replies(say=(forms.when(say, status, before=before),))
    return _headed(before, known)


def _name(uow: UnitOfWork, owner: Owner, who: Speaker, kept_id: int) -> str:
    """What the group was called; empty if it was not."""
    kept = kept_words(uow, who, kept_id)
    said = says_sampled(kept.text, kept.at, owner.zone, wording(uow, owner, who.t).posts)
    return kept.name or (said.called if said is not None else "")


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
    **resizing.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {GROUP_SIZE: counted}
