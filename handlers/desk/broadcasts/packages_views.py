"""打包推送 as its author sees it."""

from bot.domain.packages import Nothing
from bot.domain.speech import View
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.packages.counts import PackageCount
from handlers.desk.broadcasts.compose_views import to_card
from handlers.desk.broadcasts.package_words import count_lines, nothing_words
from handlers.desk.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def begun(t: Tongue) -> Html:
    """There is a draft."""
    return t("📦 每家企业收到的是自己的政策清单；前面的话可以改，最多两行。")


def screen(t: Tongue, card: BroadcastCard, count: PackageCount | None) -> View:
    """Whether each firm reads its own list, and what becomes of those to which nothing applies."""
    it = card.record
    text = lines(
        t("<b>政策清单</b> · 群发 #{number}", number=it.id),
        t("发的时候按每家企业当时的情况对照：适用的、须履行的、要确认的、差一点的。"),
        t("一条消息说清，带条款的文件点“下载清单”现做。只发给负责人和管理员。"),
        nothing_words(t, it.content.package),
        *count_lines(t, it.content.package, count),
        t("还没选发给谁，选好再算。") if it.audience is None else None,
    )
    number, chosen = it.id, it.content.package
    modes = (
        (Nothing.SKIP, button(t("没有适用的不发"), "pack:set", number, Nothing.SKIP)),
        (Nothing.TELL, button(t("没有适用的也说一声"), "pack:set", number, Nothing.TELL)),
    )
    rows = [tuple(press for mode, press in modes if mode is not chosen)]
    if chosen is not None:
        counts = (button(t("算一算"), "pack:count", number),) if it.audience else ()
        rows.append((*counts, button(t("不带清单"), "pack:set", number, "no")))
    return View(text, (*rows, (to_card(t, card), back(t))))
