"""Messages with files: made ones and sent-on ones, by both real clients."""

import pytest

from bot.domain.files import MADE_MOST_BYTES
from bot.domain.speech import Button, OutFile, View
from bot.services.files import to_send
from bot.store.files.files import FileState
from bot.store.outbox import OutboxState, clear_payloads
from bot.telegram import NoPlaceForFile
from bot.uploading import PATIENCE
from tests.conversations.pictures import PIXEL
from tests.files.house import READER, House

REPORT = "政策清单：示例纺织".encode() * 100
ROWS = ((Button("返回", "home:show"),),)
BOTS = pytest.mark.parametrize("bot", ["owner", "desk"])


@BOTS
async def test_a_made_file_arrives_with_its_words_and_buttons(room: House, bot: str) -> None:
    file = OutFile("政策 清单.docx", REPORT)
    await room.says(bot, View("<b>给您</b> &amp; 您的厂", ROWS, protected=True, file=file))
    assert REPORT not in (room.letters()[0].payload or b"")

    await room.sends(bot)

    [said] = await room.heard(bot)
    assert said.document is not None
    assert (said.text, said.labels, said.protected) == ("给您 & 您的厂", ["返回"], True)
    assert said.document["name"] == "政策 清单.docx"
    assert await room.person(bot, READER).file(said.document["id"]) == REPORT


@BOTS
async def test_a_photo_and_a_voice_look_like_it(room: House, bot: str) -> None:
    await room.says(bot, View("图", file=OutFile("a.png", PIXEL, kind="photo")))
    room.queues(bot, View("音", file=OutFile("a.ogg", b"OggS...", kind="voice")))
    await room.sends(bot)

    photo, voice = await room.heard(bot)
    assert photo.photo is not None
    assert voice.voice is not None
    assert [photo.text, voice.text] == ["图", "音"]


@pytest.mark.parametrize(("length", "messages"), [(1024, 1), (1025, 2)])
async def test_a_text_that_is_no_caption_follows(room: House, length: int, messages: int) -> None:
    html = "<b>" + "&lt;" * (length - 1) + "字</b>"  # tags and entities do not count
    await room.says("owner", View(html, ROWS, file=OutFile("a.txt", REPORT)), key="k")
    room.queues("owner", View(html, ROWS, file=OutFile("a.txt", REPORT)), key="k")
    await room.sends("owner")

    said = await room.heard("owner")
    assert len(said) == messages
    assert said[0].document is not None
    assert len(said[-1].text) == length
    assert said[-1].labels == ["返回"]


@pytest.mark.parametrize(("came", "goes"), [("owner", "desk"), ("desk", "owner")])
async def test_a_file_crosses_from_bot_to_bot(home: House, came: str, goes: str) -> None:
    taken = await home.is_sent(came, REPORT, name="登记.exe")
    await home.fetches()

    await home.says(goes, View("附件", file=to_send(taken)))
    await home.sends(goes)

    [said] = await home.heard(goes)
    assert said.document is not None
    assert said.document["name"] == "登记.exe.txt"
    assert await home.person(goes, READER).file(said.document["id"]) == REPORT


async def test_a_message_waits_for_its_file_and_holds_up_no_other(home: House) -> None:
    taken = await home.is_sent("owner", REPORT)
    await home.says("desk", View("附件", file=to_send(taken)))
    home.queues("desk", View("另一句"))
    await home.sends("desk")
    assert [one.text for one in await home.heard("desk")] == ["另一句"]

    await home.fetches()
    await home.sends("desk")  # at once: that the file is there ends the waiting

    assert [one.text for one in await home.heard("desk")] == ["另一句", "附件"]


@BOTS
async def test_after_a_while_a_sentence_goes_instead(room: House, bot: str) -> None:
    taken = await room.is_sent("owner", REPORT)
    await room.says(bot, View("附件 1/1", ROWS, file=to_send(taken)))
    for _ in range(PATIENCE + 1):
        assert await room.heard(bot) == []
        room.hurries()
        await room.sends(bot)

    [said] = await room.heard(bot)
    assert said.text == "附件 1/1\n📎 附件暂时取不到。过几分钟再点一次“看附件”。"
    assert said.labels == ["返回"]


async def test_what_was_refused_is_called_so(room: House) -> None:
    taken = await room.is_sent("owner", b"MZ\x00")
    await room.fetches()
    await room.says("desk", View("附件", file=to_send(taken)))
    await room.sends("desk")

    assert (await room.heard("desk"))[-1].text.endswith("没有收下。")


async def test_a_blob_that_is_gone_from_disk_is_said(room: House) -> None:
    taken = await room.is_sent("owner", REPORT)
    await room.fetches()
    room.blobs.remove(room.row(taken.id).uid)
    await room.says("desk", View("附件", file=to_send(taken)))
    await room.sends("desk")

    assert "取不到" in (await room.heard("desk"))[-1].text


@BOTS
async def test_a_lost_answer_is_repeated_once_with_the_file(room: House, bot: str) -> None:
    await room.says(bot, View("给您", file=OutFile("a.txt", REPORT)))
    await room.sandbox.fault("cut_after", bot=bot, method="sendDocument")
    await room.sends(bot)
    room.hurries()
    await room.sends(bot)

    assert [one.document is not None for one in await room.heard(bot)] == [True, True]
    [letter] = room.letters()
    assert (letter.state, letter.doubts) == (OutboxState.SENT, 1)


async def test_made_files_go_with_the_old_texts(home: House) -> None:
    await home.says("owner", View("一", file=OutFile("a.txt", REPORT)))
    await home.sends("owner")
    home.queues("owner", View("二", file=OutFile("b.txt", REPORT)))
    sent, waiting = (letter.file_id for letter in home.letters())

    home.ages(49 * 3600)
    home.database.run_sync(lambda c: clear_payloads(c, older_than_seconds=48 * 3600))
    await home.fetching().keep_house()

    assert (home.row(sent).state, home.row(sent).content) == (FileState.ERASED, None)
    assert home.row(waiting).state == FileState.KEPT
    await home.sends("owner")
    assert len(await home.heard("owner")) == 2


@pytest.mark.parametrize("content", [None, b"", bytes(MADE_MOST_BYTES + 1)])
def test_a_view_whose_file_is_none_is_a_bug(room: House, content: bytes | None) -> None:
    with pytest.raises(NoPlaceForFile):
        room.queues("owner", View("x", file=OutFile("a", content)))
