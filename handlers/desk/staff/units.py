"""单位: the offices of an administrator's regions; opened, renamed, closed."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.places import places_named
from bot.services.staff.staff import managed_regions
from bot.services.staff.unit_keeping import (
    classes_of,
    end_unit,
    rename_unit,
    unit_kept,
    units_kept,
)
from bot.services.staff.units import open_unit
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import unit_phones
from handlers.desk.staff import unit_views as views
from handlers.desk.staff.voice import staff_refused
from handlers.press import Press
from handlers.tongue import Html

NEW_KIND: Final = "unit_new"
NAME_KIND: Final = "unit_name"


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """单位, page by page; what was being asked is dropped."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        page = press.number() if press.args else 0
        return Replies(edit=_listing(desk, uow, who, page))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One unit."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        kept = unit_kept(uow, who.officer, press.number())
        return Replies(edit=views.unit(who.t, desk.rulebase, kept))

    await desk.act(update, act)


async def add(desk: Desk, update: Update, _: Press) -> None:
    """新单位: where? Also where they manage one place: a town's unit stands in its town."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        places = managed_regions(uow, who.officer)[: views.PLACES]
        _ask(uow, who, {"places": places})
        return Replies(edit=views.where(who.t, desk.rulebase, places))

    await desk.act(update, act)


async def place(desk: Desk, update: Update, press: Press) -> None:
    """The place that was pressed."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = _drafted(uow, who, "places")
        places = draft.pop("places")
        if press.number() >= len(places):
            raise Stale(StaleCode.CHANGED)
        chosen = {**draft, "region": places[press.number()]}
        return Replies(edit=_class(desk, uow, who, chosen, 0))

    await desk.act(update, act)


async def classes(desk: Desk, update: Update, press: Press) -> None:
    """Another page of what a unit can be."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = _drafted(uow, who, "region")
        return Replies(edit=_class(desk, uow, who, draft, press.number()))

    await desk.act(update, act)


async def role(desk: Desk, update: Update, press: Press) -> None:
    """What it is; its name is asked for unless it was typed before."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, chosen = _drafted(uow, who, "region"), press.word()
        if chosen not in classes_of(desk.rulebase, draft["region"]):
            raise Stale(StaleCode.CHANGED)
        if "name" in draft:
            return Replies(edit=_opened(desk, uow, who, {**draft, "role": chosen}, draft["name"]))
        _ask(uow, who, {**draft, "role": chosen})
        return Replies(edit=views.ask_name(who.t, desk.rulebase, draft["region"], chosen))

    await desk.act(update, act)


async def ask_name(desk: Desk, update: Update, press: Press) -> None:
    """改名: how is it called now?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = unit_kept(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(NAME_KIND, str(kept.unit.id)))
        return Replies(edit=views.ask_new_name(who.t, kept.unit))

    await desk.act(update, act)


async def sure(desk: Desk, update: Update, press: Press) -> None:
    """关闭单位: asked once more."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        kept = unit_kept(uow, who.officer, press.number())
        return Replies(edit=views.sure(who.t, kept))

    await desk.act(update, act)


async def close(desk: Desk, update: Update, press: Press) -> None:
    """It is closed, or the reason why it cannot be."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        closed = end_unit(uow, who.officer, press.number())
        said = who.t("已关闭{unit}。以前办过的事项照样查得到。", unit=closed.name)
        return Replies(edit=_listing(desk, uow, who, 0, said))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A typed place or name; None if neither was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in {NEW_KIND, NAME_KIND, unit_phones.KIND}:
        return None
    if question.kind == unit_phones.KIND:
        unit_id = int(question.subject)
        return Replies(say=(unit_phones.written(desk, uow, who, unit_id, text),))
    if question.kind == NAME_KIND:
        return Replies(say=(_renamed(desk, uow, who, int(question.subject), text),))
    draft = dict(question.context)
    if "region" not in draft:
        return Replies(say=(_typed_place(desk, uow, who, draft, text),))
    if "role" not in draft:  # the name before the class: it is kept
        return Replies(say=(_class(desk, uow, who, {**draft, "name": text.strip()}, 0),))
    return Replies(say=(_opened(desk, uow, who, draft, text),))


def _typed_place(
    desk: Desk, uow: UnitOfWork, who: Clerk, draft: Mapping[str, object], text: str
) -> View:
    """The place; a text that names none is the name of the unit, written too early."""
    found = places_named(uow, desk.rulebase, who.officer, text)
    named = {"name": str(draft["name"])} if "name" in draft else {}
    if len(found) == 1:
        return _class(desk, uow, who, {**named, "region": found[0]}, 0)
    if found:
        _ask(uow, who, {**named, "places": found[: views.PLACES]})
        return views.which_place(who.t, desk.rulebase, found[: views.PLACES])
    offered = managed_regions(uow, who.officer)[: views.PLACES]
    _ask(uow, who, {"name": text.strip(), "places": offered})
    return views.where(who.t, desk.rulebase, offered, name=text.strip())


def _class(desk: Desk, uow: UnitOfWork, who: Clerk, draft: dict[str, str], page: int) -> View:
    _ask(uow, who, draft)
    found = classes_of(desk.rulebase, draft["region"])
    return views.ask_class(who.t, found, page, draft.get("name"))


def _opened(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Mapping[str, str], name: str) -> View:
    region, chosen = draft["region"], draft["role"]
    known = {each.unit.id for each in units_kept(uow, who.officer)}
    try:
        opened = open_unit(uow, desk.rulebase, who.officer, region, chosen, name)
    except StaffRefusal as refusal:
        _ask(uow, who, {"region": region, "role": chosen})
        return views.ask_name(who.t, desk.rulebase, region, chosen, _why(who, refusal))
    close_question(uow, BOT, who.officer.chat_id)
    kept = unit_kept(uow, who.officer, opened.id)
    done = who.t("✅ 已登记。还要有人在这个单位，事项才会分过去。")
    if opened.id in known:
        done = who.t("这个单位已经登记过，没有重复登记：")
    return views.unit(who.t, desk.rulebase, kept, done)


def _renamed(desk: Desk, uow: UnitOfWork, who: Clerk, unit_id: int, name: str) -> View:
    try:
        kept = rename_unit(uow, who.officer, unit_id, name)
    except StaffRefusal as refusal:
        unit = unit_kept(uow, who.officer, unit_id).unit
        return views.ask_new_name(who.t, unit, _why(who, refusal))
    close_question(uow, BOT, who.officer.chat_id)
    return views.unit(who.t, desk.rulebase, kept, who.t("✅ 已改名。"))


def _why(who: Clerk, refusal: StaffRefusal) -> Html:
    """A name that cannot be taken is asked for again; whatever else is refused stays refused.

    Raises:
        StaffRefusal: It is about something else than the name.
    """
    if refusal.code not in {StaffCode.UNIT, StaffCode.UNIT_NAMED}:
        raise refusal
    return staff_refused(who.t, refusal)


def _listing(desk: Desk, uow: UnitOfWork, who: Clerk, page: int, said: Html | None = None) -> View:
    return views.listing(who.t, desk.rulebase, units_kept(uow, who.officer), page, said)


def _ask(uow: UnitOfWork, who: Clerk, draft: Mapping[str, object]) -> None:
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(NEW_KIND, context=dict(draft)))


def _drafted(uow: UnitOfWork, who: Clerk, needs: str) -> dict[str, str]:
    """What was chosen so far.

    Raises:
        Stale: Nothing: the button is an old one.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != NEW_KIND or needs not in question.context:
        raise Stale(StaleCode.CHANGED)
    return dict(question.context)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "unit:list": listing,
    "unit:show": show,
    "unit:add": add,
    "unit:place": place,
    "unit:class": classes,
    "unit:role": role,
    "unit:name": ask_name,
    "unit:sure": sure,
    "unit:close": close,
    **unit_phones.BUTTONS,
}
