"""What officers are told of releases without having asked.

`mark` is a random id of the act: the same news is never queued twice.
"""

from collections.abc import Callable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.speech import Button, Notice, View
from bot.services.releases.doors import ReleaseCard
from bot.services.releases.reading import Finding
from bot.services.releases.words import CheckingWords, Done, ReleaseFollow
from bot.services.reminders.wording import Render
from bot.store.releases.releases import ReleaseRecord
from bot.store.staff.officers import OfficerCard
from handlers.notices.release_news import to_firm
from handlers.notices.release_words import (
    finding_lines,
    headed,
    impact_lines,
    origin_words,
    record_lines,
)
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

Say = Callable[[Tongue], View]
DIGITS: Final = 16
"""So much of the fingerprint stands in a button."""


def checking_words(zone: ZoneInfo) -> CheckingWords:
    """How the check of releases is worded."""
    return CheckingWords(
        zone=zone,
        progress=lambda release, done, language: compared(Tongue(language), release, done),
        checked=lambda _, card, language: checked(Tongue(language), card),
        faulty=lambda release, found, language: faulty(Tongue(language), release, found),
        submitted=submitted,
    )


def follow_of(render: Render) -> ReleaseFollow:
    """How a release is followed once it is in force."""
    return ReleaseFollow(
        render=render,
        tell=to_firm,
        walking=lambda release, done, language: walked(Tongue(language), release, done),
        in_force=lambda card, language: in_force(Tongue(language), card),
        finished=lambda card, count, language: finished(Tongue(language), card, count),
    )


def compared(t: Tongue, release: ReleaseRecord, done: Done) -> View:
    """How far the comparing is."""
    said = {"number": release.id, "done": done[0], "total": done[1]}
    text = t("🔎 发布 #{number}：正在对照企业，{done} / {total} 家", **said)
    return View(text, (_ways(t),), silent=True)


def walked(t: Tongue, release: ReleaseRecord, done: Done) -> View:
    """How far the walk is."""
    said = {"number": release.id, "done": done[0], "total": done[1]}
    text = t("📤 发布 #{number}：正在逐家核对，{done} / {total} 家", **said)
    return View(text, (_ways(t),), silent=True)


def checked(t: Tongue, card: ReleaseCard) -> View:
    """Nothing is wrong with it; what it changes, and what can be done."""
    text = lines(
        t("✅ 检查通过，还没有发布。"),
        headed(t, card),
        *record_lines(t, card),
        *impact_lines(t, card),
        t("送审后由另一位审批员批准，才会生效。"),
    )
    number = card.record.id
    submit = button(t("送审"), "pol:submit", number)
    examples = button(t("看例子"), "pol:firms", number)
    drop = button(t("不发布了"), "pol:drop", number)
    return View(text, ((submit, examples), (drop,), _ways(t)))


def faulty(t: Tongue, release: ReleaseRecord, findings: Sequence[Finding]) -> View:
    """What is wrong, and that nothing was kept."""
    came = release.file_id is not None
    text = lines(
        t("❌ 检查没有通过，什么都没有存：")
        if came
        else t("❌ 发布 #{number} 没有通过检查，没有往下办：", number=release.id),
        *finding_lines(t, findings),
        t("改好以后，把文件再发到这里。") if came else None,
    )
    return View(text, ((button(t("发政策文件"), "pol:ask"),), _ways(t)))


def submitted(card: ReleaseCard, mark: str) -> tuple[Notice, ...]:
    """To whoever may approve it: it waits for them."""

    def say(t: Tongue) -> View:
        text = lines(
            t("📜 <b>政策发布等您审批</b>"),
            t("{what} · {origin}", what=headed(t, card), origin=origin_words(t, card)),
            _reason(t, card),
            *record_lines(t, card),
            *impact_lines(t, card),
        )
        return View(text, (decision(t, card), (_show(t, card), *_ways(t))))

    return tuple(_to(each, say, f"release:asked:{mark}") for each in card.approvers)


def decision(t: Tongue, card: ReleaseCard) -> tuple[Button, ...]:
    """批准 exactly what is shown, or 退回."""
    number, digest = card.record.id, (card.record.digest or "")[:DIGITS]
    return (
        button(t("批准"), "pol:ok", number, digest),
        button(t("退回…"), "pol:back", number),
    )


def sent_back(card: ReleaseCard, by: OfficerCard, mark: str) -> tuple[Notice, ...]:
    """To whoever brought it in: what is to be changed."""

    def say(t: Tongue) -> View:
        text = lines(
            t("↩️ {name} 退回了您的发布 {what}：", name=by.name, what=headed(t, card)),
            t("“{reason}”", reason=card.record.reason),
            t("改好文件再发来，会重新检查。"),
        )
        return View(text, ((button(t("发政策文件"), "pol:ask"), _show(t, card)), _ways(t)))

    return _author(card, say, f"release:back:{mark}")


def outdated(card: ReleaseCard, mark: str) -> tuple[Notice, ...]:
    """To whoever brought it in: it is compared anew."""

    def say(t: Tongue) -> View:
        text = t(
            "🔎 发布 {what}：送审以后，现行政策或企业变了，正在重新对照。"
            "好了我再告诉您，要再送审一次。",
            what=headed(t, card),
        )
        return View(text, ((_show(t, card),), _ways(t)))

    return _author(card, say, f"release:outdated:{mark}")


def in_force(t: Tongue, card: ReleaseCard) -> View:
    """It is in force; the firms are gone through."""
    text = lines(
        t("✅ 已生效：{what}", what=headed(t, card)),
        t("正在逐家核对，有变化的企业会各收到一条通知（夜里不发，早上再发）。"),
    )
    return View(text, ((_show(t, card),), _ways(t)))


def finished(t: Tongue, card: ReleaseCard, count: int) -> View:
    """All firms are gone through."""
    total = card.record.walked
    text = lines(
        t("✅ 发布 {what}：{total} 家已核对完。", what=headed(t, card), total=total),
        t("{count} 家有变化，各收到一条通知（夜里的早上再发）。", count=count)
        if count
        else t("没有企业的结果有变化，没有通知任何人。"),
    )
    return View(text, ((_show(t, card),), _ways(t)))


def _reason(t: Tongue, card: ReleaseCard) -> Html | None:
    reason = card.record.reason
    return t("原因：“{reason}”", reason=reason) if reason else None


def _author(card: ReleaseCard, say: Say, key: str) -> tuple[Notice, ...]:
    author = card.author
    return () if author is None or author.blocked else (_to(author, say, key),)


def _to(officer: OfficerCard, say: Say, key: str) -> Notice:
    return Notice("desk", officer.chat_id, say(Tongue(officer.language)), f"{key}:{officer.id}")


def _show(t: Tongue, card: ReleaseCard) -> Button:
    return button(t("看这次发布"), "pol:show", card.record.id)


def _ways(t: Tongue) -> tuple[Button, ...]:
    return (button(t("政策发布"), "pol:list"), button(t("返回"), "desk:menu"))
