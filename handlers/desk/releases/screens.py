"""政策发布: all its buttons, and who may have asked for words."""

from collections.abc import Mapping
from typing import Final

from handlers.desk.context import HandlePress
from handlers.desk.releases import cards, deciding, sending, shelf

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **cards.BUTTONS,
    **sending.BUTTONS,
    **deciding.BUTTONS,
    **shelf.BUTTONS,
}
WRITTEN: Final = (deciding.written, shelf.written)
