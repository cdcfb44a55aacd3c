"""How many people a part of the firm was said to have, repeated for one tap."""

from collections.abc import Sequence

from bot.domain.group_sizes_said import GroupSize
from bot.domain.speech import View, rows_of
from bot.services.testing.standing import GroupStatus
from bot.store.problems import ProblemCard
from handlers.owner.home_views import navigation
from handlers.owner.testing.card_views import card
from handlers.owner.testing.views import PAGE, Wording
from handlers.press import button
from handlers.tongue import Html, lines

SHOWN = 60


def offer(say: Wording, kept: ProblemCard, size: GroupSize, meant: Sequence[GroupStatus]) -> View:
    """Shall this group have so many people, or shall it be made?

    Args:
        meant: The groups that are called so; empty if none is.
    """
    t = say.t
    text = lines(
        t("您说：“{said}”", said=kept.told.text[:SHOWN]),
        *(_of_known(say, size, meant) if meant else _of_new(say, size)),
    )
    other = button(t("其实是另一件事"), "prob:new", kept.id)
    if not meant:
        new = button(t("➕ 新建采样组"), "test:new", kept.id)
        return View(text, ((new,), (other,), navigation(t)))
    label = t("✅ 改成 {count} 人", count=f"{size.count:,}") if len(meant) == 1 else None
    groups = (
        button(label or say.title(each), "test:sized", kept.id, each.group.id)
        for each in meant[:PAGE]
    )
    return View(text, (*rows_of(*groups), (other,), navigation(t)))


def unchanged(say: Wording, status: GroupStatus) -> View:
    """It has that many already."""
    before = say.t("{group}：已经是这么多人，没有改动。", group=say.title(status))
    return card(say, status, before=before)


def _of_known(say: Wording, size: GroupSize, meant: Sequence[GroupStatus]) -> list[Html]:
    count = f"{size.count:,}"
    if len(meant) > 1:
        return [say.t("哪一组改成 <b>{count} 人</b>？", count=count)]
    group = say.title(meant[0])
    return [say.t("采样组<b>{group}</b>，改成 <b>{count} 人</b>吗？", group=group, count=count)]


def _of_new(say: Wording, size: GroupSize) -> list[Html]:
    t, count = say.t, f"{size.count:,}"
    return [
        t("还没有叫“{name}”的采样组。", name=size.called),
        t("要建一个吗？按 <b>{count} 人</b>记，采样到期前提醒您。", count=count),
    ]
