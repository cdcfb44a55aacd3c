"""What is erased, what stays and why, before anything is lost."""

from collections.abc import Iterator

from bot.domain.speech import Button, View
from bot.services.privacy.erasing import Going, Shared
from handlers.notices.member_words import member_name
from handlers.owner.home_views import EXPORT
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def what_goes(t: Tongue, going: Going) -> View:
    """In plain words, and still nothing is lost."""
    text = lines(
        t("<b>删除我的数据</b>（现在还没有删）"),
        t(
            "会清除：您的账号编号和称呼、您写的话、发来的照片语音和文件（{files} 个）、"
            "没答完的问题、设置。",
            files=going.files,
        ),
        *_firms(t, going),
        t(
            "会留下（不带姓名和原文，只存不用）：事项编号和办理过程、采样和履职的时间和数量、"
            "群发人数、操作记录。这是政府办事要留的底，查得到办过，查不到是您。"
        ),
        t("工作人员聊天里已经收到的消息，我收不回。"),
        t("删了找不回来。"),
    )
    first = (button(t("先导出一份"), EXPORT),)
    return View(text, (first, (button(t("继续删除"), "mine:sure"), _keep(t))))


def sure(t: Tongue, going: Going, asked_at: int) -> View:
    """The last question.

    Args:
        asked_at: The minute in which it is asked.
    """
    names = t("、").join(firm.name for firm in going.alone)
    text = lines(
        t("<b>真的全部删除吗？</b>点了马上删，不能恢复。"),
        t("一起删的企业：{names}。", names=names) if names else None,
    )
    yes = button(t("确定，全部删除"), "mine:erase", asked_at)
    return View(text, ((yes,), (_keep(t),)))


def erased(t: Tongue) -> View:
    """It is done; they are a stranger now."""
    text = lines(
        t("✅ 您的资料已删除，不会再给您发提醒和群发。"),
        t("我存下的消息原文，几分钟内清完。这个聊天里的记录，请您自己清空。"),
        t("以后想用，发 /start，就像第一次来。"),
    )
    return View(text, ((button(t("重新开始"), "home:show"),),))


def _keep(t: Tongue) -> Button:
    return button(t("不删了"), "home:show")


def _firms(t: Tongue, going: Going) -> Iterator[Html]:
    for firm in going.alone:
        yield t(
            "· <b>{firm}</b> 只有您一个人：企业资料、来人和出车、采样提醒一起清除。",
            firm=firm.name,
        )
    if going.ending:
        yield t("· 没办完的事项 {count} 件随之结束，会告诉经办人。", count=len(going.ending))
    for one in going.shared:
        yield _shared(t, one)


def _shared(t: Tongue, one: Shared) -> Html:
    head = t("· <b>{firm}</b> 还有同事：您退出，企业资料归他们，照常提醒。", firm=one.firm.name)
    heir = None
    if one.heir is not None:
        heir = t("{name} 接任负责人。", name=member_name(t, one.heir))
    cases = None
    if one.cases:
        cases = t("在办的 {count} 件照常办，您写的话会清除。", count=len(one.cases))
    return Html("".join(each for each in (head, heir, cases) if each))
