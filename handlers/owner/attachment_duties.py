"""A file as evidence of a duty: of the one on view, or of one that they choose."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import CODE, Point, subject_of
from bot.domain.file_refusals import FileCode, FileRefusal
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.duties.codes import code_plan
from bot.services.duties.duties import Duty, FirmDuties, load_duties
from bot.services.file_places import kept_with
from bot.services.files import Taken
from bot.services.firms.firms import firm_of
from bot.store.screens import put_on_view
from bot.store.uow import UnitOfWork
from handlers.owner import attachment_views as views
from handlers.owner.attachment_captions import TAKE_FILES, named_in
from handlers.owner.attachment_places import duty_of, theirs
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.evidence import keep_evidence
from handlers.owner.duties.scene import (
    duty_named,
    duty_pressed,
    ground_of,
    item_named,
    with_duties,
)
from handlers.press import Press
from policies.keeping import Form


def on_duty(owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, screen: Press) -> Replies:
    """A file for the duty that is on view: recorded, or asked of which of its items."""
    point = _point_on_view(owner, screen)
    if point is not None:
        return _recorded(owner, uow, who, file, point)
    named = named_in(owner, uow, who, file.caption)
    here = named is not None and named.duty.record == screen.word()
    if named is not None and here and named.point is not None:
        return _recorded(owner, uow, who, file, named.point)
    firm = firm_of(uow, who.person, Right.DUTY)
    duties = load_duties(uow, ground_of(owner), firm.id)
    return _for_duty(owner, uow, who, file, (duties, duty_named(duties, screen.word())))


async def every(event_update: Update, owner: Owner, press: Press) -> None:
    """记到要做的事…: which one?"""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        [file, *_] = theirs(uow, who, press)
        _is_free(uow, file)
        page = press.number(1) if press.args[1:] else 0
        held = [duty for duty in duties.duties if duty.keeping.form in TAKE_FILES]
        return Replies(edit=views.which_duty(who.t, file, held, page))

    await with_duties(event_update, owner, act)


async def duty(event_update: Update, owner: Owner, press: Press) -> None:
    """One of them."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        [file, *_] = theirs(uow, who, press)
        _is_free(uow, file)
        chosen = duty_pressed(duties, Press(press.name, press.args[1:]))
        return _for_duty(owner, uow, who, file, (duties, chosen), edit=True)

    await with_duties(event_update, owner, act)


async def item(event_update: Update, owner: Owner, press: Press) -> None:
    """One thing that it asks for."""

    def act(uow: UnitOfWork, who: Speaker, duties: FirmDuties) -> Replies:
        [file, *_] = theirs(uow, who, press)
        _is_free(uow, file)
        chosen = duty_pressed(duties, Press(press.name, press.args[1:]))
        named = item_named(chosen, press.word(2))
        point = chosen.point(named.id, press.args[3] if press.args[3:] else "")
        return _recorded(owner, uow, who, file, point, edit=True)

    await with_duties(event_update, owner, act)


def _for_duty(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    file: Taken,
    of: tuple[FirmDuties, Duty],
    *,
    edit: bool = False,
) -> Replies:
    """Recorded where the duty asks for one thing only; else they say for which."""
    duties, chosen = of
    points = list(_points(duties, chosen))
    if len(points) == 1:
        return _recorded(owner, uow, who, file, points[0], edit=edit)
    kinds = {line.name: line.label for line in chosen.verdict.lines}
    view = views.which_item(who.t, file, chosen, points, kinds)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _points(duties: FirmDuties, chosen: Duty) -> list[Point]:
    """What a file may show: each item, or that the codes of each kind are up."""
    if chosen.keeping.form is not Form.CODES:
        return [chosen.point(each.id) for each in chosen.keeping.items]
    last, plan = chosen.keeping.items[-1].id, code_plan(duties, chosen)
    return [chosen.point(last, subject_of(CODE, kind.line.name)) for kind in plan.kinds]


def _point_on_view(owner: Owner, screen: Press) -> Point | None:
    """The one thing that the screen is about; None if it is about several."""
    record = duty_of(owner, screen)
    if record is None or record.keeping is None:
        raise Stale(StaleCode.CHANGED)
    items = record.keeping.items
    match screen.name, screen.args:
        case "duty:note", (_, named, *subject) if any(each.id == named for each in items):
            return Point(record.id, named, "".join(subject[:1]))
        case "duty:kind", (_, kind, *_):
            return Point(record.id, items[-1].id, subject_of(CODE, kind))
        case "duty:count", (_, _, kind, *_):
            return Point(record.id, items[-1].id, subject_of(CODE, kind))
    alone = len(items) == 1 and record.keeping.form is Form.ITEMS
    return Point(record.id, items[0].id) if alone else None


def _recorded(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, point: Point, *, edit: bool = False
) -> Replies:
    firm = firm_of(uow, who.person, Right.DUTY)
    receipt = keep_evidence(owner, uow, who, firm.id, point, file.caption, file)
    subject = (point.subject,) if point.subject else ()
    opened_by = ":".join(("duty:note", point.record, point.item, *subject))
    put_on_view(uow, who.person.id, firm.id, opened_by)
    view = views.movable(who.t, receipt, file)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _is_free(uow: UnitOfWork, file: Taken) -> None:
    """Make sure that a file has no place yet.

    Raises:
        FileRefusal: It has one.
    """
    if kept_with(uow, file.id) is not None:
        raise FileRefusal(FileCode.ATTACHED, case_id=None)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "file:duties": every,
    "file:duty": duty,
    "file:item": item,
}
