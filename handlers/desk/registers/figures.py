"""填覆盖率: the county's own figures are written, taken back and exported."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.coverage_figures import read_figure
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import OutFile, Replies, View
from bot.services.registers import coverage_figures as acts
from bot.services.registers.lists import Roll, coverage_of, roll_of
from bot.sheets.writing import write_book
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.desk.registers import figure_sheets as sheets
from handlers.desk.registers import figure_views as views
from handlers.desk.registers import roll_views
from handlers.desk.registers.subjects import register_named
from handlers.press import Press
from handlers.tongue import Html
from policies.registers import Register

FIGURE: Final = "coverage_figure"


async def fill(desk: Desk, update: Update, press: Press) -> None:
    """填覆盖率: of which field? Who keeps only one is asked for its figure at once."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        register = _aimed(desk, uow, who, press.word())
        fields = acts.fields_kept(uow, desk.rulebase, who.officer, register)
        named = press.word(1) if press.args[1:] else None
        chosen = [each for each in fields if named in {None, each or views.ALL}]
        if len(chosen) > 1:
            return Replies(edit=views.which_field(who.t, desk.rulebase, register, chosen))
        if not chosen:
            raise Stale(StaleCode.CHANGED)
        context = {"field": chosen[0] or ""}
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(FIGURE, register.fact.id, context))
        return Replies(edit=views.ask_figure(who.t, desk.rulebase, register, chosen[0]))

    await desk.act(update, act)


async def undo(desk: Desk, update: Update, press: Press) -> None:
    """撤回 within two minutes."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        file = acts.undo_figure(uow, desk.rulebase, who.officer, press.number())
        roll = roll_of(uow, desk.rulebase, who.officer, file.register)
        return Replies(edit=coverage_view(desk, uow, who, roll, who.t("已撤回，和原来一样。")))

    await desk.act(update, act)


async def export(desk: Desk, update: Update, press: Press) -> None:
    """导出表格: what is covered, and every figure that was written."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        register = _aimed(desk, uow, who, press.word())
        roll = roll_of(uow, desk.rulebase, who.officer, register)
        covered = coverage_of(desk.rulebase, roll)
        figures = acts.figures_of(uow, desk.rulebase, who.officer, register)
        every = acts.every_figure(uow, desk.rulebase, who.officer, register)
        book = (
            sheets.coverage_sheet(who.t, desk.rulebase, register, covered, figures),
            sheets.figures_sheet(who.t, desk.rulebase, every),
        )
        content = write_book(book, zone=desk.zone, made_at=uow.now)
        name = f"{who.t('覆盖情况')}-{uow.now.astimezone(desk.zone):%Y-%m-%d}.xlsx"
        said = who.t("📎 覆盖情况，填报过的数据都在第二页。")
        return Replies(say=(View(said, ((back(who.t),),), file=OutFile(name, content)),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as a figure; None if none was asked for. One that cannot be read is asked again."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != FIGURE:
        return None
    register = _aimed(desk, uow, who, question.subject)
    figure = read_figure(text, uow.now.astimezone(desk.zone).date())
    field = str(question.context["field"]) or None
    file = acts.write_figure(uow, desk.rulebase, who.officer, register, field, figure)
    close_question(uow, BOT, who.officer.chat_id)
    roll = roll_of(uow, desk.rulebase, who.officer, register)
    said = views.written(who.t, desk.rulebase, file)
    view = coverage_view(desk, uow, who, roll, said)
    return Replies(say=(View(view.html, ((views.undo_button(who.t, file),), *view.rows)),))


def coverage_view(
    desk: Desk, uow: UnitOfWork, who: Clerk, roll: Roll, before: Html | None = None
) -> View:
    """覆盖情况; what was asked is dropped."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == FIGURE:
        close_question(uow, BOT, who.officer.chat_id)
    covered = coverage_of(desk.rulebase, roll)
    figures = acts.figures_of(uow, desk.rulebase, who.officer, roll.register)
    return roll_views.coverage(who.t, desk.rulebase, roll, covered, figures, before)


def _aimed(desk: Desk, uow: UnitOfWork, who: Clerk, fact: str) -> Register:
    register = register_named(desk, uow, who, fact)
    if register.coverage is None:
        raise Stale(StaleCode.CHANGED)
    return register


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "cover:fill": fill,
    "cover:undo": undo,
    "cover:sheet": export,
}
