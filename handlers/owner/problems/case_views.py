"""A problem that went to a person: its number, what to show meanwhile, what happens next."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_buttons import follow_buttons
from handlers.notices.case_words import kind_words, own_words
from handlers.notices.files import news
from handlers.notices.private import masked_remark
from handlers.notices.whom import do_not_wait, receipt
from handlers.owner.home_views import back
from handlers.owner.problems.pieces import enumerated, left_row, left_words
from handlers.owner.problems.pointer_views import pointer_words, standing
from handlers.owner.problems.walk_card import WalkOf
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.problems import Category, Step
from policies.words import joined

FIRST: Final = 2
"""So many steps go with an urgent case: what to do while it is on its way."""
AT_ONCE: Final = 3
"""So many where they come before everything else."""
SHOWN: Final = 2
"""And so many clauses of which a sentence is shown on the spot; the others are behind a button."""


def opened(
    t: Tongue, problem: ProblemCard, of: WalkOf, card: CaseCard, terms: Html | None
) -> View:
    """It is with people now; with what to show on the spot if it is urgent.

    Args:
        terms: Until when the firm hears of it.
    """
    if card.urgent and of.walk is not None and of.walk.act_first:
        told = (*_first_of_all(t, of), *_contacts(t, of, card), *_filed(t, of, card), terms)
        text = lines(*told, *_sources(t, of))
    else:
        text = lines(
            *_filed(t, of, card),
            do_not_wait(t, card),
            terms,
            _in_charge(t, of),
            *(_on_the_spot(t, of) if card.urgent else ()),
            None if card.urgent else left_words(t, of.left),
        )
    return View(text, (*_ways(t, problem, of, card), *left_row(t, of.left), _last(t)))


def with_others(t: Tongue, words: str, others: Sequence[Category]) -> str:
    """The words of a case that is about more than its own kind of problem."""
    if not others:
        return words
    kinds = Html(enumerated(t, [t.plain(each.name) for each in others]))
    return "\n".join((words, str(t("（同一件里还有：{kinds}）", kinds=kinds))))


def with_whole(t: Tongue, words: str, part: str) -> str:
    """The words of a case that is one of several matters of a text: its own part comes first."""
    return str(t("{part}\n原话：{words}", part=Html(part), words=Html(words)))


def already(t: Tongue, problem: ProblemCard, kind: str, case: CaseLine) -> View:
    """A case of this kind was registered a moment ago: is this more about it, or another one?

    Args:
        kind: The category, as the button that opens another one carries it; empty: as marked.
    """
    note = button(t("补充到 {number}", number=case.number), "prob:note", problem.id, case.id)
    more = (kind,) if kind else ()
    another = button(t("另立一件"), "prob:another", problem.id, *more)
    show = button(t("看 {number}", number=case.number), "case:show", case.id, "new")
    text = lines(
        t("您已有一件在办：{number}。", number=case.number),
        own_words(t, case.text),
        t("补充到这一件，还是另立一件？"),
    )
    return View(text, ((note,), (another, show), _last(t)))


def _filed(t: Tongue, of: WalkOf, card: CaseCard) -> tuple[Html | None, ...]:
    """Its number, the firm's own words, and who has it."""
    kind = kind_words(t, of.category, urgent=card.urgent)
    return (
        t("✅ 已登记，事项号 <b>{number}</b>{kind}", number=card.number, kind=kind),
        own_words(t, card.text),
        news(t, card.files),
        masked_remark(t, card.text),
        receipt(t, card),
    )


def _first_of_all(t: Tongue, of: WalkOf) -> tuple[Html, ...]:
    """What to do before anybody answers: somebody's health is at stake."""
    do = [_numbered(t, n, step) for n, step in enumerate(_at_once(of), 1)]
    return (t("🚨 <b>现在就做，不用等回复：</b>"), *do)


def _numbered(t: Tongue, n: int, step: Step) -> Html:
    do = t.words(step.do)
    if step.clause is None:
        return t("{n}. {do}", n=n, do=do)
    return t("{n}. {text}（{clause}）", n=n, text=do, clause=step.clause)


def _at_once(of: WalkOf) -> tuple[Step, ...]:
    return of.walk.steps[:AT_ONCE] if of.walk else ()


def _sources(t: Tongue, of: WalkOf) -> list[Html]:
    return standing(t, of, (step.clause for step in _at_once(of) if step.clause is not None))


def _contacts(t: Tongue, of: WalkOf, card: CaseCard) -> tuple[Html | None, ...]:
    """Whom to turn to meanwhile, and what they will want to know."""
    have = [thing for step in _at_once(of) for thing in step.have]
    papers = t("他们会问：{things}。", things=t.words(joined(have))) if have else None
    return do_not_wait(t, card), _in_charge(t, of), papers


def known(t: Tongue, problem: ProblemCard, of: WalkOf, card: CaseCard) -> View:
    """It was handed on already."""
    return View(_known_words(t, card), (*_ways(t, problem, of, card), _last(t)))


def known_without_kind(t: Tongue, card: CaseCard) -> View:
    """The same of words that no kind of problem was found for."""
    return View(_known_words(t, card), (follow_buttons(t, card.id), _last(t)))


def _known_words(t: Tongue, card: CaseCard) -> Html:
    return t("这件事已经登记过了：事项 <b>{number}</b>，不用再点。", number=card.number)


def _in_charge(t: Tongue, of: WalkOf) -> Html | None:
    roles = [of.roles[role] for role in (of.walk.responsible if of.walk else ())]
    return t("按文件，这事归：{roles}。", roles=t.words(joined(roles))) if roles else None


def _on_the_spot(t: Tongue, of: WalkOf) -> tuple[Html, ...]:
    if of.walk is None:
        return ()
    steps = of.walk.steps[:FIRST]
    do = [t("{n}. {do}", n=n, do=t.words(step.do)) for n, step in enumerate(steps, 1)]
    have = [thing for step in steps for thing in step.have]
    papers = t("请现场备好：{things}。", things=t.words(joined(have))) if have else None
    first = {each.clause: each for each in reversed(of.walk.point_to)}
    told = [each for each in of.walk.point_to if first[each.clause] is each]
    quotes = pointer_words(t, of, told[:SHOWN])
    head = t("可以指出文件原文：") if quotes else None
    return tuple(line for line in (*do, papers, head, *quotes) if line is not None)


def _ways(
    t: Tongue, problem: ProblemCard, of: WalkOf, card: CaseCard
) -> tuple[tuple[Button, ...], ...]:
    place = (problem.id, of.category.id)
    look = [button(t("看怎么办"), "prob:walk", *place)]
    if card.urgent and of.walk is not None and len(of.walk.point_to) > 1:
        look.append(button(t("给对方看的原文"), "prob:show", *place))
    ways = (follow_buttons(t, card.id), tuple(look))
    if of.later is None:
        return ways
    label = t("下一件：{category}", category=t.plain(of.later.name))
    return (*ways, (button(label, "prob:next", problem.id, of.later.id),))


def _last(t: Tongue) -> tuple[Button, ...]:
    return (back(t), button(t("找人工"), "case:new"))
