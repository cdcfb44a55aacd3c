"""先随便看看: what is held for the place that runs this bot, before any question."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.policies import look_views as views
from handlers.press import Press
from policies.demands import demands_of
from policies.records import Record
from policies.regions import Standing, standing


async def around(event_update: Update, owner: Owner) -> None:
    """What there is, by who is bound by it."""
    held, documents = records_here(owner), owner.rulebase.documents
    await owner.act(
        event_update, lambda _, who: Replies(edit=views.around(who.t, held, documents))
    )


async def group(event_update: Update, owner: Owner, press: Press) -> None:
    """A page of those that bind the same side."""
    held = records_here(owner)

    def act(_: UnitOfWork, who: Speaker) -> Replies:
        shelf = views.read_shelf(press.word())
        if shelf is None:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=views.group(who.t, held, shelf))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One record, as the document has it."""
    rules = owner.rulebase

    def act(_: UnitOfWork, who: Speaker) -> Replies:
        record = rules.records.get(press.word())
        if record is None:
            raise Stale(StaleCode.CHANGED)
        demands = demands_of(record, rules.facts)
        document = rules.documents[record.source.document]
        shelf = views.read_shelf(press.word(1)) if len(press.args) > 1 else None
        return Replies(edit=views.card(who.t, record, demands, document, shelf))

    await owner.act(event_update, act)


def records_here(owner: Owner) -> list[Record]:
    """The records of the home region and of the places in it, the most useful first."""
    held = owner.rulebase.records.values()
    here = (r for r in held if standing(owner.home_region, r.region) is not Standing.OUTSIDE)
    return sorted(here, key=lambda record: record.priority)


BUTTONS: Final[Mapping[str, Callable[..., Any]]] = {
    "home:look": around,
    "look:group": group,
    "look:show": show,
}
