"""A county after it was written to: who confirms, who is chased, who leaves, who comes later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.audiences import Audience
from bot.domain.broadcast_terms import Terms
from bot.domain.broadcasts import Urgency
from bot.domain.speech import View
from bot.services import topics
from bot.services.broadcasts import receipts as broadcast_receipts
from bot.services.broadcasts.afterwards import Afterwards
from bot.services.broadcasts.chasing import chase_silent
from bot.services.broadcasts.in_force import tell_newcomers
from bot.store.broadcasts.chases import Chase, chase_of
from bot.store.firms.people import PersonCard, find_person, set_blocked
from tests.broadcasts.house import CONTENT, GROUND, House
from tests.staff.office import RULES

ZONE = ZoneInfo("Asia/Shanghai")
RECEIPT = Terms(receipt=True, chase=4, chases=2)
CALLS = replace(RECEIPT, topic="calls")


@dataclass
class Street(House):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.sending = replace(self.sending, owner_bot="zhuqi_bot")
        self.after = Afterwards(
            GROUND,
            remind=lambda it, language: View(f"remind {it.id} {language}"),
            silent=lambda it, _: View(f"silent {[each.name for each in it.firms]}"),
            handed=lambda it, _: View(f"handed {it.firms} {it.officers} {it.nobodys}"),
            in_force=lambda held, _: View(f"in force {[each.id for each in held]}"),
        )

    def sent(
        self,
        terms: Terms,
        audience: Audience | None = None,
        urgency: Urgency = Urgency.NOTICE,
    ) -> int:
        """Written, approved, and all that may arrive has arrived."""
        made = self.begun(replace(CONTENT, terms=terms), audience=audience, urgency=urgency)
        self.arrives()
        return made

    def arrives(self) -> None:
        """All that was queued arrives, and what was being sent is over."""
        self.send()
        self.tick()
        while self.send(bot="desk"):
            pass

    def follow(self) -> None:
        """Let what goes on afterwards happen, as far as it is due now."""
        while self.act(lambda uow: chase_silent(uow, self.after)):
            pass
        while self.act(lambda uow: tell_newcomers(uow, self.after)):
            pass

    def heard(self, bot: str = "owner") -> list[tuple[int, str]]:
        """All that may go now arrives: to whom, and what."""
        self.follow()
        return sorted((each.chat_id, str(each.payload["text"])) for each in self.send(bot=bot))

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """It is that time of July 2022."""
        self.office.now = datetime(2022, 7, day, hour, minute, tzinfo=ZONE)

    def someone(self, chat_id: int) -> PersonCard:
        found = self.act(lambda uow: find_person(uow.connection, chat_id))
        assert found is not None
        return found

    def confirms(self, chat_id: int, made: int) -> Any:
        who = self.someone(chat_id)
        return self.act(lambda uow: broadcast_receipts.confirm(uow, who, made))

    def leaves(self, chat_id: int, topic: str) -> None:
        who = self.someone(chat_id)
        self.act(lambda uow: topics.want_topic(uow, RULES, who, topic, wanted=False))

    def wants(self, chat_id: int, topic: str) -> None:
        who = self.someone(chat_id)
        self.act(lambda uow: topics.want_topic(uow, RULES, who, topic, wanted=True))

    def blocks(self, chat_id: int) -> None:
        self.act(lambda uow: set_blocked(uow.connection, chat_id, blocked=True))

    def chase(self, made: int) -> Chase | None:
        return self.act(lambda uow: chase_of(uow.connection, made))


def told(heard: Sequence[tuple[int, str]]) -> list[int]:
    """The chats that heard something."""
    return [chat for chat, _ in heard]
