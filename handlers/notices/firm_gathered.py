"""Several cases of one person in one message: each by its number and its words, and its firm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.speech import View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient
from bot.services.cases.lists import CaseLine
from handlers.notices.case_buttons import follow_buttons, home
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

SHOWN: Final = 8
LINE: Final = 24
"""Characters of a case's own words in a list."""
FIRM: Final = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A case as a list names it."""

    id: int
    number: str
    text: str
    firm: str


def named(case: CaseCard | CaseLine) -> Named:
    """How a list names a case."""
    firm = case.firm if isinstance(case, CaseLine) else case.firm.name
    return Named(case.id, case.number, case.text, firm)


def by_person(cards: Iterable[CaseCard]) -> dict[Recipient, list[CaseCard]]:
    """Whom each of these concerns at their firms, in the order in which they are told."""
    heard: dict[Recipient, list[CaseCard]] = {}
    for card in cards:
        for person in card.owners:
            heard.setdefault(person, []).append(card)
    return heard


def one(t: Tongue, case: Named, said: Sequence[Html | None], *, with_firm: bool) -> View:
    """A case with its own words below what is said of it.

    Args:
        said: The first line names its number.
        with_firm: Who reads it has several firms.
    """
    head, *rest = said
    return View(
        lines(head, _subject(t, case, with_firm=with_firm), *rest),
        (follow_buttons(t, case.id), home(t)),
    )


@dataclass(frozen=True, slots=True)
class Rest:
    """What a message says besides the list.

    Attributes:
        below: Lines below it.
        of: By the id of a case, what is said of it behind its words.
    """

    below: Sequence[Html | None] = ()
    of: Mapping[int, Html] = field(default_factory=dict)


def several(t: Tongue, cases: Sequence[Named], head: Html, rest: Rest, *, with_firm: bool) -> View:
    """All of them below one line, each a tap away."""
    shown, more = cases[:SHOWN], len(cases) - SHOWN
    listed = (_listed(t, case, rest.of.get(case.id), with_firm=with_firm) for case in shown)
    others = t("还有 {count} 件，见“我的事项”。", count=more) if more > 0 else None
    buttons = (button(case.number, "case:show", case.id, "new") for case in shown)
    return View(lines(head, *listed, others, *rest.below), (*rows_of(*buttons), home(t)))


def _listed(t: Tongue, case: Named, said: Html | None, *, with_firm: bool) -> Html:
    line = Html(f"{case.number} · {_subject(t, case, with_firm=with_firm)}")
    return line if said is None else t("{case}：{said}", case=line, said=said)


def names_firm(person: Recipient, cases: Iterable[Named]) -> bool:
    """Whether a message has to say which firm."""
    return person.several or len({case.firm for case in cases}) > 1


def _subject(t: Tongue, case: Named, *, with_firm: bool) -> Html:
    words = escaped(clipped(masked(t, " ".join(case.text.split())), LINE))
    said = t("“{text}”", text=Html(words))
    return Html(f"{escaped(clipped(case.firm, FIRM))} · {said}") if with_firm else said
