"""What others are told when somebody had their data erased: never who it was."""

from collections.abc import Callable, Iterable

from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.privacy.erasing import Erased, Shared
from bot.store.firms.members import MemberCard
from handlers.notices.case_buttons import open_on_desk
from handlers.press import button
from handlers.tongue import Tongue, lines

Say = Callable[[Tongue, CaseCard], View]


def told(erased: Erased, mark: str) -> tuple[Notice, ...]:
    """To the desk of each case that ended or lost its words, and to who is left of the firms.

    Args:
        mark: A random id of the act.
    """
    ended = (each for card in erased.ended for each in _to_desk(card, f"erased:{mark}", _ended))
    kept = (each for card in erased.kept for each in _to_desk(card, f"emptied:{mark}", _emptied))
    left = (each for one in erased.going.shared for each in _to_members(one, mark))
    return (*ended, *kept, *left)


def _to_desk(card: CaseCard, key: str, say: Say) -> Iterable[Notice]:
    chats = {each.chat_id: each for each in (*card.officers, *card.inspectors)}
    for each in chats.values():
        view = say(Tongue(each.language), card)
        yield Notice("desk", each.chat_id, view, f"{key}:{card.id}:{each.chat_id}")


def _ended(t: Tongue, card: CaseCard) -> View:
    text = lines(
        t("🗑 事项 <b>{number}</b>：企业主已删除资料，事项已结束。", number=card.number),
        t("不用再办，也不用核查。名称、原文和附件已清除，办理记录留存备查。"),
    )
    return View(text, (open_on_desk(t, card),))


def _emptied(t: Tongue, card: CaseCard) -> View:
    text = lines(
        t(
            "🗑 事项 <b>{number}</b>：{firm} 提交它的人删除了个人资料，他写的话和附件已清除。",
            number=card.number,
            firm=card.firm.name,
        ),
        t("事项照常办；缺什么，请企业的其他人补充。"),
    )
    return View(text, (open_on_desk(t, card),))


def _to_members(one: Shared, mark: str) -> Iterable[Notice]:
    for member in one.members:
        if not member.blocked:
            key = f"erased:{mark}:{one.firm.id}:{member.chat_id}"
            view = _left(Tongue(member.language), one, member)
            yield Notice("owner", member.chat_id, view, key)


def _left(t: Tongue, one: Shared, member: MemberCard) -> View:
    head = t("👤 一位同事删除了自己的资料，不再代表“{firm}”。", firm=one.firm.name)
    now = t("他是最后一位负责人，现在由您负责。") if one.heir is member else None
    numbers = t("、").join(case.number for case in one.cases)
    cases = t("事项 {numbers} 里他写的话和附件已清除，缺什么请您补充。", numbers=numbers)
    rows = ((button(t("我的事项"), "case:list"), button(t("返回"), "home:show")),)
    return View(lines(head, now, cases if numbers else None), rows)
