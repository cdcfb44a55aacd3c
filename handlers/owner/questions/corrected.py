"""A correction that was typed: set at once, or asked, and what was asked meanwhile comes back."""

from dataclasses import replace

from aiogram.types import Update

from bot.domain.members import Right
from bot.domain.speech import Button, Replies
from bot.services.firms.firms import firm_of
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm.naming import offered
from handlers.owner.firm.registering import BOT, ask_step, correction_within, step
from handlers.owner.policies.supposing import KIND as WHATIF
from handlers.owner.questions import change_views
from handlers.owner.questions.asked import KIND, Given, asking_of
from handlers.owner.questions.correcting import Correcting, correctable, reads
from handlers.owner.questions.parking import put_away
from handlers.owner.questions.questionnaire import ask_fact, undo
from handlers.owner.questions.reading import Understood, read_fact
from handlers.owner.questions.taking import correct
from handlers.owner.questions.typed import insisting, misread
from handlers.owner.questions.weighing import set_by_staff
from handlers.owner.scene import Apply, Scene, decide
from handlers.tongue import Html
from policies.facts import Fact

MOST_OFFERED = 6


async def corrected(owner: Owner, event_update: Update, meant: Correcting) -> None:
    """Set what was said, or ask for it; the question that is open comes back afterwards."""
    if meant.step:
        await owner.act(event_update, lambda uow, who: _ask_step(owner, uow, who, meant))
        return
    await decide(owner, event_update, lambda scene: _in_earnest(scene, meant), Right.ANSWER)


def _in_earnest(scene: Scene, meant: Correcting) -> Apply:
    """What is corrected is true; what was supposed until then is forgotten."""
    if scene.question is None or scene.question.kind != WHATIF:
        return _decided(scene, meant)
    decided = _decided(replace(scene, question=None), meant)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        close_question(uow, BOT, who.person.chat_id)
        return decided(uow, who)

    return apply


def _decided(scene: Scene, meant: Correcting) -> Apply:
    if meant.last and asking_of(scene.question).trail:
        return undo(scene)
    fact = scene.rulebase.facts.get(meant.fact)
    if fact is None:
        return _which(scene, meant.value)
    theirs = set_by_staff(scene, fact)
    if theirs is not None:
        view = change_views.kept_by_staff(scene.who.t, fact, theirs)
        return lambda _, __: Replies(edit=view)
    if not meant.value:
        return _asked(scene, fact)
    return _valued(scene, fact, meant)


def _valued(scene: Scene, fact: Fact, meant: Correcting) -> Apply:
    """It was said what it is."""
    if meant.also:
        return _which_of(scene, [fact.id, *meant.also], meant.value)
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, meant.value)
    if isinstance(read, Understood):
        return correct(scene, Given(fact, read.value, approximate=read.approximate))
    t = scene.who.t
    return _asked(scene, fact, misread(t, fact, meant.value, read), insisting(t, fact, read))


def _asked(
    scene: Scene, fact: Fact, before: Html | None = None, first: tuple[Button, ...] = ()
) -> Apply:
    """Ask it; what another conversation asked waits meanwhile."""
    asked = ask_fact(scene, fact, before, first)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        if scene.question is not None and scene.question.kind != KIND:
            put_away(uow, who)
        return asked(uow, who)

    return apply


def _which_of(scene: Scene, names: list[str], text: str) -> Apply:
    """Two facts are called so: of which is it? One tap says it."""
    rules, region = scene.rulebase, scene.profile.firm.region
    facts = [rules.facts[name] for name in names]
    read = [(fact, read_fact(rules, region, fact, text)) for fact in facts]
    fitting = [(fact, each.value) for fact, each in read if isinstance(each, Understood)]
    if len(fitting) < len(facts):  # a rough number may be too near to a bound of one of them
        known = [(fact, scene.profile.facts.get(fact.id)) for fact in facts]
        view = change_views.which(scene.who.t, known, text)
    else:
        view = change_views.which_of(scene.who.t, fitting, text)
    return lambda _, __: Replies(edit=view)


def _which(scene: Scene, text: str) -> Apply:
    """It was not said which answer: those that the value fits, or all."""
    region, profile = scene.profile.firm.region, scene.profile
    own = [fact for fact in correctable(scene.rulebase) if fact.id in profile.self_reported]
    fitting = [fact for fact in own if text and reads(scene.rulebase, region, fact, text)]
    known = [(fact, profile.facts.get(fact.id)) for fact in (fitting or own)[:MOST_OFFERED]]
    view = change_views.which(scene.who.t, known, text)
    return lambda _, __: Replies(edit=view)


def _ask_step(owner: Owner, uow: UnitOfWork, who: Speaker, meant: Correcting) -> Replies:
    firm_of(uow, who.person, Right.PROFILE)
    draft = correction_within(open_question(uow, BOT, who.person.chat_id), meant.step)
    if not draft.onwards:
        put_away(uow, who)
    if meant.value:
        return Replies(say=(offered(owner, uow, who, draft, meant.value),))
    return Replies(say=(ask_step(owner, uow, who, step(meant.step, "", draft)),))
