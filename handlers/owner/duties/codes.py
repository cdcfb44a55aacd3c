"""场所码: how many are needed of each kind, counted by taps or typed numbers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.services.duties.codes import (
    MOST,
    code_plan,
    code_point,
    count_codes,
    note_shown,
)
from bot.services.duties.duties import Duty, FirmDuties
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import codes_views as views
from handlers.owner.duties.scene import (
    CODES,
    duty_named,
    duty_pressed,
    item_named,
    with_duties,
)
from handlers.press import Press
from handlers.tongue import Tongue
from policies.spoken.reading import read_int


def card(uow: UnitOfWork, t: Tongue, duties: FirmDuties, duty: Duty) -> View:
    """The whole plan; that it changed since it was shown last is said once."""
    plan = code_plan(duties, duty)
    note_shown(uow, duties, plan)
    return views.card(t, plan)


async def kind(event_update: Update, owner: Owner, press: Press) -> None:
    """One kind: count what was applied for, and what is up; a number may simply be typed."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        plan, name = code_plan(duties, duty), press.word(1)
        asked = {"kind": name, "item": plan.items[-1].id}
        ask(uow, BOT, who.person.chat_id, OpenQuestion(CODES, duty.record, asked))
        return Replies(edit=views.kind(who.t, plan, plan.kind(name)))

    await with_duties(event_update, owner, act)


async def count(event_update: Update, owner: Owner, press: Press) -> None:
    """One more, or all of them: from how many, to how many; a second tap counts nothing."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty = duty_pressed(duties, press)
        item, name = item_named(duty, press.word(1)), press.word(2)
        before, after = press.number(3), press.number(4)
        plan = code_plan(duties, duty)
        place = plan.items.index(item)
        if plan.kind(name).done[place] != before or after > MOST:
            view = views.kind(who.t, plan, plan.kind(name), moved=True)
            return Replies(edit=view)
        return Replies(edit=_counted(uow, who, duties, duty, (item.id, name, after)))

    await with_duties(event_update, owner, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """How many are up, as a number."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        duty, name = duty_named(duties, question.subject), str(question.context["kind"])
        reading, plan = read_int(text), code_plan(duties, duty)
        if reading is None or not 0 <= int(reading.value) <= MOST:
            view = views.kind(who.t, plan, plan.kind(name), wrong=text)
            return Replies(say=(view,))
        item = str(question.context["item"])
        view = _counted(uow, who, duties, duty, (item, name, int(reading.value)))
        return Replies(say=(view,))

    await with_duties(event_update, owner, act, asked=question)


def _counted(
    uow: UnitOfWork,
    who: Speaker,
    duties: FirmDuties,
    duty: Duty,
    said: tuple[str, str, int],
) -> View:
    """Keep a number; whoever has put a code up has applied for it, so that follows."""
    item, name, amount = said
    plan = code_plan(duties, duty)
    chosen = plan.kind(name)
    places = [each.id for each in plan.items].index(item)
    latest = dict(duties.latest)
    for place, each in enumerate(plan.items[: places + 1]):
        if place == places or chosen.done[place] < amount:
            point = code_point(duty, each.id, name)
            latest[point] = count_codes(uow, who.person, duties, point, amount)
    now = code_plan(replace(duties, latest=latest), duty)
    return views.kind(who.t, now, now.kind(name), made=latest[code_point(duty, item, name)])


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:kind": kind,
    "duty:count": count,
}
ANSWERS: Final[Mapping[str, Answer]] = {CODES: typed}
