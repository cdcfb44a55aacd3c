"""中文 or English: tapped on the menu, or typed anywhere; what is asked is asked again in it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.services.firms.people import choose_language
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.firm.registering import STEPS, ask_step
from handlers.owner.home import first_screen
from handlers.owner.home_views import navigation
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.naming import still_open_words
from handlers.owner.questions.parking import way_back
from handlers.owner.questions.questionnaire import ask_again
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from handlers.tongue import LANGUAGES, Tongue, lines


async def speak(event_update: Update, owner: Owner, press: Press) -> None:
    """In this language from now on; a tap leads to the menu, words back to what is asked."""
    tapped = owner.app.turn_of(event_update).pressed is not None
    asked = None if tapped else await owner.app.read(lambda uow: _asked(uow, owner, event_update))
    if asked is not None and asked.kind == FACT:
        await decide(owner, event_update, lambda scene: _fact_again(scene, asked, press))
        return

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        spoken = _speaking(uow, who, press)
        if asked is None or asked != open_question(uow, BOT, who.person.chat_id):
            return Replies(edit=first_screen(owner, uow, spoken))
        if asked.kind in STEPS:
            return Replies(edit=ask_step(owner, uow, spoken, asked))
        return Replies(edit=_still_asked(owner, spoken.t, asked))

    await owner.act(event_update, act)


def _asked(uow: UnitOfWork, owner: Owner, update: Update) -> OpenQuestion | None:
    who = speaker_of(uow, owner.app.turn_of(update))
    return open_question(uow, BOT, who.person.chat_id)


def _speaking(uow: UnitOfWork, who: Speaker, press: Press) -> Speaker:
    language = _language(press, who.t.language)
    choose_language(uow, who.person, language)
    return replace(who, t=Tongue(language))


def _language(press: Press, now: str) -> str:
    return press.word() if press.word() in LANGUAGES else now


def _fact_again(scene: Scene, asked: OpenQuestion, press: Press) -> Apply:
    t = Tongue(_language(press, scene.who.t.language))
    applied = ask_again(replace(scene, who=replace(scene.who, t=t)), asked)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        return applied(uow, _speaking(uow, who, press))

    return apply


def _still_asked(owner: Owner, t: Tongue, asked: OpenQuestion) -> View:
    """What has no screen that can be drawn again by itself stays open, one tap away if it can."""
    ways = tuple(way_back(t, asked))
    said = lines(t("好，下面说中文。"), still_open_words(t, owner.rulebase, asked))
    return View(said, (*((ways,) if ways else ()), navigation(t)))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"home:speak": speak}
