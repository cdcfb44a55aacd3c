"""查找: by case number, by a firm's name, by words of what was written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.domain.errors import NotYours, Refusal, Stale, StaleCode
from bot.domain.searching import LETTERS_MOST, NumberSought, code_of, read_number, words_of
from bot.domain.speech import Replies, View
from bot.services.assignments.own_firms import Found, find_firms
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import cases_held_by
from bot.services.cases.search import Search, cases_called, hits, search_on
from bot.services.cases.taking import is_theirs_to_work
from bot.services.staff.officers import officer_of
from bot.store.cases.search import in_order
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import finding_views as views
from handlers.desk import home_views
from handlers.desk.cases import next as case_next
from handlers.desk.cases import views as case_views
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

KIND: Final = "find"
SAID_KIND: Final = "said"
"""A text that waits to be told which case it is for: it may as well be searched for."""
TAKES_NUMBERS: Final = frozenset({"case_refer", "canned_text"})
"""What is asked there may well look like the number of a case."""
NOT_WORDS: Final = frozenset({"leave", "staff_post", "unit_new", "unit_name", "case_next"})
"""What is asked there never looks like one: also a number that is not found is a number."""
ABOUT_CASES: Final = "case_"
"""With this begins what is asked about one case: looking at another one drops it."""
NOTHING: Final = Found((), more=False)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found before the act.

    Attributes:
        asked: They asked to search; otherwise they may have meant it for somebody.
        cases: Ids, the one to show first in front.
    """

    words: str
    asked: bool
    firms: Found
    cases: tuple[int, ...]
    search: Search | None


async def ask_words(desk: Desk, update: Update, _: Press) -> None:
    """查找: what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND))
        return Replies(edit=views.ask_words(who.t))

    await desk.act(update, act)


async def takes(desk: Desk, update: Update, said: str) -> bool:
    """Whether a text is to be searched for.

    It is if that was asked, if it is a whole case number, whatever else is asked, or if nothing
    else can be meant by it: nothing is asked, and there is no case in hand that it could be an
    answer for.
    """

    def wanted(uow: UnitOfWork) -> bool:
        try:
            officer = officer_of(uow, _chat(desk, update))
        except NotYours:
            return False
        question = open_question(uow, BOT, officer.chat_id)
        if question is not None and question.kind == KIND:
            return True
        number = read_number(said)
        whole = number is not None and number.whole
        if question is not None and question.kind in NOT_WORDS and whole:
            return True  # no answer to it looks like a case number
        if number is not None and whole and cases_called(uow, officer, number):
            return question is None or question.kind not in TAKES_NUMBERS
        over = case_next.is_passed_over(question, said)
        if question is not None and question.kind != SAID_KIND and not over:
            return False
        return _is_short(said) and not cases_held_by(uow, officer).lines

    return await desk.app.read(wanted)


async def typed(desk: Desk, update: Update, said: str) -> None:
    """Search for what was written; a number that only one case has opens it at once."""
    looked = await _look(desk, update, said)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(looked, Refusal):
            raise looked
        if not _is_short(said):
            return Replies(say=(views.too_long(who.t),))
        if len(looked.cases) == 1 and looked.search is None:
            kept = _put_aside(uow, who)
            case = case_for_officer(uow, who.officer, looked.cases[0])
            card = card_of(uow, desk.rulebase, case)
            works = is_theirs_to_work(uow, who.officer, case.id)
            shown = case_views.card(who, desk.rulebase, card, desk.zone, works=works)
            return Replies(say=(views.beside(who.t, shown) if kept else shown,))
        kept, alone = _kept(uow, who), not looked.asked and not looked.firms.firms
        if (kept or alone) and not looked.cases and looked.search is None:
            return Replies(say=(views.no_such_number(who.t, looked.words, kept=kept),))
        return Replies(say=(_page(desk, uow, who, looked, 0),))

    await desk.act(update, act)


async def page(desk: Desk, update: Update, press: Press) -> None:
    """上一页 or 下一页: searched anew, in what is there now."""
    await _again(desk, update, KIND, press.number())


async def instead(desk: Desk, update: Update, _: Press) -> None:
    """What was just written is for no case: search for it."""
    await _again(desk, update, SAID_KIND, 0)


async def _again(desk: Desk, update: Update, kind: str, number: int) -> None:
    chat = _chat(desk, update)
    question = await desk.app.read(lambda uow: open_question(uow, BOT, chat))
    words = _words(question, kind)
    looked = None if words is None else await _look(desk, update, words)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(looked, Refusal):
            raise looked
        if looked is None or open_question(uow, BOT, chat) != question:
            raise Stale(StaleCode.CHANGED)
        if not _is_short(looked.words):
            return Replies(edit=views.too_long(who.t))
        return Replies(edit=_page(desk, uow, who, looked, number))

    await desk.act(update, act)


async def _look(desk: Desk, update: Update, said: str) -> Looked | Refusal:
    """Search in as many transactions as it takes, so that no act of others waits for it all."""
    chat = _chat(desk, update)
    words, number = words_of(said), read_number(said)
    try:
        asked, firms, cases = await desk.app.read(
            lambda uow: _begin(desk, uow, chat, said, number)
        )
        if cases or (number is not None and number.whole) or not _is_short(said):
            return Looked(said, asked, firms, cases, None)
        search = Search(words, code_of(said))
        while (words or search.code) and not search.is_over:
            search = await desk.app.read(_next(chat, search))
    except NotYours as refusal:
        return refusal
    found = await desk.app.read(lambda uow: in_order(uow, search.found))
    return Looked(said, asked, firms, found, search)


def _begin(
    desk: Desk, uow: UnitOfWork, chat: int, said: str, number: NumberSought | None
) -> tuple[bool, Found, tuple[int, ...]]:
    officer = officer_of(uow, chat)
    question = open_question(uow, BOT, chat)
    called = cases_called(uow, officer, number) if number is not None else ()
    firms = find_firms(uow, desk.rulebase, officer, said) if _is_short(said) else NOTHING
    return question is not None, firms, called


def _next(chat: int, search: Search) -> Callable[[UnitOfWork], Search]:
    return lambda uow: search_on(uow, officer_of(uow, chat), search)


def _page(desk: Desk, uow: UnitOfWork, who: Clerk, looked: Looked, number: int) -> View:
    if not looked.cases and not looked.firms.firms and not looked.asked:
        return home_views.unasked(who)
    question = OpenQuestion(KIND, context={"words": looked.words})
    ask(uow, BOT, who.officer.chat_id, question)
    last = max(len(looked.cases) - 1, 0) // views.PAGE
    number = min(number, last)
    ids = looked.cases[number * views.PAGE : (number + 1) * views.PAGE]
    words = words_of(looked.words)
    found = views.FoundPage(
        words=looked.words,
        firms=looked.firms if number == 0 else NOTHING,
        hits=hits(uow, who.officer, ids, words),
        count=len(looked.cases),
        page=number,
        search=looked.search,
    )
    return views.found(who.t, desk.rulebase, found)


def _kept(uow: UnitOfWork, who: Clerk) -> bool:
    """Whether something is being asked that goes on after a look at a case."""
    question = open_question(uow, BOT, who.officer.chat_id)
    dropped = {None, KIND, SAID_KIND}
    kind = None if question is None else question.kind
    return kind not in dropped and not str(kind).startswith(ABOUT_CASES)


def _put_aside(uow: UnitOfWork, who: Clerk) -> bool:
    """What was asked for one case is over when they open another; all else goes on."""
    kept = _kept(uow, who)
    if not kept:
        close_question(uow, BOT, who.officer.chat_id)
    return kept


def _words(question: OpenQuestion | None, kind: str) -> str | None:
    if question is None or question.kind != kind:
        return None
    said = question.context.get("text" if kind == SAID_KIND else "words")
    return None if said is None else str(said)


def _is_short(said: str) -> bool:
    return len(said.strip()) <= LETTERS_MOST


def _chat(desk: Desk, update: Update) -> int:
    return int(desk.app.turn_of(update).sender_id or 0)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "find:ask": ask_words,
    "find:page": page,
    "find:said": instead,
}
