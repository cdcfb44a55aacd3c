"""An answer that is changed on purpose, and taken back: 改成…, 不改, 改回去."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.firms.fact_changes import change_to_take_back, take_back
from bot.services.firms.firms import Profile, firm_of, profile_of, with_answer
from bot.services.testing.replanning import replan_after_change
from bot.store.firms.fact_changes import ChangeCard, newest_change
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.questions import change_views as views
from handlers.owner.questions.asked import Given
from handlers.owner.questions.options import askable, given_by
from handlers.owner.questions.taking import correct
from handlers.owner.scene import Apply, Scene, decide
from handlers.press import Press
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactValue, Scope


async def sure(event_update: Update, owner: Owner, press: Press) -> None:
    """改成…, under a question that was answered long ago."""

    def decision(scene: Scene) -> Apply:
        fact = askable(scene, press.word())
        return correct(scene, Given(fact, given_by(scene, fact, press.word(1))))

    await decide(owner, event_update, decision, Right.ANSWER)


async def leave(event_update: Update, owner: Owner, press: Press) -> None:
    """不改."""

    def decision(scene: Scene) -> Apply:
        fact = askable(scene, press.word())
        view = views.unchanged(scene.who.t, fact, scene.profile.facts.get(fact.id))
        return lambda _, __: Replies(edit=view)

    await decide(owner, event_update, decision, Right.ANSWER)


async def back(event_update: Update, owner: Owner, press: Press) -> None:
    """改回去: within ten minutes, and only what that very message has changed.

    Written instead of tapped, it is about what was changed last.
    """

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = firm_of(uow, who.person, Right.ANSWER)
        named = press if press.args else _newest(uow, firm.id)
        if named is None:
            return Replies(say=(views.nothing_to_take_back(who.t),))
        profile, fact = profile_of(uow, owner.rulebase, firm), _fact(owner, named)
        mark = named.number(1)
        try:
            change = change_to_take_back(uow, firm.id, fact.id, mark)
        except Stale as stale:
            late = stale.code is StaleCode.EXPIRED
            known = profile.facts.get(fact.id)
            return Replies(say=(views.not_taken_back(who.t, fact, known, late=late),))
        return _taken_back(owner, uow, who, (profile, fact, change))

    await owner.act(event_update, act)


def _newest(uow: UnitOfWork, firm_id: int) -> Press | None:
    newest = newest_change(uow, firm_id)
    return None if newest is None else Press("fact:back", (newest[0], str(newest[1])))


def _taken_back(
    owner: Owner, uow: UnitOfWork, who: Speaker, found: tuple[Profile, Fact, ChangeCard]
) -> Replies:
    profile, fact, change = found
    value = _was(fact, change)
    try:
        with_answer(owner.rulebase, profile, fact.id, value)
    except FactError as error:
        facts = owner.rulebase.facts
        other = facts[error.fact if error.fact != fact.id else fact.at_most or fact.id]
        return Replies(say=(views.contradicted(who.t, who.t.words(error.sentence), other),))
    take_back(uow, profile.firm.id, fact.id, change)
    replan_after_change(uow, owner.rulebase, owner.zone, profile.firm.id)
    return Replies(edit=views.taken_back(who.t, fact, value))


def _was(fact: Fact, change: ChangeCard) -> FactValue:
    try:
        return parse_value(fact, change.was)
    except FactError as error:  # the rules have no such value any more
        raise Stale(StaleCode.CHANGED) from error


def _fact(owner: Owner, press: Press) -> Fact:
    fact = owner.rulebase.facts.get(press.word())
    if fact is None or fact.scope is Scope.STAFF:
        raise Stale(StaleCode.CHANGED)
    return fact


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "fact:sure": sure,
    "fact:leave": leave,
    "fact:back": back,
}
