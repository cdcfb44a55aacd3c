"""Some people of a group: recorded, or asked when they were sampled."""

from datetime import datetime

from bot.domain.parts import newest
from bot.domain.sampling_refusals import SamplingRefusal
from bot.domain.speech import Replies
from bot.services.testing import sampling
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.sampling import Some
from bot.services.testing.standing import GroupStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import forms, moments
from handlers.owner.testing import record_views as records
from handlers.owner.testing import some_views as views
from handlers.owner.testing.recording import record_one
from handlers.owner.testing.scene import (
    HOW_MANY,
    SAMPLED_AT,
    SOME_AT,
    close_own_question,
    wording,
)
from handlers.tongue import Html


def ask_newcomers(uow: UnitOfWork, owner: Owner, who: Speaker, status: GroupStatus) -> Replies:
    """People joined a group that was sampled: when were they?"""
    before = views.joined(wording(uow, owner, who.t), status)
    return ask_when(uow, owner, who, status, Some(None, None), before=before)


def so_many(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    count: int,
    at: datetime | None,
) -> Replies:
    """So many of a group were sampled, fewer than it has: when, if that was not said."""
    status = scene[1]
    if status.group.size is not None and count > status.group.size:
        say = wording(uow, owner, who.t)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(HOW_MANY, str(status.group.id)))
        before = views.too_many(say, status, count)
        return Replies(say=(views.how_many(say, status, before=before),))
    if at is not None and count == status.group.size:
        return record_one(uow, owner, who, scene, at)
    if at is None or len(status.group.parts) > 1:
        return counted_part(uow, owner, who, status, count)
    chosen = Some(status.group.parts[0].sampled_at, count)
    return record(uow, owner, who, scene, chosen, at)


def counted_part(
    uow: UnitOfWork, owner: Owner, who: Speaker, status: GroupStatus, count: int
) -> Replies:
    """So many: of which part if there are several, and when."""
    parts = status.group.parts
    if len(parts) > 1 and count != status.group.size:
        view = views.which_part(wording(uow, owner, who.t), status, count, leaving=False)
        return Replies(say=(view,))
    if count == status.group.size:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
        return Replies(say=(forms.when(wording(uow, owner, who.t), status),))
    return ask_when(uow, owner, who, status, Some(parts[0].sampled_at, count))


def ask_when(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    status: GroupStatus,
    chosen: Some,
    *,
    before: Html | None = None,
) -> Replies:
    """When were these?"""
    context = {"clock": moments.clock_of(chosen.clock), "count": chosen.count or 0}
    question = OpenQuestion(SOME_AT, str(status.group.id), context)
    ask(uow, BOT, who.person.chat_id, question)
    return Replies(say=(views.when(wording(uow, owner, who.t), status, chosen, before=before),))


def ask_when_rest(
    uow: UnitOfWork, owner: Owner, who: Speaker, status: GroupStatus, asked_at: datetime
) -> Replies:
    """The others, if they are one part; of several the card leads on."""
    say, last = wording(uow, owner, who.t), newest(status.group.parts)
    before = cards.asked_long_ago(say, asked_at)
    others = [part for part in status.group.parts if part.sampled_at != last]
    if len(others) > 1:
        return Replies(say=(cards.card(say, status, before=before),))
    chosen = Some(others[0].sampled_at, None)
    return ask_when(uow, owner, who, status, chosen, before=before)


def record(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    chosen: Some,
    at: datetime,
) -> Replies:
    """Record, or say why not and ask again; nothing was written in that case."""
    rules, status = scene
    say, group_id = wording(uow, owner, who.t), status.group.id
    try:
        made = sampling.record_some(uow, who.person, group_id, chosen, at, rules)
    except SamplingRefusal as refusal:
        before = forms.why(say, status, refusal)
        return Replies(say=(views.when(say, status, chosen, before=before),))
    close_own_question(uow, who)
    return Replies(say=(records.recorded(say, made),))
