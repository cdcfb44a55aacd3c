"""What words that let go do: they end a question, close its screen, or say goodbye."""

from collections.abc import Mapping
from typing import Final

from bot.store.questions import OpenQuestion
from handlers.owner.firm.registering import NAME, STEPS, draft_in
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.typed import SKIPS, UNSURE
from handlers.press import Press
from policies.spoken.choices import squeezed
from policies.spoken.first_words import registers
from policies.spoken.letting_go import lets_go

GOODBYE: Final = Press("home:bye", ())
_SCREENS: Final[Mapping[str, Press]] = {
    "whatif": Press("whatif:leave", ()),
    "trip": Press("trip:list", ()),
    "arrival": Press("arrival:list", ()),
}
"""By the first word of a question's kind."""


def newcomer_button(text: str) -> Press | None:
    """俺来注册下, or 不弄，没空: of somebody who speaks for no firm yet."""
    if registers(text):
        return Press("start:begin", ())
    return GOODBYE if lets_go(text) else None


def let_go(question: OpenQuestion, text: str) -> Press | None:
    """算了不改, 不记了: nothing comes of what is asked; words for a person are left alone."""
    if not lets_go(text):
        return None
    if question.kind in STEPS:
        draft = draft_in(question)
        if draft.onwards and question.kind == NAME:
            return Press("start:on", ())
        return Press("firm:show" if draft.change else "home:show", ())
    if question.kind == FACT:
        is_answer = squeezed(text) in {*UNSURE, *SKIPS}
        return None if is_answer else Press("home:show", ())
    return _SCREENS.get(question.kind.partition("_")[0])
