"""登记册: all buttons, and who may have asked for words."""

from collections.abc import Mapping
from typing import Final

from handlers.desk.context import HandlePress
from handlers.desk.registers import (
    applications,
    cards,
    change,
    checks,
    documents,
    figures,
    menu,
    preview,
)

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **menu.BUTTONS,
    **cards.BUTTONS,
    **change.BUTTONS,
    **preview.BUTTONS,
    **applications.BUTTONS,
    **checks.BUTTONS,
    **documents.BUTTONS,
    **figures.BUTTONS,
}
WRITTEN: Final = (change.written, applications.written, checks.written, figures.written)
