"""核酸采样和提醒: the groups of a firm, their samplings, and what their reminders' buttons do."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import SamplingRefusal, Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.times import read_moment
from bot.services import testing as acts
from bot.services.firms import firm_of
from bot.services.replanning import firm_rules
from bot.services.rhythms import SamplingRules
from bot.services.standing import GroupStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices.sampling_words import mark
from handlers.owner import testing_forms as forms
from handlers.owner import testing_groups as groups
from handlers.owner import testing_views as views
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing_scene import SAMPLED_AT, close_own_question, standing, wording
from handlers.press import Press

MOST_MINUTES: Final = 10**8
"""Until the year 2160: a greater number in a button is forged."""


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """采样总览, page by page."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        rules = firm_rules(uow, owner.rulebase, owner.zone, firm_of(uow, who.person).id)
        page = press.number() if press.args else 0
        statuses = acts.overview(uow, rules)
        view = views.overview(wording(owner, who.t), rules, statuses, page)
        # A reminder, or what was recorded, stays as it is: people look for it again.
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One group."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        _, status = standing(uow, owner, who, press.number())
        return Replies(edit=views.card(wording(owner, who.t), status))

    await owner.act(event_update, act)


async def done(event_update: Update, owner: Owner, press: Press) -> None:
    """刚刚都采了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        if _is_outdated(status, press):
            return Replies(say=(views.outdated(wording(owner, who.t), status),))
        return _record(uow, owner, who, (rules, status), uow.now)

    await owner.act(event_update, act)


async def when(event_update: Update, owner: Owner, press: Press) -> None:
    """选采样时间: likely moments as buttons, any other may be typed."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
        return Replies(say=(forms.when(wording(owner, who.t), status),))

    await owner.act(event_update, act)


async def at(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the likely moments was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        scene = standing(uow, owner, who, press.number())
        return _record(uow, owner, who, scene, _moment(press))

    await owner.act(event_update, act)


async def fix(event_update: Update, owner: Owner, press: Press) -> None:
    """改成…: the newer sampling on record was wrong, this older one is right."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        scene = standing(uow, owner, who, press.number())
        return _record(uow, owner, who, scene, _moment(press), correct=True)

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A sampling time in their own words; what is not understood leaves the question open."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        scene = standing(uow, owner, who, int(question.subject))
        moment = read_moment(text, uow.now, owner.zone)
        if moment is None:
            view = forms.when(wording(owner, who.t), scene[1], wrong=text)
            return Replies(say=(view,))
        return _record(uow, owner, who, scene, moment)

    await owner.act(event_update, act)


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, group = acts.own_sampling(uow, who.person, press.number())
        rules = firm_rules(uow, owner.rulebase, owner.zone, group.firm_id)
        status = acts.undo_sampling(uow, who.person, press.number(), rules)
        return Replies(edit=views.undone(wording(owner, who.t), status))

    await owner.act(event_update, act)


async def snooze(event_update: Update, owner: Owner, press: Press) -> None:
    """一小时后再提醒."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        say = wording(owner, who.t)
        if _is_outdated(status, press):
            return Replies(say=(views.put_off_outdated(say, status),))
        until = acts.put_off(uow, who.person, status.group.id, rules.quiet)
        said = views.put_off(say, status, until)
        return Replies(toast=said, say=(views.card(say, status, before=said),))

    await owner.act(event_update, act)


def _record(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    scene: tuple[SamplingRules, GroupStatus],
    moment: datetime,
    *,
    correct: bool = False,
) -> Replies:
    """Record, or say why not and leave the question open; nothing was written in that case."""
    rules, status = scene
    say, ids = wording(owner, who.t), [status.group.id]
    try:
        [made] = acts.record_sampling(uow, who.person, ids, moment, rules, correct=correct)
    except SamplingRefusal as refusal:
        return Replies(say=(forms.time_refused(say, status, refusal),))
    close_own_question(uow, who)
    return Replies(say=(views.recorded(say, made),))


def _is_outdated(status: GroupStatus, press: Press) -> bool:
    """Whether a newer sampling was recorded after the button was shown."""
    return len(press.args) > 1 and press.number(1) != mark(status.group)


def _moment(press: Press) -> datetime:
    minutes = press.number(1)
    if minutes > MOST_MINUTES:
        raise Stale(StaleCode.CHANGED)
    return forms.at_minutes(minutes)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:list": listing,
    "test:show": show,
    "test:done": done,
    "test:when": when,
    "test:at": at,
    "test:fix": fix,
    "test:undo": undo,
    "test:snooze": snooze,
    **groups.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {SAMPLED_AT: typed, **groups.ANSWERS}
