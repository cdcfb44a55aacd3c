"""要做的事: the list of a firm's duties, their cards, what was recorded, the document's words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.pauses import pause_at
from bot.domain.speech import Replies, View
from bot.services.duties.daily import firm_pauses
from bot.services.duties.duties import Duty, FirmDuties, forms_in
from bot.services.duties.items import item_statuses
from bot.services.duties.status import STATUS, statuses
from bot.services.firms.places import has_records
from bot.store.uow import UnitOfWork
from handlers.owner.answers import Answer
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties import codes as duties_codes
from handlers.owner.duties import codes_said, list_views, views
from handlers.owner.duties import daily as duties_daily
from handlers.owner.duties import evidence as duties_evidence
from handlers.owner.duties import export as duties_export
from handlers.owner.duties import intervals as duties_intervals
from handlers.owner.duties import log as duties_log
from handlers.owner.duties import stock as duties_stock
from handlers.owner.duties.scene import close_own_question, duty_pressed, with_duties
from handlers.press import Press
from policies.keeping import Form


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """Every duty of the firm, page by page; a second argument says it anew."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        close_own_question(uow, who)
        page = press.number() if press.args else 0
        view = list_views.listing(who.t, _listed(uow, duties), page)
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await with_duties(event_update, owner, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One duty; a second argument says it anew, so that a receipt above stays."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        close_own_question(uow, who)
        view = card_of(uow, who, duties, duty_pressed(duties, press))
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await with_duties(event_update, owner, act)


async def quote(event_update: Update, owner: Owner, press: Press) -> None:
    """看原文."""

    def act(_: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        return Replies(edit=views.quotation(who.t, duty_pressed(duties, press)))

    await with_duties(event_update, owner, act)


def card_of(uow: UnitOfWork, who: Speaker, duties: FirmDuties, duty: Duty) -> View:
    """The card that fits how a duty is kept."""
    match duty.keeping.form:
        case Form.DAILY:
            return duties_daily.card(uow, who.t, duties, duty)
        case Form.CODES:
            return duties_codes.card(uow, who.t, duties, duty)
        case Form.ITEMS:
            return views.items_card(who.t, duties, duty, item_statuses(duties, duty))
    return views.plain_card(who.t, STATUS[duty.keeping.form](uow, duties, duty), duties.today)


def _listed(uow: UnitOfWork, duties: FirmDuties) -> list_views.Listed:
    rules, region = duties.ground.rulebase, duties.profile.firm.region
    return list_views.Listed(
        statuses=statuses(uow, duties),
        today=duties.today,
        unsure=duties.unsure,
        paused=pause_at(firm_pauses(uow, duties.firm_id), duties.now) is not None,
        forms=forms_in(rules, region),
        held=has_records(rules, region),
    )


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "duty:list": listing,
    "duty:show": show,
    "duty:quote": quote,
    **duties_daily.BUTTONS,
    **duties_evidence.BUTTONS,
    **duties_intervals.BUTTONS,
    **duties_stock.BUTTONS,
    **duties_codes.BUTTONS,
    **codes_said.BUTTONS,
    **duties_log.BUTTONS,
    **duties_export.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {
    **duties_daily.ANSWERS,
    **duties_evidence.ANSWERS,
    **duties_intervals.ANSWERS,
    **duties_stock.ANSWERS,
    **duties_codes.ANSWERS,
}
