"""What was said to be done, repeated for one tap: of which duty, on which day."""

from collections.abc import Sequence
from datetime import date

from bot.domain.speech import Button, View
from bot.services.duties.duties import Duty
from bot.store.problems import ProblemCard
from handlers.notices.duty_words import day_words, short_day
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Tongue, lines


def offer(t: Tongue, problem: ProblemCard, named: Sequence[tuple[Duty, str]], day: date) -> View:
    """Is it this, done on that day? Site codes are counted on their own card.

    Args:
        named: Duties with the item that is meant; empty where the card says more.
    """
    counted = not any(item for _, item in named)
    ask = t("记到哪一项？点一下就记。") if len(named) > 1 else t("记到这一项吗？点一下就记。")
    if counted:
        ask = t("这一项按个数记：点开，写好几个。")
    text = lines(
        t("您说：“{said}”", said=problem.told.text[:60]),
        t("哪天做的：{day}", day=day_words(t, day)),
        ask,
    )
    rows = tuple((_button(t, problem, duty, item, day),) for duty, item in named)
    other = (button(t("其实是另一件事"), "prob:new", problem.id),)
    return View(text, (*rows, other, navigation(t)))


def _button(t: Tongue, problem: ProblemCard, duty: Duty, item: str, day: date) -> Button:
    label = next((each.label for each in duty.keeping.items if each.id == item), None)
    if label is None:
        return button(t.plain(duty.verdict.title), "duty:show", duty.record, "new")
    said = f"✅ {t.plain(label)} · {short_day(t, day)}"
    return button(said, "duty:said", problem.id, duty.record, item)
