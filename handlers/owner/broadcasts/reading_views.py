"""What an owner reads about a broadcast beside its own words."""

from html import unescape
from zoneinfo import ZoneInfo

from bot.domain.speech import View
from bot.services.broadcasts.links import Concern, Opened
from bot.services.broadcasts.receipts import Confirmed
from handlers.owner.home_views import navigation
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def confirmed(t: Tongue, done: Confirmed, zone: ZoneInfo) -> str:
    """The line that flashes up: whose confirmation it is, and since when."""
    when = "" if done.at is None else moment(t, done.at, zone)
    if done.again:
        said = t("您 {when} 已经确认过了，不用再点。", when=when)
    elif done.first is not None:
        name = done.first or t("您的同事")
        said = t("✅ 也记下您了。{name}之前已替企业确认过。", name=name)
    else:
        said = t("✅ 已记下：{firm} 已读并知晓。", firm=done.firm.name)
    return unescape(said)


def confirmed_button(t: Tongue, done: Confirmed, zone: ZoneInfo) -> str:
    """What the button says from then on."""
    when = "" if done.at is None else moment(t, done.at, zone)
    return unescape(t("✅ 已确认 {when}", when=when))


def is_over(t: Tongue, done: Confirmed) -> View:
    """They tapped under words that do not hold any more; what holds follows."""
    if done.standing.is_withdrawn:
        return View(t("这条已经撤回，不用确认了。说明在下面。"))
    return View(t("这条已经更正，没有记您的确认。请看下面新的内容。"))


def concerns(t: Tongue, found: Opened) -> View:
    """Under a text that somebody was sent by others: whether it is for them."""
    firm = "" if found.firm is None else found.firm.name
    over = found.standing.is_withdrawn
    said = t("☝️ 这是别人转给您的通知，上面是现在的内容。")
    if over:
        return View(lines(said, t("它已经撤回，不再有效。")), (navigation(t),))
    match found.concern:
        case Concern.GOT:
            return View(lines(said, t("✅ 这条也发给了您。")), (navigation(t),))
        case Concern.FITS:
            fits = t("✅ {firm} 在这条通知的范围里。", firm=firm)
            return View(lines(said, fits), (navigation(t),))
        case Concern.OTHERS:
            not_here = t("➖ {firm} 不在这条通知的范围里，仅供参考。", firm=firm)
            ask = t("拿不准请点“找人工”。")
            return View(lines(said, not_here, ask), (navigation(t),))
        case Concern.UNKNOWN:
            return _unregistered(t, said)


def no_such_link(t: Tongue, *, has_firm: bool) -> View:
    """It was never one of ours, or was cut off."""
    text = lines(t("这个链接打不开：可能没有复制全。"), t("请让转给您的人再发一次。"))
    begin = () if has_firm else ((button(t("登记企业"), "start:begin"),),)
    return View(text, (*begin, navigation(t)))


def _unregistered(t: Tongue, said: Html) -> View:
    text = lines(said, t("登记您的企业（两个问题），就能看它是不是跟您有关，以后也会直接收到。"))
    begin = (button(t("登记企业"), "start:begin"), button(t("我有邀请码"), "join:how"))
    return View(text, (begin, (button(t("先随便看看"), "home:look"), *navigation(t)[:1])))
