"""共性问题, 政策建议: all buttons, and who may have asked for words."""

from collections.abc import Mapping
from typing import Final

from handlers.desk.context import HandlePress
from handlers.desk.issues import answers, cards, listing, picking, proposals

BUTTONS: Final[Mapping[str, HandlePress]] = {
    **listing.BUTTONS,
    **picking.BUTTONS,
    **cards.BUTTONS,
    **answers.BUTTONS,
    **proposals.BUTTONS,
}
WRITTEN: Final = (picking.written, cards.written, answers.written, proposals.written)
