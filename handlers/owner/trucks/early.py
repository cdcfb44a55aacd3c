"""What is said of a trip before it is asked: kept with it, and not asked for any more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.speech import Replies, View
from bot.services.duties.errands import Ground
from bot.services.trips import trips as acts
from bot.services.trips.doors import own_trips
from bot.services.trips.standing import TripStatus
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks.drafts import Draft
from handlers.tongue import Html, Tongue, lines
from policies.fact_values import dump_value, parse_value
from policies.fact_words import value_words
from policies.facts import Fact, FactType, FactValue
from policies.spoken.choices import telling_option

Answer = tuple[Fact, FactValue]


def answer_in(facts: Iterable[Fact], text: str) -> Answer | None:
    """The one fact that a text answers in words of its own: 要进出, but not 没有."""
    asked = (fact for fact in facts if fact.type is not FactType.DATETIME)
    read = [(fact, option) for fact in asked if (option := telling_option(fact, text)) is not None]
    return (read[0][0], acts.read_answer(*read[0])) if len(read) == 1 else None


def told_early(
    uow: UnitOfWork, owner: Owner, who: Speaker, draft: Draft, text: str
) -> tuple[Draft, Html] | None:
    """The draft with the answer that a text is, and what to say of it; None if it is none."""
    asked = asked_of_trips(uow, owner, who)
    answer = answer_in(asked, text)
    if answer is None:
        return None
    fact, value = answer
    known = {fact.id: dump_value(fact, value)}
    return _with(draft, known), noted(who.t, asked, known)


def asked_of_trips(uow: UnitOfWork, owner: Owner, who: Speaker) -> tuple[Fact, ...]:
    """What the rules of the firm's place ask of each trip."""
    rules = own_trips(uow, ground_of(owner), who.person).rules
    return () if rules is None else rules.of_trip


def taken_out(draft: Draft, facts: Iterable[Fact]) -> Draft:
    """The draft with answers that stood among its route: 去郑州送猪 要进出."""
    asked, route = tuple(facts), list[str]()
    for piece in draft.route.split():
        answer = answer_in(asked, piece)
        if answer is None:
            route.append(piece)
        else:
            fact, value = answer
            draft = _with(draft, {fact.id: dump_value(fact, value)})
    return replace(draft, route=" ".join(route))


def kept_with(
    uow: UnitOfWork,
    ground: Ground,
    who: Speaker,
    status: TripStatus,
    answers: Mapping[str, object],
) -> TripStatus:
    """A trip that was just kept, with what was answered before."""
    for fact in status.rules.of_trip:
        if fact.id in answers:
            value = parse_value(fact, answers[fact.id])
            trip_id = status.card.id
            status = acts.answer(uow, ground, who.person, trip_id, fact.id, value).status
    return status


def noted(t: Tongue, facts: Iterable[Fact], answers: Mapping[str, object]) -> Html:
    """What was noted, as far as anything was; a wrong reading is seen."""
    told = [
        t(
            "{label}：{value}",
            label=t.words(fact.label),
            value=t.words(value_words(fact, parse_value(fact, answers[fact.id]))),
        )
        for fact in facts
        if fact.id in answers
    ]
    return t("记下了：{parts}。", parts=Html(t("；").join(told))) if told else Html("")


def headed(replies: Replies, before: Html) -> Replies:
    """The same with a line above it, if there is one."""
    if not before:
        return replies
    edit = None if replies.edit is None else _with_head(replies.edit, before)
    return replace(replies, say=tuple(_with_head(v, before) for v in replies.say), edit=edit)


def _with_head(view: View, before: Html) -> View:
    return replace(view, html=lines(before, view.html))


def _with(draft: Draft, answers: Mapping[str, object]) -> Draft:
    """A later answer takes the place of an earlier one."""
    return replace(draft, answers={**draft.answers, **answers})
