"""A number of people while a firm is being registered, before anybody has asked for it."""

import re
from dataclasses import replace
from typing import Final

from bot.domain.speech import View
from bot.services.firms.firms import firm_of
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as views
from handlers.owner.firm.registering import PLACE, Draft, ask_step, draft_in, step, step_view
from handlers.owner.questions.early import LONGEST, early_fact, taken_early
from policies.spoken.plain import folded
from policies.spoken.reading import read_int

_BEFORE: Final = (
    "(?:[我俺咱]们?|厂里?|公司|现在|目前|一?共|总共|有|是|约|大概|大约"
    "|用工|职工|员工|工人|人数|[:：])*"
)
_BEHIND: Final = "(?:[人名个号位口元块钱]|职工|工人|员工|左右|上下|多|吧|了)*"
_COUNT: Final = re.compile(
    f"{_BEFORE}[0-9,.零〇一二两三四五六七八九十百千万]+[来多几把余]*{_BEHIND}"
    "|(?:we|have|are|about|around|some|it|is|a|total|of|i)*(?:[0-9,.]+)"
    "(?:ish|k|people|persons|workers|staff|employees|orso|in|total|here)*"
)


def is_count(text: str) -> bool:
    """Whether a text is nothing but a number of people: 一千二百人, 我们有1,200人."""
    plain = "".join(folded(text).split()).rstrip("。.!！")
    return _COUNT.fullmatch(plain) is not None and read_int(text) is not None


def counted_early(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, text: str
) -> View:
    """A step of registering is asked again; the number waits for its own question."""
    rules, draft = owner.rulebase, draft_in(question)
    fact = None if draft.change else early_fact(rules.facts, {})
    if fact is None:
        return step_view(owner, uow, who, question, views.a_number(who.t, text))
    region = _region(owner, uow, who, question, draft)
    taken = taken_early(who.t, rules, region, fact, text, draft.early)
    said, kept = taken or (who.t("没看懂“{text}”。", text=text[:40]), False)
    again = replace(draft, early=text[:LONGEST] if kept else draft.early)
    return ask_step(owner, uow, who, step(question.kind, question.subject, again), said)


def _region(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, draft: Draft
) -> str:
    """Whose bounds such a number is held against: the firm's place, or the bot's own so far."""
    if question.subject:
        return question.subject
    if who.person.firm_id is None or question.kind == PLACE:
        return owner.home_region
    return firm_of(uow, who.person).region
