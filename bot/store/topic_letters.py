"""What becomes of letters to topics: held until the topic is there, and what failure means.

A letter to a topic names its row, not the thread: the thread is looked up when the letter is
claimed, so that a topic that was deleted can be made anew under what waits for it. Letters to a
topic that is not there yet are held: their time is far off, and they hold up nothing.
"""

from typing import Final

from sqlalchemy import ColumnElement, Connection, String, cast, literal, select, update

from bot.domain.desk_groups import GroupState, TopicState
from bot.store.cases.topics import CASE_TOPIC, TopicCard, change_topic, find_topics
from bot.store.columns import real_now
from bot.store.outbox import HELD, OUTBOX, OutboxState
from bot.store.staff.desk_groups import DESK_GROUP
from bot.store.topic_jobs import mark_case

CREATE: Final = "createForumTopic"
A_YEAR: Final = 365 * 24 * 3600.0
"""Longer than any letter waits that is not held."""
_HELD: Final = OUTBOX.c.due > real_now() + A_YEAR


def create_key(topic: TopicCard) -> str:
    """The key of the letter that makes this round of a topic."""
    return f"topic:{topic.id}:{topic.round}"


def card_key(topic_id: int, round_: int) -> str:
    """The key of the first message in this round of a topic."""
    return f"topic:{topic_id}:{round_}:card"


def note_sent(connection: Connection, topic_id: int, method: str, message_id: int) -> None:
    """A letter to a topic has arrived: when it is made its card may go, after that the rest."""
    [seen] = find_topics(connection, CASE_TOPIC.c.id == topic_id)
    if method != CREATE and seen.state is not TopicState.SHOWING:
        return
    topic = _locked(connection, topic_id)
    if method == CREATE and topic.thread_id is not None:
        return  # its answer came after it had been asked for again: this one stays empty
    if method == CREATE:
        first = OUTBOX.c.key == card_key(topic_id, topic.round)
        shows = _release(connection, topic_id, first)
        state = TopicState.SHOWING if shows else TopicState.OPEN
        change_topic(connection, topic_id, thread_id=message_id, state=state)
    elif topic.state is TopicState.SHOWING:
        change_topic(connection, topic_id, state=TopicState.OPEN)
        _release(connection, topic_id)


def note_gone(connection: Connection, topic_id: int, thread_id: int | None) -> bool:
    """A letter found its thread deleted: hold what waits for it; the topic is made anew.

    Returns:
        False if it was made anew meanwhile: the letter may go at once.
    """
    topic = _locked(connection, topic_id)
    if topic.thread_id not in {thread_id, None}:
        return False
    if topic.state in {TopicState.OPEN, TopicState.CLOSED, TopicState.SHOWING}:
        values = {"thread_id": None, "state": TopicState.MISSING}
        change_topic(connection, topic_id, **values)
        waiting = (OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY)
        theirs = update(OUTBOX).where(*waiting, OUTBOX.c.topic_id == topic_id)
        connection.execute(theirs.values(due=HELD))
    return True


def waits_for(connection: Connection, topic_id: int) -> bool:
    """Whether messages are held for a topic."""
    held = select(OUTBOX.c.id).where(OUTBOX.c.live, OUTBOX.c.topic_id == topic_id, _HELD)
    return connection.execute(held.limit(1)).first() is not None


def fail_group(connection: Connection, chat_id: int, state: GroupState) -> None:
    """A bound group cannot be written to: what waits for it is not sent there any more.

    Each case of which something was unsaid is marked: its officers are told privately.
    """
    here = (DESK_GROUP.c.chat_id == chat_id, DESK_GROUP.c.live)
    bound = (*here, DESK_GROUP.c.state != GroupState.PROPOSED)
    if not connection.execute(update(DESK_GROUP).where(*bound).values(state=state)).rowcount:
        return
    making, showing = TopicState.MAKING, TopicState.SHOWING
    group = select(DESK_GROUP.c.id).where(*here).scalar_subquery()
    unsaid = select(OUTBOX.c.topic_id).where(*_waiting(chat_id))
    lost = CASE_TOPIC.c.id.in_(unsaid) | CASE_TOPIC.c.state.in_([making, showing])
    of_group = update(CASE_TOPIC).where(CASE_TOPIC.c.group_id == group)
    for topic in find_topics(connection, CASE_TOPIC.c.group_id == group, lost):
        mark_case(connection, topic.case_id)
    connection.execute(of_group.where(lost).values(unsaid=True))
    for before, after in ((making, TopicState.MISSING), (showing, TopicState.OPEN)):
        connection.execute(of_group.where(CASE_TOPIC.c.state == before).values(state=after))
    drop_letters(connection, chat_id)


def drop_letters(connection: Connection, chat_id: int) -> None:
    """What waits for the topics of a group is not sent."""
    gone = {"state": OutboxState.CANCELLED, "live": False, "settled_at": real_now()}
    connection.execute(update(OUTBOX).where(*_waiting(chat_id)).values(gone))


def note_unsaid(connection: Connection, topic_id: int) -> None:
    """A letter to a topic was lost for good."""
    _locked(connection, topic_id)
    change_topic(connection, topic_id, unsaid=True)


def failed_makings(connection: Connection) -> list[tuple[int, str]]:
    """(chat, error) where a topic was asked for and Telegram's answer was lost, or a refusal."""
    lost = OUTBOX.c.state.in_([OutboxState.DEAD, OutboxState.UNKNOWN])
    newest = (OUTBOX.c.key == _create_key(), CASE_TOPIC.c.state == TopicState.MAKING)
    wanted = select(OUTBOX.c.chat_id, OUTBOX.c.error).where(*newest, lost).distinct()
    return [(row.chat_id, row.error or "") for row in connection.execute(wanted)]


def move_chat(connection: Connection, bot: str, old: int, new: int) -> None:
    """A group became a supergroup: it has another id from now on, and so has what waits."""
    live = update(DESK_GROUP).where(DESK_GROUP.c.chat_id == old, DESK_GROUP.c.live)
    connection.execute(live.values(chat_id=new))
    waiting = (OUTBOX.c.live, OUTBOX.c.bot == bot, OUTBOX.c.chat_id == old)
    connection.execute(update(OUTBOX).where(*waiting).values(chat_id=new))


def _create_key() -> ColumnElement[str]:
    number, round_ = cast(CASE_TOPIC.c.id, String), cast(CASE_TOPIC.c.round, String)
    return literal("topic:") + number + literal(":") + round_


def _waiting(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    ready = OUTBOX.c.state == OutboxState.READY
    return (OUTBOX.c.live, ready, OUTBOX.c.topic_id.is_not(None), OUTBOX.c.chat_id == chat_id)


def _release(connection: Connection, topic_id: int, *which: ColumnElement[bool]) -> int:
    held = (OUTBOX.c.live, OUTBOX.c.topic_id == topic_id, _HELD)
    return connection.execute(update(OUTBOX).where(*held, *which).values(due=0.0)).rowcount


def _locked(connection: Connection, topic_id: int) -> TopicCard:
    """A topic for a change that its case has to hear of: marked first, as everybody locks."""
    [seen] = find_topics(connection, CASE_TOPIC.c.id == topic_id)
    mark_case(connection, seen.case_id)
    [topic] = find_topics(connection, CASE_TOPIC.c.id == topic_id, lock=True)
    return topic
