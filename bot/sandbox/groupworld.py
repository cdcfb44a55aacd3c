"""What people do in groups, and with groups."""

from collections.abc import Iterable

from bot.sandbox.groups import IN_GROUP, Group, bot_membership
from bot.sandbox.model import Message
from bot.sandbox.wire import Json, bot_user, chat_json, message_json, person_user
from bot.sandbox.world import PlayRefusal, World, caption_of


def make_group(
    world: World, bot_name: str, group_id: int, title: str, members: Iterable[int]
) -> Group:
    """A group with topics, without the bot.

    Raises:
        PlayRefusal: No such bot, nobody in it, or no id of a group.
    """
    people = {number: world.person(number) for number in members}
    if group_id >= 0 or not people or bot_name not in world.bots:
        raise PlayRefusal(400, "群要有负数编号和成员", "a group has an id below zero and members")
    maker = next(iter(people.values()))
    group = Group(world.bots[bot_name], maker, id=group_id, title=title, members=people)
    group.opened = True
    world.chats[bot_name, group_id] = group
    world.changed(group)
    return group


def group_of(world: World, bot_name: str, group_id: int) -> Group:
    """A group by its id.

    Raises:
        PlayRefusal: There is none.
    """
    group = world.chats.get((bot_name, group_id))
    if not isinstance(group, Group):
        raise PlayRefusal(404, "没有这个群", "there is no such group")
    return group


def set_bot(world: World, group: Group, status: str, *, may_manage: bool) -> None:
    """The maker adds the bot, makes it an administrator, or removes it."""
    before = bot_membership(group, bot_user(group.bot))
    came = group.status not in IN_GROUP and status in IN_GROUP
    group.status, group.may_manage = status, may_manage
    change: Json = {
        "chat": chat_json(group),
        "from": person_user(group.person),
        "date": int(world.time()),
        "old_chat_member": before,
        "new_chat_member": bot_membership(group, bot_user(group.bot)),
    }
    world.queues[group.bot.name].put(world.next_id(), "my_chat_member", change)
    if came:
        _happens(world, group, group.person.id, {"new_chat_members": [bot_user(group.bot)]})
    world.changed(group)


def join(world: World, group: Group, person_id: int) -> None:
    """Somebody comes in."""
    person = group.members[person_id] = world.person(person_id)
    _happens(world, group, person_id, {"new_chat_members": [person_user(person)]})


def leave(world: World, group: Group, person_id: int) -> None:
    """Somebody goes.

    Raises:
        PlayRefusal: They are not in it.
    """
    _member(group, person_id)
    shape = person_user(group.members[person_id])
    _happens(world, group, person_id, {"left_chat_member": shape})
    del group.members[person_id]


def switch_topics(world: World, group: Group, *, on: bool) -> None:
    """Topics are switched on or off; no bot is told."""
    group.is_forum = on
    world.changed(group)


def delete_topic(world: World, group: Group, thread: int) -> None:
    """Somebody deletes a topic with all that was said in it; no bot is told.

    Raises:
        PlayRefusal: There is none.
    """
    topic = group.topics.get(thread)
    if topic is None or topic.deleted:
        raise PlayRefusal(404, "没有这个话题", "there is no such topic")
    topic.deleted = True
    for message in group.messages:
        if message.thread == thread:
            message.deleted = True
    world.changed(group)


def upgrade(world: World, group: Group, new_id: int) -> Group:
    """The group becomes a supergroup with another id; the bot is told."""
    _happens(world, group, group.person.id, {"migrate_to_chat_id": new_id})
    raised = make_group(world, group.bot.name, new_id, group.title, group.members)
    raised.status, raised.may_manage = group.status, group.may_manage
    group.moved_to = new_id
    return raised


def say_in(
    world: World,
    group: Group,
    person_id: int,
    text: str,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """Somebody writes, in a topic or in the general one.

    Raises:
        PlayRefusal: They are not in it, the topic is closed or gone, or the words do not fit.
    """
    message = world.draft(world.fitting(text), reply_to)
    return _receive(world, group, person_id, message, thread)


def photo_in(
    world: World, group: Group, person_id: int, content: bytes, caption: str, reply_to: int
) -> Message:
    """Somebody answers a message with a picture.

    Raises:
        PlayRefusal: They are not in it, or there is no such message.
    """
    answered = group.find(reply_to)
    message = world.draft(caption_of(caption), reply_to)
    message.photo = world.files.keep_photo(group.bot.name, "photo.png", content)
    return _receive(world, group, person_id, message, answered.thread if answered else None)


def press_in(world: World, group: Group, person_id: int, message_id: int, data: str) -> str:
    """Somebody taps a button; returns the id of the callback query.

    Raises:
        PlayRefusal: They are not in it, or the message never had such a button.
    """
    _member(group, person_id)
    message = group.find(message_id)
    if message is None or data not in message.offered:
        raise PlayRefusal(404, "没有这个按钮", "there is no such button")
    query_id = str(world.next_id() * 4_294_967_311)
    group.toasts[person_id] = None
    query: Json = {
        "id": query_id,
        "from": person_user(group.members[person_id]),
        "message": message_json(group, message),
        "chat_instance": str(-group.id),
        "data": data,
    }
    if world.queues[group.bot.name].put(world.next_id(), "callback_query", query):
        group.pressers[query_id] = person_id
        world.await_answer(group, query_id)
    world.changed(group)
    return query_id


def _receive(
    world: World, group: Group, person_id: int, message: Message, thread: int | None
) -> Message:
    _member(group, person_id)
    message.author, message.thread = group.members[person_id], thread
    if thread is not None:
        topic = group.topics.get(thread)
        if topic is None or topic.deleted or topic.closed:
            raise PlayRefusal(409, "话题已关闭或不在了", "the topic is closed or gone")
    if message.reply_to is not None and group.find(message.reply_to) is None:
        raise PlayRefusal(404, "没有要回复的消息", "there is no such message to reply to")
    _deliver(world, group, message)
    return message


def _happens(world: World, group: Group, person_id: int, what: Json) -> None:
    message = world.draft("")
    message.author, message.other = world.person(person_id), what
    _deliver(world, group, message)


def _deliver(world: World, group: Group, message: Message) -> None:
    group.add(message)
    if group.is_heard(message):
        shape = message_json(group, message)
        world.queues[group.bot.name].put(world.next_id(), "message", shape)
    world.changed(group, message)


def _member(group: Group, person_id: int) -> None:
    if person_id not in group.members:
        raise PlayRefusal(409, "您不在这个群里", "you are not in this group")
