"""Where a file may belong: what was looked at last, the open cases, something else."""

from bot.domain.members import Right
from bot.services.cases.lists import CaseLine
from bot.services.files import Taken, whole
from bot.services.firms.firms import firm_of
from bot.store.problems import Told
from bot.store.uow import UnitOfWork
from handlers import routing
from handlers.filing import Seen, Sent
from handlers.owner.attachment_captions import TAKE_FILES, Named
from handlers.owner.attachment_views import Places
from handlers.owner.context import Owner, Speaker
from handlers.owner.on_view.looking import looked_at
from handlers.owner.problems.scene import may_for_firm, open_lines
from handlers.owner.problems.understanding import understood
from handlers.press import Press
from policies.records import Record


def theirs(uow: UnitOfWork, who: Speaker, press: Press) -> tuple[Taken, ...]:
    """The file that a button names first, with all that was sent as one with it.

    Raises:
        NotYours: It is no file of the firm that they speak for.
    """
    return whole(uow, [press.number()], firm_id=firm_of(uow, who.person).id)


def sent_of(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    told: Told | None,
    lines: tuple[CaseLine, ...],
    named: Named | None = None,
) -> tuple[Sent, Press]:
    """All that decides where a file goes, and the screen that was looked at last.

    Args:
        told: What its words were taken for; None without words.
        lines: The open cases.
        named: The duty that its words name.
    """
    seen, press, on_view = looked_at(uow, who.person)
    if seen is Seen.DUTY and duty_of(owner, press) is None:
        seen = Seen.DUTIES if on_view else Seen.NOTHING
    if seen is Seen.CASE and not any(str(line.id) == press.args[0] for line in lines):
        seen = Seen.NOTHING
    if seen in {Seen.DUTY, Seen.DUTIES} and not may_for_firm(uow, who, Right.DUTY):
        seen = Seen.NOTHING
    if named is not None and not (told and told.urgent):
        elsewhere = not on_view or press.args[:1] != (named.duty.record,)
        return Sent(False, False, seen, on_view, len(lines), elsewhere), press
    heard = None if told is None else understood(told, lines)
    words = heard is not None and not routing.suits_case(heard)
    clear = words and heard is not None and (heard.clear or heard.urgent)
    return Sent(words, clear, seen, on_view, len(lines)), press


def duty_of(owner: Owner, press: Press) -> Record | None:
    """The record of a duty that a button names first, if files may show that it is kept."""
    record = owner.rulebase.records.get(press.args[0] if press.args else "")
    keeping = None if record is None else record.keeping
    return record if keeping is not None and keeping.form in TAKE_FILES else None


def places_of(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    seen: tuple[Sent, Press],
    named: Named | None = None,
    *,
    every: bool = False,
) -> Places:
    """Where it may belong.

    Args:
        seen: What decides where it goes, and the screen that was looked at last.
        named: The duty that its words name; it comes first.
        every: All their duties are offered whatever was looked at.
    """
    sent, press = seen
    record = duty_of(owner, press) if sent.seen is Seen.DUTY else None
    duties = sent.seen is Seen.DUTIES or every
    if named is not None and record is not None and record.id == named.duty.record:
        record = None
    return Places(
        cases=open_lines(uow, who),
        categories=owner.rulebase.problems,
        named=named,
        duty=None if record is None else (record.id, record.title),
        duties=duties and may_for_firm(uow, who, Right.DUTY),
    )
