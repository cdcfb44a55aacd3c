"""发我一份: the list or one card as a file that office programs open."""

import json
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy import select

from bot.services.firms.looks import note_look
from bot.store.files.files import FILE
from bot.store.outbox import OUTBOX, PLACE
from handlers.notices.outcomes import ORDER
from handlers.owner.policies.report_docx import rendered
from handlers.owner.policies.report_text import About, report
from handlers.owner.policies.report_views import file_name, title
from handlers.tongue import Tongue
from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import (
    BOOTH,
    CLAUSE,
    EN,
    FIRMS,
    HAN,
    JULY,
    RULES,
    ZH,
    judged,
    of,
    verdict,
)

NASTY = '=HYPERLINK("http://x")<b>&\x07\ud800厂 /..\\'


def made(t: Tongue = ZH, firm: str = "known", name: str = "示例纺织", **changes: object) -> bytes:
    verdicts = judged(firm, **changes)
    head = title(t, None)
    about = About(name, "河南省/南阳市/方城县", JULY)
    return rendered(report(t, head, about, [of(v) for v in verdicts]), head, t.language, JULY)


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in Document(BytesIO(content)).paragraphs]


def text_of(content: bytes) -> str:
    return "\n".join(text for _, text in paragraphs(content))


def test_it_says_whose_it_is_what_it_rests_on_and_that_it_decides_nothing() -> None:
    head = [text for _, text in paragraphs(made())][:9]

    assert head[0] == "政策对照清单"
    assert "企业（项目）：示例纺织" in head
    assert "对照日期：2022年7月15日" in head
    joined = "\n".join(head)
    assert "《方城县高效统筹疫情防控和经济社会发展工作方案》（解读，2022-06-22）" in joined
    assert "历史文件" in joined
    assert "不是行政决定，也不是承诺" in joined
    assert "以主管部门核定为准" in joined


@pytest.mark.parametrize("firm", FIRMS)
def test_every_verdict_is_in_it_in_its_group(firm: str) -> None:
    verdicts, read = judged(firm), paragraphs(made(firm=firm))

    heads = [text for style, text in read if style == "Heading 2"]
    assert len(heads) == len(verdicts)
    assert all(any(each.title.zh in head for head in heads) for each in verdicts)
    groups = [text for style, text in read if style == "Heading 1"]
    assert len(groups) == sum(any(v.outcome is each for v in verdicts) for each in ORDER)


def test_quotations_are_verbatim_with_their_clause() -> None:
    text = text_of(made())
    for each in judged():
        if each.outcome != "no_match":
            quoted = RULES.records[each.policy].source
            assert f"原文：{quoted.quote}" in text
            assert f"2022-06-22）{quoted.clause}" in text


def test_amounts_have_their_formula_and_what_is_open_says_who_decides() -> None:
    text = text_of(made())

    assert "政府补贴 40,000.00（采样屋费用 80,000.00 × 50%）" in text
    assert "省级承担 28,000.00" in text
    assert "未定：" in text
    assert "财政部门" in text


def test_only_if_granted_is_said_to_be_no_promise() -> None:
    text = text_of(made(headcount=960, headcount_own=900))

    assert "如获认定的算法，不是承诺" in text
    assert "预计 40,000.00 元" not in text


def test_the_english_report_is_english_around_chinese_quotations() -> None:
    read = paragraphs(made(EN, name="Example Textile"))
    own = [
        text
        for style, text in read
        if style != "Quote" and not text.startswith("Place of operation")
    ]

    assert [text for text in own if HAN.search(CLAUSE.sub("", text))] == []
    assert any(style == "Quote" and HAN.search(text) for style, text in read)


def test_chinese_faces_are_named_for_every_style_in_use() -> None:
    document = Document(BytesIO(made()))
    for name in {each.style.name for each in document.paragraphs}:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
        assert not [attribute for attribute in fonts.attrib if "Theme" in attribute]


def test_a_nasty_name_is_only_text() -> None:
    content = made(name=NASTY)

    assert '=HYPERLINK("http://x")<b>&厂 /..\\' in text_of(content)
    name = file_name("清单", About(NASTY, "", JULY))
    assert name == "清单-=HYPERLINK( http   x ) b &厂-2022-07-15.docx"


def test_its_properties_hold_no_wall_clock() -> None:
    about = Document(BytesIO(made())).core_properties

    assert about.author == "助企通"
    assert about.created.date() == JULY


def test_one_card_alone() -> None:
    head = title(ZH, verdict(BOOTH).title)
    about = About("示例纺织", "方城县", JULY)
    content = rendered(report(ZH, head, about, [of(verdict(BOOTH))]), head, "zh", JULY)

    assert [text for style, text in paragraphs(content) if style == "Heading 2"] == [
        "1. 采样屋补贴：预计 40,000.00 元"
    ]
    assert head == "政策对照：采样屋补贴"


def sent(stage: TwoBots, seat: Seat) -> tuple[str, dict, object]:
    """The newest letter of the chat, and the file that it carries."""
    newest = select(OUTBOX).where(OUTBOX.c.chat_id == seat.chat_id).order_by(OUTBOX.c.id.desc())

    def read(uow):
        row = uow.connection.execute(newest).first()
        payload = json.loads(uow.vault.open(PLACE, row.uid, row.payload))
        file = uow.connection.execute(select(FILE).where(FILE.c.id == row.file_id)).first()
        return row.method, payload, file

    return stage.district.act(read)


async def test_the_list_is_sent_as_a_file_with_a_way_on(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("policy:list")
    await owner.taps("发我一份")
    await owner.taps("全部对照结果")
    method, payload, file = sent(stage, owner)

    assert method == "sendDocument"
    assert "以主管部门核定为准" in payload["caption"]
    assert file is not None
    assert {"返回", "找人工"} <= owner.labels()


async def test_one_card_is_sent_from_its_source(owner: Seat, stage: TwoBots) -> None:
    await owner.presses(f"policy:quote:{BOOTH}:y0")
    await owner.taps("发我这一条")
    method, _, file = sent(stage, owner)

    assert method == "sendDocument"
    assert file is not None
    assert "回到这一条" in owner.labels()


async def test_a_forged_record_gets_a_sentence_and_no_file(owner: Seat, stage: TwoBots) -> None:
    [said] = await owner.presses("policy:file:P-XX-99")

    assert "这个按钮是旧的" in said
    assert sent(stage, owner)[0] == "sendMessage"


async def test_who_has_no_firm_gets_no_file(stage: TwoBots) -> None:
    [said] = await stage.seat("owner", 998).presses("policy:file")

    assert "先知道是哪家企业" in said


async def test_stale_and_forged_buttons_of_the_list_get_a_sentence(owner: Seat) -> None:
    for data in ("policy:group:zz", "policy:group", "policy:show:P-XX-99", "policy:more:x:y0"):
        [said] = await owner.presses(data)
        assert "这个按钮是旧的" in said
    [said] = await owner.presses(f"policy:show:{BOOTH}:nonsense")
    assert said.startswith("✅ 采样屋补贴")


async def test_the_list_is_marked_when_the_firm_changed_since_another_day(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("policy:list")
    stage.district.wait(days=1)
    await owner.presses("fact:ask:booth_cost")
    await owner.says("100000")
    await owner.presses("policy:list")

    assert "🆕 和您 2022年7月15日看的比，变了 1 项：\n· 采样屋补贴 金额（数量）变了" in (
        owner.screens[-1].text
    )
    stage.district.wait(days=1)
    await owner.presses("policy:list")
    assert "🆕" not in owner.screens[-1].text


def test_a_look_is_of_its_own_firm(stage: TwoBots) -> None:
    day = date(2022, 7, 16)
    looked = [
        stage.district.act(lambda uow, firm=firm: note_look(uow, 1, firm, judged(), day))
        for firm in (1, 2)
    ]
    assert [changes.of for changes in looked] == [{}, {}]
