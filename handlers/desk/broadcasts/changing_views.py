"""A broadcast that has gone out is corrected or withdrawn: what is offered, and what it does."""

from collections.abc import Iterator

from bot.domain.broadcast_changes import WAYS, Kind, Way
from bot.domain.broadcasts import BroadcastState
from bot.domain.speech import Button, View
from bot.services.broadcasts.broadcasts import BroadcastCard
from handlers.desk.broadcasts.compose_views import listing, to_card
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import titled
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def offer(t: Tongue, card: BroadcastCard) -> tuple[tuple[Button, ...], ...]:
    """On a broadcast that has gone out: the way to change it, or to what changes it already."""
    number = card.record.id
    if card.changed_by is not None:
        way = button(
            t("看它的更正或撤回 #{number}", number=card.changed_by), "bc:show", card.changed_by
        )
        return ((way,),)
    withdrawn = card.record.kind is Kind.WITHDRAWAL
    if not card.changes or (withdrawn and card.record.state is BroadcastState.DONE):
        return ()
    return ((button(t("更正或撤回…"), "bc:fix", number),),)


def which(t: Tongue, card: BroadcastCard) -> View:
    """What of both? What each does."""
    it = card.record
    going = it.state is BroadcastState.SENDING
    text = lines(
        t("<b>更正或撤回</b> · #{number} {title}", number=it.id, title=titled(t, it.content)),
        t("更正：写好新的内容，收到过这条的人看到的就改成新的，标“更正”。"),
        t("撤回：48 小时内的删掉，更早的改成“已撤回”，写上原因。"),
        t("都只到收到过这条的人；都要另一位审批员批准。"),
        t("这条还在发：点了就先暂停，不让更多人收到。") if going else None,
    )
    correct = button(t("写更正"), "bc:change", it.id, Kind.CORRECTION)
    withdraw = button(t("撤回…"), "bc:change", it.id, Kind.WITHDRAWAL)
    both = (withdraw,) if it.kind is Kind.WITHDRAWAL else (correct, withdraw)
    return View(text, (both, (to_card(t, card), listing(t)), (back(t),)))


def change_lines(t: Tongue, card: BroadcastCard) -> Iterator[Html]:
    """What it changes and how that reaches people, if it is a change."""
    change, before = card.record.change, card.before
    if change is None or before is None:
        return
    named = {"number": before.id, "title": titled(t, before.content)}
    if change.kind is Kind.CORRECTION:
        yield t("✏️ 更正 #{number} {title}", **named)
    else:
        yield t("🗑 撤回 #{number} {title}", **named)
    yield way_words(t, change.way)
    if before.state is BroadcastState.PAUSED:
        yield (
            t("#{number} 已暂停；批准后它不再发，没收到的人直接收新的。", **named)
            if (change.kind is Kind.CORRECTION)
            else t("#{number} 已暂停；批准后它不再发。", **named)
        )


def half_changed(t: Tongue, card: BroadcastCard) -> Html | None:
    """One of both texts still says what is wrong, maybe."""
    it, before = card.record, card.before
    if before is None or it.kind is not Kind.CORRECTION:
        return None
    zh, en = it.content.zh != before.content.zh, it.content.en != before.content.en
    if zh == en:
        return None
    return t("⚠️ 中文改了，英文还是原来的。") if zh else t("⚠️ 英文改了，中文还是原来的。")


def still_paused(t: Tongue, card: BroadcastCard) -> Html | None:
    """What was to be changed goes on only if somebody lets it."""
    before = card.before
    if before is None or before.state is not BroadcastState.PAUSED:
        return None
    return t("#{number} 还暂停着：要接着发，请打开它点“继续”。", number=before.id)


def way_words(t: Tongue, way: Way) -> Html:
    """How it comes to whoever has the one before."""
    return {
        Way.EDIT: t("在原来那条上改，不响铃；改不了的另发一条，都标“更正”"),
        Way.ANEW: t("另发一条标“更正”的，接在原来那条下面；原来那条不动"),
        Way.DELETE: t("48 小时内的删掉，不留字；更早的改成“已撤回”，写上原因"),
        Way.MARK: t("原来那条不删，改成“已撤回”，写上原因"),
    }[way]


def way_button(t: Tongue, card: BroadcastCard) -> Button | None:
    """The other way in which it can come."""
    change = card.record.change
    if change is None:
        return None
    other = next(each for each in WAYS[change.kind] if each is not change.way)
    label = {
        Way.EDIT: t("改成：改原消息"),
        Way.ANEW: t("改成：另发一条"),
        Way.DELETE: t("改成：删掉"),
        Way.MARK: t("改成：标“已撤回”"),
    }[other]
    return button(label, "bc:way", card.record.id, other)


def begun(t: Tongue, card: BroadcastCard) -> Html:
    """A correction begins with the words of what it corrects."""
    number = card.before.id if card.before else 0
    return t("✏️ 更正草稿开好了，先照 #{number} 的内容，请改要改的。", number=number)


def called(t: Tongue, card: BroadcastCard) -> Html:
    """What it is."""
    return {
        Kind.NOTICE: t("群发 #{number}", number=card.record.id),
        Kind.CORRECTION: t("更正 #{number}", number=card.record.id),
        Kind.WITHDRAWAL: t("撤回 #{number}", number=card.record.id),
    }[card.record.kind]
