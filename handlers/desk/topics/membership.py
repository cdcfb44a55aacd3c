"""Who comes into a group and leaves it, the bot included; and a group that gets another id."""

from collections.abc import Mapping
from typing import Any

from telegram import ChatMember, ChatMemberAdministrator

from bot.domain.desk_groups import GroupState
from bot.domain.speech import Replies
from bot.services.staff.desk_groups import group_moved, note_state
from bot.store.staff.desk_groups import add_members, drop_members, group_at
from bot.store.uow import UnitOfWork
from handlers.desk.clerk import BOT
from handlers.desk.topics.binding_views import unbound
from handlers.tongue import tongue_of


def own_rights(uow: UnitOfWork, chat_id: int, now: ChatMember) -> None:
    """The bot was added, removed, or given other rights."""
    group = group_at(uow.connection, chat_id)
    if group is None:
        return
    manages = isinstance(now, ChatMemberAdministrator) and bool(now.can_manage_topics)
    if now.status in {ChatMember.LEFT, ChatMember.BANNED}:
        note_state(uow, group, GroupState.REMOVED)
    elif not manages:
        note_state(uow, group, GroupState.NO_RIGHT)
    elif group.state in {GroupState.REMOVED, GroupState.NO_RIGHT}:
        note_state(uow, group, GroupState.WORKING)


def came_or_left(uow: UnitOfWork, message: Mapping[str, Any], bot_id: int) -> Replies:
    """A group's own messages; in one that nobody bound the bot says once what it needs."""
    chat_id = int(message["chat"]["id"])
    if "migrate_to_chat_id" in message:
        group_moved(uow, BOT, chat_id, int(message["migrate_to_chat_id"]))
        return Replies()
    came = [int(each["id"]) for each in message.get("new_chat_members", ())]
    group = group_at(uow.connection, chat_id)
    if group is None or group.unit_id is None:
        t = tongue_of(message.get("from", {}).get("language_code"))
        return Replies(say=(unbound(t),)) if bot_id in came else Replies()
    add_members(uow.connection, group.id, came)
    left = message.get("left_chat_member")
    if left is not None:
        drop_members(uow.connection, group.id, [int(left["id"])])
    return Replies()


def is_service(message: Mapping[str, Any]) -> bool:
    """Whether a message is a group's own: somebody came or left, or its id changes."""
    own = {"new_chat_members", "left_chat_member", "migrate_to_chat_id"}
    return bool(own & message.keys())
