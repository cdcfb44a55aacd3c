from io import BytesIO
from typing import Any

import aiohttp
import pytest

from tests.sandbox.api_stage import OWNER_ID, TOKENS, Stage, png
from tests.sandbox_client import Person, Refused

Field = str | tuple[str, bytes]  # text, or a file with its name


def form(**fields: Field) -> aiohttp.FormData:
    made = aiohttp.FormData({"chat_id": str(OWNER_ID)}, quote_fields=False)
    for name, value in fields.items():
        if isinstance(value, str):
            made.add_field(name, value)
        else:
            made.add_field(name, BytesIO(value[1]), filename=value[0])
    return made


async def upload(stage: Stage, method: str, **fields: Field) -> dict[str, Any]:
    return await stage.post(f"/bot{TOKENS['owner']}/{method}", data=form(**fields))


async def test_a_file_comes_as_a_part_of_its_own_name_or_attached(
    stage: Stage, owner: Person
) -> None:
    direct = await upload(stage, "sendDocument", document=("报告.txt", b"abc"))
    attached = await upload(
        stage, "sendDocument", document="attach://part7", part7=("a.bin", b"xyz"), caption="附件"
    )

    one, two = (await owner.messages())[-2:]
    assert (direct["ok"], attached["ok"]) == (True, True)
    assert one.document is not None
    assert two.document is not None
    assert one.document["name"] == "报告.txt"
    assert (two.text, await owner.file(two.document["id"])) == ("附件", b"xyz")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"document": "attach://nowhere"}, "under the name that was attached"),
        ({"document": ("a", b"x"), "other": ("b", b"y")}, 'nothing refers to the file "other"'),
        ({"document": "no-such-id"}, "wrong file identifier"),
        ({"document": ("a", b"x"), "caption": "字" * 1025}, "message caption is too long"),
        ({"document": ("a", b"x"), "thumb": "y"}, 'unknown parameter "thumb"'),
    ],
)
async def test_a_wrong_upload_is_refused(
    stage: Stage, owner: Person, fields: dict[str, Field], words: str
) -> None:
    body = await upload(stage, "sendDocument", **fields)

    assert (body["error_code"], words in str(body["description"])) == (400, True), body


async def test_a_caption_of_1024_after_parsing_fits(stage: Stage, owner: Person) -> None:
    caption = "<b>" + "字" * 1024 + "</b>"

    body = await upload(
        stage, "sendDocument", document=("a", b"x"), caption=caption, parse_mode="HTML"
    )

    assert body["ok"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (png(1, 60), "PHOTO_INVALID_DIMENSIONS"),
        (b"\xff\xd8\xff\xe0\x00\x04ab", "IMAGE_PROCESS_FAILED"),
    ],
)
async def test_what_is_no_picture_cannot_be_sent_as_one(
    stage: Stage, owner: Person, content: bytes, words: str
) -> None:
    body = await upload(stage, "sendPhoto", photo=("a.png", content))

    assert words in str(body["description"])


async def test_a_jpeg_knows_its_size(stage: Stage, owner: Person) -> None:
    app0 = b"\xff\xe0\x00\x04ab"
    frame = b"\xff\xc0\x00\x11\x08\x00\x30\x00\x40" + bytes(10)

    body = await upload(stage, "sendPhoto", photo=("a.jpg", b"\xff\xd8" + app0 + frame))

    assert body["ok"], body
    photo = body["result"]["photo"][0]
    assert (photo["width"], photo["height"]) == (64, 48)


async def test_a_persons_file_comes_back_byte_for_byte(
    stage: Stage, owner: Person, picture: bytes
) -> None:
    await owner.photo(picture, caption="卡口")
    await owner.document(b"\x00\x01", name="证明.pdf")
    photo, document = await stage.result("getUpdates")

    for file_id, content in (
        (photo["message"]["photo"][-1]["file_id"], picture),
        (document["message"]["document"]["file_id"], b"\x00\x01"),
    ):
        path = (await stage.result("getFile", file_id=file_id))["file_path"]
        async with stage.http.get(f"{stage.url}/file/bot{TOKENS['owner']}/{path}") as answer:
            assert await answer.read() == content
        async with stage.http.get(f"{stage.url}/file/bot{TOKENS['desk']}/{path}") as answer:
            assert answer.status == 404
    assert photo["message"]["caption"] == "卡口"


async def test_a_file_id_belongs_to_one_bot_and_one_kind(
    stage: Stage, owner: Person, picture: bytes
) -> None:
    await owner.photo(picture)
    file_id = (await stage.result("getUpdates"))[0]["message"]["photo"][-1]["file_id"]
    await stage.person("desk").say("/start")

    await stage.result("sendPhoto", chat_id=OWNER_ID, photo=file_id)
    other_bot = await stage.refused(400, "sendPhoto", "desk", chat_id=OWNER_ID, photo=file_id)
    other_kind = await stage.refused(400, "sendDocument", chat_id=OWNER_ID, document=file_id)

    assert "wrong file identifier" in other_bot
    assert "can't use file of type Photo as Document" in other_kind
    assert "invalid file_id" in await stage.refused(400, "getFile", "desk", file_id=file_id)


async def test_files_by_url_are_not_modelled(stage: Stage, owner: Person) -> None:
    await stage.refused(501, "sendPhoto", chat_id=OWNER_ID, photo="https://example.org/a.png")


async def test_a_photo_has_no_text_to_edit(stage: Stage, owner: Person, picture: bytes) -> None:
    await upload(stage, "sendPhoto", photo=("a.png", picture))
    number = (await owner.newest()).id

    why = await stage.refused(
        400, "editMessageText", chat_id=OWNER_ID, message_id=number, text="x"
    )

    assert why == "Bad Request: there is no text in the message to edit"


async def test_the_words_beside_a_photo_are_edited_and_the_photo_stays(
    stage: Stage, owner: Person, picture: bytes
) -> None:
    await upload(stage, "sendPhoto", photo=("a.png", picture), caption="旧")
    before = await owner.newest()
    await stage.result(
        "editMessageCaption", chat_id=OWNER_ID, message_id=before.id, caption="<b>新</b>",
        parse_mode="HTML",
    )  # fmt: skip
    after = await owner.newest()
    assert (after.id, after.html, after.photo) == (before.id, "<b>新</b>", before.photo)

    same = {"chat_id": OWNER_ID, "message_id": before.id, "caption": "新", "parse_mode": "HTML"}
    await stage.result("editMessageCaption", **same)
    assert "not modified" in await stage.refused(400, "editMessageCaption", **same)
    long = same | {"caption": "长" * 1025}
    assert "too long" in await stage.refused(400, "editMessageCaption", **long)
    words = await stage.result("sendMessage", chat_id=OWNER_ID, text="x")
    there = same | {"message_id": words["message_id"]}
    why = await stage.refused(400, "editMessageCaption", **there)
    assert why == "Bad Request: there is no caption in the message to edit"


async def test_a_person_cannot_send_text_as_a_picture(owner: Person) -> None:
    with pytest.raises(Refused, match="PNG or JPEG"):
        await owner.photo(b"text")


async def test_an_album_is_several_messages_of_one_group(
    stage: Stage, owner: Person, picture: bytes
) -> None:
    await owner.album([picture] * 3, caption="三张照片")

    messages = [one["message"] for one in await stage.result("getUpdates")]
    assert len({one["media_group_id"] for one in messages}) == 1
    assert [one.get("caption") for one in messages] == ["三张照片", None, None]
    with pytest.raises(Refused, match="2 to 10"):
        await owner.album([picture])


async def test_files_that_are_too_big_are_refused(stage: Stage, owner: Person) -> None:
    body = await upload(stage, "sendPhoto", photo=("a.png", png() + bytes(10 * 1024 * 1024)))
    await owner.document(bytes(20 * 1024 * 1024 + 1))
    file_id = (await stage.result("getUpdates"))[0]["message"]["document"]["file_id"]

    assert body["error_code"] == 413
    assert "file is too big" in await stage.refused(400, "getFile", file_id=file_id)


async def test_a_voice_is_an_ogg_with_words_under_it(stage: Stage, owner: Person) -> None:
    sent = await upload(
        stage, "sendVoice", voice=("a.ogg", b"OggS123"), caption="听", duration="4"
    )
    assert (sent["result"]["voice"]["duration"], sent["result"]["caption"]) == (4, "听")
    said = (await owner.messages())[-1]
    assert said.voice is not None
    assert await owner.file(said.voice["id"]) == b"OggS123"

    other = await upload(stage, "sendVoice", voice=("a.mp3", b"ID3"))
    nothing = await upload(stage, "sendVoice")
    number = said.id
    edited = await stage.refused(
        400, "editMessageText", chat_id=OWNER_ID, message_id=number, text="x"
    )
    assert (other["error_code"], nothing["error_code"]) == (501, 400)
    assert "no text in the message" in edited
