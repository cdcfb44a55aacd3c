"""停用: to whom somebody's work goes, what that moves, and two minutes to take it back."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies
from bot.services.cases.absence import cases_in_hand, note_departure, note_return, place_left
from bot.services.cases.returning import take_back_cases
from bot.services.staff import departures as acts
from bot.services.staff.departures import Leaving
from bot.services.staff.files import staff_file
from bot.services.staff.takeover import load_of
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.staff import leaving_views as views
from handlers.desk.staff import views as staff_views
from handlers.notices import care, case_absence
from handlers.notices import staff as notices
from handlers.press import Press

NOBODY: Final = 0


async def whom(desk: Desk, update: Update, press: Press) -> None:
    """停用: to whom?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = acts.heirs(uow, who.officer, press.number())
        leaving = acts.preview_departure(uow, who.officer, press.number(), None)
        loads = load_of(uow, [each.id for each in found])
        return Replies(edit=views.whom(who.t, leaving, found, loads))

    await desk.act(update, act)


async def sure(desk: Desk, update: Update, press: Press) -> None:
    """What it would move: once more, before anything happens."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leaving = acts.preview_departure(uow, who.officer, press.number(), _heir(press))
        return Replies(edit=views.sure(who.t, leaving))

    await desk.act(update, act)


async def gone(desk: Desk, update: Update, press: Press) -> None:
    """确定停用; if there is more or less to move by now, it is shown anew instead."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leaving = acts.preview_departure(uow, who.officer, press.number(), _heir(press))
        if (len(leaving.firms), leaving.cases) != (press.number(2), press.number(3)):
            return Replies(edit=views.sure(who.t, leaving, changed=True))
        cases = cases_in_hand(uow, desk.ground, press.number())
        done = acts.depart(uow, who.officer, press.number(), _heir(press))
        note_departure(uow, cases, done)
        moved = place_left(uow, desk.ground, press.number())
        mark, in_hand = uow.new_uid(), {each.id for each in cases}
        told = (
            *notices.left(done, mark),
            *care.left(desk.rulebase, done, mark),
            *case_absence.left(cases, done, mark),
            *case_absence.moved_on(desk.rulebase, moved, mark, besides=in_hand),
        )
        return Replies(edit=views.gone(who.t, done), also=told)

    await desk.act(update, act)


async def undo(desk: Desk, update: Update, press: Press) -> None:
    """撤回 within two minutes."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        back: Leaving = acts.undo_departure(uow, who.officer, press.number())
        assert back.departure is not None  # it was just undone
        returned = take_back_cases(uow, desk.ground, back.departure)
        mark, held = uow.new_uid(), cases_in_hand(uow, desk.ground, back.officer.id)
        fresh = {each.after.id for each in returned}
        note_return(uow, [each for each in held if each.id not in fresh])
        told = (
            *notices.stays(back, mark),
            *care.stays(desk.rulebase, back, mark),
            *case_absence.returned(returned, mark),
            *case_absence.stays(held, back, mark),
        )
        file = staff_file(uow, who.officer, back.officer.id)
        said = who.t("已撤回停用，{name} 的岗位和企业照旧。", name=back.officer.name)
        view = staff_views.person(who, desk.rulebase, file, desk.zone, said)
        return Replies(edit=view, also=told)

    await desk.act(update, act)


def _heir(press: Press) -> int | None:
    return press.number(1) or None


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "staff:part": whom,
    "staff:heir": sure,
    "staff:gone": gone,
    "staff:undo": undo,
}
