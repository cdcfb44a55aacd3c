"""Why something cannot be done to a broadcast, and what can."""

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastState
from bot.domain.speech import View
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import state_words
from handlers.press import button
from handlers.tongue import Html, Tongue


def broadcast_refused(t: Tongue, refusal: BroadcastRefusal) -> View:
    """A sentence with a way on."""
    return View(_why(t, refusal), ((button(t("群发"), "bc:list"), back(t)),))


def _why(t: Tongue, refusal: BroadcastRefusal) -> Html:
    match refusal.code:
        case BroadcastCode.OWN:
            return t("这条是您写的，要请另一位审批员批准。")
        case BroadcastCode.NO_TEXT:
            return t("中文和英文都写好才能送审。请打开这条群发，点“改内容”。")
        case BroadcastCode.NO_AUDIENCE:
            return t("还没选发给谁。请打开这条群发，点“发给谁”。")
        case BroadcastCode.NOBODY:
            return t("选的范围里现在没有人，发不出去。请打开这条群发，点“发给谁”放宽一点。")
        case BroadcastCode.OUTSIDE:
            return t("选的范围超出了这条群发的地方。请打开这条群发，点“发给谁”重选。")
        case _:
            state = BroadcastState(str(refusal.params["state"]))
            return t("这条群发现在是“{state}”，做不了这一步。", state=state_words(t, state))
