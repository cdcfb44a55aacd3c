"""A broadcast as each language gets it: sent to oneself, or to whoever approves it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from telegram import Update

from bot.domain.broadcast_changes import headed
from bot.domain.broadcast_lint import faults_of
from bot.domain.broadcast_reading import asked_of_readers, reads, with_list
from bot.domain.broadcasts import Content
from bot.domain.packages import DOWNLOAD
from bot.domain.speech import Button, OutFile, Replies, View
from bot.services.audiences.audiences import firms_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.figures import card_of
from bot.services.files import files_of, to_send
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import card_views, compose_views
from handlers.desk.broadcasts.package_lists import example_of
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press, button
from handlers.tongue import LANGUAGES, Html, Tongue
from policies.regions import names_of

SAMPLE: Final = "bc:sample"
"""What readers press to answer, under a text that none of them has."""
Mark: TypeAlias = Callable[[Tongue], Html]
"""What a text is headed with, in the language of whoever looks at it."""


async def try_out(desk: Desk, update: Update, press: Press) -> None:
    """试发给我: both texts as they will be received, to oneself only."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        if not any((card.record.content.zh, card.record.content.en)):
            faults = faults_of(card.record.content)
            return Replies(edit=compose_views.lacks(who.t, card, faults))
        sent = as_received(desk, uow, who, card, tried)
        return Replies(say=(*sent, card_views.tried(who.t, card)))

    await desk.act(update, act)


def as_received(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, mark: Mark
) -> tuple[View, ...]:
    """What firms will read, in each language that is written, under a mark."""
    content, place = _as_changed(card), card.record.place
    file = _file(uow, content.file_id)
    firm, its_place = _somebody(desk, uow, who, card)
    texts = {"zh": card.record.content.zh, "en": card.record.content.en}
    views = []
    for t in (Tongue(each) for each in LANGUAGES if texts[each]):
        example = example_of(desk, uow, who, card, t.language)
        if example is not None:
            firm, listed = example
            content = with_list(content, t.language, listed)
        link = "https://t.me/" if content.terms.forward else None
        it = reads(
            content,
            t.language,
            firm=firm or t("示例企业"),
            region=its_place or t.plain(place),
            sender=t.plain(place),
            link=link,
        )
        rows = tuple((Button(words, url=url),) for words, url in it.buttons)
        download = () if content.package is None else ((_download(t),),)
        rows = (*rows, *download)
        asked = asked_of_readers(content, card.record.urgency, t.language, card.record.id)
        answers = tuple((button(words, SAMPLE),) for words, _ in asked)
        menu = (button(it.menu, "desk:menu"),)
        views.append(View(Html(mark(who.t) + it.html), (*rows, *answers, menu), file=file))
    return tuple(views)


def _download(t: Tongue) -> Button:
    """At the desk the file of a list is nobody's: the button only shows that there is one."""
    return button(DOWNLOAD[t.language], "desk:menu")


def tried(t: Tongue) -> Html:
    """Heads a text that was sent to its author only."""
    return t("【试发】")


def to_be_approved(t: Tongue) -> Html:
    """Heads a text that waits for a second person."""
    return t("【待审批】")


def just_looked_at(t: Tongue) -> Html:
    """Heads a text that somebody reads at the desk."""
    return t("【内容】")


def _as_changed(card: BroadcastCard) -> Content:
    """What a change makes of its text, for whoever has the one before."""
    content, before = card.record.content, card.before
    if before is None:
        return content
    texts = (("zh", content.zh), ("en", content.en))
    zh, en = (headed(each, card.record.kind, language, before.content) for language, each in texts)
    return replace(content, zh=zh, en=en)


def _somebody(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard
) -> tuple[str | None, str | None]:
    """A firm of the audience, whose name and place stand in the text."""
    if card.audience is None or not (card.own or card.approves):
        return None, None
    some = firms_of(uow, desk.ground, who.officer, card.audience, card.record.id)
    if not some:
        return None, None
    name, region = min(some)
    return name, None if region == card.record.region else names_of(region)[-1]


def _file(uow: UnitOfWork, file_id: int | None) -> OutFile | None:
    found = () if file_id is None else files_of(uow, [file_id])
    return to_send(found[0]) if found else None


async def sample(desk: Desk, update: Update, _: Press) -> None:
    """A button of what was sent to oneself: it answers for nobody."""
    await desk.act(update, lambda _, who: Replies(toast=who.t("这是样子，企业点了才算。")))


BUTTONS: Final[Mapping[str, HandlePress]] = {"bc:try": try_out, SAMPLE: sample}
