"""A county that is written to: its staff, its people, its broadcasts; every act is committed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.domain.audiences import Audience
from bot.domain.broadcast_changes import Kind, Way
from bot.domain.broadcasts import Content, Urgency
from bot.domain.members import Role
from bot.domain.speech import View
from bot.domain.staff import RoleKind
from bot.fates import Fate, Sent
from bot.services.broadcasts import approving, broadcasts, changes
from bot.services.broadcasts.cards import BroadcastCard
from bot.services.broadcasts.figures import card_of
from bot.services.broadcasts.sending import Broadcasting, send_broadcasts
from bot.services.duties.errands import Ground
from bot.services.firms.people import note_unreachable
from bot.settling import settle_all
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.claims import Claimed, claim_letters
from bot.store.firms.people import add_member, add_person
from bot.store.outbox import OUTBOX
from bot.store.slots import SLOT, Limits
from bot.store.staff.officers import OfficerCard
from tests.cases.district import CHINA
from tests.staff.office import COUNTY, RULES, Office

GROUND = Ground(RULES, CHINA)
FREE = Limits(per_second=None)
CORRECTED = Content("{firm}：日期改为7月25日。", "{firm}: the date is 25 July.")
REASON = Content("日期写错了。", "The date was wrong.")
CONTENT = Content("<b>{firm}</b> 您好：{region}有新政策。", "{firm}: news of {region}.")


@dataclass
class House:
    office: Office
    author: OfficerCard = field(init=False)
    approver: OfficerCard = field(init=False)
    place: str = COUNTY

    def __post_init__(self) -> None:
        self.author = self.office.of(RoleKind.EDITOR)
        self.approver = self.office.of(RoleKind.APPROVER)
        self.sending = Broadcasting(
            GROUND,
            progress=lambda card, _: View(f"{card.record.state} {card.figures}"),
            finished=lambda card, _: View(f"finished {card.figures}"),
            missed=lambda card, _: View(f"missed {card.record.starts_at}"),
            voided=lambda card, _: View("voided"),
            used=lambda card, _: View("urgent"),
            seconds=0.0,
        )

    @property
    def act(self) -> Callable[..., Any]:
        return self.office.act

    def person(self, *firm_ids: int, language: str = "zh", role: Role = Role.OWNER) -> int:
        """Somebody who speaks for these firms; returns their chat."""
        chat_id = next(self.office.chats)

        def joined(uow) -> None:
            who = add_person(uow, chat_id, language)
            for firm_id in firm_ids:
                add_member(uow, who.id, firm_id, role)

        self.act(joined)
        return chat_id

    def drafted(
        self,
        content: Content = CONTENT,
        audience: Audience | None = None,
        urgency: Urgency = Urgency.NOTICE,
    ) -> int:
        def work(uow) -> int:
            made = broadcasts.draft_broadcast(
                uow, GROUND, self.author, self.place, urgency
            ).record.id
            broadcasts.put_content(uow, self.author, made, content)
            whom = audience or Audience(self.place)
            broadcasts.put_audience(uow, GROUND, self.author, made, whom, 0)
            return made

        return self.act(work)

    def submitted(self, *args: Any, **more: Any) -> int:
        made = self.drafted(*args, **more)
        self.act(lambda uow: broadcasts.submit(uow, GROUND, self.author, made))
        return made

    def approved(self, *args: Any, **more: Any) -> int:
        made = self.submitted(*args, **more)
        digest = self.card(made).record.digest
        self.act(lambda uow: approving.approve(uow, GROUND, self.approver, made, digest))
        return made

    def begun(self, *args: Any, **more: Any) -> int:
        """Approved, its hold is over, and all that may be queued at once is queued."""
        made = self.approved(*args, **more)
        self.office.wait(minutes=10)
        self.tick()
        return made

    def approve(self, broadcast_id: int, by: OfficerCard | None = None) -> BroadcastCard:
        """By somebody who has read it as it stands."""
        who, digest = by or self.approver, self.card(broadcast_id).record.digest
        return self.act(lambda uow: approving.approve(uow, GROUND, who, broadcast_id, digest))

    def changed(
        self, broadcast_id: int, kind: Kind, content: Content, way: Way | None = None
    ) -> int:
        """A correction or a withdrawal of it, handed in."""

        def work(uow) -> int:
            made = changes.begin_change(uow, self.author, broadcast_id, kind).record.id
            broadcasts.put_content(uow, self.author, made, content)
            if way is not None:
                changes.put_way(uow, self.author, made, way)
            broadcasts.submit(uow, GROUND, self.author, made)
            return made

        return self.act(work)

    def corrected(
        self, broadcast_id: int, content: Content = CORRECTED, way: Way | None = None
    ) -> int:
        """Its correction, approved; its hold is over and what may be queued is queued."""
        return self._begun(self.changed(broadcast_id, Kind.CORRECTION, content, way))

    def withdrawn(self, broadcast_id: int, way: Way | None = None) -> int:
        """The same for its withdrawal."""
        return self._begun(self.changed(broadcast_id, Kind.WITHDRAWAL, REASON, way))

    def _begun(self, made: int) -> int:
        self.approve(made)
        self.office.wait(minutes=10)
        self.tick()
        return made

    def card(self, broadcast_id: int, officer: OfficerCard | None = None) -> BroadcastCard:
        who = officer or self.author
        return self.act(lambda uow: card_of(uow, who, broadcast_id))

    def tick(self) -> None:
        while self.act(lambda uow: send_broadcasts(uow, self.sending)):
            pass

    def claim(self, at_most: int = 100, bot: str = "owner") -> list[Claimed]:
        return self.act(
            lambda uow: claim_letters(
                uow.connection, uow.vault, bot=bot, owner="t", limits=FREE, at_most=at_most
            )
        )

    def settle(self, *known: tuple[Claimed, Fate]) -> None:
        self.act(lambda uow: settle_all(uow.connection, known, unreachable=note_unreachable))

    def send(self, at_most: int = 100, bot: str = "owner") -> list[Claimed]:
        """All that may go, arrives."""
        letters = self.claim(at_most, bot)
        self.settle(*((each, Sent(1000 + each.id)) for each in letters))
        return letters

    def texts(self, bot: str = "owner") -> list[str]:
        """All that may go arrives; what it says above its signature."""
        return [str(each.payload["text"]).partition("\n\n")[0] for each in self.send(bot=bot)]

    def ledger(self, broadcast_id: int) -> dict[int, str]:
        """What became of it, by chat."""
        wanted = select(RECIPIENT).where(RECIPIENT.c.broadcast_id == broadcast_id)
        rows = self.act(lambda uow: uow.connection.execute(wanted).all())
        return {row.chat_id: row.state for row in rows}

    def outbox(self) -> list[Any]:
        wanted = select(OUTBOX).where(OUTBOX.c.bot == "owner").order_by(OUTBOX.c.id)
        return list(self.act(lambda uow: uow.connection.execute(wanted).all()))

    def later(self) -> None:
        """Pauses of real time are over."""
        changed = OUTBOX.update().where(OUTBOX.c.due < 1e11).values(due=0.0, lease_until=0.0)
        self.act(lambda uow: uow.connection.execute(changed))
        held = SLOT.update().values(next_at=0.0)
        self.act(lambda uow: uow.connection.execute(held))
