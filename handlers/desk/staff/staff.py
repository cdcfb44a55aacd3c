"""人员: who works here, whom a second administrator confirms, whose post is taken back."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.speech import Replies, View
from bot.services.cases.absence import place_waiting
from bot.services.cases.backlog import backlog_of
from bot.services.cases.spreading import spread_in
from bot.services.staff import posts as acts
from bot.services.staff.files import held, staff_file, staff_list
from bot.services.staff.invitations import invitations_for, revoke
from bot.store.questions import close_question
from bot.store.staff.officers import officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.staff import views
from handlers.notices import case_absence
from handlers.notices import staff as notices
from handlers.notices.staff_words import post_words
from handlers.press import Press


async def people(desk: Desk, update: Update, press: Press) -> None:
    """人员, page by page; what was being asked is dropped."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        page = press.number() if press.args else 0
        return Replies(edit=_people(desk, uow, who, page))

    await desk.act(update, act)


async def person(desk: Desk, update: Update, press: Press) -> None:
    """One of the staff."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        file = staff_file(uow, who.officer, press.number())
        return Replies(edit=views.person(who, desk.rulebase, file, desk.zone))

    await desk.act(update, act)


async def waiting(desk: Desk, update: Update, _: Press) -> None:
    """待确认."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        posts = acts.unconfirmed(uow, who.officer)
        named = [(officer_by_id(uow, each.officer_id).name, held(uow, each)) for each in posts]
        listed = staff_list(uow, who.officer, 0)
        hint = views.alone(who.t, desk.rulebase, listed.alone)
        return Replies(edit=views.waiting(who, desk.rulebase, named, hint))

    await desk.act(update, act)


async def confirm(desk: Desk, update: Update, press: Press) -> None:
    """确认: they may work from now on."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        done = acts.confirm_post(uow, who.officer, press.number())
        words = post_words(who.t, desk.rulebase, done.post, done.unit)
        said = who.t("✅ {name} 可以工作了：{post}。", name=done.officer.name, post=words)
        found = place_waiting(uow, desk.ground, done.post.region)
        found += spread_in(uow, desk.ground, done.post.region)
        waits = backlog_of(uow, done.officer)
        told = notices.confirmed(desk.rulebase, done, waits, uow.new_uid())
        came = case_absence.placed(desk.rulebase, found, uow.new_uid(), desk.zone)
        return Replies(edit=views.decided(who.t, said), also=(told, *came))

    await desk.act(update, act)


async def refuse(desk: Desk, update: Update, press: Press) -> None:
    """不同意: the post never begins."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        done = acts.refuse_post(uow, who.officer, press.number())
        said = who.t("{name} 的岗位没有生效，已告诉他。", name=done.officer.name)
        told = notices.ended(desk.rulebase, done, uow.new_uid(), refused=True)
        return Replies(edit=views.decided(who.t, said), also=(told,))

    await desk.act(update, act)


async def which(desk: Desk, update: Update, press: Press) -> None:
    """撤岗位: which?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = staff_file(uow, who.officer, press.number())
        return Replies(edit=views.which_post(who.t, desk.rulebase, file))

    await desk.act(update, act)


async def end(desk: Desk, update: Update, press: Press) -> None:
    """The post that was chosen ends; they may not use it from the next tap on."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        done = acts.end_post(uow, desk.rulebase, who.officer, press.number())
        file = staff_file(uow, who.officer, done.officer.id)
        words = post_words(who.t, desk.rulebase, done.post, done.unit)
        said = who.t("已撤下：{post}。", post=words)
        told = notices.ended(desk.rulebase, done, uow.new_uid(), refused=False)
        moved = place_waiting(uow, desk.ground, done.post.region)
        left = case_absence.moved_on(desk.rulebase, moved, uow.new_uid())
        view = views.person(who, desk.rulebase, file, desk.zone, said)
        return Replies(edit=view, also=(told, *left))

    await desk.act(update, act)


async def codes(desk: Desk, update: Update, _: Press) -> None:
    """邀请码: which are still open."""
    await desk.act(update, lambda uow, who: _codes(desk, uow, who))


async def take_back(desk: Desk, update: Update, press: Press) -> None:
    """撤回: the code opens nothing any more."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        revoke(uow, who.officer, press.number())
        said = _codes(desk, uow, who)
        return Replies(edit=said.edit, toast=who.t("已撤回，这个码不能用了。"))

    await desk.act(update, act)


def _people(desk: Desk, uow: UnitOfWork, who: Clerk, page: int) -> View:
    listed = staff_list(uow, who.officer, page)
    codes_ = invitations_for(uow, who.officer, desk.real_now())
    return views.people(who.t, desk.rulebase, listed, len(codes_))


def _codes(desk: Desk, uow: UnitOfWork, who: Clerk) -> Replies:
    found = invitations_for(uow, who.officer, desk.real_now())
    with_units = [
        (
            each,
            None if (unit := each.posts[0].unit_id) is None else find_unit(uow.connection, unit),
        )
        for each in found
    ]
    return Replies(edit=views.codes(who.t, desk.rulebase, with_units))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "staff:list": people,
    "staff:show": person,
    "staff:wait": waiting,
    "staff:ok": confirm,
    "staff:no": refuse,
    "staff:which": which,
    "staff:end": end,
    "staff:codes": codes,
    "staff:revoke": take_back,
}
