"""How attachments are counted on a card: what was kept, and what was not."""

import pytest

from bot.domain.files import FileKind
from bot.store.files.files import FileState, Taken
from handlers.notices.files import count
from handlers.tongue import Tongue

KEPT, LOST, REFUSED = FileState.KEPT, FileState.LOST, FileState.REFUSED


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), None),
        ((KEPT, KEPT), "📎 2 个附件"),
        ((KEPT, LOST), "📎 2 个附件（1 个暂时取不到）"),
        ((KEPT, REFUSED), "📎 1 个附件（另有 1 个太大或格式不对，没有收下）"),
        ((REFUSED,), "📎 有 1 个附件太大或格式不对，没有收下"),
    ],
)
def test_what_was_not_kept_is_no_attachment(
    states: tuple[FileState, ...], said: str | None
) -> None:
    files = [
        Taken(number, FileKind.PHOTO, "", "", None, state) for number, state in enumerate(states)
    ]

    assert count(Tongue("zh"), files) == said
