"""Sentences of the document to show on the spot, word for word."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.domain.speech import View
from bot.store.problems import ProblemCard
from handlers.owner.home_views import back
from handlers.owner.problems.pieces import human, steps_button
from handlers.owner.problems.walk_card import WalkOf
from handlers.tongue import Html, Tongue, lines
from policies.problems import Pointer
from policies.words import Words


def pointers(t: Tongue, problem: ProblemCard, of: WalkOf) -> View:
    """给对方看的原文: sentences to show on the spot, word for word."""
    shown = of.walk.point_to if of.walk else ()
    text = lines(
        t("给对方看的原文（{category}）：", category=t.words(of.category.name)),
        *pointer_words(t, of, shown),
        t("客气地出示；对方不认，记下单位、时间、理由，点“找人工”。"),
    )
    return View(text, (steps_button(t, problem, of.category.id), (back(t), human(t, problem))))


def pointer_words(t: Tongue, of: WalkOf, shown: Sequence[Pointer]) -> list[Html]:
    """Sentences as quotations; where they stand is said once for those of one clause."""
    told = []
    for clause, group in groupby(shown, key=lambda pointer: pointer.clause):
        told += [_quoted(t, pointer) for pointer in group]
        told += _standing(t, of, clause)
    return told


def _quoted(t: Tongue, pointer: Pointer) -> Html:
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', pointer.gloss))}</i>")
    return lines(t("<blockquote>{quote}</blockquote>", quote=pointer.quote), gloss)


def standing(t: Tongue, of: WalkOf, clauses: Iterable[str]) -> list[Html]:
    """Where several clauses stand, each document once: 依据：《…》三(七)、五(六)."""
    named: dict[str, list[str]] = {}
    for clause in dict.fromkeys(clauses):
        if clause in of.documents:
            named.setdefault(of.documents[clause].id, []).append(clause)
    return [
        line for each in named.values() for line in _standing(t, of, each[0], t("、").join(each))
    ]


def _standing(t: Tongue, of: WalkOf, clause: str, named: str = "") -> list[Html]:
    document = of.documents.get(clause)
    if document is None or document.date is None:
        return []
    source = t(
        "依据：《{document}》（{kind}，{date}）{clause}",
        document=t.words(document.title),
        kind=t.words(document.kind),
        date=document.date.isoformat(),
        clause=named or clause,
    )
    return [source]
