"""申请列入白名单 and the like: a firm asks for what staff set, with a few words and files."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.files import Taken, files_of
from bot.services.firms.firms import firm_of
from bot.services.registers import applications as acts
from bot.services.registers import applying
from bot.services.testing.replanning import replan_after_change
from bot.store.firms.firms import put_facts
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import applications as notices
from handlers.notices.files import stand_in
from handlers.owner.answers import BOT, Answer, FileAnswer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import applying_views as views
from handlers.press import Press

KIND: Final = "application"
SUPPLY: Final = "application_supply"


async def begin(event_update: Update, owner: Owner, press: Press) -> None:
    """申请…: on what terms, and what to write; one that is under way is shown instead."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        asking = acts.asking_of(uow, owner.rulebase, who.person, press.word())
        if asking.is_open and asking.last is not None:
            return Replies(edit=_card(owner, uow, who, asking.last.id))
        acts.check_may_ask(asking)
        firm = firm_of(uow, who.person, Right.CASE)
        fact = asking.register.fact.id
        ask(uow, BOT, who.person.chat_id, OpenQuestion(KIND, fact, {"firm": firm.id}))
        return Replies(edit=views.ask(who.t, owner.rulebase, asking))

    await owner.act(event_update, act)


async def sector(event_update: Update, owner: Owner, press: Press) -> None:
    """The firm's sector, where nobody had said it: it decides whose desk this comes to."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        name = owner.rulebase.regions.sector
        if name is None or press.word(1) not in owner.rulebase.facts[name].options:
            raise Stale(StaleCode.CHANGED)
        asking = acts.asking_of(uow, owner.rulebase, who.person, press.word())
        firm = firm_of(uow, who.person, Right.ANSWER)
        put_facts(uow, firm.id, {name: press.word(1)})
        replan_after_change(uow, owner.rulebase, owner.zone, firm.id)
        asking = acts.asking_of(uow, owner.rulebase, who.person, asking.register.fact.id)
        return Replies(edit=views.ask(who.t, owner.rulebase, asking))

    await owner.act(event_update, act)


async def told(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """The firm's words: shown once more before they go."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        said = acts.said_in(text)
        return Replies(say=(_again(owner, uow, who, question, said, _files(question)),))

    await owner.act(event_update, act)


def sent(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, question: OpenQuestion
) -> Replies:
    """A photo or a file goes with it; its caption is words, too."""
    files = (*_files(question), file.id)
    words = file.caption or str(question.context.get("words") or "")
    return Replies(say=(_again(owner, uow, who, question, words, files),))


async def send(event_update: Update, owner: Owner) -> None:
    """提交: it goes to whoever can decide."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != KIND or not question.context.get("words"):
            raise Stale(StaleCode.ANSWERED)
        _same_firm(uow, who, question)
        close_question(uow, BOT, who.person.chat_id)
        words = str(question.context["words"])
        file = applying.apply_for(
            uow, owner.rulebase, who.person, question.subject, words, _files(question)
        )
        view = views.sent(who.t, owner.rulebase, file)
        return Replies(edit=view, also=notices.applied(owner.rulebase, file, uow.new_uid()))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One application, step by step; what was being written for it is given up."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is not None and question.kind in {KIND, SUPPLY}:
            close_question(uow, BOT, who.person.chat_id)
        return Replies(edit=_card(owner, uow, who, press.number()))

    await owner.act(event_update, act)


async def ask_supply(event_update: Update, owner: Owner, press: Press) -> None:
    """补充: what?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        file = acts.own_application(uow, owner.rulebase, who.person, press.number())
        acts.check_undecided(file)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(SUPPLY, str(file.application.id)))
        return Replies(say=(views.ask_supply(who.t, file),))

    await owner.act(event_update, act)


async def supplied(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """What was lacking, in words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        return _supplied(owner, uow, who, question, text)

    await owner.act(event_update, act)


def supplied_file(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, question: OpenQuestion
) -> Replies:
    """What was lacking, as a photo or a file; what was sent as one with it follows by itself."""
    words = file.caption or stand_in(who.t, file)
    return _supplied(owner, uow, who, question, words, (file.id,))


async def withdraw(event_update: Update, owner: Owner, press: Press) -> None:
    """撤回申请: are they sure?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        file = acts.own_application(uow, owner.rulebase, who.person, press.number())
        acts.check_undecided(file)
        return Replies(edit=views.sure(who.t, file))

    await owner.act(event_update, act)


async def withdrawn(event_update: Update, owner: Owner, press: Press) -> None:
    """确定撤回."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        file = applying.withdraw(uow, owner.rulebase, who.person, press.number())
        told = notices.withdrawn(file, uow.new_uid())
        return Replies(edit=views.withdrawn(who.t, file), also=told)

    await owner.act(event_update, act)


def _again(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    words: str,
    files: Collection[int],
) -> View:
    """What would be sent; words are asked for if only files came."""
    _same_firm(uow, who, question)
    asking = acts.asking_of(uow, owner.rulebase, who.person, question.subject)
    context = {**question.context, "words": words, "files": list(files)}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(KIND, question.subject, context))
    taken = files_of(uow, files)
    if not words:
        return views.words_wanted(who.t, asking, taken)
    return views.check(who.t, owner.rulebase, asking, words, taken)


def _supplied(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    words: str,
    files: Collection[int] = (),
) -> Replies:
    number = int(question.subject)
    file = applying.supply(uow, owner.rulebase, who.person, number, words, files)
    close_question(uow, BOT, who.person.chat_id)
    told = notices.supplied(file, uow.new_uid())
    return Replies(say=(views.supplied(who.t, file),), also=told)


def _card(owner: Owner, uow: UnitOfWork, who: Speaker, application_id: int) -> View:
    file = acts.own_application(uow, owner.rulebase, who.person, application_id)
    return views.card(who.t, owner.rulebase, file, owner.zone)


def _same_firm(uow: UnitOfWork, who: Speaker, question: OpenQuestion) -> None:
    if firm_of(uow, who.person, Right.CASE).id != question.context["firm"]:
        raise Stale(StaleCode.CHANGED)


def _files(question: OpenQuestion) -> tuple[int, ...]:
    return tuple(question.context.get("files", ()))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "apply:ask": begin,
    "apply:sector": sector,
    "apply:send": send,
    "apply:show": show,
    "apply:supply": ask_supply,
    "apply:withdraw": withdraw,
    "apply:gone": withdrawn,
}
ANSWERS: Final[Mapping[str, Answer]] = {KIND: told, SUPPLY: supplied}
FILES: Final[Mapping[str, FileAnswer]] = {KIND: sent, SUPPLY: supplied_file}
