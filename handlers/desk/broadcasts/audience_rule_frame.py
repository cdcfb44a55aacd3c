"""What frames each screen of rules: its head, what holds so far, its pages and the ways on."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from bot.domain.audience_rules import Rule
from bot.domain.speech import Button
from handlers.desk.broadcasts.audience_draft import IN, Draft
from handlers.desk.broadcasts.audience_views import home
from handlers.desk.broadcasts.audience_words import rule_words
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.rulebase import RuleBase

T = TypeVar("T")

PAGE: Final = 8


def head_of(t: Tongue, side: str, title: Html) -> Html:
    """Whom these rules are about: those it is for, or those left out."""
    if side == IN:
        return t("<b>发给：{title}</b>", title=title)
    return t("<b>不发给：{title}</b>", title=title)


def so_far(t: Tongue, rulebase: RuleBase, rule: Rule | None) -> Html | None:
    """What holds now, if anything does."""
    return None if rule is None else t("现在：{rule}", rule=rule_words(t, rulebase, rule))


def ways_on(t: Tongue, draft: Draft, side: str) -> tuple[Button, ...]:
    """Back to the whole audience, or to what else is left out."""
    if side == IN:
        return (home(t, draft),)
    return (button(t("再排除一条"), "aud:add", draft.broadcast), home(t, draft))


def page_of(found: Sequence[T], page: int) -> Sequence[T]:
    """What one page shows."""
    return found[page * PAGE : (page + 1) * PAGE]


def turn_to(
    t: Tongue, count: int, page: int, to: Callable[[int], tuple[str, int, str, int]]
) -> tuple[tuple[Button, ...], ...]:
    """Other pages."""
    turn = [button(t("上一页"), *to(page - 1))] if page > 0 else []
    if (page + 1) * PAGE < count:
        turn.append(button(t("下一页"), *to(page + 1)))
    return (tuple(turn),) if turn else ()
