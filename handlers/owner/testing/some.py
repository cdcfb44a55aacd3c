"""采了几人: some people of a group were sampled, joined it, or left it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from fractions import Fraction
from typing import Final

from aiogram.types import Update

from bot.domain.counts_said import read_count_and_time
from bot.domain.speech import Replies
from bot.domain.times import read_moment
from bot.services.testing import sampling
from bot.services.testing import testing as acts
from bot.services.testing.sampling import Some
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import moments
from handlers.owner.testing import record_views as records
from handlers.owner.testing import some_views as views
from handlers.owner.testing.scene import (
    HOW_MANY,
    SOME_AT,
    asked_long_ago,
    close_own_question,
    is_outdated,
    standing,
    wording,
)
from handlers.owner.testing.some_recording import (
    ask_when,
    ask_when_rest,
    counted_part,
    record,
    so_many,
)
from handlers.press import Press
from policies.spoken.reading import Reading, read_int
from policies.spoken.shares import read_share

REST: Final = re.compile(r"差|剩|没采|没来|未采|\bleft\b|missing|not yet|without")
"""还差 3 个: the number is of those who were not sampled."""


async def some(event_update: Update, owner: Owner, press: Press) -> None:
    """只采了一部分: how many?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(HOW_MANY, str(status.group.id)))
        return Replies(say=(views.how_many(wording(uow, owner, who.t), status),))

    await owner.act(event_update, act)


async def counted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A number of people, typed; what is not understood leaves the question open."""
    plain = REST.sub("", text)
    read, share = read_int(plain), read_share(plain)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        scene = standing(uow, owner, who, int(question.subject))
        said = read_count_and_time(text, uow.now, owner.zone)
        if said is not None and said.count is not None:  # 50人，今早7点
            return so_many(uow, owner, who, scene, said.count, said.at)
        status, say = scene[1], wording(uow, owner, who.t)
        size = status.group.size
        count = _people_said(read, share, size)
        if count is None:
            before = views.not_read(say, text)
            return Replies(say=(views.how_many(say, status, before=before),))
        if REST.search(text) and size is not None:
            count = size - count
        if count < 1 or (size is not None and count > size):
            before = views.too_many(say, status, count)
            return Replies(say=(views.how_many(say, status, before=before),))
        return counted_part(uow, owner, who, status, count)

    await owner.act(event_update, act)


async def count(event_update: Update, owner: Owner, press: Press) -> None:
    """So many of this part: when?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        chosen = Some(moments.clock_in(press.word(1)), press.number(2) or None)
        return ask_when(uow, owner, who, status, chosen)

    await owner.act(event_update, act)


async def took(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the likely moments was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        scene = standing(uow, owner, who, press.number())
        chosen = Some(moments.clock_in(press.word(1)), press.number(2) or None)
        asked_at = asked_long_ago(uow, press, 4)
        if asked_at is not None:
            before = cards.asked_long_ago(wording(uow, owner, who.t), asked_at)
            return ask_when(uow, owner, who, scene[1], chosen, before=before)
        at = uow.now if press.word(3) == "now" else moments.clock_in(press.word(3))
        return record(uow, owner, who, scene, chosen, at or uow.now)

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A sampling time in their own words; what is not understood leaves the question open."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        scene = standing(uow, owner, who, int(question.subject))
        chosen = _chosen(question)
        told = read_count_and_time(text, uow.now, owner.zone)
        if told is not None and told.count is not None and told.count != chosen.count:
            return so_many(uow, owner, who, scene, told.count, told.at)
        moment = read_moment(text, uow.now, owner.zone) if told is None else told.at
        if moment is None:
            view = views.when(wording(uow, owner, who.t), scene[1], chosen, wrong=text)
            return Replies(say=(view,))
        return record(uow, owner, who, scene, chosen, moment)

    await owner.act(event_update, act)


async def rest(event_update: Update, owner: Owner, press: Press) -> None:
    """剩下的也采了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        say = wording(uow, owner, who.t)
        if len(status.group.parts) == 1:
            return Replies(say=(cards.card(say, status, before=views.nobody_left(say)),))
        if is_outdated(status, press):
            return Replies(say=(cards.outdated(say, status),))
        asked_at = asked_long_ago(uow, press, 2)
        if asked_at is not None:
            return ask_when_rest(uow, owner, who, status, asked_at)
        made = sampling.record_rest(uow, who.person, status.group.id, rules)
        close_own_question(uow, who)
        return Replies(say=(records.recorded(say, made, rest=False),))

    await owner.act(event_update, act)


async def left(event_update: Update, owner: Owner, press: Press) -> None:
    """The people who are no longer there were of this part."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        clock, gone = moments.clock_in(press.word(1)), press.number(2)
        acts.people_left(uow, who.person, status.group.id, clock, gone, rules.quiet)
        _, status = standing(uow, owner, who, status.group.id)
        say = wording(uow, owner, who.t)
        return Replies(edit=cards.card(say, status, before=views.joined(say, status)))

    await owner.act(event_update, act)


def _people_said(read: Reading | None, share: Fraction | None, size: int | None) -> int | None:
    """A number, or a share of so many: 一半; 三四十 is no number that was sampled."""
    if share is not None:
        people = None if size is None else size * share
        return None if people is None or people.denominator != 1 else int(people)
    return None if read is None or read.most is not None else int(read.value)


def _chosen(question: OpenQuestion) -> Some:
    return Some(
        moments.clock_in(str(question.context["clock"])), int(question.context["count"]) or None
    )


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:some": some,
    "test:count": count,
    "test:took": took,
    "test:rest": rest,
    "test:left": left,
}
ANSWERS: Final[Mapping[str, Answer]] = {HOW_MANY: counted, SOME_AT: typed}
