"""What somebody hears who edited a message: where the new words are, or that they are nowhere."""

from bot.domain.speech import View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_buttons import follow_buttons
from handlers.notices.case_words import own_words
from handlers.notices.private import masked_remark
from handlers.owner.home_views import human, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def taken(t: Tongue, card: CaseCard, now: str, *, whole: bool) -> View:
    """Whoever has the case reads the new words.

    Args:
        whole: They are what the case asks; otherwise something that was added to it.
    """
    head = t("✏️ 事项 <b>{number}</b> 已按您改的更新：", number=card.number)
    if not whole:
        head = t("✏️ 您改的话已更正到事项 <b>{number}</b>：", number=card.number)
    text = lines(head, own_words(t, now), masked_remark(t, now), _known(t, card))
    return View(text, (follow_buttons(t, card.id), navigation(t)))


def over(t: Tongue, card: CaseCard) -> View:
    """The case has ended: nobody looks at it any more."""
    text = lines(
        t("事项 <b>{number}</b> 已经结束，您改的话没有记进去。", number=card.number),
        t("还有问题，直接再说一遍，或点“找人工”。"),
    )
    show = button(t("查看进度"), "case:show", card.id, "new")
    return View(text, ((show, human(t)),))


def stands(t: Tongue, *, asked: bool) -> View:
    """The words as they were first are what counts.

    Args:
        asked: Whether a question is still open and can simply be answered.
    """
    text = lines(
        t("您改的话没有生效，还按改之前的算。要更正，把新的说法再发一条就行。"),
        t("刚才的问题还在等您，直接打字回答就行。") if asked else None,
    )
    return View(text, (navigation(t),))


def _known(t: Tongue, card: CaseCard) -> Html:
    if card.officers:
        return t("工作人员看得到改前和改后的话。")
    return t("改前和改后的话都留着，有人受理就看得到。")
