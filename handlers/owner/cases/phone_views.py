"""A number under which a firm can be called about a case."""

from bot.domain.speech import Below, View
from bot.services.cases.cards import CaseCard
from handlers.notices.case_buttons import follow_buttons
from handlers.notices.private import masked
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def never(t: Tongue) -> Html:
    """The key that declines, and what it writes."""
    return t("不留了")


def ask(t: Tongue, case: CaseCard) -> View:
    """By one tap, or typed; the keyboard goes with the answer."""
    text = lines(
        t("办事项 <b>{number}</b> 时打哪个手机号？", number=case.number),
        t("点下面的键发您自己的号码，或者直接打字。"),
        t("加密保存，聊天里只显示前三位和后四位；经办人要打电话时点一下才看得到，每次有记录。"),
    )
    return View(text, below=_keys(t))


def taken(t: Tongue, number: str) -> View:
    """It is kept: first the keyboard goes."""
    return View(t("✅ 号码 {number} 记下了。", number=masked(t, number)), below=Below())


def with_case(t: Tongue, case: CaseCard) -> View:
    """With which case it is, and the ways on."""
    said = t("✏️ 已补充到事项 <b>{number}</b>。", number=case.number)
    return View(said, (follow_buttons(t, case.id), navigation(t)))


def never_mind(t: Tongue) -> View:
    """Nothing is kept."""
    return View(t("好，不留号码。工作人员会在这里回复您。"), below=Below())


def no_number(t: Tongue) -> View:
    """What was typed is none: the question stays."""
    said = t("没看出手机号。请写 11 位手机号，或点下面的键。")
    return View(said, below=_keys(t))


def anothers(t: Tongue, *, asked: bool) -> View:
    """The card is of somebody else: their number is theirs to give."""
    text = t("这是别人的名片，我没有记下。只收您自己的号码；要别人来办，请他本人加入企业。")
    return View(text, below=_keys(t) if asked else None)


def unasked(t: Tongue, cases: tuple[CaseCard, ...]) -> View:
    """An own card that nobody asked for: it belongs to no case yet."""
    if not cases:
        return View(
            t("收到名片，但现在没有在办的事项，号码没有记下。要办事请点“找人工”。"),
            (navigation(t),),
        )
    text = t("收到名片，还没有记下。要留给哪件事项？点一下，再发一次号码。")
    rows = tuple((button(case.number, "case:tel", case.id),) for case in cases)
    return View(text, (*rows, (back(t),)))


def _keys(t: Tongue) -> Below:
    return Below(t("📱 发我的手机号"), (never(t),))
