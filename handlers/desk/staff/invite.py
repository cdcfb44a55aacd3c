"""邀请, 加岗位: what post, where, for which sector, in which unit; then the code."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.files import staff_list
from bot.services.staff.invitations import Invited, invite, sectors_of
from bot.services.staff.places import places_named
from bot.services.staff.posts import asked_of, grant_post, staff_member
from bot.services.staff.staff import managed_regions
from bot.services.staff.units import UNIT_NAME_MOST, is_unit_name, open_unit
from bot.store.questions import close_question, open_question
from bot.store.staff.units import find_unit, units_in
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import draft_views as views
from handlers.desk.staff.draft import (
    ALL,
    KIND,
    Draft,
    asked_next,
    asks_unit,
    keep_draft,
    kind_of,
    new_draft,
    open_draft,
    placed_at,
    roles_of,
)
from handlers.desk.staff.views import alone
from handlers.notices import staff as notices
from handlers.press import Press


async def begin(desk: Desk, update: Update, _: Press) -> None:
    """邀请: as what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=asked_next(desk, uow, who, new_draft(uow, who, None)))

    await desk.act(update, act)


async def more(desk: Desk, update: Update, press: Press) -> None:
    """加岗位: another post for one of the staff."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        officer = staff_member(uow, who.officer, press.number())
        return Replies(edit=asked_next(desk, uow, who, new_draft(uow, who, officer.id)))

    await desk.act(update, act)


async def kind(desk: Desk, update: Update, press: Press) -> None:
    """The kind of work; a button of an earlier step is as good as one of this."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = replace(open_draft(uow, who), kind=kind_of(press.word()))
        return Replies(edit=asked_next(desk, uow, who, replace(draft, sector=None, unit_id=None)))

    await desk.act(update, act)


async def place(desk: Desk, update: Update, press: Press) -> None:
    """The region."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        if press.number() >= len(draft.places):
            raise Stale(StaleCode.CHANGED)
        region = draft.places[press.number()]
        return Replies(edit=asked_next(desk, uow, who, placed_at(draft, region)))

    await desk.act(update, act)


async def sector(desk: Desk, update: Update, press: Press) -> None:
    """One sector, or all."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        chosen = press.word()
        if chosen != ALL and chosen not in sectors_of(desk.rulebase):
            raise Stale(StaleCode.CHANGED)
        return Replies(
            edit=asked_next(desk, uow, who, replace(open_draft(uow, who), sector=chosen))
        )

    await desk.act(update, act)


async def unit(desk: Desk, update: Update, press: Press) -> None:
    """A unit that is there, or the general desk."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, chosen = open_draft(uow, who), press.number()
        there = units_in(uow.connection, [draft.post().region])
        if chosen and chosen not in {each.id for each in there}:
            raise Stale(StaleCode.CHANGED)
        chosen_unit = replace(draft, unit_id=chosen, role=None, unit_name=None)
        return Replies(edit=asked_next(desk, uow, who, chosen_unit))

    await desk.act(update, act)


async def roles(desk: Desk, update: Update, press: Press) -> None:
    """新单位: which of the region's?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        page = press.number() if press.args else 0
        return Replies(edit=views.roles(who.t, roles_of(desk, draft), page, draft.unit_name))

    await desk.act(update, act)


async def role(desk: Desk, update: Update, press: Press) -> None:
    """What the new unit is; now its name."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = replace(open_draft(uow, who), role=press.word(), unit_id=None)
        if draft.role not in roles_of(desk, draft):
            raise Stale(StaleCode.CHANGED)
        if draft.unit_name is not None:
            return Replies(edit=_opened(desk, uow, who, draft, draft.unit_name))
        return Replies(edit=asked_next(desk, uow, who, draft))

    await desk.act(update, act)


async def named(desk: Desk, update: Update, _: Press) -> None:
    """就叫…: the unit is called as the documents call it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        found = roles_of(desk, draft).get(draft.role or "")
        if found is None:
            raise Stale(StaleCode.CHANGED)
        name = found.zh[:UNIT_NAME_MOST]
        return Replies(edit=_opened(desk, uow, who, draft, name))

    await desk.act(update, act)


async def make(desk: Desk, update: Update, _: Press) -> None:
    """生成邀请码, or the post itself."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        post = draft.post()
        close_question(uow, BOT, who.officer.chat_id)
        if draft.officer_id is None:
            made = invite(uow, desk.rulebase, who.officer, post, desk.real_now())
            return _shown(desk, uow, who, made, update.get_bot().username)
        done = grant_post(uow, desk.rulebase, who.officer, draft.officer_id, post)
        told = [
            notice
            for each in asked_of(uow, done.officer, who.officer.id)
            if each.post.appointment == post
            for notice in notices.waits(desk.rulebase, each)
            if notice.chat_id != who.officer.chat_id
        ]
        hint = alone(who.t, desk.rulebase, staff_list(uow, who.officer, 0).alone)
        return Replies(edit=views.granted(who.t, done.officer, hint), also=tuple(told))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A typed place or a unit's name; None if neither was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        return None
    draft = open_draft(uow, who)
    if draft.role is not None and draft.unit_id is None:
        return Replies(say=(_opened(desk, uow, who, draft, text),))
    if draft.kind is not None and draft.region is None:
        return Replies(say=(_typed_place(desk, uow, who, draft, text),))
    if asks_unit(desk, draft):
        return Replies(say=(_typed_unit(desk, uow, who, draft, text),))
    return Replies(say=(asked_next(desk, uow, who, draft),))


def _typed_place(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    found = places_named(uow, desk.rulebase, who.officer, text)
    if len(found) == 1:
        return asked_next(desk, uow, who, placed_at(draft, found[0]))
    offered = found[: views.PLACES] or managed_regions(uow, who.officer)
    keep_draft(uow, who, replace(draft, places=offered))
    return views.which_place(who.t, desk.rulebase, offered, several=bool(found))


def _typed_unit(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A unit that is there, or the name of a new one; its class is asked for then."""
    name = " ".join(text.split())
    there = units_in(uow.connection, [draft.post().region])
    found = next((each.id for each in there if each.name == name), None)
    if found is not None:
        return asked_next(desk, uow, who, replace(draft, unit_id=found, unit_name=None))
    if not is_unit_name(name):
        raise StaffRefusal(StaffCode.UNIT)
    return asked_next(desk, uow, who, replace(draft, unit_name=name))


def _opened(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, name: str) -> View:
    region, role_ = draft.post().region, draft.role or ""
    opened = open_unit(uow, desk.rulebase, who.officer, region, role_, name)
    return asked_next(desk, uow, who, replace(draft, unit_id=opened.id, role=None, unit_name=None))


def _shown(desk: Desk, uow: UnitOfWork, who: Clerk, made: Invited, bot_name: str) -> Replies:
    post = made.post
    unit_ = None if post.unit_id is None else find_unit(uow.connection, post.unit_id)
    hint = alone(who.t, desk.rulebase, staff_list(uow, who.officer, 0).alone)
    told = views.made(who.t, desk.rulebase, made, unit_, hint)
    return Replies(edit=told, say=(views.pass_on(who.t, desk.rulebase, made, unit_, bot_name),))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "staff:invite": begin,
    "staff:more": more,
    "post:kind": kind,
    "post:place": place,
    "post:sector": sector,
    "post:unit": unit,
    "post:roles": roles,
    "post:role": role,
    "post:named": named,
    "post:make": make,
}
