"""群发: all its buttons."""

from collections.abc import Mapping
from typing import Final

from handlers.desk.broadcasts import (
    approving,
    audience_screens,
    cards,
    compose,
    preview,
    progress,
    starting,
)
from handlers.desk.context import HandlePress

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **cards.BUTTONS,
    **starting.BUTTONS,
    **compose.BUTTONS,
    **audience_screens.BUTTONS,
    **preview.BUTTONS,
    **approving.BUTTONS,
    **progress.BUTTONS,
}
