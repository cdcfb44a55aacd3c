"""What already waits for somebody who has just come to the desk."""

from collections.abc import Iterator

from bot.domain.speech import Button
from bot.services.cases.backlog import Backlog
from handlers.press import button
from handlers.tongue import Html, Tongue


def backlog_words(t: Tongue, backlog: Backlog) -> Html | None:
    """现在等着的：3 件等受理、2 件等核查。 Nothing if nothing waits."""
    parts = list(_parts(t, backlog))
    return t("📋 现在等着您的：{parts}。", parts=Html(t("、").join(parts))) if parts else None


def backlog_buttons(t: Tongue, backlog: Backlog) -> tuple[Button, ...]:
    """The lists in which it stands."""
    new = (button(t("新诉求"), "case:new"),) if backlog.to_take or backlog.to_dispatch else ()
    todo = (button(t("待办"), "case:todo"),) if backlog.to_rule or backlog.to_check else ()
    return (*new, *todo)


def _parts(t: Tongue, backlog: Backlog) -> Iterator[Html]:
    if backlog.to_take:
        yield t("{count} 件等受理", count=backlog.to_take)
    if backlog.to_dispatch:
        yield t("{count} 件等派", count=backlog.to_dispatch)
    if backlog.to_rule:
        yield t("{count} 件等裁定", count=backlog.to_rule)
    if backlog.to_check:
        yield t("{count} 件等核查", count=backlog.to_check)
