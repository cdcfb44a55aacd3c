"""Each firm hears once of what a release changes for it: why, in its own figures, and the clause.

It is looked at again at that moment: who would hear what does not hold any more hears nothing.
"""

from collections.abc import Iterator, Mapping

from bot.domain.members import Right, may
from bot.domain.releases import ReleaseState
from bot.domain.speech import Lane, Notice
from bot.services.firms.firms import judge
from bot.services.impact.known import read_known
from bot.services.impact.shifts import News, Shifted, change_of, stood
from bot.services.registers.words import Reader
from bot.services.releases.words import ReleaseFollow
from bot.services.reminders.audience import Audience, audience_of
from bot.services.reminders.wording import Render
from bot.services.testing.rhythms import quiet_hours
from bot.store.firms.firms import FIRM
from bot.store.outbox import queue_letters
from bot.store.releases.releases import RELEASE, any_in, releases_where
from bot.store.releases.shifts import (
    ShiftCard,
    ShiftState,
    end_shifts,
    hold_waiting,
    regions_waiting,
)
from bot.store.reminders.listeners import roles_in_firms
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.verdicts import Verdict


def tell_shifts(uow: UnitOfWork, follow: ReleaseFollow, limit: int) -> int:
    """Tell the next firms, outside of quiet hours and one message a person.

    While a release waits to come into force nobody is told of the one before: it might take
    back what they would hear.

    Returns:
        How many firms were dealt with.
    """
    if any_in(uow.connection, ReleaseState.APPROVED):
        return 0
    regions = awake(uow, follow.render)
    if not regions:
        return 0
    cards = hold_waiting(uow.connection, regions, since=_walking(uow), limit=limit)
    if not cards:
        return 0
    news = _news(uow, follow, cards)
    told = [card for card, each in news if each.shifts]
    void = [card for card, each in news if not each.shifts]
    end_shifts(uow.connection, told, ShiftState.TOLD)
    end_shifts(uow.connection, void, ShiftState.VOID)
    _send(uow, follow, [(card, each) for card, each in news if each.shifts])
    return len(cards)


def awake(uow: UnitOfWork, render: Render) -> list[str]:
    """The regions in which firms wait to be told, and may be told now."""
    waiting = regions_waiting(uow.connection)
    rules, zone, now = render.rulebase, render.zone, uow.now
    return [each for each in waiting if not quiet_hours(rules, each, zone).contains(now)]


def _walking(uow: UnitOfWork) -> int:
    """The release whose firms are gone through: what earlier ones left untold it merges."""
    found = releases_where(uow, RELEASE.c.state == ReleaseState.PUBLISHED, limit=1)
    return found[0].id if found else 0


def _news(
    uow: UnitOfWork, follow: ReleaseFollow, cards: list[ShiftCard]
) -> list[tuple[ShiftCard, News]]:
    """What is different for each firm now; for some nothing any more."""
    known = read_known(uow, FIRM.c.id.in_({each.firm_id for each in cards}))
    firms = {firm.id: firm for firm in known.firms}
    day = uow.now.astimezone(follow.render.zone).date()
    news = []
    for card in cards:
        profile = known.profile(follow.render.rulebase, firms[card.firm_id])
        verdicts = judge(follow.render.rulebase, profile, day, only=card.before.keys())
        found = tuple(_shifts(card, {each.policy: each for each in verdicts}))
        news.append((card, News(firms[card.firm_id], found)))
    return news


def _shifts(card: ShiftCard, verdicts: Mapping[str, Verdict]) -> Iterator[Shifted]:
    for policy, before in card.before.items():
        verdict = verdicts.get(policy)
        change = change_of(before, stood(verdict))
        if change is not None:
            yield Shifted(policy, change, before, verdict)


def _send(uow: UnitOfWork, follow: ReleaseFollow, news: list[tuple[ShiftCard, News]]) -> None:
    if not news:
        return
    audience = audience_of(uow, follow.render, {each.firm.id for _, each in news})
    notices = [each for card, told in news for each in _notices(uow, follow, audience, card, told)]
    letters = [notify(uow.new_uid(), notice) for notice in notices]
    queue_letters(uow.connection, uow.vault, letters)


def _notices(
    uow: UnitOfWork, follow: ReleaseFollow, audience: Audience, card: ShiftCard, news: News
) -> Iterator[Notice]:
    roles = roles_in_firms(uow.connection, {card.firm_id})
    for person in audience.members.get(card.firm_id, ()):
        if not may(roles[card.firm_id][person.id], Right.READ):
            continue
        view = follow.tell(news, Reader(person.language, person.several, whole=True))
        key = f"policy:{card.release_id}:{card.firm_id}:{person.id}"
        yield Notice("owner", person.chat_id, view, key, Lane.REMINDER)
