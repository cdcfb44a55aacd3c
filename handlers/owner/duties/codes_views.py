"""Site codes in words: needed, applied for, put up, and how far that is."""

import html
from collections.abc import Sequence

from bot.domain.evidence import CODE, subject_of
from bot.domain.speech import Button, View, rows_of
from bot.services.duties.codes import CodePlan, KindOfCode
from bot.store.duties.evidence import EvidenceCard
from handlers.notices.duty_words import code_name, code_rule
from handlers.owner.duties.views import common_ways, gist, remarks, title, written
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.keeping import Item
from policies.words import Words


def card(t: Tongue, plan: CodePlan) -> View:
    """The whole plan: how far it is, then kind by kind."""
    duty = plan.duty
    text = lines(
        title(t, duty),
        _progress(t, plan),
        _changed(t, plan),
        *(kind_line(t, plan, each) for each in plan.kinds),
        gist(t, duty),
        t("还有情况没说清，说清了我把数算全。") if plan.missing and plan.needed else None,
        *remarks(t, duty.verdict)[1:],
        *written(t, duty),
    )
    asks = ((button(t("现在回答"), "policy:ask", duty.record),),) if plan.missing else ()
    kinds = [
        (button(_short(t, each), "duty:kind", duty.record, each.line.name),) for each in plan.kinds
    ]
    return View(text, (*asks, *kinds, *common_ways(t, duty)))


def of_what(t: Tongue, plan: CodePlan, text: str, count: int, unknown: Sequence[Fact]) -> View:
    """So many of what? One tap says it; nothing is recorded before.

    Args:
        unknown: Numbers behind the codes that nobody has given yet.
    """
    record, last = plan.duty.record, plan.items[-1]
    there = [
        button(_so_many(t, each.label, count), "duty:many", record, each.id, count)
        for each in unknown
    ]
    up = []
    for each in plan.kinds:
        counted = (record, last.id, each.line.name, each.done[-1], count)
        up.append(button(_up(t, last, each, count), "duty:count", *counted))
    asked = t("“{text}”是什么的个数？点一下我再记。", text=text[:40])
    return View(asked, (*rows_of(*there, *up), back_to_duty(t, record)))


def of_things(
    t: Tongue, plan: CodePlan, text: str, given: Sequence[tuple[Fact, str, int]]
) -> View:
    """Several counts in one sentence: one tap for each of them.

    Args:
        given: What is asked, what was named instead, and how many there are.
    """
    record = plan.duty.record
    rows = tuple(
        (button(_so_many(t, each.label, count), "duty:many", record, each.id, count),)
        for each, _, count in given
    )
    asked = lines(
        t("“{text}”，我这样看。对的点一下，我再记：", text=text[:40]),
        *(
            t("· {what} → {label}", what=what, label=t.words(each.label))
            for each, what, _ in given
        ),
    )
    return View(asked, (*rows, back_to_duty(t, record)))


def kind(
    t: Tongue,
    plan: CodePlan,
    chosen: KindOfCode,
    *,
    made: EvidenceCard | None = None,
    moved: bool = False,
    wrong: str | None = None,
) -> View:
    """One kind: a tap for each, one for all, or a typed number.

    Args:
        made: What was counted just now.
        moved: The number has changed since the button was shown; nothing was counted.
        wrong: What was typed and is no number.
    """
    text = lines(
        t("数已经变了，没有重复记。现在是：") if moved else None,
        None if wrong is None else t("“{text}”没看懂是多少个。", text=wrong[:40]),
        t("<b>{kind}</b>", kind=t.words(chosen.line.label)),
        kind_state(t, plan, chosen),
        _how_to_count(t, plan, chosen),
    )
    rows = [_more(t, plan, chosen, place) for place in range(len(plan.items))]
    record, last = plan.duty.record, plan.items[-1].id
    subject = subject_of(CODE, chosen.line.name)
    photo = button(t("拍照为证"), "duty:note", record, last, subject)
    undo = (button(t("撤销（10 分钟内）"), "duty:undo", made.id),) if made is not None else ()
    return View(text, (*(row for row in rows if row), (photo, *undo), back_to_duty(t, record)))


def _how_to_count(t: Tongue, plan: CodePlan, chosen: KindOfCode) -> Html:
    item = t.words(plan.items[-1].label)
    if all(done >= chosen.needed for done in chosen.done):
        return t("数不对，直接写{item}的个数，例：9", item=item)
    return t("每贴一个点一下，或直接写{item}的个数，例：9", item=item)


def kind_line(t: Tongue, plan: CodePlan, each: KindOfCode) -> Html:
    """One kind in the list of all."""
    ready = all(done >= each.needed for done in each.done)
    return t(
        "{mark} {kind}（{rule}）：{state}",
        mark="✅" if ready else "❗",
        kind=code_name(t, each.line.label),
        rule=code_rule(t, each.line.label),
        state=kind_state(t, plan, each),
    )


def kind_state(t: Tongue, plan: CodePlan, each: KindOfCode) -> Html:
    """需 6 个，已申领 6，已张贴 5."""
    counts = t("，").join(
        t("{item} {count}", item=t.words(item.label), count=count)
        for item, count in zip(plan.items, each.done, strict=True)
    )
    return t("需 {needed} 个，{counts}", needed=each.needed, counts=Html(counts))


def _progress(t: Tongue, plan: CodePlan) -> Html:
    if not plan.needed:
        return t("还没算出要几个，先答几个问题：什么场所、各有几处。")
    done, last = plan.done(-1), t.words(plan.items[-1].label)
    if plan.is_whole:
        return t("✅ <b>{needed} 个全都{item}</b>", needed=plan.needed, item=last)
    return t(
        "<b>{needed} 个里{item} {done} 个</b>，还差 {left} 个",
        needed=plan.needed,
        item=last,
        done=done,
        left=plan.needed - done,
    )


def _changed(t: Tongue, plan: CodePlan) -> Html | None:
    if plan.before is None or plan.missing or plan.before == plan.needed:
        return None
    return t(
        "🆕 上次看时要 {before} 个，按您新说的情况现在要 {needed} 个。",
        before=plan.before,
        needed=plan.needed,
    )


def _more(t: Tongue, plan: CodePlan, chosen: KindOfCode, place: int) -> tuple[Button, ...]:
    item, done = plan.items[place], chosen.done[place]
    if done >= chosen.needed:
        return ()
    where = (plan.duty.record, item.id, chosen.line.name, done)
    one = button(t("{item} ＋1", item=t.plain(item.label)), "duty:count", *where, done + 1)
    every = button(
        t("{item}：全部", item=t.plain(item.label)), "duty:count", *where, chosen.needed
    )
    return (one, every) if chosen.needed - done > 1 else (one,)


def _so_many(t: Tongue, what: Words, count: int) -> str:
    return html.unescape(t("{what}：有 {count} 个", what=t.words(what), count=count))


def _up(t: Tongue, item: Item, each: KindOfCode, count: int) -> str:
    kind, done = code_name(t, each.line.label), t.words(item.label)
    return html.unescape(t("{kind}：{item} {count} 个", kind=kind, item=done, count=count))


def _short(t: Tongue, each: KindOfCode) -> str:
    name = code_name(t, each.line.label)
    done = min(each.done[-1], each.needed)
    return html.unescape(t("{kind} {done}/{needed}", kind=name, done=done, needed=each.needed))
