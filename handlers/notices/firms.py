"""What people of a firm are told of an officer's decision about its registration."""

from collections.abc import Callable

from bot.domain.members import Right, may
from bot.domain.speech import Button, Notice, View
from bot.services.firms.members import reachable
from bot.services.firms.verification import Decided
from bot.store.firms.members import MemberCard
from handlers.press import button
from handlers.tongue import Tongue, lines

Say = Callable[[Tongue], View]


def verified(decided: Decided, mark: str) -> tuple[Notice, ...]:
    """To the firm: it is verified; to others who claim its code: what was decided.

    Args:
        mark: A random id of the act.
    """
    firm = decided.file.firm

    def say(t: Tongue) -> View:
        text = t("✅ 工作人员已核实“{firm}”的登记。", firm=firm.name)
        return View(text, ((button(t("我的企业"), "firm:show"), button(t("返回"), "home:show")),))

    told = [_to(member, f"verified:{mark}", say) for member in decided.file.people]
    lost = [
        _to(member, f"code:{mark}:{other.id}", _loser(other.name))
        for other, member in decided.losers
    ]
    return tuple(notice for notice in (*told, *lost) if notice is not None)


def refused(decided: Decided, mark: str) -> tuple[Notice, ...]:
    """To the firm: why it was refused, and what can be done."""
    firm, reason = decided.file.firm, decided.file.registration.reason or ""

    def say(t: Tongue) -> View:
        text = lines(
            t("🟡 “{firm}”的登记没有通过核实。", firm=firm.name),
            t("原因：“{reason}”", reason=reason),
            t("您填的都还在，查政策和提醒照常。改好以后会再核实。"),
        )
        return View(text, _ways_on(t))

    told = [_to(member, f"refused:{mark}", say) for member in decided.file.people]
    return tuple(notice for notice in told if notice is not None)


def _loser(name: str) -> Say:
    """True, and no word about who the other is."""

    def say(t: Tongue) -> View:
        text = lines(
            t("您给“{firm}”填的统一社会信用代码，工作人员核实属于另一份登记。", firm=name),
            t("您的登记没有删，查政策和提醒照常。"),
            t("填错了：改代码。是同一家企业：请向企业负责人要邀请码。有不同意见：找人工。"),
        )
        return View(text, _ways_on(t))

    return say


def _ways_on(t: Tongue) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("改名称、地点、代码"), "firm:change"),),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )


def _to(member: MemberCard, key: str, say: Say) -> Notice | None:
    """Only to those who can do something about it, and can be reached."""
    if not may(member.role, Right.PROFILE) or not reachable([member]):
        return None
    view = say(Tongue(member.language))
    return Notice("owner", member.chat_id, view, f"{key}:{member.person_id}")
