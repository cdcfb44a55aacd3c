"""常用语: written, changed, removed and brought back, at each place where they are kept."""

from collections.abc import Mapping
from typing import Final
from zlib import crc32

from telegram import Update

from bot.domain.errors import BadAnswer, NotYours
from bot.domain.speech import Replies, View
from bot.services.staff import canned_answers as acts
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.canned_answers import CannedCard, Shelf
from bot.store.staff.officers import officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from handlers.desk.canned import keep_views as views
from handlers.desk.canned.keep_views import Place
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

ADD: Final = "canned_add"
CHANGE: Final = "canned_change"


async def shelves(desk: Desk, update: Update, press: Press) -> None:
    """常用语: whose?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        page = press.number() if press.args else 0
        places = [(each, len(acts.on_shelf(uow, who.officer, each.shelf)))
                  for each in _places(uow, who)]  # fmt: skip
        return Replies(edit=views.shelves(who.t, desk.rulebase, places, page))

    await desk.act(update, act)


async def shelf(desk: Desk, update: Update, press: Press) -> None:
    """What is kept at one place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        return Replies(edit=_shelf(desk, uow, who, _named(uow, who, press.word())))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One answer."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        answer = acts.answer_of(uow, who.officer, press.number())
        return Replies(edit=_answer(desk, uow, who, answer))

    await desk.act(update, act)


async def ask_new(desk: Desk, update: Update, press: Press) -> None:
    """添加: its words?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        place = _named(uow, who, press.word())
        if not place.keeps:
            raise NotYours("canned")
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(ADD, place.token))
        return Replies(edit=views.ask_text(who.t, desk.rulebase, place))

    await desk.act(update, act)


async def ask_change(desk: Desk, update: Update, press: Press) -> None:
    """改: into what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        answer = acts.answer_of(uow, who.officer, press.number())
        place = _place(uow, who, answer.shelf)
        if not place.keeps:
            raise NotYours("canned")
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(CHANGE, str(answer.id)))
        return Replies(edit=views.ask_text(who.t, desk.rulebase, place, answer))

    await desk.act(update, act)


async def remove(desk: Desk, update: Update, press: Press) -> None:
    """删除; it can be brought back."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        gone = acts.remove_answer(uow, who.officer, press.number())
        place = _place(uow, who, gone.shelf)
        return Replies(edit=views.removed(who.t, place, gone))

    await desk.act(update, act)


async def restore(desk: Desk, update: Update, press: Press) -> None:
    """恢复: what was removed, or an earlier version."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        answer = acts.bring_back(uow, who.officer, press.number())
        return Replies(edit=_answer(desk, uow, who, answer, who.t("✅ 已恢复。")))

    await desk.act(update, act)


async def history(desk: Desk, update: Update, press: Press) -> None:
    """历史: every version, with who wrote it and when."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = acts.versions(uow, who.officer, press.number())
        place = _place(uow, who, found[0].shelf)
        names = {each: officer_by_id(uow, each).name for each in _people(found)}
        return Replies(edit=views.history(who.t, place, found, names, desk.zone))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the words of an answer; None if none was asked for.

    One that is refused leaves the question open: the officer writes again.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in {ADD, CHANGE}:
        return None
    try:
        if question.kind == ADD:
            place = _named(uow, who, question.subject)
            answer = acts.write_answer(uow, who.officer, place.shelf, text)
        else:
            answer = acts.change_answer(uow, who.officer, int(question.subject), text)
    except BadAnswer as bad:
        return Replies(say=(views.bad_text(who.t, bad),))
    close_question(uow, BOT, who.officer.chat_id)
    return Replies(say=(_answer(desk, uow, who, answer, who.t("✅ 已存好。")),))


def _shelf(desk: Desk, uow: UnitOfWork, who: Clerk, place: Place) -> View:
    answers = acts.on_shelf(uow, who.officer, place.shelf)
    return views.shelf(who.t, desk.rulebase, place, answers)


def _answer(
    desk: Desk, uow: UnitOfWork, who: Clerk, answer: CannedCard, before: str | None = None
) -> View:
    place = _place(uow, who, answer.shelf)
    return views.answer(who.t, desk.rulebase, place, answer, before)


def _places(uow: UnitOfWork, who: Clerk) -> list[Place]:
    """All that they may use or keep, their own first."""
    used = acts.shelves_used(uow, who.officer)
    both = dict.fromkeys((*used, *acts.shelves_kept(uow, who.officer)))
    return [_place(uow, who, each) for each in both]


def _place(uow: UnitOfWork, who: Clerk, shelf: Shelf) -> Place:
    unit = None if shelf.unit_id is None else find_unit(uow.connection, shelf.unit_id)
    keeps = acts.keeps(uow, who.officer, shelf)
    return Place(shelf, _token(shelf), unit.name if unit else None, keeps=keeps)


def _named(uow: UnitOfWork, who: Clerk, token: str) -> Place:
    """The place that a button names.

    Raises:
        NotYours: None of theirs.
    """
    found = next((each for each in _places(uow, who) if each.token == token), None)
    if found is None:
        raise NotYours("canned")
    return found


def _token(shelf: Shelf) -> str:
    """What names a place within a button: a path would not always fit."""
    if shelf.officer_id is not None:
        return "own"
    if shelf.unit_id is not None:
        return f"u{shelf.unit_id}"
    return f"d{crc32(shelf.region.encode()):x}"


def _people(found: list[CannedCard]) -> set[int]:
    ended = {each.ended_by for each in found if each.ended_by is not None}
    return {each.made_by for each in found} | ended


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in {ADD, CHANGE}:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "canned:all": shelves,
    "canned:shelf": shelf,
    "canned:show": show,
    "canned:add": ask_new,
    "canned:change": ask_change,
    "canned:drop": remove,
    "canned:back": restore,
    "canned:past": history,
}
