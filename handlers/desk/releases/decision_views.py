"""A release as whoever approves it sees it."""

from bot.domain.speech import View
from bot.services.releases.doors import ReleaseCard
from handlers.desk.releases.card_views import to_list
from handlers.notices.release_words import headed
from handlers.press import button
from handlers.tongue import Tongue


def changed(t: Tongue, card: ReleaseCard) -> View:
    """What was shown is not what stands there now."""
    text = t("没有批准：您看过以后，{what} 又变了。请看新的再决定。", what=headed(t, card))
    return View(text, ((button(t("看这次发布"), "pol:show", card.record.id),), to_list(t)))


def outdated(t: Tongue, card: ReleaseCard) -> View:
    """Other rules are in force than those that it was compared with."""
    text = t(
        "没有批准：{what} 送审以后，现行政策或企业变了，看到的影响已经不准。"
        "正在重新对照，重新送审时我再告诉您。",
        what=headed(t, card),
    )
    return View(text, (to_list(t),))


def ask_reason(t: Tongue, card: ReleaseCard) -> View:
    """What should be changed."""
    text = t("退回 {what} 前请写明要改什么。例：第二个条件的人数写错了。", what=headed(t, card))
    keep = button(t("先不退"), "pol:show", card.record.id)
    return View(text, ((keep,), to_list(t)))


def too_long(t: Tongue, length: int, most: int) -> View:
    """It stays asked."""
    text = t("太长了：{length} 字，最多 {most} 字。请写短些再发一次。", length=length, most=most)
    return View(text, (to_list(t),))


def sent_back(t: Tongue, card: ReleaseCard) -> View:
    """It is not asked of them any more."""
    return View(t("↩️ 已退回 {what}。", what=headed(t, card)), (to_list(t),))
