"""来人报备: who comes to the firm, whether they reported, what is done once they are here."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.arrivals import Presence
from bot.domain.came import read_came
from bot.domain.coming import read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.visits_said import speaks_of_others
from bot.services.arrivals import arrivals as acts
from bot.services.arrivals.doors import Changed, own_arrival, own_arrivals
from bot.services.arrivals.lists import nobody_comes, split
from bot.services.arrivals.standing import ArrivalStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals import card_views as cards
from handlers.owner.arrivals import form, keeping, left_out, origin, taking_up, urgent
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals import list_views as lists
from handlers.owner.arrivals.here import is_here
from handlers.owner.arrivals.scene import MOVED, close_own_question, list_named, list_pressed
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.acts import not_undone, said, undone
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.press import Press

Act = Callable[[UnitOfWork, Speaker], Changed]


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """Everybody on the list, page by page."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        firm = own_arrivals(uow, ground_of(owner), who.person)
        of = list_pressed(firm, press)
        if of is None:
            return Replies(edit=lists.no_list(who.t))
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=lists.listing(who.t, of, firm.of(of.fact.id), page))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One entry; from a reminder it is said anew, so that the reminder stays."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        view = cards.card(who.t, _own(owner, uow, who, press))
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await owner.act(event_update, act)


async def none(event_update: Update, owner: Owner, press: Press) -> None:
    """没有人要来."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        is_so = nobody_comes(uow, ground, who.person, press.word())
        firm = own_arrivals(uow, ground, who.person)
        of = list_named(firm, press.word())
        shown = lists.nobody_comes(who.t, of)
        return Replies(edit=shown if is_so else lists.listing(who.t, of, firm.of(of.fact.id)))

    await owner.act(event_update, act)


async def reported(event_update: Update, owner: Owner, press: Press) -> None:
    """✅ 已报备."""
    await _report(event_update, owner, press, done=True)


async def unreported(event_update: Update, owner: Owner, press: Press) -> None:
    """They are here, and had not reported."""
    await _report(event_update, owner, press, done=False)


async def here(event_update: Update, owner: Owner, press: Press) -> None:
    """到了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return is_here(owner, uow, who, press.number())

    await owner.act(event_update, act)


async def gone(event_update: Update, owner: Owner, press: Press) -> None:
    """走了, or 不来了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        changed = acts.leave(uow, ground_of(owner), who.person, press.number())
        return said(who.t, cards.card, changed, who.t("记下了，不再提醒。"))

    await owner.act(event_update, act)


async def move(event_update: Update, owner: Owner, press: Press) -> None:
    """改时间: to when?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = _own(owner, uow, who, press)
        if status.card.presence in {Presence.HERE, Presence.GONE}:
            return Replies(say=(cards.card(who.t, status),))
        ask(uow, BOT, who.person.chat_id, OpenQuestion(MOVED, str(status.card.id)))
        return Replies(say=(forms.ask_moved(who.t, status),))

    await owner.act(event_update, act)


async def moved(event_update: Update, owner: Owner, press: Press) -> None:
    """A moment was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        at = minute_pressed(press, 1)
        if at < uow.now:
            raise Stale(StaleCode.CHANGED)
        changed = acts.postpone(uow, ground_of(owner), who.person, press.number(), at)
        close_own_question(uow, who)
        return said(who.t, cards.card, changed, who.t("时间改了："))

    await owner.act(event_update, act)


async def moved_to(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A moment in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        ground, number = ground_of(owner), int(question.subject)
        status = own_arrival(uow, ground, who.person, number)
        card, came = status.card, read_came(text, uow.now, owner.zone)
        if speaks_of_others(card.label, card.count, text, uow.now, owner.zone):
            return form.begun(owner, uow, who, status.of, (text, uow.now))
        if came is not None:
            close_own_question(uow, who)
            return is_here(owner, uow, who, number, came.since(owner.zone))
        read = read_coming(text, uow.now, owner.zone).moments
        if not read:
            return Replies(say=(forms.ask_moved(who.t, status, wrong=text),))
        if len(read) > 1:
            return Replies(say=(forms.which_of(who.t, status, read),))
        changed = acts.postpone(uow, ground, who.person, number, read[0])
        close_own_question(uow, who)
        return said(who.t, cards.card, changed, who.t("时间改了："))

    await owner.act(event_update, act)


async def did(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the tasks is done."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        changed = acts.do_task(uow, ground_of(owner), who.person, press.number(), press.word(1))
        return said(who.t, cards.card, changed, who.t("记下了，已存为履职记录。"))

    await owner.act(event_update, act)


async def apart(event_update: Update, owner: Owner, press: Press) -> None:
    """分开记: from now on one by one."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        parts = split(uow, ground, who.person, press.number())
        firm = own_arrivals(uow, ground, who.person)
        of = list_named(firm, parts[0].card.fact)
        before = who.t("分成 {count} 个人记了，点要改的那一个。", count=len(parts))
        return Replies(edit=lists.listing(who.t, of, firm.of(of.fact.id), before=before))

    await owner.act(event_update, act)


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground, number = ground_of(owner), press.number()
        try:
            status = acts.undo(uow, ground, who.person, number, press.number(1))
        except Stale as stale:
            status = own_arrival(uow, ground, who.person, number)
            return Replies(say=(cards.card(who.t, status, before=not_undone(who.t, stale)),))
        before = undone(who.t, status.card.case_id)
        return Replies(edit=cards.card(who.t, status, before=before))

    await owner.act(event_update, act)


async def _report(event_update: Update, owner: Owner, press: Press, *, done: bool) -> None:
    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        changed = acts.report(uow, ground, who.person, press.number(), done=done)
        before = who.t("记下了：已报备。") if done else who.t("记下了：没有提前报备。")
        return said(who.t, cards.card, changed, before)

    await owner.act(event_update, act)


def _own(owner: Owner, uow: UnitOfWork, who: Speaker, press: Press) -> ArrivalStatus:
    return own_arrival(uow, ground_of(owner), who.person, press.number())


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "arrival:list": listing,
    "arrival:show": show,
    "arrival:none": none,
    "arrival:reported": reported,
    "arrival:unreported": unreported,
    "arrival:here": here,
    "arrival:gone": gone,
    "arrival:move": move,
    "arrival:moved": moved,
    "arrival:did": did,
    "arrival:split": apart,
    "arrival:undo": undo,
    **form.BUTTONS,
    **left_out.BUTTONS,
    **keeping.BUTTONS,
    **taking_up.BUTTONS,
    **origin.BUTTONS,
    **urgent.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {MOVED: moved_to, **form.ANSWERS, **left_out.ANSWERS}
