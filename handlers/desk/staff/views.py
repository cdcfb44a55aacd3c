"""人员 as an administrator sees them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, View, rows_of
from bot.services.staff.files import SHOWN, Held, StaffFile, StaffLine, StaffList
from bot.store.staff.invitations import InvitationCard
from bot.store.staff.staff import PostCard
from bot.store.staff.units import UnitCard
from handlers.desk.context import Clerk
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import kind_words, post_words, span_words
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAME_SHOWN = 12


def people(t: Tongue, rulebase: RuleBase, listed: StaffList, codes: int) -> View:
    """Who works here, page by page; what waits for a second administrator.

    Args:
        codes: How many invitations are open.
    """
    last = max(listed.count - 1, 0) // SHOWN
    turn = [button(t("上一页"), "staff:list", listed.page - 1)] if listed.page > 0 else []
    if listed.page < last:
        turn.append(button(t("下一页"), "staff:list", listed.page + 1))
    text = lines(
        t("<b>人员（{count} 人）</b>", count=listed.count),
        *(Html("· " + _line(t, rulebase, line)) for line in listed.lines),
        t("⏳ {count} 个岗位等第二位管理员确认。", count=listed.waiting)
        if listed.waiting
        else None,
        alone(t, rulebase, listed.alone),
        t(
            "⚠️ {count} 件事项等核查，可没有督导人员能核查：请邀请一位，岗位选“督导检查”。",
            count=listed.unchecked,
        )
        if listed.unchecked
        else None,
    )
    persons = (
        button(clipped(line.officer.name, NAME_SHOWN), "staff:show", line.officer.id)
        for line in listed.lines
    )
    waiting = button(t("待确认（{count}）", count=listed.waiting), "staff:wait")
    open_ = button(t("邀请码（{count}）", count=codes), "staff:codes")
    return View(
        text,
        (
            *rows_of(*persons),
            *((tuple(turn),) if turn else ()),
            (
                button(t("邀请"), "staff:invite"),
                *((waiting,) if listed.waiting else ()),
                *((open_,) if codes else ()),
            ),
            (button(t("单位"), "unit:list"), button(t("工作群"), "group:list"), back(t)),
        ),
    )


def alone(t: Tongue, rulebase: RuleBase, region: str | None) -> Html | None:
    """That there is one administrator only, and how a second one comes."""
    if region is None:
        return None
    return t(
        "⚠️ {place}只有您一位管理员：您邀请的人要等第二位确认才能工作。"
        "第二位由运行本系统的人用命令邀请：{command}",
        place=place(t, rulebase, region),
        command=Html("<code>python -m bot admin invite --role administrator</code>"),
    )


def person(
    who: Clerk, rulebase: RuleBase, file: StaffFile, zone: ZoneInfo, before: Html | None = None
) -> View:
    """One of the staff: posts, since when, what lies with them, when they are away."""
    t = who.t
    held = file.lasting or file.held[-3:]
    text = lines(
        before,
        t("<b>{name}</b>", name=file.officer.name),
        *(Html("· " + _held(t, rulebase, each, zone)) for each in held),
        t("在管企业 {firms} 家，在办事项 {cases} 件", firms=file.firms, cases=file.cases),
        *(
            t(
                "请假：{span}，{deputy}",
                span=span_words(t, each.absence, zone),
                deputy=t("由 {name} 代", name=each.deputy.name) if each.deputy else t("没有人代"),
            )
            for each in file.leaves
        ),
        t("已停用。") if not file.lasting else None,
    )
    return View(text, (*_acts(who, file), (button(t("人员"), "staff:list"), back(t))))


def waiting(
    who: Clerk, rulebase: RuleBase, posts: Sequence[tuple[str, Held]], hint: Html | None
) -> View:
    """Posts that wait for a second administrator.

    Args:
        posts: Names with their posts.
        hint: That there is no second one.
    """
    t = who.t
    if not posts:
        text = t("现在没有等确认的岗位。")
        return View(text, ((button(t("人员"), "staff:list"), back(t)),))
    rows = [
        _decide(who, held.post, t("确认 {name}", name=clipped(name, NAME_SHOWN)))
        for name, held in posts[:SHOWN]
    ]
    listed = (
        Html(f"· {escaped(name)}：{post_words(t, rulebase, held.post.appointment, held.unit)}")
        for name, held in posts[:SHOWN]
    )
    text = lines(t("<b>等确认的岗位</b>：请先确认他们是这里的工作人员。"), *listed, hint)
    return View(text, (*rows, (button(t("人员"), "staff:list"), back(t))))


def codes(
    t: Tongue, rulebase: RuleBase, found: Sequence[tuple[InvitationCard, UnitCard | None]]
) -> View:
    """Invitations by which somebody can still join; the codes themselves are not kept."""
    if not found:
        text = t("现在没有还能用的邀请码。")
        return View(text, ((button(t("人员"), "staff:list"), back(t)),))
    listed = (
        Html(f"{number}. {post_words(t, rulebase, each.posts[0], unit)}")
        for number, (each, unit) in enumerate(found[:SHOWN], start=1)
    )
    rows = rows_of(
        *(
            button(t("撤回第 {number} 个", number=number), "staff:revoke", each.id)
            for number, (each, _) in enumerate(found[:SHOWN], start=1)
        )
    )
    text = lines(t("<b>还能用的邀请码</b>（码本身只在做好时显示一次）"), *listed)
    return View(text, (*rows, (button(t("人员"), "staff:list"), back(t))))


def which_post(t: Tongue, rulebase: RuleBase, file: StaffFile) -> View:
    """撤岗位: which of several?"""
    text = t("撤下 {name} 的哪个岗位？点了马上生效。", name=file.officer.name)
    rows = [
        (
            button(
                post_words(t, rulebase, each.post.appointment, each.unit),
                "staff:end",
                each.post.id,
            ),
        )
        for each in file.lasting
    ]
    return View(text, (*rows, (button(t("取消"), "staff:show", file.officer.id), back(t))))


def decided(t: Tongue, text: Html) -> View:
    """It was done, or not: and on."""
    return View(
        text, ((button(t("待确认"), "staff:wait"), button(t("人员"), "staff:list")), (back(t),))
    )


def _line(t: Tongue, rulebase: RuleBase, line: StaffLine) -> Html:
    kinds = dict.fromkeys(_work(t, rulebase, each) for each in line.posts)
    first = line.posts[0].post.appointment.region
    parts = [
        Html(escaped(line.officer.name)),
        place(t, rulebase, first),
        Html(t("、").join(kinds)),
    ]
    if any(not each.post.confirmed for each in line.posts):
        parts.append(t("⏳待确认"))
    if line.away:
        parts.append(t("请假"))
    return Html(" · ".join(parts))


def _work(t: Tongue, rulebase: RuleBase, held: Held) -> Html:
    """单位经办（县交通运输局）."""
    post = held.post.appointment
    kind = kind_words(t, rulebase, post.kind, post.region)
    return kind if held.unit is None else t("{kind}（{unit}）", kind=kind, unit=held.unit.name)


def _held(t: Tongue, rulebase: RuleBase, held: Held, zone: ZoneInfo) -> Html:
    post = held.post
    words = post_words(t, rulebase, post.appointment, held.unit)
    since = day_of(t, post.since, zone)
    if post.until is not None:
        until = day_of(t, post.until, zone)
        return t("{post}（{since}到{until}）", post=words, since=since, until=until)
    if not post.confirmed:
        return t("{post}（⏳ 等第二位管理员确认）", post=words)
    return t("{post}（{since}起）", post=words, since=since)


def _acts(who: Clerk, file: StaffFile) -> list[tuple[Button, ...]]:
    t = who.t
    number, lasting = file.officer.id, file.lasting
    if not lasting:
        return []
    rows = [_decide(who, each.post, t("确认")) for each in lasting if not each.post.confirmed]
    more = [button(t("加岗位"), "staff:more", number)]
    if len(lasting) > 1:
        more.append(button(t("撤岗位"), "staff:which", number))
    rows.append(tuple(more))
    rows.append(
        (
            button(t("登记请假"), "leave:for", number),
            button(t("停用…"), "staff:part", number),
        )
    )
    return rows


def _decide(who: Clerk, post: PostCard, yes: str) -> tuple[Button, ...]:
    """Confirming is another's: who gave a post can only take it back."""
    t = who.t
    if post.granted_by == who.officer.id:
        return (button(t("收回这个岗位"), "staff:no", post.id),)
    return button(yes, "staff:ok", post.id), button(t("不同意"), "staff:no", post.id)
