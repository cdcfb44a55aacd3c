"""Which open questions take a photo or a file as their answer."""

from collections.abc import Mapping
from typing import Final

from handlers.owner.answers import FileAnswer
from handlers.owner.duties import evidence as duties_evidence
from handlers.owner.firm import applying

FILES: Final[Mapping[str, FileAnswer]] = {**duties_evidence.FILES, **applying.FILES}
