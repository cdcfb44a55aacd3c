"""值班电话 of a unit: asked for, kept, taken away."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.duty_phones import drop_phone, set_phone
from bot.services.staff.unit_keeping import unit_kept
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import unit_views as views
from handlers.desk.staff.voice import staff_refused
from handlers.press import Press

KIND: Final = "unit_phone"


async def ask_phone(desk: Desk, update: Update, press: Press) -> None:
    """值班电话…: which number?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = unit_kept(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, str(kept.unit.id)))
        return Replies(edit=views.ask_phone(who.t, kept.unit))

    await desk.act(update, act)


async def no_phone(desk: Desk, update: Update, press: Press) -> None:
    """不留电话."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = drop_phone(uow, who.officer, press.number())
        close_question(uow, BOT, who.officer.chat_id)
        said = who.t("✅ 电话已去掉：急事里不再给企业看。")
        return Replies(edit=views.unit(who.t, desk.rulebase, kept, said))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, unit_id: int, text: str) -> View:
    """A typed number: kept, or asked for again with what is wrong with it."""
    try:
        kept = set_phone(uow, who.officer, unit_id, text)
    except StaffRefusal as refusal:
        if refusal.code not in {StaffCode.PHONE, StaffCode.PHONE_PERSONAL}:
            raise
        unit = unit_kept(uow, who.officer, unit_id).unit
        return views.ask_phone(who.t, unit, staff_refused(who.t, refusal))
    close_question(uow, BOT, who.officer.chat_id)
    said = who.t("✅ 已登记。急事转到这里时，企业会看到这个电话。")
    return views.unit(who.t, desk.rulebase, kept, said)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "unit:phone": ask_phone,
    "unit:nophone": no_phone,
}
