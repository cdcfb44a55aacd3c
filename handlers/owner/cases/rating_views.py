"""What an owner sees when rating a closed case."""

from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.ratings import BAD
from handlers.notices.case_buttons import star_buttons
from handlers.notices.case_words import own_words
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Tongue, lines

Rows = tuple[tuple[Button, ...], ...]


def rated(t: Tongue, card: CaseCard, former: str | None = None) -> View:
    """Kept; would they say more? What was bad may go up, and may go on.

    Args:
        former: What they wrote with other stars, which is not said of these unless they want it.
    """
    stars = "⭐" * (card.rating.stars if card.rating else 0)
    head = t("{stars} 已记下，谢谢（事项 <b>{number}</b>）。", stars=stars, number=card.number)
    skip = button(t("不写了"), "rate:skip", card.id)
    more: Rows = ()
    ask = t("想多说一句？半小时内直接写给我，办理单位会看到。")
    if _is_bad(card):
        ask = t("哪里没办好？半小时内直接写给我，办理单位和上级马上看到。")
        up = button(t("不写，告诉上级"), "rate:up", card.id)
        is_worded = card.rating is not None and card.rating.words is not None
        more = ((_again(t, card),) if is_worded else (_again(t, card), up),)
    change = t("点错了再点一次，七天内都可以改。")
    kept: Rows = ((button(t("附上原话"), "rate:keep", card.id),),) if former else ()
    was = t("原来写的没有附上：{words}", words=own_words(t, former)) if former else None
    rows = (star_buttons(card.id), *kept, *more, (skip,), navigation(t))
    return View(lines(head, was, ask, change), rows)


def ask_words(t: Tongue, card: CaseCard) -> View:
    """写评语: to which case, and who reads it."""
    ask = t(
        "想说什么？半小时内直接写给我，附在事项 <b>{number}</b> 的评价上。", number=card.number
    )
    return View(ask, ((button(t("不写了"), "rate:skip", card.id), back(t)),))


def thanked(t: Tongue, card: CaseCard) -> View:
    """That was all; who reads it, and what was written."""
    said = card.rating.words if card.rating else None
    seen = t("谢谢，您的评价办理单位会看到。")
    if _is_bad(card) and said:
        seen = t("谢谢，您的话办理单位和它的上级会看到。")
    write = button(t("写评语"), "rate:words", card.id)
    ways: tuple[Button, ...] = () if said else (write,)
    ways = (*ways, _again(t, card)) if _is_bad(card) else ways
    text = lines(seen, own_words(t, said) if said else None)
    return View(text, (*((ways,) if ways else ()), navigation(t)))


def told_above(t: Tongue, card: CaseCard, *, is_told: bool) -> View:
    """The superior has the rating, or there is none who could be told."""
    head = t("已告诉上级：事项 <b>{number}</b> 您评得不满意。", number=card.number)
    if not is_told:
        head = t("现在没有能收到的上级；您的评价存在事项里，汇总时能看到。")
    write = button(t("写评语"), "rate:words", card.id)
    return View(head, ((write, _again(t, card)), navigation(t)))


def ask_again(t: Tongue, card: CaseCard) -> View:
    """还要办: what is missing? With it another case goes on from the closed one."""
    said = card.rating.words if card.rating else None
    head = t("事项 <b>{number}</b> 已经销号，我另登记一件，注明接着它办。", number=card.number)
    ask = t("还差什么？写一两句，我马上转给工作人员。")
    same = t("或者就用您的评语：{words}", words=own_words(t, said)) if said else None
    use = ((button(t("就用评语"), "rate:same", card.id),),) if said else ()
    return View(
        lines(head, ask, same), (*use, (button(t("不办了"), "case:show", card.id), back(t)))
    )


def _is_bad(card: CaseCard) -> bool:
    return card.rating is not None and card.rating.stars <= BAD


def _again(t: Tongue, card: CaseCard) -> Button:
    return button(t("还要办"), "rate:again", card.id)
