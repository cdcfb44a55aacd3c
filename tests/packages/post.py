"""A city that sends everybody their own list; some of its places have no policies at all."""

from typing import Any

from bot.domain.broadcasts import Content, Urgency
from bot.domain.packages import Nothing
from bot.domain.staff import RoleKind
from bot.services.broadcasts import approving, broadcasts
from bot.services.broadcasts.sending import send_broadcasts
from bot.services.packages import broadcasts as package_broadcasts
from bot.services.packages.counts import Counting, PackageCount, keep_count, read_package_batch
from bot.services.packages.packing import keep_packed, made_of, next_parcel
from bot.store.broadcasts.broadcasts import broadcast_by_id
from handlers.notices.packages import packing_of
from tests.broadcasts.house import GROUND, House
from tests.staff.office import CITY, RULES

PACKING = packing_of(GROUND)


class Post(House):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.author = self.office.of(RoleKind.EDITOR, CITY)
        self.approver = self.office.of(RoleKind.APPROVER, CITY)

    def package(self, nothing: Nothing = Nothing.SKIP, **more: Any) -> int:
        """A draft for everybody of the place."""
        made = self.drafted(Content(), urgency=Urgency.NOTICE, **more)
        self.act(
            lambda uow: package_broadcasts.put_package(uow, GROUND, self.author, made, nothing)
        )
        return made

    def counted(self, made: int) -> PackageCount:
        """Count it as the desk does."""
        record = self.act(lambda uow: broadcast_by_id(uow, made))
        counting, found, after = Counting(RULES, record.region), PackageCount(), 0
        while batch := self.act(
            lambda uow, after=after: read_package_batch(uow, GROUND, record, after=after, most=3)
        ):
            found, after = found + counting.of(batch), batch.last
        self.act(lambda uow: keep_count(uow, record, found))
        return found

    def let_go(self, made: int) -> None:
        """Counted, handed in, approved, and its hold is over."""
        self.counted(made)
        self.act(lambda uow: broadcasts.submit(uow, GROUND, self.author, made))
        digest = self.card(made).record.digest
        self.act(lambda uow: approving.approve(uow, GROUND, self.approver, made, digest))
        self.office.wait(minutes=10)

    def sent(self, nothing: Nothing = Nothing.SKIP) -> int:
        """All lists are made, and as many messages queued as may be."""
        made = self.package(nothing)
        self.let_go(made)
        self.tick()
        return made

    def tick(self) -> None:
        while self.act(lambda uow: send_broadcasts(uow, self.sending)) or self.packs():
            pass

    def packs(self) -> bool:
        """Make one more parcel of lists."""
        parcel = self.act(lambda uow: next_parcel(uow, PACKING))
        if parcel is None:
            return False
        made = made_of(parcel, PACKING)
        return self.act(lambda uow: keep_packed(uow, parcel, made))
