"""What nobody takes, told again: one message an officer, in the place of the one before."""

from typing import Final

from bot.domain.case_states import FREEING, CaseAct
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from bot.services.cases.waiting import Bells, Waiting
from bot.services.duties.errands import Ground
from bot.store.cases.bells import Waited
from handlers.notices.case_words import card_kind, clipped, own_words
from handlers.notices.danger_words import make_sure
from handlers.notices.private import masked
from handlers.phrases import duration
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NEW: Final = "new"
"""With this a button opens something below its message, which is replaced by the next one."""
FOLDED: Final = 60
"""Characters of a case's own words where it rings again."""
FIRM_AGAIN: Final = 20
"""Characters of a firm's name there."""
FIRM: Final = 12
"""Characters of a firm's name in a list."""
LINE: Final = 20
"""Characters of a case's own words in it."""


def bells_of(ground: Ground) -> Bells:
    """How what nobody takes is repeated at the desk."""
    return Bells(ground, lambda waiting: _waiting(ground.rulebase, waiting), _over, _aside)


def not_taken(t: Tongue, card: CaseCard, waited: Waited) -> Html:
    """Which time it is said, and since when: no two bells are the same."""
    span = duration(t, card.firm.now - waited.since)
    name, spoke = card.handed_to, _answered_by(card)
    if name is None and spoke is not None:
        return t(
            "{name} 已答复企业，还没有人受理（第 {count} 次催，已等 {span}）",
            name=spoke,
            count=waited.bells,
            span=span,
        )
    if name is None:
        return t("还没有人受理（第 {count} 次催，已等 {span}）", count=waited.bells, span=span)
    return t(
        "已交给 {name}，还没有受理（第 {count} 次催，已等 {span}）",
        name=name,
        count=waited.bells,
        span=span,
    )


def folded(t: Tongue, rulebase: RuleBase, card: CaseCard, said: Html) -> View:
    """What cannot wait rings once more: what its desks have read already is two lines."""
    firm = escaped(clipped(card.firm.name, FIRM_AGAIN))
    kind = card_kind(t, rulebase, card)
    head = Html(t("<b>{number}</b>{kind}", number=card.number, kind=kind) + f" · {firm}")
    take = button(t("我来办"), "case:claim", card.id)
    show = button(t("看事项"), "case:show", card.id)
    danger = make_sure(t, rulebase, card.text)
    return View(lines(said, head, danger, own_words(t, card.text, FOLDED)), ((take, show),))


def _answered_by(card: CaseCard) -> str | None:
    """Who spoke with the firm last since it was freed, though nobody took it."""
    for step in reversed(card.steps):
        if step.act is CaseAct.ANSWER and step.name is not None:
            return step.name
        if step.act in FREEING and not step.by_clock:
            return None
    return None


def _waiting(rulebase: RuleBase, waiting: Waiting) -> View:
    t = Tongue(waiting.officer.language)
    more = waiting.count - len(waiting.lines)
    head = t(
        "⏰ <b>{count} 件诉求还没有人受理</b>，等得最久的已等 {span}：",
        count=waiting.count,
        span=duration(t, waiting.oldest),
    )
    listed = (_line(t, rulebase, line) for line in waiting.lines)
    rest = t("还有 {count} 件，见“新诉求”。", count=more) if more > 0 else None
    again = t("工作时间每半小时更新一次这条提醒，都有人受理就停。")
    buttons = (button(line.number, "case:show", line.id, NEW) for line in waiting.lines)
    text = lines(head, *listed, rest, again)
    return View(text, (*rows_of(*buttons), _lists(t, NEW)), silent=not waiting.loud)


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine) -> Html:
    firm = escaped(clipped(line.firm, FIRM))
    text = escaped(clipped(masked(t, " ".join(line.text.split())), LINE))
    return Html(f"{line.number}{card_kind(t, rulebase, line)} · {firm} · {text}")


def _over(language: str) -> View:
    t = Tongue(language)
    return View(t("✅ 刚才提醒的诉求，现在没有等您受理的了。"), (_lists(t),))


def _aside(language: str) -> View:
    t = Tongue(language)
    return View(t("⏰ 还有诉求没有人受理，见下面新的一条。"))


def _lists(t: Tongue, *how: str) -> tuple[Button, ...]:
    return button(t("新诉求"), "case:new", *how), button(t("待办"), "case:todo", *how)
