"""What can be done here, in plain words, and what is open now."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.speech import Button, View
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand for whoever asks for help.

    Attributes:
        firm: Its name; None if they speak for none.
        only_tests: They look after samplings alone.
        asked: A question is open and can simply be answered.
        cases: Cases of the firm that are not over.
        ways: Back to what was left in the middle.
    """

    firm: str | None
    only_tests: bool = False
    asked: bool = False
    cases: int = 0
    ways: Sequence[Button] = ()


def explained(t: Tongue, now: Standing) -> View:
    """What to write for what, and the one thing that is next."""
    text = lines(
        t("<b>怎么用</b>：直接打字说就行，像平时聊天一样，不用找按钮。"),
        *_what(t, now),
        "",
        *_state(t, now),
    )
    last = (back(t),) if now.only_tests else navigation(t)
    begin = (button(t("登记企业"), "start:begin"),)
    first = () if now.firm is not None or now.ways else (begin,)
    return View(text, (*((each,) for each in now.ways), *first, last))


def _what(t: Tongue, now: Standing) -> list[Html]:
    tests = [
        t("· 记采样：写“刚刚都采了”或“50人，今早7点采的”，到期前我提醒您"),
        t("· 报每天的情况、来人、出车：点“要做的事”"),
    ]
    own = t("· 不想写了：/cancel；语言和群发：/settings；您的数据：/privacy")
    if now.only_tests:
        return [*tests, own]
    return [
        t("· 遇到难题：写“货车被拦在卡口”，我说怎么办、找谁"),
        t("· 查政策：写“能享受什么政策”或“采样屋补多少”，带文件原文"),
        *tests,
        t("· 说错了：写“人数改成980”；想看变了会怎样：写 /whatif"),
        t("· 找真人：点“找人工”。有人受理、答复，我马上告诉您，您说解决了才算完"),
        own,
    ]


def _state(t: Tongue, now: Standing) -> list[Html]:
    found = []
    if now.firm is None:
        found.append(
            t("您现在：还没有登记企业。答两个问题（在哪里、叫什么）就行；急事不用等，直接写。")
        )
    else:
        found.append(t("您现在办的是 <b>{firm}</b> 的事。", firm=now.firm))
    if now.cases:
        found.append(t("有 {count} 件事项在办，写“进度”就能看。", count=now.cases))
    if now.asked:
        found.append(t("刚才的问题还在等您，直接打字回答就行。"))
    return found
