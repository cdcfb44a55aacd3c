"""The list of what applies now, in words: part by part, each record with its clauses."""

from collections.abc import Iterator, Mapping

from bot.services.packages.packages import Package
from handlers.notices.outcomes import outcome_words
from handlers.owner.policies.card_words import CardOf
from handlers.owner.policies.report_text import About, Paragraph, Style, bare, heading, record
from handlers.tongue import Tongue
from policies.verdicts import Outcome


def written(
    t: Tongue, title: str, about: About, package: Package, cards: Mapping[str, CardOf]
) -> list[Paragraph]:
    """Write the list.

    Args:
        cards: By record, of all that is in the package.
    """
    return [
        Paragraph(Style.TITLE, bare(title)),
        *heading(t, about, list(cards.values())),
        *_parts(t, package, cards),
        *_left(t, package),
    ]


def _parts(t: Tongue, package: Package, cards: Mapping[str, CardOf]) -> Iterator[Paragraph]:
    parts = (
        (outcome_words(t, Outcome.MATCH), package.benefits),
        (outcome_words(t, Outcome.OBLIGATION), package.duties),
        (outcome_words(t, Outcome.CONFIRM), package.confirms),
        (t("差一点就够"), package.near),
    )
    for called, verdicts in parts:
        if verdicts:
            head = t("{outcome}（{count} 项）", outcome=called, count=len(verdicts))
            yield Paragraph(Style.GROUP, bare(head))
        for number, verdict in enumerate(verdicts, 1):
            yield from record(t, number, cards[verdict.policy])


def _left(t: Tongue, package: Package) -> Iterator[Paragraph]:
    if package.is_empty:
        yield Paragraph(Style.PLAIN, bare(t("收录的政策里现在没有适用的。")))
    if package.unanswered:
        said = t("还有 {count} 项，答几个问题才有结论，没有列在这里。", count=package.unanswered)
        yield Paragraph(Style.PLAIN, bare(said))
