"""好差评 for those who handled the case, and for those above them."""

from collections.abc import Iterable, Iterator

from bot.domain.speech import Lane, Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.cases.ratings import BAD, readers_of
from bot.services.duties.errands import Ground
from bot.store.cases.ratings import RatingCard
from bot.store.uow import UnitOfWork
from handlers.notices.case_words import own_words
from handlers.press import button
from handlers.tongue import Tongue, lines


def rated(uow: UnitOfWork, ground: Ground, card: CaseCard, rating: RatingCard) -> Iterable[Notice]:
    """One silent message to each who handled it; a bad one goes up with its words, not before.

    What is changed is told anew.
    """
    handled = readers_of(uow, card, above=False)
    for each in handled:
        yield _notice(each, card, rating, f"{uow.new_uid()}", silent=True)
    if rating.stars <= BAD and rating.words:
        quiet, known = _is_quiet(uow, ground, card), {each.chat_id for each in handled}
        for each in _above(uow, card, known):
            yield _notice(each, card, rating, f"{uow.new_uid()}", silent=quiet)


def told_above(uow: UnitOfWork, ground: Ground, card: CaseCard) -> Iterator[Notice]:
    """The same rating to those above, who have not heard of it: because the firm wants it."""
    known = {each.chat_id for each in readers_of(uow, card, above=False)}
    if card.rating is not None:
        quiet, mark = _is_quiet(uow, ground, card), f"up:{card.rating.stars}"
        for each in _above(uow, card, known):
            yield _notice(each, card, card.rating, mark, silent=quiet)


def _above(uow: UnitOfWork, card: CaseCard, known: set[int]) -> Iterator[Recipient]:
    return (each for each in readers_of(uow, card, above=True) if each.chat_id not in known)


def _is_quiet(uow: UnitOfWork, ground: Ground, card: CaseCard) -> bool:
    return ground.quiet_of(card.firm.region).contains(uow.now)


def _notice(
    to: Recipient, card: CaseCard, rating: RatingCard, mark: str, *, silent: bool
) -> Notice:
    view = _rated(Tongue(to.language), card, rating, silent=silent)
    return Notice("desk", to.chat_id, view, f"rated:{card.id}:{mark}:{to.chat_id}", Lane.REMINDER)


def _rated(t: Tongue, card: CaseCard, rating: RatingCard, *, silent: bool) -> View:
    head = t(
        "{stars} {firm} 评价事项 <b>{number}</b>：{count} 分（满分 5 分）",
        stars="⭐" * rating.stars,
        firm=card.firm.name,
        number=card.number,
        count=rating.stars,
    )
    said = own_words(t, rating.words) if rating.words else None
    show = button(t("看事项"), "case:show", card.id)
    return View(lines(head, said), ((show,),), silent=silent)
