"""How many people a test group has: asked, typed, and what follows of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.counts_said import read_count_and_time
from bot.domain.errors import BadAnswer
from bot.domain.group_sizes_said import GroupSize
from bot.domain.speech import Button, Replies, View
from bot.services.testing import testing as acts
from bot.services.testing.rhythms import SamplingRules
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import forms
from handlers.owner.testing.kept import keep_name, kept_words, used_up
from handlers.owner.testing.recording import record_one
from handlers.owner.testing.resizing import names_of, resized, saying_about, says_size
from handlers.owner.testing.said import of_new_group, says_sampled
from handlers.owner.testing.scene import (
    GROUP_SIZE,
    SAMPLED_AT,
    own_rules,
    standing,
    wording,
)
from handlers.owner.testing.views import coverage_here
from handlers.tongue import Html, Tongue, lines
from policies.spoken.puzzled import asks_back
from policies.spoken.reading import only_counts, read_int
from policies.spoken.remarks import doubts

KEPT: Final = "kept"
"""In the question for the size of a new group: what waits for it."""


def of_new(post_: str, kept: int | None) -> OpenQuestion:
    """The question for the size of a new group; what waits for it is remembered."""
    waiting = {} if kept is None else {KEPT: kept}
    return OpenQuestion(GROUP_SIZE, context={"post": post_, **waiting})


async def counted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A number of people, typed; what is not understood leaves the question open."""
    read = read_int(text) if only_counts(text) else None

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if read is not None:
            said = GroupSize("", int(read.value), read.approximate)
            return sized(uow, owner, who, question, said, text)
        told = read_count_and_time(text, uow.now, owner.zone)
        if told is not None and told.count is not None:  # 50人，今早7点
            counted_ = GroupSize("", told.count, doubts(text))
            return sized(uow, owner, who, question, counted_, text, told.at)
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
        return sized(uow, owner, who, question, said, text)
    said = says_size(text, posts)
    if said is None:
        return _asked_again(uow, owner, who, question, text)
    kept = keep_name(uow, who, question.context.get(KEPT), text)
    question = of_new(str(question.context["post"]), kept)
    ask(uow, BOT, who.person.chat_id, question)
    return sized(uow, owner, who, question, said, text)


def sized(
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
        taken = _take_size(uow, owner, who, question, said.count, at)
    except BadAnswer:
        wrong = str(said.count) if text is None else text
        return _asked_again(uow, owner, who, question, wrong)
    return saying_about(who.t, taken, said.count) if said.rough else taken


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
        return make(uow, owner, who, question, count, at)
    taken = resized(uow, owner, who, int(group_id), count)
    scene = standing(uow, owner, who, int(group_id))
    if at is None or len(scene[1].group.parts) > 1:
        return taken
    before = who.t("已改：{group}。", group=wording(uow, owner, who.t).title(scene[1]))
    return _headed(before, record_one(uow, owner, who, scene, at))


def _headed(before: Html, replies: Replies) -> Replies:
    first, *others = replies.say
    return replace(replies, say=(replace(first, html=lines(before, first.html)), *others))


def make(
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
    return Replies(say=(how_many(uow, who.t, question, rules, before=said),))


def how_many(
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


def _skip(t: Tongue, question: OpenQuestion) -> Button:
    group_id = question.context.get("group")
    if group_id is not None:
        return forms.skip_change(t, int(group_id))
    return forms.skip_new(t, str(question.context["post"]), question.context.get(KEPT))


ANSWERS: Final[Mapping[str, Answer]] = {GROUP_SIZE: counted}
