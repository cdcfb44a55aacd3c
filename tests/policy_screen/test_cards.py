"""Cards and what stands behind them."""

from datetime import date

import pytest

from handlers.owner.policies import source_views as sources
from handlers.owner.policies.card_views import card
from handlers.owner.policies.shelves import Shelf
from policies.records import Modality
from policies.verdicts import Outcome
from tests.policy_screen.firms import (
    BOOTH,
    EN,
    FIRMS,
    HAN,
    RULES,
    ZH,
    data,
    judged,
    labels,
    of,
    own_english,
    reading,
    verdict,
)

MOST_BYTES = 64
SHELF = Shelf("y", 1)


@pytest.mark.parametrize("firm", FIRMS)
def test_every_card_is_short_names_its_document_and_has_a_way_on(firm: str) -> None:
    for each in judged(firm):
        view = card(ZH, of(each, SHELF))
        assert len(reading(view).splitlines()) <= 12, each.policy
        assert "（解读，2022-06-22）" in reading(view)
        assert labels(view)[-2:] == ["返回", "找人工"]
        assert data(view)[-2] == "policy:group:y1"
        assert len(labels(view)) <= 8
        assert max(len(one.encode()) for one in data(view)) <= MOST_BYTES


@pytest.mark.parametrize("view", [sources.quotation, sources.steps, sources.more])
def test_behind_a_card_one_steps_back_to_it(view) -> None:
    for each in judged():
        shown = view(ZH, of(each, SHELF))
        assert data(shown)[-2] == f"policy:show:{each.policy}:y1"
        assert labels(shown)[-1] == "找人工"
        assert len(shown.html) < 4096


def test_the_booth_card_says_the_sum_its_formula_and_who_decides() -> None:
    text = reading(card(ZH, of(verdict(BOOTH))))

    assert text.startswith("✅ 采样屋补贴：预计 40,000.00 元\n")
    assert "采样屋费用 80,000.00 × 50%" in text
    assert "省级承担 70%：28,000.00 · 县级承担 30%：12,000.00" in text
    assert "财政部门" in text
    assert "“四保”白名单是您自报的" in text


def test_one_thing_that_is_missing_is_told_with_its_number() -> None:
    text = reading(card(ZH, of(verdict(BOOTH, "known", headcount=960, headcount_own=None))))

    assert text.startswith("🟡 采样屋补贴：需主管部门确认")
    assert "还差 40 人" in text
    assert "要都满足" not in text
    assert "如获认定" in text


def test_two_things_that_are_missing_count_together() -> None:
    view = card(ZH, of(verdict(BOOTH, headcount=960, headcount_own=None, whitelist_status="none")))

    assert "还差 2 样，要都满足：" in reading(view)
    assert "还差 40 人" in reading(view)
    assert "如列入" in reading(view)
    assert f"whatif:start:{BOOTH}" in data(view)


def test_an_old_document_gives_at_most_a_confirmation() -> None:
    text = reading(card(ZH, of(verdict(BOOTH, as_of=date(2023, 1, 1)))))

    assert text.startswith("🟡")
    assert "2022 年的文件" in text
    assert "是否仍执行" in text


def test_duty_offer_and_what_the_authority_must_do_read_apart() -> None:
    words = {
        Modality.DUTY: "须履行",
        Modality.OFFER: "可享受（自愿，不是必须）",
        Modality.ENCOURAGEMENT: "鼓励",
        Modality.DUTY_OF_AUTHORITY: "政府部门应当办到",
    }
    certain = {Outcome.MATCH, Outcome.OBLIGATION}
    told = {}
    for each in judged():
        if each.outcome in certain and not each.amounts:
            told.setdefault(each.modality, []).append(reading(card(ZH, of(each))))

    assert told.keys() >= {Modality.DUTY, Modality.OFFER, Modality.DUTY_OF_AUTHORITY}
    for modality, texts in told.items():
        assert all(words[modality] in text for text in texts)
        others = [word for other, word in words.items() if other is not modality]
        assert not any(word in text.splitlines()[0] for word in others for text in texts)


def test_a_duty_never_looks_like_a_benefit() -> None:
    for firm in FIRMS:
        for each in judged(firm):
            if each.modality is Modality.DUTY:
                assert "可享受" not in reading(card(ZH, of(each)))
                assert each.outcome is not Outcome.MATCH


def test_documents_that_are_not_held_are_named() -> None:
    citing = [each for each in judged() if each.relies_on and each.outcome is not Outcome.NO_MATCH]
    assert citing
    for each in citing:
        assert "已引用、未收录：《" in reading(card(ZH, of(each)))
        everything = reading(sources.more(ZH, of(each)))
        assert all(f"《{named.title.zh}》" in everything for named in each.relies_on)


def test_everything_that_is_open_can_be_read() -> None:
    for each in judged():
        view = card(ZH, of(each))
        behind = reading(sources.more(ZH, of(each)))
        assert all(remark.text.zh in behind for remark in (*each.open, *each.notes))
        hidden = [remark for remark in each.open if remark.text.zh not in reading(view)]
        assert not hidden or f"policy:more:{each.policy}" in data(view)


def test_the_words_of_the_document_are_verbatim() -> None:
    text = reading(sources.quotation(ZH, of(verdict(BOOTH))))

    assert RULES.records[BOOTH].source.quote in text
    assert all(quotation.quote in text for quotation in RULES.records[BOOTH].also)


@pytest.mark.parametrize("firm", FIRMS)
def test_english_cards_are_english(firm: str) -> None:
    views = [card, sources.quotation, sources.steps, sources.more]
    for each in judged(firm):
        for view in views:
            assert HAN.search(own_english(view(EN, of(each)))) is None, (each.policy, view)
