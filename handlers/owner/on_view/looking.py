"""Which screen somebody looks at, noted with every act: a text or a file may belong to it."""

from typing import Final

from bot.store.firms.people import PersonCard
from bot.store.parked import NO_FIRM
from bot.store.screens import ScreenCard, last_screen, put_on_view, take_off_view
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.filing import RECENT, Seen
from handlers.owner.menu_words import MENU, OF_GROUPS
from handlers.press import Press, read_press
from policies.spoken.choices import squeezed

OF_DUTY: Final = frozenset(
    f"duty:{each}"
    for each in ("show", "note", "kind", "count", "stock", "goal", "every", "log", "quote")
)
"""Buttons that open a screen about one duty; its record is their first argument."""
OF_DUTIES: Final = frozenset({"duty:list"})
BESIDE: Final = frozenset(
    {"arrival:list", "arrival:show", "arrival:none", "trip:list", "trip:show", "trip:new"}
    | {"test:list", "test:show", "test:new"}
)
"""Lists that a firm keeps beside its duties; they take no files."""
OF_CASE: Final = frozenset({"case:show", "case:all"})
OF_MEMBERS: Final = frozenset({"member:list", "member:whom"})
"""Who is to be let in may be written there."""
OF_RATING: Final = frozenset({"rate:case", "rate:words"})
"""After these a comment may be written, until anything else is done or half an hour is over."""
SCREENS: Final = OF_DUTY | OF_DUTIES | BESIDE | OF_CASE | OF_MEMBERS | OF_RATING
WELCOME: Final = "home:start"
"""The first words of all; no button opens them."""
JOINING: Final = "join:how"
"""What to do with an invitation code."""
BESIDE_CASE: Final = "beside"
JUST_OPENED: Final = "opened"
FILE: Final = "file:"
"""Buttons that say where a file goes: whatever was looked at before stays so."""


def note_view(uow: UnitOfWork, person: PersonCard, turn: Turn) -> None:
    """Whoever opens one of these screens looks at it until they open or write something else.

    The words of the menu open a screen as its button does.
    """
    words = squeezed(str(turn.event.get("text") or ""))
    written = "test:list" if words in OF_GROUPS else MENU.get(words, "")
    data = str((turn.pressed or {}).get("data") or written)
    if person.firm_id is not None and read_press(data).name in SCREENS:
        put_on_view(uow, person.id, person.firm_id, data)
    elif (data and not data.startswith(FILE)) or "text" in turn.event:
        take_off_view(uow, person.id)


def newcomer_sees(uow: UnitOfWork, person: PersonCard, screen: str) -> None:
    """Somebody without a firm reads this now: their next word may answer it."""
    if person.firm_id is None:
        put_on_view(uow, person.id, NO_FIRM, screen)


def on_view(uow: UnitOfWork, person: PersonCard) -> Press | None:
    """The screen that is on view, as the button that opens it; None if that is long ago."""
    screen = _recent(uow, person)
    return read_press(screen.opened_by) if screen is not None and screen.on_view else None


def looked_at(uow: UnitOfWork, person: PersonCard) -> tuple[Seen, Press, bool]:
    """What they looked at last, the button that opens it, and whether it is still on view."""
    screen = _recent(uow, person)
    if screen is None:
        return Seen.NOTHING, Press("", ()), False
    press = read_press(screen.opened_by)
    return _kind(press, on_view=screen.on_view), press, screen.on_view


def case_beside(uow: UnitOfWork, person: PersonCard, case_id: int) -> str:
    """The screen of a case that a file went to; it remembers the duty that was on view before."""
    _, press, _ = looked_at(uow, person)
    record = press.args[0] if press.name in OF_DUTY and press.args else duty_beside(press)
    return f"case:show:{case_id}" + (f":{BESIDE_CASE}:{record}" if record else "")


def sees_opened(uow: UnitOfWork, person: PersonCard, case_id: int) -> None:
    """They read that this urgent case is with people: what is said next tells where and which."""
    if person.firm_id is not None:
        put_on_view(uow, person.id, person.firm_id, f"case:show:{case_id}:{JUST_OPENED}")


def is_just_opened(screen: Press) -> bool:
    """Whether an urgent case was opened, and nothing was said or tapped since."""
    return screen.name == "case:show" and screen.args[1:] == (JUST_OPENED,)


def duty_beside(press: Press) -> str | None:
    """The record of the duty that was on view before a file went to a case."""
    match press.name, press.args:
        case "case:show", (_, mark, record) if mark == BESIDE_CASE:
            return record
    return None


def _kind(press: Press, *, on_view: bool) -> Seen:
    if press.name in OF_DUTY and press.args:
        return Seen.DUTY
    if press.name in OF_DUTIES or (press.name in BESIDE and on_view):
        return Seen.DUTIES
    return Seen.CASE if press.name in OF_CASE else Seen.NOTHING


def _recent(uow: UnitOfWork, person: PersonCard) -> ScreenCard | None:
    screen = last_screen(uow, person.id, person.firm_id or NO_FIRM)
    if screen is None or person.firm_id is None:  # a newcomer may take their time
        return screen
    return screen if uow.now - screen.seen_at <= RECENT else None
