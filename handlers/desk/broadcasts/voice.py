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
    number = refusal.params.get("number")
    other = ((button(t("看 #{number}", number=number), "bc:show", number),),) if number else ()
    return View(_why(t, refusal), (*other, (button(t("群发"), "bc:list"), back(t))))


def _why(t: Tongue, refusal: BroadcastRefusal) -> Html:
    if refusal.code is BroadcastCode.STATE:
        state = BroadcastState(str(refusal.params["state"]))
        return t("这条群发现在是“{state}”，做不了这一步。", state=state_words(t, state))
    return {
        BroadcastCode.OWN: t("这条是您写的，要请另一位审批员批准。"),
        BroadcastCode.NO_TEXT: t("中文和英文都写好才能送审。请打开这条群发，点“改内容”。"),
        BroadcastCode.FAULTY: t(
            "内容里还有要改的，送不了审。请打开这条群发，照“还差”后面写的改。"
        ),
        BroadcastCode.NO_FILE: t(
            "附件还没取到，送不了审。请过一会儿再试，或者打开这条群发换一个。"
        ),
        BroadcastCode.NO_AUDIENCE: t("还没选发给谁。请打开这条群发，点“发给谁”。"),
        BroadcastCode.NOBODY: t(
            "选的范围里现在没有人，发不出去。请打开这条群发，点“发给谁”放宽一点。"
        ),
        BroadcastCode.PAST: t(
            "定的时间已经过了，没有发。要作者重新定时间，或改成批准后就发，再送审。"
        ),
        BroadcastCode.SEEN: t("已经有一位审批员看过了，不用再看。"),
        BroadcastCode.AGAIN: t("您已经批准过这条，还要另一位审批员。"),
        BroadcastCode.CHANGING: t("已经有一条更正或撤回接着它：请从那一条看起、改起。"),
        BroadcastCode.WITHDRAWN: t("这条已经撤回了，没有什么可改的。要再通知，请另写一条群发。"),
        BroadcastCode.SAME: t("更正和原来的内容一样，不用发。请打开它，点“改内容”。"),
        BroadcastCode.READERS: t(
            "政策清单只能发给看得到政策结论的人（负责人、管理员）。请点“发给谁”重选哪些人收。"
        ),
        BroadcastCode.UNCOUNTED: t("范围改过，清单还没重新算。请再点一次“送审”。"),
        BroadcastCode.OUTSIDE: t("选的范围超出了这条群发的地方。请打开这条群发，点“发给谁”重选。"),
    }[BroadcastCode(refusal.code)]
