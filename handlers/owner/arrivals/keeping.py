"""Those who come are put on the list; the same visit a second time is asked about first."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import Update

from bot.domain.arrivals import AROUND
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.arrivals.doors import own_arrivals
from bot.services.arrivals.lists import add_arrivals
from bot.services.arrivals.people_lists import PeopleList
from bot.services.arrivals.standing import ArrivalStatus
from bot.store.arrivals import ArrivalCard, NewArrival
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.arrivals import card_views as cards
from handlers.owner.arrivals import form_views as forms
from handlers.owner.arrivals import list_views as lists
from handlers.owner.arrivals.drafts import Draft, arrival_of, drafts_in, next_lacking
from handlers.owner.arrivals.scene import LEFT_OUT, close_own_question, list_named
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.tongue import lines


async def anew(event_update: Update, owner: Owner) -> None:
    """是另一批: it is another visit, although it looks the same."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != LEFT_OUT:
            raise Stale(StaleCode.ANSWERED)
        of = list_named(own_arrivals(uow, ground_of(owner), who.person), question.subject)
        drafts = drafts_in(question)
        if next_lacking(of, drafts) is not None:
            raise Stale(StaleCode.ANSWERED)
        return _added(owner, uow, who, of, drafts, edit=True)

    await owner.act(event_update, act)


def keep(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    of: PeopleList,
    drafts: Sequence[Draft],
    *,
    edit: bool,
) -> Replies:
    """Put them on the list, unless one of them is on it already: then they are asked."""
    known = own_arrivals(uow, ground_of(owner), who.person).of(of.fact.id)
    same = next((s for each in drafts for s in known if _is_same(s, of, each, owner.zone)), None)
    if same is None:
        return _added(owner, uow, who, of, drafts, edit=edit)
    context = {"drafts": [asdict(each) for each in drafts]}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(LEFT_OUT, of.fact.id, context))
    view = forms.same_visit(who.t, same)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _is_same(known: ArrivalStatus, of: PeopleList, draft: Draft, zone: ZoneInfo) -> bool:
    """The same people in the same words, of the same day."""
    card, new = known.card, arrival_of(of, draft)
    if card.presence not in AROUND or not new.label:
        return False
    alike = ("".join(card.label.split()), card.count) == ("".join(new.label.split()), new.count)
    return alike and _day(_at(card), zone) == _day(_at(new) or known.now, zone)


def _at(entry: ArrivalCard | NewArrival) -> datetime | None:
    return entry.here_at or entry.due_at


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(zone).date().isoformat()


def _added(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    of: PeopleList,
    drafts: Sequence[Draft],
    *,
    edit: bool,
) -> Replies:
    ground = ground_of(owner)
    new = [arrival_of(of, each) for each in drafts]
    kept = add_arrivals(uow, ground, who.person, new)
    close_own_question(uow, who)
    if len(kept) == 1:
        before = lines(who.t("记下了："), *forms.read_off(who.t, of, drafts, kept))
        view = cards.card(who.t, kept[0], before=before)
        return Replies(edit=view) if edit else Replies(say=(view,))
    whole = own_arrivals(uow, ground, who.person)
    noted = who.t("记下了 {count} 批。", count=len(kept))
    before = lines(noted, *forms.read_off(who.t, of, drafts, kept))
    view = lists.listing(who.t, of, whole.of(of.fact.id), before=before)
    return Replies(edit=view) if edit else Replies(say=(view,))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"arrival:anew": anew}
