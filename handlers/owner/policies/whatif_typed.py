"""Suppositions in a sentence: 要是俺厂变成900人呢, 如果不在白名单呢; nothing of it is saved."""

from collections.abc import Mapping, Sequence

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.policies import whatif_screens as screens
from handlers.owner.policies.supposing import (
    KIND,
    Supposition,
    assumable,
    facts_to_choose,
    is_possible,
    supposed_in,
    with_parts,
)
from handlers.owner.questions.parking import put_away
from handlers.owner.scene import Apply, Scene, decide
from policies.facts import Fact
from policies.spoken import suppositions


def supposes(facts: Mapping[str, Fact], text: str) -> bool:
    """Whether a sentence supposes something of a firm that rules may ask."""
    clause = suppositions.supposed_in(text)
    return clause is not None and _told(list(facts.values()), clause) is not None


def names_fact(facts: Mapping[str, Fact], text: str) -> bool:
    """Whether a text, with or without its 如果, names a fact that can be supposed."""
    clause = suppositions.supposed_in(text) or text
    return _told(list(facts.values()), clause) is not None


async def supposed(owner: Owner, event_update: Update, text: str) -> None:
    """Suppose it, on top of what is supposed already; a question that was open waits."""
    await decide(owner, event_update, lambda scene: _begun(scene, text))


def told_in(scene: Scene, supposed: Supposition, text: str) -> tuple[Fact, str] | None:
    """The fact that a text speaks of and the words for its value, whether offered or not."""
    clause = suppositions.supposed_in(text) or text
    likely = facts_to_choose(scene, supposed)
    others = [fact for fact in scene.rulebase.facts.values() if fact not in likely]
    return _told([*likely, *others], clause)


def _begun(scene: Scene, text: str) -> Apply:
    before = supposed_in(scene.question)
    possible = before is not None and is_possible(scene, before)
    so_far = before if before is not None and possible else Supposition()
    taken = taken_up(scene, so_far, text)
    if taken is None:
        fresh = Supposition()
        view = screens.chooser(scene, fresh, 0, not_read=text)
        return _after_question(scene, screens.shown(fresh, view))
    return _after_question(scene, taken)


def taken_up(scene: Scene, so_far: Supposition, text: str) -> Apply | None:
    """Suppose what a text says of one fact or of several, on top; None if it names none."""
    several = _several_in(scene, so_far, text)
    if several and len(suppositions.pieces_of(text)) > 1:  # no number of one part for another
        return _all_shown(scene, so_far, several)
    told = told_in(scene, so_far, text)
    return None if told is None else shown(scene, so_far, *told)


def _several_in(scene: Scene, supposed: Supposition, text: str) -> list[tuple[Fact, str]]:
    """What a text supposes of several facts at once, each with the words for its value."""
    told = (told_in(scene, supposed, piece) for piece in suppositions.pieces_of(text))
    found = {fact.id: (fact, value) for fact, value in filter(None, told) if value}
    return list(found.values())


def _all_shown(scene: Scene, so_far: Supposition, several: Sequence[tuple[Fact, str]]) -> Apply:
    """Take all of them for the moment; one that cannot be read is asked, the others kept."""
    anew = tuple(fact for fact, _ in several)
    ordered = sorted(several, key=lambda told: not _reads(scene, so_far, told))
    *others, last = ordered
    for fact, value in others:
        changed = screens.having_typed(scene, so_far, fact, value)
        if changed is None:
            return shown(scene, so_far, fact, value)
        so_far = with_parts(scene, fact, changed)
    return screens.read_typed(scene, so_far, *last, anew=anew)


def _reads(scene: Scene, so_far: Supposition, told: tuple[Fact, str]) -> bool:
    return screens.having_typed(scene, so_far, *told) is not None


def shown(scene: Scene, so_far: Supposition, fact: Fact, value: str) -> Apply:
    """Take the value for the moment, or ask for it."""
    if value:
        return screens.read_typed(scene, so_far, fact, value, anew=(fact,))
    asking = so_far.asking(fact.id)
    return screens.shown(asking, screens.question(scene, asking, fact))


def _after_question(scene: Scene, begun: Apply) -> Apply:
    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        if scene.question is not None and scene.question.kind != KIND:
            put_away(uow, who)
        return begun(uow, who)

    return apply


def _told(facts: Sequence[Fact], clause: str) -> tuple[Fact, str] | None:
    return suppositions.fact_supposed([fact for fact in facts if assumable(fact)], clause)
