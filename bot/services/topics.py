"""退订: which kinds of broadcasts somebody gets; duties and what is urgent always come."""

from dataclasses import dataclass

from bot.domain.broadcasts import leavable
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcasts.standing import received
from bot.store.audit import note
from bot.store.broadcasts.topic_leaves import leave_topic, left_by, take_back_topic
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase
from policies.topics import Topic


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic as one person has it."""

    topic: Topic
    wanted: bool


def topics_of(uow: UnitOfWork, rulebase: RuleBase, person: PersonCard) -> tuple[TopicCard, ...]:
    """Every topic, and whether they get it."""
    left = left_by(uow.connection, person.id)
    return tuple(TopicCard(each, each.id not in left) for each in rulebase.topics.values())


def topic_of_message(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, broadcast_id: int
) -> Topic:
    """The topic as which somebody may leave what they got.

    Raises:
        NotYours: No such broadcast, or they did not get it.
        Stale: It must be known, is urgent, or its topic is there no more.
    """
    broadcast, _ = received(uow, person, broadcast_id)
    topic = rulebase.topics.get(leavable(broadcast.content, broadcast.urgency) or "")
    if topic is None:
        raise Stale(StaleCode.CHANGED)
    return topic


def want_topic(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, topic_id: str, *, wanted: bool
) -> Topic:
    """Get a kind of broadcasts from now on, or not any more; done twice it is done once.

    Raises:
        Stale: No such topic any more.
    """
    topic = rulebase.topics.get(topic_id)
    if topic is None:
        raise Stale(StaleCode.CHANGED)
    change = (
        take_back_topic(uow.connection, person.id, topic_id)
        if wanted
        else leave_topic(uow, person.id, topic_id)
    )
    if change:
        act = "topic:want" if wanted else "topic:leave"
        note(uow, actor=f"person:{person.id}", act=act, subject=f"topic:{topic_id}")
    return topic
