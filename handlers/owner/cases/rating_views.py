"""What an owner sees when rating a closed case."""

from bot.domain.speech import View
from bot.services.case_cards import CaseCard
from handlers.notices.case_buttons import star_buttons
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Tongue, lines


def rated(t: Tongue, card: CaseCard) -> View:
    """Kept; would they say more?"""
    stars = "⭐" * (card.rating.stars if card.rating else 0)
    head = t("{stars} 已记下，谢谢（事项 <b>{number}</b>）。", stars=stars, number=card.number)
    ask = t("想多说一句？直接写给我，办理单位会看到。点错了再点一次，七天内都可以改。")
    skip = (button(t("不写了"), "rate:skip"),)
    return View(lines(head, ask), (star_buttons(card.id), skip, navigation(t)))


def thanked(t: Tongue) -> View:
    """That was all."""
    return View(t("谢谢，您的评价办理单位会看到。"), (navigation(t),))
