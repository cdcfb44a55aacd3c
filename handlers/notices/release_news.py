"""What a firm hears of a release: what is different for it, why, and where it is written."""

from collections.abc import Sequence

from bot.domain.speech import View
from bot.services.impact.shifts import News, Shifted
from bot.services.registers.words import Reader
from handlers.notices.case_buttons import home
from handlers.notices.shift_words import FIRST, look, shift_title, shift_told
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines


def to_firm(news: News, reader: Reader) -> View:
    """What is different for the firm: what, why, in its own figures, and where it is written."""
    t = Tongue(reader.language)
    told, others = news.shifts[:FIRST], news.shifts[FIRST:]
    text = lines(
        t("📜 <b>政策有更新，您的情况变了</b>"),
        Html(escaped(news.firm.name)) if reader.several else None,
        *(shift_told(t, each) for each in told),
        t("另有：{titles}", titles=Html(t("、").join(shift_title(t, each) for each in others)))
        if others
        else None,
    )
    return View(text, (*look(t, told), (button(t("看全部政策"), "policy:list"),), home(t)))


def _titles(t: Tongue, shifts: Sequence[Shifted]) -> Html:
    return Html(t("、").join(shift_title(t, each) for each in shifts))
