"""What is wrong with a broadcast's content, in words."""

from collections.abc import Iterable, Iterator

from bot.domain.broadcast_lint import LABEL_MOST, Fault, FaultKind
from handlers.tongue import Html, Tongue


def fault_lines(t: Tongue, faults: Iterable[Fault]) -> Iterator[Html]:
    """Each thing that must be put right, with what to do."""
    for fault in faults:
        yield Html("· " + (_beside_a_list(t, fault) or _line(t, fault)))


def language_words(t: Tongue, language: str) -> Html:
    """Which of the two texts."""
    return t("英文") if language == "en" else t("中文")


def _beside_a_list(t: Tongue, fault: Fault) -> Html | None:
    """What cannot go with a list of policies; None for what is wrong in any broadcast."""
    if fault.kind is FaultKind.FILE:
        return t("带政策清单时不能再带照片或文件：请在“改内容”里去掉附件")
    if fault.kind is not FaultKind.LINES:
        return None
    return t(
        "{which}有 {lines} 行：带政策清单时最多 {most} 行",
        which=language_words(t, fault.language),
        lines=fault.units,
        most=fault.most,
    )


def _line(t: Tongue, fault: Fault) -> Html:
    which = language_words(t, fault.language)
    match fault.kind:
        case FaultKind.MISSING:
            return t("{which}还没写", which=which)
        case FaultKind.TOO_LONG:
            return t(
                "{which}太长：连同企业名称和落款最多 {units} 字，这里最多 {most} 字",
                which=which,
                units=fault.units,
                most=fault.most,
            )
        case FaultKind.BLANK:
            return t(
                "{which}里的“{what}”填不了：能自动填的只有 {{企业}} 和 {{地区}}",
                which=which,
                what=fault.what,
            )
        case FaultKind.LABEL:
            return t(
                "按钮的{which}要 1 到 {most} 个字：“{what}”",
                which=which,
                most=LABEL_MOST,
                what=fault.what,
            )
        case FaultKind.LINK if not fault.what:
            return t("按钮的网址没写")
        case _:
            return t(
                "网址打不开：“{what}”。要 http:// 或 https:// 开头的完整网址", what=fault.what
            )
