"""群发: all its buttons."""

from collections.abc import Mapping
from typing import Final

from handlers.desk.broadcasts import (
    approving,
    audience_screens,
    cards,
    changing,
    compose,
    packages,
    preview,
    progress,
    scheduling,
    starting,
    statistics,
    terms,
)
from handlers.desk.context import HandlePress

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **cards.BUTTONS,
    **starting.BUTTONS,
    **compose.BUTTONS,
    **audience_screens.BUTTONS,
    **packages.BUTTONS,
    **preview.BUTTONS,
    **scheduling.BUTTONS,
    **approving.BUTTONS,
    **changing.BUTTONS,
    **progress.BUTTONS,
    **terms.BUTTONS,
    **statistics.BUTTONS,
}
