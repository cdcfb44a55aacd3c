"""A group in a story: what people do there, and what is read there.

    groups:
      crew: {title: 交通局工作群, members: [admin, clerk, guest]}

Acts of a person: `clerk says in crew: TOPIC | TEXT` (TOPIC: words of its name; `-` for the general
one), `taps in crew: TOPIC | BUTTON`, `replies in crew: WORDS | TEXT`, `shows in crew: WORDS |
CAPTION` (a photo that answers a message). Acts of the group: `crew makes the bot: administrator`
(with the right to manage topics; or `member`, `left`), `crew deletes: TOPIC`, `crew switches
topics: off`, `crew is upgraded: -`; `guest joins: crew`.

In `then`, `→ crew · NAME OF TOPIC` is a message there; `（made）` is the group's own.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tests.conversations.pictures import PIXEL
from tests.sandbox_client import Person
from tests.sandbox_groups import Group, GroupSaid, GroupView

HAPPENED = {
    "forum_topic_created": "（made）",
    "forum_topic_closed": "（closed）",
    "forum_topic_reopened": "（reopened）",
}


@dataclass
class Crowd:
    """A group in a story, and up to where it was read."""

    role: str
    group: Group
    next_id: Callable[[], int]
    seen: int = 0
    known: set[int] = field(default_factory=set)

    async def acts(self, verb: str, what: str) -> None:
        """Something that happens to the group."""
        group = self.group
        acts: Mapping[str, Callable[[], Awaitable[object]]] = {
            "makes the bot": lambda: group.act(
                "bot", status=what, may_manage=what == "administrator"
            ),
            "deletes": lambda: self._delete(what),
            "switches topics": lambda: group.act("forum", on=what == "on"),
            "is upgraded": self._upgrade,
        }
        await acts[verb]()

    async def acted(self, person: Person, verb: str, what: str) -> None:
        """Somebody does something there."""
        where, _, rest = what.partition(" | ")
        number, view = person.person_id, await self.group.view()
        if verb == "says":
            await self.group.say(number, rest, self._thread(view, where))
        elif verb == "taps":
            await self.group.press(number, rest, self._thread(view, where))
        elif verb == "replies":
            answered = view.newest(where)
            await self.group.say(number, rest, answered.thread, answered.id)
        else:
            await self.group.photo(number, PIXEL, view.newest(where).id, rest)

    async def toast(self, person: Person) -> str | None:
        """What the last button that this person tapped said."""
        return (await self.group.view(person.person_id)).toast

    async def read(self, reading: Callable[[str], str]) -> list[str]:
        """What was said there since the last time."""
        view = await self.group.view()
        news = [one for one in view.messages if one.revision > self.seen]
        said = [one for one in news if one.sender == "bot" and not one.deleted]
        blocks = [self._block(view, one, reading) for one in said]
        self.seen = view.revision
        self.known |= {one.id for one in said}
        return blocks

    def _block(self, view: GroupView, one: GroupSaid, reading: Callable[[str], str]) -> str:
        marks = [
            word
            for word, so in (
                ("edited", one.id in self.known),
                ("silent", one.silent),
                ("photo", one.photo is not None),
            )
            if so
        ]
        topic = view.topics[one.thread]["name"] if one.thread in view.topics else ""
        name = f" · {topic}" if topic else ""
        head = f"→ {self.role}{name}" + (f" ({', '.join(marks)})" if marks else "")
        rows = ["".join(f"〔{button.text}〕" for button in row) for row in one.keyboard]
        text = HAPPENED.get(one.happened or "") or reading(one.html)
        return "\n".join([head, text, *rows, ""])

    async def _delete(self, words: str) -> None:
        await self.group.act("delete", thread=(await self.group.view()).thread(words))

    async def _upgrade(self) -> None:
        number = -self.next_id()
        await self.group.act("upgrade", id=number)
        self.group = Group(self.group.base_url, self.group.bot, number, self.group.session)

    def _thread(self, view: GroupView, words: str) -> int | None:
        return None if words == "-" else view.thread(words)
