"""What an owner hears of a photo, a file, a voice message or a place that they sent."""

from bot.domain.speech import View, rows_of
from bot.services.case_cards import CaseCard
from bot.services.case_lists import CaseList
from bot.services.files import Taken
from handlers.notices.case_words import clipped
from handlers.notices.cases import follow_buttons
from handlers.notices.files import named
from handlers.notices.private import masked
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines


def to_newcomer(t: Tongue) -> View:
    """Nothing is kept while nobody knows for whom."""
    return View(
        lines(
            t("📎 收到了，但我没有存下来。"),
            t("要转给干部，得先知道是哪家企业（项目）。约 2 分钟，之后请再发一次。"),
        ),
        ((button(t("开始登记"), "start:begin"),), (button(t("先随便看看"), "home:look"), back(t))),
    )


def offered(t: Tongue, file: Taken, *, waiting: bool) -> View:
    """It came without words and concerns nothing yet: a person can have it.

    Args:
        waiting: Whether another question is still open.
    """
    now = button(t("转给干部"), "file:new", file.id)
    later = button(t("先写一句再转"), "file:words", file.id)
    return View(
        lines(
            received(t, file),
            t("要转给干部吗？不转的话，两天后自动清除。"),
            _still(t, waiting=waiting),
        ),
        ((now, later), navigation(t)),
    )


def which(t: Tongue, file: Taken, cases: CaseList, *, waiting: bool) -> View:
    """Several things are under way: which one is it about?"""
    buttons = (button(line.number, "file:to", file.id, line.id) for line in cases.lines)
    listed = (
        Html(f"{line.number} · {escaped(clipped(masked(t, ' '.join(line.text.split())), 30))}")
        for line in cases.lines
    )
    new = button(t("是新的一件事"), "file:new", file.id)
    return View(
        lines(
            received(t, file),
            _said(t, file),
            t("是哪一件事的？"),
            *listed,
            _still(t, waiting=waiting),
        ),
        (*rows_of(*buttons), (new,), navigation(t)),
    )


def words_wanted(t: Tongue, file: Taken) -> View:
    """It goes with the case that is being written; what is it about?"""
    return View(
        lines(
            received(t, file),
            t("会和您说的事一起转给干部。请再用一两句话说说是什么事。"),
        ),
        ((button(t("不写了，直接转"), "file:new", file.id),), (back(t),)),
    )


def attached(t: Tongue, card: CaseCard, file: Taken, *, waiting: bool) -> View:
    """It is with a case that is under way."""
    told = t("已转给干部。") if card.officers else t("已存进事项，有干部接手就能看到。")
    return View(
        lines(
            t("📎 {what}已放进事项 <b>{number}</b>。", what=named(t, file), number=card.number),
            told,
            _still(t, waiting=waiting),
        ),
        (follow_buttons(t, card.id), navigation(t)),
    )


def received(t: Tongue, file: Taken) -> Html:
    """That it came; of a voice message, honestly who can hear it."""
    text = t("📎 {what}收到了。", what=named(t, file))
    return Html(text + t("我听不懂语音，干部能听。")) if file.kind == "voice" else text


def _said(t: Tongue, file: Taken) -> Html | None:
    return t("您说：“{said}”", said=masked(t, file.caption)[:200]) if file.caption else None


def _still(t: Tongue, *, waiting: bool) -> Html | None:
    return t("刚才的问题还在等您，直接打字回答就行。") if waiting else None
