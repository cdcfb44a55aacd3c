"""A word that looks meant for the bot and not for the firm: it is asked about before it goes."""

from bot.domain.speech import View
from bot.services.cases.cards import CaseCard
from handlers.desk.home_views import back
from handlers.notices.case_words import words
from handlers.press import button
from handlers.tongue import Tongue, lines


def held(t: Tongue, card: CaseCard, text: str, *, number: bool, fits: bool) -> View:
    """It has gone to nobody; one tap sends it all the same.

    Args:
        number: It is the number of a case, and of none that they may see.
        fits: It could go as it is: a word of the menu is no result.
    """
    why = (
        t("它是一个事项号，可您这里没有这个号的事项。")
        if number
        else t("它像是菜单上的字，不像写给企业的话。")
    )
    send = button(t("就发这几个字"), "said:send")
    return View(
        lines(
            t("这几个字还没有发出去：{words}", words=words(t, text)),
            why,
            t("还在等您给 <b>{number}</b> 写的话，直接重写就行。", number=card.number),
        ),
        (
            *(((send,),) if fits else ()),
            (button(t("不写了，看事项"), "case:show", card.id), back(t)),
        ),
    )
