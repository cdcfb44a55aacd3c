"""What an officer hears of a file that they sent."""

from bot.domain.speech import View
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.services.files import Taken
from handlers.desk.context import Clerk
from handlers.desk.home_views import back, menu
from handlers.notices.files import named
from handlers.press import button
from handlers.tongue import Tongue, lines


def for_nobody(who: Clerk) -> View:
    """Nothing was asked for: it went nowhere, and how it would."""
    t = who.t
    if Power.CASE_WORK not in who.powers:
        return menu(who, t("📎 这个文件我没有转给任何人，也没有留下：现在没有在等文件。"))
    return View(
        t(
            "📎 这个文件我没有转给任何人，也没有留下。"
            "要发给企业，请先打开事项，点“答复”或“办结”，再发。"
        ),
        ((button(t("我在办的"), "case:mine"), back(t)),),
    )


def result_wanted(t: Tongue, card: CaseCard, file: Taken) -> View:
    """A picture is no result: what came of it, in words?"""
    return View(
        lines(
            t("📎 {what}收到了，会和结果一起发给企业。", what=named(t, file)),
            t("请再写一句办结 <b>{number}</b> 的结果。", number=card.number),
        ),
        ((button(t("取消"), "case:show", card.id), back(t)),),
    )
