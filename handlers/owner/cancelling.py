"""/cancel: what is asked or written just now is dropped; what was kept already stays."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT
from handlers.owner.cases import phone, phone_views
from handlers.owner.context import Owner, Speaker
from handlers.owner.home import first_screen
from handlers.owner.questions.naming import label_of
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase


async def cancel(event_update: Update, owner: Owner) -> None:
    """/cancel."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        close_question(uow, BOT, who.person.chat_id)
        menu = first_screen(owner, uow, who)
        text = lines(_dropped(who.t, owner.rulebase, question), "", menu.html)
        keys = question is not None and question.kind == phone.KIND
        first = (phone_views.never_mind(who.t),) if keys else ()  # takes its keyboard away
        return Replies(say=(*first, View(text, menu.rows)))

    await owner.act(event_update, act)


def _dropped(t: Tongue, rulebase: RuleBase, question: OpenQuestion | None) -> Html:
    if question is None:
        return t("现在没有在问您什么，不用取消。")
    named = label_of(t, rulebase, question) or _written(t, question.kind)
    if named is None:
        return t("好，刚才问的不问了。已经记下的都还在。")
    return t("好，“{what}”不问了。已经记下的都还在。", what=named)


def _written(t: Tongue, kind: str) -> Html | None:
    """What was being written, where no fact and no step of a registration was asked."""
    names: Mapping[str, Html] = {
        "case_text": t("要转给工作人员的事"),
        "case_note": t("补充说明"),
        "case_phone": t("手机号"),
        "case_withdraw": t("为什么不用办了"),
        "rate_words": t("评价的话"),
        "application": t("要写的申请"),
        "whatif": t("如果情况变了会怎样"),
        "ask": t("问政策"),
        "trip": t("出车登记"),
        "arrival": t("来人登记"),
    }
    return names.get(kind) or names.get(kind.partition("_")[0])


COMMANDS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"cancel": cancel}
