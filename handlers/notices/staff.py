"""What staff are told of posts, leave and departures without having asked.

`mark` is a random id of the act: the same news is never queued twice.
"""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, Notice, View
from bot.services.cases.backlog import Backlog
from bot.services.cases.cards import CaseCard
from bot.services.staff.departures import Leaving
from bot.services.staff.leave import Leave
from bot.services.staff.posts import Asked, Granted
from bot.store.staff.officers import OfficerCard
from handlers.notices.case_backlog import backlog_buttons, backlog_words
from handlers.notices.staff_words import numbers_line, post_words, span_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.rulebase import RuleBase

Say = Callable[[Tongue], View]


def waits(rulebase: RuleBase, asked: Asked) -> tuple[Notice, ...]:
    """To the other administrators: somebody waits for them; to who invited: where it stands."""
    officer, post, others = asked.officer, asked.post, asked.others

    def ask(t: Tongue) -> View:
        text = lines(
            t("👤 <b>{name}</b> 等您确认岗位：", name=officer.name),
            post_words(t, rulebase, post.appointment, asked.unit),
            t("由 {name} 邀请。请先确认他是这里的工作人员。", name=asked.inviter.name),
        )
        yes, no = button(t("确认"), "staff:ok", post.id), button(t("不同意"), "staff:no", post.id)
        return View(text, ((yes, no), (_menu(t),)))

    def tell(t: Tongue) -> View:
        text = lines(
            t("👤 <b>{name}</b> 已加入，岗位还没有生效。", name=officer.name),
            _who_confirms(t) if others else _nobody_confirms(t),
        )
        return View(text, ((button(t("人员"), "staff:list"), _menu(t)),))

    key = f"post:{post.id}"
    return (*_to(others, f"{key}:ask", ask), *_to((asked.inviter,), f"{key}:came", tell))


def confirmed(rulebase: RuleBase, granted: Granted, backlog: Backlog, mark: str) -> Notice:
    """To who waited: they may work now, and what waits for them."""

    def say(t: Tongue) -> View:
        head = t("✅ 您的岗位已确认，现在可以用了：")
        text = lines(head, _post(t, rulebase, granted), backlog_words(t, backlog))
        return View(text, ((*backlog_buttons(t, backlog), _menu(t)),))

    return _one(granted.officer, f"confirmed:{mark}", say)


def ended(rulebase: RuleBase, granted: Granted, mark: str, *, refused: bool) -> Notice:
    """To who had a post, or was to get it.

    Args:
        refused: It never began.
    """

    def say(t: Tongue) -> View:
        head = t("您的岗位没有通过确认：") if refused else t("您的这个岗位已经撤下：")
        text = lines(head, _post(t, rulebase, granted), t("有疑问请找管理员。"))
        return View(text, ((_menu(t),),))

    return _one(granted.officer, f"ended:{mark}", say)


def sent_on_leave(leave: Leave, by: OfficerCard, mark: str, zone: ZoneInfo) -> Notice:
    """To who is away: an administrator wrote it down for them."""

    def say(t: Tongue) -> View:
        text = lines(
            t("{name} 给您登记了请假：", name=by.name),
            span_words(t, leave.absence, zone),
            t("由 {name} 代", name=leave.deputy.name) if leave.deputy else t("没有人代"),
            t("不对，或者提前回来，请点“我的请假”。"),
        )
        return View(text, ((button(t("我的请假"), "leave:mine"), _menu(t)),))

    return _one(leave.officer, f"away:{mark}", say)


def stands_in(leave: Leave, mark: str, zone: ZoneInfo) -> tuple[Notice, ...]:
    """To the deputy: for whom, from when until when, and how much it is."""

    def say(t: Tongue) -> View:
        text = lines(
            t("🔁 <b>{name}</b> 请假，由您代：", name=leave.officer.name),
            span_words(t, leave.absence, zone),
            _amount(t, len(leave.firms), leave.cases),
            t("到时候这些企业和事项会出现在您这里，办理期限不变。"),
        )
        return View(text, (_work(t), (_menu(t),)))

    return () if leave.deputy is None else (_one(leave.deputy, f"deputy:{mark}", say),)


def no_longer(leave: Leave, kept: Sequence[CaseCard], mark: str) -> tuple[Notice, ...]:
    """To the deputy: the absence is over, or does not happen.

    Args:
        kept: What they have made their own meanwhile.
    """

    def say(t: Tongue) -> View:
        text = lines(
            t("🔁 <b>{name}</b> 回来了，不用您代了。", name=leave.officer.name), _goes_on(t, kept)
        )
        return View(text, ((_menu(t),),))

    return () if leave.deputy is None else (_one(leave.deputy, f"back:{mark}", say),)


def _goes_on(t: Tongue, kept: Sequence[CaseCard]) -> Html | None:
    if not kept:
        return None
    return t(
        "您接着办的 {cases} 仍归您办；要交还，在事项的“更多…”里点“交给同事”。",
        cases=numbers_line(t, [card.number for card in kept]),
    )


def left(leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """To who left, and to the heir."""

    def to_leaver(t: Tongue) -> View:
        return View(t("您在工作台的岗位已经停用。有疑问请找本地管理员。"))

    def to_heir(t: Tongue) -> View:
        text = lines(
            t("🔁 <b>{name}</b> 离岗，他手里的转给您：", name=leaving.officer.name),
            _amount(t, len(leaving.firms), leaving.cases),
            t("事项的办理期限不变。"),
        )
        return View(text, (_work(t), (_menu(t),)))

    moved = leaving.firms or leaving.cases
    heir = (_one(leaving.heir, f"heir:{mark}", to_heir),) if leaving.heir and moved else ()
    return (_one(leaving.officer, f"left:{mark}", to_leaver), *heir)


def stays(leaving: Leaving, mark: str) -> tuple[Notice, ...]:
    """The departure was taken back."""

    def to_leaver(t: Tongue) -> View:
        return View(t("刚才的停用撤回了，您的岗位照旧。"), ((_menu(t),),))

    def to_heir(t: Tongue) -> View:
        text = t("刚才的交接撤回了，仍由 {name} 负责。", name=leaving.officer.name)
        return View(text, ((_menu(t),),))

    moved = leaving.firms or leaving.cases
    heir = (_one(leaving.heir, f"kept:{mark}", to_heir),) if leaving.heir and moved else ()
    return (_one(leaving.officer, f"stays:{mark}", to_leaver), *heir)


def _post(t: Tongue, rulebase: RuleBase, granted: Granted) -> Html:
    return post_words(t, rulebase, granted.post, granted.unit)


def _who_confirms(t: Tongue) -> Html:
    return t("已请另一位管理员确认。")


def _nobody_confirms(t: Tongue) -> Html:
    return t("现在没有另一位管理员可以确认，请先请第二位管理员（见“人员”）。")


def _amount(t: Tongue, firms: int, cases: int) -> Html:
    if not firms and not cases:
        return t("现在手里没有企业和在办事项。")
    return t("{firms} 家企业、{cases} 件在办事项。", firms=firms, cases=cases)


def _work(t: Tongue) -> tuple[Button, ...]:
    return button(t("我联系的企业"), "care:mine"), button(t("我在办的"), "case:mine")


def _menu(t: Tongue) -> Button:
    return button(t("菜单"), "desk:menu")


def _to(officers: Iterable[OfficerCard], key: str, say: Say) -> tuple[Notice, ...]:
    return tuple(_one(each, f"{key}:{each.id}", say) for each in officers)


def _one(officer: OfficerCard, key: str, say: Say) -> Notice:
    return Notice("desk", officer.chat_id, say(Tongue(officer.language)), key)
