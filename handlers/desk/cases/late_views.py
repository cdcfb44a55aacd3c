"""What was not kept in time, on cards and in lists of the desk."""

from zoneinfo import ZoneInfo

from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from handlers.notices.case_terms import step_words
from handlers.phrases import deadline, duration
from handlers.tongue import Html, Tongue, lines


def late_words(t: Tongue, card: CaseCard, zone: ZoneInfo) -> Html | None:
    """Each date that was not kept as it was given, and which applies now; None if all were."""
    said = []
    for each in card.missed:
        what, due = step_words(t, each.kind), deadline(t, each.due, zone)
        late = duration(t, each.late)
        if each.next is None:
            said.append(
                t("🔴 {what}已超期：原定{due}前，已过 {late}", what=what, due=due, late=late)
            )
        else:
            now = deadline(t, each.next, zone)
            said.append(
                t(
                    "🔴 {what}已超期：原定{due}前，已过 {late}；现在限{now}前",
                    what=what,
                    due=due,
                    late=late,
                    now=now,
                )
            )
    return lines(*said) if said else None


def late_mark(t: Tongue, line: CaseLine, zone: ZoneInfo) -> Html | None:
    """The date in a line of a list that is longest overdue; None if none is."""
    if not line.missed:
        return None
    first = line.missed[0]
    what, due = step_words(t, first.kind), deadline(t, first.due, zone)
    return t("🔴 {what}已超期（原定{due}前）", what=what, due=due)
