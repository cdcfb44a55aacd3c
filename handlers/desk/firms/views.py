"""Registrations as an officer sees them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.credit_codes import masked_code
from bot.domain.members import Role
from bot.domain.speech import Button, View, rows_of
from bot.domain.staff import Power
from bot.domain.verification import Standing
from bot.services.assignments.care import Care
from bot.services.firms.invitations import LASTS, Invited
from bot.services.firms.sampling import FirmSampling
from bot.services.firms.verification import REASON_MOST, SHOWN, FirmFile, Waiting
from bot.store.firms.firms import FirmCard
from handlers.desk.firms.look_views import ways
from handlers.desk.home_views import back
from handlers.notices.case_words import place
from handlers.notices.coverage_words import sampling_line
from handlers.notices.member_words import role_words
from handlers.notices.staff_words import carer_line
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

HOURS = int(LASTS.total_seconds()) // 3600


def waiting(t: Tongue, rulebase: RuleBase, listed: Waiting) -> View:
    """Firms that nobody has checked, the oldest first."""
    if not listed.count:
        return View(t("现在没有待核实的企业。"), ((back(t),),))
    page, last = listed.page, (listed.count - 1) // SHOWN
    rows = [(button(firm.name, "firm:show", firm.id),) for firm in listed.firms]
    turn = []
    if page > 0:
        turn.append(button(t("上一页"), "firm:wait", page - 1))
    if page < last:
        turn.append(button(t("下一页"), "firm:wait", page + 1))
    text = lines(
        t("<b>待核实企业（{count} 家）</b>（最早的在前）", count=listed.count),
        *(Html("· " + _line(t, rulebase, firm)) for firm in listed.firms),
    )
    return View(text, (*rows, (*turn, back(t))))


def card(
    t: Tongue,
    rulebase: RuleBase,
    file: FirmFile,
    care: Care,
    zone: ZoneInfo,
    *,
    before: str | None = None,
    sampled: FirmSampling | None = None,
) -> View:
    """One firm: name, place, code, who claims the code too, its officers, what can be done.

    Args:
        sampled: How it stands with its samplings, if a duty is in force.
    """
    firm, code = file.firm, file.registration.code
    shown = t("没填") if code is None else masked_code(code)
    text = lines(
        before,
        t("<b>{firm}</b> · {place}", firm=firm.name, place=place(t, rulebase, firm.region)),
        t("统一社会信用代码：{code}", code=shown),
        *_same_code(t, rulebase, file),
        t("成员 {count} 人", count=len(file.people)),
        *(carer_line(t, rulebase, firm.region, slot, each, zone) for slot, each in care.slots),
        sampling_line(t, sampled),
        _standing(t, file, zone),
    )
    kept = bool(rulebase.registers.of_firms(firm.region))
    return View(text, (*_acts(t, file, care, kept=kept), (*_lists(t, file), back(t))))


def look_again(t: Tongue, file: FirmFile) -> Html:
    """Nothing was done: something changed since the button was shown."""
    if file.firm.standing is Standing.UNVERIFIED:
        return t("企业刚改过资料，没有替您操作。请再看一遍：")
    return t("这家已经有人处理过了，没有重复操作。现在是这样：")


def verified(t: Tongue, *, others: int) -> Html:
    """It is done, and who was told."""
    told = t("填了同一代码的其他登记，已告诉他们结果，请分别核实。") if others else None
    return lines(t("✅ 已核实，企业会收到通知。"), told)


def refused(t: Tongue) -> Html:
    """It is done."""
    return t("已记为不通过，企业会看到原因；改好以后会再出现在“待核实企业”里。")


def ask_reason(t: Tongue, firm: FirmCard) -> View:
    """Why can it not stand?"""
    return View(
        lines(
            t("“{firm}”为什么不通过？写明原因和怎么改（企业会看到）。", firm=firm.name),
            t("例：名称和营业执照不一致，请照执照改。"),
        ),
        (_cancel(t, firm),),
    )


def reason_too_long(t: Tongue, firm: FirmCard, length: int) -> View:
    """More than a firm reads; the question stays open."""
    return View(
        t("您写了 {length} 字，原因最多 {most} 字。请写短一些。", length=length, most=REASON_MOST),
        (_cancel(t, firm),),
    )


def as_what(t: Tongue, firm: FirmCard, roles: Sequence[Role]) -> View:
    """Whom does the firm lack?"""
    text = lines(
        t("给“{firm}”的人一个邀请码：他是什么身份？", firm=firm.name),
        t("请先确认他是这家企业的人。"),
    )
    choices = [button(role_words(t, role), "firm:invite", firm.id, role) for role in roles]
    return View(text, (*rows_of(*choices), _cancel(t, firm)))


def invitation(t: Tongue, made: Invited) -> tuple[View, ...]:
    """What to do with the code, and the message to hand on, which stands by itself."""
    told = View(
        t("把下面这条转给他本人。码只能用一次，{hours} 小时内有效。", hours=HOURS),
        ((button(t("看企业"), "firm:show", made.firm.id), back(t)),),
    )
    role = role_words(t, made.role)
    text = lines(
        t("请您加入“{firm}”，身份：{role}。", firm=made.firm.name, role=role),
        t("打开“助企通”的企业机器人，把这个码发给它：<code>{code}</code>", code=made.code),
    )
    return told, View(text)


def _same_code(t: Tongue, rulebase: RuleBase, file: FirmFile) -> list[Html]:
    """Who else claims the code; firms of other places are only counted."""
    found = [
        t("⚠️ 填了同一代码：{firm}{mark}", firm=_line(t, rulebase, each), mark=_mark(t, each))
        for each in file.others[:SHOWN]
    ]
    if file.elsewhere:
        found.append(t("⚠️ 外地另有 {count} 家填了同一代码。", count=file.elsewhere))
    return found


def _mark(t: Tongue, firm: FirmCard) -> Html:
    return t("（已核实）") if firm.standing is Standing.VERIFIED else Html("")


def _standing(t: Tongue, file: FirmFile, zone: ZoneInfo) -> Html:
    at = file.registration.decided_at
    when = "" if at is None else moment(t, at, zone)
    by = file.decided_by or ""
    match file.firm.standing:
        case Standing.VERIFIED:
            return t("✅ {name} {when} 核实", name=by, when=when)
        case Standing.REFUSED:
            reason = file.registration.reason or ""
            return t("🟡 {name} {when} 不通过：“{reason}”", name=by, when=when, reason=reason)
        case _:
            return t("➖ 待核实")


def _acts(t: Tongue, file: FirmFile, care: Care, *, kept: bool) -> list[tuple[Button, ...]]:
    """What can be done; `kept`: there are registers that say something of the firm."""
    firm, verifies = file.firm, Power.FIRM_VERIFY in file.powers
    rows: list[tuple[Button, ...]] = []
    if verifies and firm.standing is Standing.UNVERIFIED:
        yes = button(t("核实无误"), "firm:verify", firm.id, firm.version)
        rows.append((yes, button(t("不通过…"), "firm:refuse", firm.id, firm.version)))
    if verifies:
        code = (button(t("看完整代码"), "firm:code", firm.id),) if file.registration.code else ()
        rows.append((*code, button(t("邀请企业人员"), "firm:whom", firm.id)))
    slots = (button(t("谁负责"), "care:firm", firm.id),) if care.slots else ()
    rows += ways(t, firm.id)
    rows.append((button(t("防疫履职情况"), "firm:duties", firm.id), *slots))
    if kept:
        rows.append((button(t("登记册"), "reg:firm", firm.id),))
    return rows


def _lists(t: Tongue, file: FirmFile) -> tuple[Button, ...]:
    if Power.FIRM_VERIFY in file.powers:
        return (button(t("待核实企业"), "firm:wait"), button(t("我联系的企业"), "care:mine"))
    if Power.CASE_WORK in file.powers:
        return (button(t("我联系的企业"), "care:mine"),)
    return (button(t("查企业"), "care:find"),)


def _line(t: Tongue, rulebase: RuleBase, firm: FirmCard) -> Html:
    return Html(f"{escaped(firm.name)} · {place(t, rulebase, firm.region)}")


def _cancel(t: Tongue, firm: FirmCard) -> tuple[Button, ...]:
    return (button(t("取消"), "firm:show", firm.id), back(t))
