"""What bots do with topics of groups, and who they find in them."""

from bot.sandbox.call import Call
from bot.sandbox.errors import bad_request
from bot.sandbox.groups import Group, Topic, bot_membership
from bot.sandbox.model import Message
from bot.sandbox.wire import Json, bot_user, person_user, utf16

NAME_LIMIT = 128
ICON_COLOR = 7_322_096


def create_forum_topic(call: Call) -> Json:
    """CreateForumTopic: not idempotent; the same name makes another topic."""
    group, name = _manageable(call), _name(call)
    message = say_of_topic(call, group, {"name": name, "icon_color": ICON_COLOR}, "created")
    message.thread = message.id
    group.topics[message.id] = Topic(name)
    return {"message_thread_id": message.id, "name": name, "icon_color": ICON_COLOR}


def edit_forum_topic(call: Call) -> bool:
    """EditForumTopic: another name."""
    group, name = _manageable(call), _name(call)
    topic = _known(call, group)
    if topic.name == name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    say_of_topic(call, group, {"name": name}, "edited")
    return True


def close_forum_topic(call: Call) -> bool:
    """CloseForumTopic: only administrators write there from now on."""
    return _set_closed(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """ReopenForumTopic."""
    return _set_closed(call, closed=False)


def get_chat_member(call: Call) -> Json:
    """GetChatMember, of a group."""
    group, user_id = _group(call), call.args["user_id"]
    if user_id == call.bot.id:
        return bot_membership(group, bot_user(call.bot))
    known = group.members.get(user_id)
    person = known or call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    return {"user": person_user(person), "status": "left" if known is None else "member"}


def say_of_topic(call: Call, group: Group, what: Json, happened: str) -> Message:
    """The group's own message about a topic; the bot that caused it does not hear of it."""
    message = Message(
        id=call.world.next_id(),
        sender="bot",
        at=call.world.time(),
        other={f"forum_topic_{happened}": what},
        thread=call.args.get("message_thread_id"),
    )
    group.add(message)
    call.world.changed(group, message)
    return message


def _set_closed(call: Call, *, closed: bool) -> bool:
    group = _manageable(call)
    topic = _known(call, group)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    say_of_topic(call, group, {}, "closed" if closed else "reopened")
    return True


def _known(call: Call, group: Group) -> Topic:
    topic = group.topics.get(call.args["message_thread_id"])
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _manageable(call: Call) -> Group:
    group = _group(call)
    group.require_right()
    return group


def _group(call: Call) -> Group:
    chat = call.chat()
    if not isinstance(chat, Group):
        raise bad_request("the chat is not a supergroup")
    return chat


def _name(call: Call) -> str:
    name: str = call.args["name"].strip()
    if not 1 <= utf16(name) <= NAME_LIMIT:
        raise bad_request("topic name must have 1 to 128 characters")
    return name
