"""Several groups with one tap: ticked on one screen, then recorded together."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.sampling_refusals import SamplingRefusal
from bot.domain.speech import Replies
from bot.domain.times import read_moment
from bot.services.firms.firms import firm_of
from bot.services.testing import testing as acts
from bot.services.testing.replanning import firm_rules
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.sampling import record_several
from bot.services.testing.standing import GroupStatus, status_of
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.testing.testing import groups_of
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import forms, moments
from handlers.owner.testing import many_views as views
from handlers.owner.testing import record_views as records
from handlers.owner.testing.scene import (
    PICKED,
    asked_long_ago,
    close_own_question,
    overview_of,
    own_rules,
    wording,
)
from handlers.press import Press
from handlers.tongue import Html

Chosen = tuple[SamplingRules, list[GroupStatus]]


async def many(event_update: Update, owner: Owner, press: Press) -> None:
    """一起记几组: the screen with boxes, page by page."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        page = press.number() if press.args else 0
        replies = screen(uow, owner, who, _ticked(uow, who), page)
        return Replies(say=(replies.edit,)) if press.args[1:] and replies.edit else replies

    await owner.act(event_update, act)


async def tick(event_update: Update, owner: Owner, press: Press) -> None:
    """A box was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        group_id = acts.own_group(uow, who.person, press.number()).id
        return screen(uow, owner, who, _ticked(uow, who) ^ {group_id}, press.number(1))

    await owner.act(event_update, act)


async def tick_all(event_update: Update, owner: Owner, press: Press) -> None:
    """全选 or 全不选."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        every = groups_of(uow.connection, firm_of(uow, who.person).id)
        ticked = {group.id for group in every} if press.number(1) else set()
        return screen(uow, owner, who, ticked, press.number())

    await owner.act(event_update, act)


async def done(event_update: Update, owner: Owner, press: Press) -> None:
    """✅ 这几组刚刚都采了, on the screen with boxes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        asked_at, ticked = asked_long_ago(uow, press, 1), _ticked(uow, who)
        if asked_at is not None and ticked and views.fingerprint(ticked) == press.mark():
            before = cards.asked_long_ago(wording(uow, owner, who.t), asked_at)
            return ask_when(uow, owner, who, ticked, before=before)
        return _ticked_at(uow, owner, who, press, uow.now)

    await owner.act(event_update, act)


async def at(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the likely moments was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return _ticked_at(uow, owner, who, press, moments.clock_in(press.word(1)) or uow.now)

    await owner.act(event_update, act)


async def when(event_update: Update, owner: Owner, press: Press) -> None:
    """选采样时间 for all that are ticked."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ticked = _ticked(uow, who)
        if not ticked or views.fingerprint(ticked) != press.mark():
            return outdated(uow, owner, who)
        return ask_when(uow, owner, who, ticked)

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A sampling time for all that are ticked, in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        ticked = _ticked(uow, who)
        moment = read_moment(text, uow.now, owner.zone) or moments.agreed(question, text)
        if not ticked:
            return screen(uow, owner, who, ticked, 0)
        several = chosen(uow, owner, who, ticked)
        if moment is None:
            return Replies(say=(views.when(wording(uow, owner, who.t), several[1], wrong=text),))
        return record_chosen(uow, owner, who, several, moment)

    await owner.act(event_update, act)


def _ticked(uow: UnitOfWork, who: Speaker) -> set[int]:
    """What is ticked and still theirs."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != PICKED:
        return set()
    own = {group.id for group in groups_of(uow.connection, firm_of(uow, who.person).id)}
    return own & {int(each) for each in question.context.get("groups", ())}


def screen(
    uow: UnitOfWork, owner: Owner, who: Speaker, ticked: Collection[int], page: int
) -> Replies:
    """The screen with boxes, these ticked; without any group the overview."""
    rules = own_rules(uow, owner, who)
    statuses = acts.overview(uow, rules)
    if not statuses:
        return Replies(edit=overview_of(uow, owner, who, rules))
    keep_ticked(uow, who, ticked)
    return Replies(edit=views.pick(wording(uow, owner, who.t), statuses, ticked, page))


def keep_ticked(
    uow: UnitOfWork, who: Speaker, ticked: Collection[int], proposed: datetime | None = None
) -> None:
    """Remember which are ticked; buttons below act on these only.

    Args:
        proposed: The moment that was repeated to them: a written yes means it.
    """
    context = {"groups": sorted(ticked)} | moments.proposal(proposed)
    ask(uow, BOT, who.person.chat_id, OpenQuestion(PICKED, context=context))


def ask_when(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    group_ids: Collection[int],
    *,
    before: Html | None = None,
    wrong: str | None = None,
) -> Replies:
    """Ask when these groups were sampled.

    Args:
        wrong: What was said of it and left it open.
    """
    keep_ticked(uow, who, group_ids)
    _, statuses = chosen(uow, owner, who, group_ids)
    say = wording(uow, owner, who.t)
    return Replies(say=(views.when(say, statuses, before=before, wrong=wrong),))


def _ticked_at(
    uow: UnitOfWork, owner: Owner, who: Speaker, press: Press, moment: datetime
) -> Replies:
    """Record what was ticked when the button was shown; a double tap finds nothing ticked."""
    ticked = _ticked(uow, who)
    if not ticked or views.fingerprint(ticked) != press.mark():
        return outdated(uow, owner, who)
    return record_chosen(uow, owner, who, chosen(uow, owner, who, ticked), moment)


def chosen(uow: UnitOfWork, owner: Owner, who: Speaker, group_ids: Collection[int]) -> Chosen:
    """Groups of theirs as they stand, and what the rules say to their firm.

    Raises:
        NotYours: One is gone or another's.
        Stale: There are none.
    """
    groups = acts.own_groups(uow, who.person, sorted(group_ids))
    if not groups:
        raise Stale(StaleCode.CHANGED)
    rules = firm_rules(uow, owner.rulebase, owner.zone, groups[0].firm_id)
    return rules, [status_of(group, uow.now, owner.zone) for group in groups]


def record_chosen(
    uow: UnitOfWork, owner: Owner, who: Speaker, several: Chosen, moment: datetime
) -> Replies:
    """Record them all at one moment, or say why not and ask again."""
    rules, statuses = several
    say, ids = wording(uow, owner, who.t), [status.group.id for status in statuses]
    try:
        made = record_several(uow, who.person, ids, moment, rules)
    except SamplingRefusal as refusal:
        keep_ticked(uow, who, ids)
        before = forms.why(say, statuses[0], refusal)
        return Replies(say=(views.when(say, statuses, before=before),))
    close_own_question(uow, who)
    return Replies(say=(records.recorded_several(say, made),))


def outdated(uow: UnitOfWork, owner: Owner, who: Speaker, *, old: bool = False) -> Replies:
    """Nothing was done: it was recorded already, the ticks are others now, or it is too old."""
    close_own_question(uow, who)
    view = overview_of(uow, owner, who, own_rules(uow, owner, who))
    return Replies(say=(cards.nothing_done(who.t, view, old=old),))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:many": many,
    "test:tick": tick,
    "test:all": tick_all,
    "test:manydone": done,
    "test:manyat": at,
    "test:manywhen": when,
}
ANSWERS: Final[Mapping[str, Answer]] = {PICKED: typed}
