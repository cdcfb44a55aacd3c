"""Files in words: what came, how many there are, what is not to be had; and files as messages."""

import html
from collections.abc import Sequence
from typing import Final, TypeAlias

from bot.domain.file_refusals import FileCode, FileRefusal
from bot.domain.files import FileKind
from bot.domain.speech import Button, Notice, OutFile, View
from bot.fetching import NO_TABLE, TOO_LARGE, WRONG_TYPE
from bot.services.cases.cards import CaseCard
from bot.services.files import Taken, language_of, to_send
from bot.store.files.files import FileState
from bot.store.files.jobs import Job
from bot.store.uow import UnitOfWork
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

PAGE: Final = 8
Rows: TypeAlias = tuple[tuple[Button, ...], ...]
MEGA: Final = 1_000_000


def named(t: Tongue, file: Taken | Job) -> Html:
    """照片, or a document by its name."""
    match file.kind:
        case FileKind.PHOTO:
            return t("照片")
        case FileKind.VOICE:
            return t("语音")
        case FileKind.VIDEO:
            return t("视频")
        case FileKind.LOCATION:
            return t("位置")
        case FileKind.DOCUMENT:
            return t("文件“{name}”", name=file.name)


def stand_in(t: Tongue, file: Taken) -> str:
    """The words of a message that has none: （照片）, or where a place is."""
    if file.kind is FileKind.LOCATION:
        return plain(t("位置：{place}", place=file.name))
    if file.kind is FileKind.DOCUMENT:
        return plain(t("（文件：{name}）", name=file.name))
    return plain(t("（{what}）", what=named(t, file)))


def count(t: Tongue, files: Sequence[Taken]) -> Html | None:
    """📎 2 个附件, and what of them cannot be had; None if there are none."""
    there = [file for file in files if file.state in _SHOWN]
    lost = sum(file.state is FileState.LOST for file in there)
    refused = sum(file.state is FileState.REFUSED for file in files)
    if not there:
        return (
            t("📎 有 {count} 个附件太大或格式不对，没有收下", count=refused) if refused else None
        )
    return Html(
        t("📎 {count} 个附件", count=len(there))
        + (t("（{count} 个暂时取不到）", count=lost) if lost else "")
        + (t("（另有 {count} 个太大或格式不对，没有收下）", count=refused) if refused else "")
    )


def to_show(files: Sequence[Taken]) -> list[Taken]:
    """Those that can be looked at, or will be soon."""
    return [file for file in files if file.state in _SHOWN]


def news(t: Tongue, files: Sequence[Taken]) -> Html | None:
    """`count`, for a message that is said once: the rest of an album may still come."""
    return t("📎 有附件") if files and files[-1].album else count(t, files)


def look_button(t: Tongue, card: CaseCard) -> tuple[Button, ...]:
    """看附件, if there are any."""
    there = any(file.state in _SHOWN for file in card.files)
    return (button(t("看附件"), "file:list", card.id, 0),) if there else ()


def shown(t: Tongue, card: CaseCard, page: int, back: Button) -> tuple[View, ...]:
    """A page of a case's files, each as a message; the last one leads on."""
    there = [file for file in card.files if file.state in _SHOWN]
    first = page * PAGE
    chosen = there[first : first + PAGE]
    more = len(there) - first - len(chosen)
    ways: Rows = ((button(t("看事项"), "case:show", card.id), back),)
    if more > 0:
        ways = ((button(t("再看 {count} 个", count=more), "file:list", card.id, page + 1),), *ways)
    if not chosen:
        return (View(t("事项 <b>{number}</b> 没有附件。", number=card.number), ways),)
    return tuple(
        View(
            t(
                "📎 <b>{number}</b> · 附件 {place}/{count}",
                number=card.number,
                place=first + place,
                count=len(there),
            ),
            ways if place == len(chosen) else (),
            file=to_send(file),
        )
        for place, file in enumerate(chosen, 1)
    )


def passed_on(card: CaseCard, files: Sequence[Taken]) -> tuple[Notice, ...]:
    """To the firm: what an officer sent beside the first file of an answer."""
    return tuple(
        Notice(
            "owner",
            each.chat_id,
            _beside(Tongue(each.language), card, sent),
            key=f"case:{card.id}:file:{file.id}:owner:{each.chat_id}",
        )
        for file in files
        for each in card.owners
        if (sent := to_send(file))
    )


def _beside(t: Tongue, card: CaseCard, sent: OutFile) -> View:
    return View(t("📎 事项 <b>{number}</b>", number=card.number), file=sent)


def absent(language: str, refused: bool) -> str:
    """Instead of a file that cannot be had now, or never will be."""
    t = Tongue(language)
    if refused:
        return t("📎 这个附件太大或格式不对，没有收下。")
    return t("📎 附件暂时取不到。过几分钟再点一次“看附件”。")


def not_kept(uow: UnitOfWork, job: Job, why: str) -> View:
    """To whoever sent it: it was looked at, and is not kept."""
    t = Tongue(language_of(uow.connection, job.bot, job.chat_id))
    what = named(t, job)
    if why == TOO_LARGE:
        text = lines(t("📎 {what}太大，没有收下：一个最多 20 MB。", what=what), _smaller(t))
    elif why == NO_TABLE:
        text = lines(
            t("📎 {what}收不了：要 .xlsx（不带宏）或 .csv 表格。没有改任何东西。", what=what),
            t("请用 Excel 或 WPS 另存为 .xlsx，点“批量指定包保”再发一次。"),
        )
        ask = button(t("批量指定包保"), "bulk:ask")
        return View(text, ((ask, _home(t, job.bot)),))
    elif why == WRONG_TYPE:
        text = lines(
            t("📎 {what}的格式收不了，没有留下。", what=what),
            t("能收：照片、PDF、OFD、Word、Excel、PPT（不带宏）、纯文本、录音、视频。"),
            t("请换一种格式再发一次。"),
        )
    else:
        text = t("📎 {what}没有取到，工作人员看不到它。请再发一次。", what=what)
    return View(text, ((_home(t, job.bot),),))


def refused(t: Tongue, refusal: FileRefusal) -> Html:
    """Why a file is not taken, and what to do."""
    match refusal.code:
        case FileCode.TOO_LARGE:
            size = f"{int(refusal.params['size'] or 0) / MEGA:.0f}"  # type: ignore[arg-type]
            head = t("📎 这个文件有 {size} MB，没有收下：一个最多 20 MB。", size=size)
            return lines(head, _smaller(t))
        case FileCode.TOO_MANY:
            return t("📎 今天已经收了 {most} 个文件，明天再发。急事请打字说。", **refusal.params)
        case _:
            return t("📎 这个文件已经放进事项里了，不用再点。")


def plain(text: Html) -> str:
    """A sentence as it is stored, where nothing is HTML."""
    return html.unescape(text)


def _smaller(t: Tongue) -> Html:
    return t("可以压缩后再发，或者拍几张照片发来。")


def _home(t: Tongue, bot: str) -> Button:
    return button(t("返回"), "desk:menu" if bot == "desk" else "home:show")


_SHOWN: Final = frozenset({FileState.WANTED, FileState.KEPT, FileState.LOST})
