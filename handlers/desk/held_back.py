"""菜单, 取消, or the number of another case, where words for a firm are asked for: not sent so."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.searching import read_number
from bot.domain.speech import Replies
from bot.domain.texts import says_what_was_done
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import held_back_views as views
from handlers.desk.cases import cases
from handlers.desk.cases import handling as case_handling
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

ASKED_FOR: Final = frozenset(
    {
        cases.ANSWER_KIND,
        cases.RESULT_KIND,
        case_handling.ASK_KIND,
        case_handling.RETURN_KIND,
        case_handling.RULE_KIND,
        case_handling.ESCALATE_KIND,
    }
)
"""What is written there is read by a firm or by colleagues, and cannot be taken back."""
HELD: Final = "held"
_MENU: Final = re.compile(
    r"(回|返回|打开|看)?(主?菜单|首页|工具|待办|待办事项|新诉求|我在办的|查找|登记册|今日汇总|我请假)"
    r"|取消|返回|退出|停止|算了|不发了|不写了|先不(发|写|答复)了?|帮助|怎么用|开始|换语言|语言"
    r"|menu|main menu|help|start|today|language|cancel|back|stop|quit|exit|never mind"
)
_MARKS: Final = re.compile(r"[\s/／、。．.!！?？~～“”\"'‘’〔〕\[\]【】]+")


def holds_back(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion | None, text: str
) -> Replies | None:
    """Ask whether a text is really meant for who would read it; None if there is no doubt.

    The question stays open: what they write next is the answer.
    """
    if question is None or question.kind not in ASKED_FOR:
        return None
    sought = read_number(text)
    number = sought is not None and sought.whole
    if not number and not is_of_menu(text):
        return None
    kept = replace(question, context={**question.context, HELD: text})
    ask(uow, BOT, who.officer.chat_id, kept)
    case = case_for_officer(uow, who.officer, int(question.subject))
    card = card_of(uow, desk.rulebase, case)
    fits = question.kind != cases.RESULT_KIND or says_what_was_done(text)
    return Replies(say=(views.held(who.t, card, text, number=number, fits=fits),))


async def send(desk: Desk, update: Update, _: Press) -> None:
    """就发这几个字."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        text = None if question is None else question.context.get(HELD)
        if text is None:
            raise Stale(StaleCode.CHANGED)
        asked = (
            each(desk, uow, who, str(text)) for each in (cases.written, case_handling.written)
        )
        said = next((each for each in asked if each is not None), None)
        if said is None:
            raise Stale(StaleCode.CHANGED)
        return said

    await desk.act(update, act)


def is_of_menu(text: str) -> bool:
    """Whether a text is only what a button or a command says: 菜单, /help, 取消。."""
    said = _MARKS.sub(" ", text).strip().lower()
    return _MENU.fullmatch(said) is not None


BUTTONS: Final[Mapping[str, HandlePress]] = {"said:send": send}
