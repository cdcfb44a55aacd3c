"""现行政策 as whoever edits them sees them."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, OutFile, View
from bot.services.releases.shelf import Kept
from bot.store.releases.versions import VersionCard, VersionState
from handlers.desk.releases.card_views import to_list
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.records import Record

PAGE: Final = 8
LABEL: Final = 40


def listing(t: Tongue, found: Sequence[Record], page: int) -> View:
    """The records in force of the officer's places."""
    shown = found[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t("<b>现行政策</b>（{count} 条）", count=len(found)),
        *(t("· {title} 第 {number} 版", title=t.words(r.title), number=r.version) for r in shown),
    )
    rows = [(button(t.plain(each.title)[:LABEL], "pol:one", each.id),) for each in shown]
    turn = [button(t("上一页"), "pol:all", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "pol:all", page + 1))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), to_list(t)))


def card(t: Tongue, kept: Kept, zone: ZoneInfo, before: Html | None = None) -> View:
    """One of them, with its versions.

    Args:
        before: What happened just now.
    """
    text = lines(
        before,
        Html(f"<b>{t.words(kept.record.title)}</b>"),
        t.words(kept.record.gist),
        *(_version(t, each, name, zone) for each, name in kept.history),
        t("上次与原文核对：{day}", day=kept.read_on().isoformat()),
    )
    policy = kept.record.id
    rows: list[tuple[Button, ...]] = [
        (
            button(t("准备新版本"), "pol:new", policy),
            button(t("已复核，仍然正确"), "pol:right", policy),
        )
    ]
    if kept.before is not None:
        rows.append((button(t("退回上一版…"), "pol:undo", policy),))
    return View(text, (*rows, to_list(t)))


def reviewed(t: Tongue) -> Html:
    """It is kept with its day."""
    return t("✅ 记下了：今天复核过，仍然正确。")


def ask_back(t: Tongue, kept: Kept, before: VersionCard) -> View:
    """Why?"""
    text = t(
        "把“{title}”退回到第 {number} 版的内容，请写明为什么，审批员会看到。"
        "例：第 {now} 版的比例写错了。",
        title=t.words(kept.record.title),
        number=before.number,
        now=kept.version.number,
    )
    return View(text, ((button(t("先不退"), "pol:one", kept.record.id),), to_list(t)))


def too_long(t: Tongue, policy: str, length: int, most: int) -> View:
    """It stays asked."""
    text = t("太长了：{length} 字，最多 {most} 字。请写短些再发一次。", length=length, most=most)
    return View(text, ((button(t("先不退"), "pol:one", policy),), to_list(t)))


def going_back(t: Tongue, release_id: int) -> View:
    """It is checked like any other."""
    text = t("↩️ 记下了，正在检查和对照企业，好了告诉您；同样要另一位审批员批准才生效。")
    return View(text, ((button(t("不退了"), "pol:gone", release_id),), to_list(t)))


def text_of(t: Tongue, kept: Kept, file: OutFile) -> View:
    """The text in force, with the next number."""
    text = lines(
        t(
            "📎 “{title}”现在的文本，版本号已经改成第 {number} 版。",
            title=t.words(kept.record.title),
            number=kept.version.number + 1,
        ),
        t("改好以后直接发回来；用例也要一起改。"),
    )
    return View(text, (to_list(t),), file=file)


def _version(t: Tongue, each: VersionCard, name: str | None, zone: ZoneInfo) -> Html:
    at = each.published_at or each.made_at
    said = {
        "number": each.number,
        "day": day_of(t, at, zone),
        "who": name or t("随软件"),
    }
    if each.state is VersionState.IN_FORCE:
        return t("· 第 {number} 版：{day} 起执行，{who}", **said)
    return t("· 第 {number} 版：{day} 发布，{who}（已替换）", **said)
