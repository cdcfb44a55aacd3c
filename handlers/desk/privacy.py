"""/privacy at the desk: what is kept of those who work here, and what they owe the firms."""

from telegram import Update

from bot.domain.speech import Replies, View
from handlers.desk.context import Desk
from handlers.desk.home_views import back
from handlers.tongue import Tongue, lines


async def show(desk: Desk, update: Update) -> None:
    """/privacy; what is asked stays open."""
    await desk.act(update, lambda _, who: Replies(say=(notice(who.t),)))


def notice(t: Tongue) -> View:
    """What is kept, why, who sees it, for how long."""
    text = lines(
        t("<b>隐私说明（工作人员）</b>"),
        t("我们保存：您的 Telegram 账号编号、称呼、语言、岗位和辖区、请假，您经办的每一步。"),
        t("为什么：政府办事要查得到谁办的。操作记录只有编号，连成一条链，改过能看出来。"),
        t("谁看得到：企业看到您的单位和称呼；管您这一片的管理员和一起办的同事看到您办了什么。"),
        t("企业的资料只用来办事，不外传、不截图；完整手机号看一次记一次。"),
        t("企业主可以随时删除自己的资料：事项随之结束，编号和办理记录留存备查。"),
        t("消息原文在办完 48 小时后清除。停用后马上看不到企业资料，办理记录照样留存。"),
        t("称呼写错、要停用，请找您的管理员。Telegram 的服务器在境外，聊天里别写身份证号。"),
    )
    return View(text, ((back(t),),))
