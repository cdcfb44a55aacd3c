"""Acting in the topic of a case: whose it is, what fits there, and what is asked of one person.

What is shown in private is shown here too, without the ways that lead out of the case. The
question that is open is each person's own: `UnitOfWork.room` keeps it apart.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.desk_groups import GroupState
from bot.domain.speech import Replies, View
from bot.services.staff.officers import officer_of
from bot.store.cases.topics import TopicCard, change_topic, told_mark, topic_at
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.staff.desk_groups import GroupCard, add_members, read_group
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.desk.clerk import BOT, Clerk, ClerkAct, clerk_of
from handlers.desk.topics.prompts import DROP, prompt, prompted
from handlers.press import Press, read_press
from handlers.tongue import Html, Tongue, tongue_of

_TAG: Final = re.compile(r"<[^>]*>")


def act_in_topic(uow: UnitOfWork, turn: Turn, act: ClerkAct) -> Replies:
    """Carry out an act of an officer in a group; nothing where no case has its topic.

    Raises:
        NotYours: Whoever acted is no officer at work.
    """
    found = _topic_of(uow, turn)
    press = read_press(str(turn.pressed.get("data") or "")) if turn.pressed else None
    if found is None:
        return Replies(toast=elsewhere(turn) if press else None)
    group, topic = found
    officer = officer_of(uow, int(turn.sender_id or 0))
    if press is not None and not _belongs(press, topic.case_id):
        return Replies(toast=elsewhere(turn))
    enter(uow, topic)
    add_members(uow.connection, group.id, [officer.chat_id])
    who = replace(clerk_of(uow, officer), t=Tongue(group.language), in_topic=True)
    return _Scene(uow, topic, who, turn, press).play(act)


def enter(uow: UnitOfWork, topic: TopicCard) -> None:
    """From now on the questions that are open are those of this topic."""
    uow.room = f":{topic.id}"


def toast_of(view: View) -> str:
    """A message as the line that flashes up for one person alone."""
    return html.unescape(_TAG.sub("", view.html))


def only_for_staff(turn: Turn) -> str:
    """To somebody in the group who is not at work at the desk."""
    t = _tongue(turn)
    return str(t("只有工作人员能点：您不在工作台，或者岗位还没有确认。"))


def elsewhere(turn: Turn) -> str:
    """To somebody whose button stays with no case of this topic, or is an old one."""
    t = _tongue(turn)
    return str(t("这个按钮在群里用不了。请到和我的私聊里办。"))


def plainly(replies: Replies, turn: Turn, stranger: Callable[[Turn], str] | None) -> Replies:
    """A refusal in a group: whoever pressed sees it alone; a text is answered without buttons.

    Args:
        stranger: What somebody hears who is not at work; None for an officer.
    """
    if turn.pressed and stranger is not None:
        return Replies(toast=stranger(turn))
    if stranger is not None:
        return Replies()
    views = [view for view in (replies.edit, *replies.say) if view is not None]
    if turn.pressed:
        return Replies(toast=toast_of(views[0]) if views else replies.toast)
    return Replies(say=tuple(View(Html(view.html)) for view in views))


@dataclass(frozen=True)
class _Scene:
    """One act of one officer in one topic."""

    uow: UnitOfWork
    topic: TopicCard
    who: Clerk
    turn: Turn
    press: Press | None

    def play(self, act: ClerkAct) -> Replies:
        """Act; what it adds to the case is on view here, so the topic need not be told."""
        before = told_mark(self.uow.connection, self.topic.case_id)
        replies = self._asking(act)
        after = told_mark(self.uow.connection, self.topic.case_id)
        if after != before and (self.topic.steps, self.topic.files) == before:
            steps, files = after
            change_topic(self.uow.connection, self.topic.id, steps=steps, files=files)
        return replies

    def _asking(self, act: ClerkAct) -> Replies:
        """A press that asks nothing leaves open what was asked before."""
        uow, chat_id = self.uow, self.who.officer.chat_id
        presses = self.press is not None and self.press.name != DROP
        before = open_question(uow, BOT, chat_id)
        if presses:
            close_question(uow, BOT, chat_id)
        replies = act(uow, self.who)
        now = open_question(uow, BOT, chat_id)
        if presses and now is None and before is not None:
            ask(uow, BOT, chat_id, before)
        asks = presses or self._replies_to_own_prompt()
        return self._fitted(replies, now if asks else None)

    def _replies_to_own_prompt(self) -> bool:
        answered = prompted(self.turn.event)
        return answered is not None and answered.officer_id == self.who.officer.id

    def _fitted(self, replies: Replies, asked: OpenQuestion | None) -> Replies:
        said = [self._fit(view) for view in replies.say]
        if asked is not None and said:
            said[-1] = prompt(self.who.t, self.who.officer, asked.kind, said[-1])
        edit = None if replies.edit is None else self._fit(replies.edit)
        return replace(replies, say=tuple(said), edit=edit)

    def _fit(self, view: View) -> View:
        """Only the buttons that stay with this case."""
        kept = (
            tuple(one for one in row if _belongs(read_press(one.data), self.topic.case_id))
            for row in view.rows
        )
        return replace(view, rows=tuple(row for row in kept if row))


def _topic_of(uow: UnitOfWork, turn: Turn) -> tuple[GroupCard, TopicCard] | None:
    if turn.chat_id is None or turn.thread_id is None:
        return None
    topic = topic_at(uow.connection, turn.chat_id, turn.thread_id)
    if topic is None:
        return None
    group = read_group(uow.connection, topic.group_id)
    return (group, topic) if group.state is GroupState.WORKING else None


def _belongs(press: Press, case_id: int) -> bool:
    """Whether a button stays with this case, or with a prompt."""
    of_case = press.name.startswith("case:") or press.name == "file:list"
    return press.name == DROP or (of_case and press.args[:1] == (str(case_id),))


def _tongue(turn: Turn) -> Tongue:
    sender: dict[str, Any] = turn.event.get("from", {})
    return tongue_of(sender.get("language_code"))
