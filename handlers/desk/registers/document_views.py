"""文件仍执行至: the documents of an officer's places, and the question until when."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.speech import View
from bot.services.registers.cards import RegisterCard
from handlers.desk.home_views import back
from handlers.desk.registers.card_views import title
from handlers.desk.registers.document_words import standing_words
from handlers.desk.registers.draft import Draft
from handlers.notices.case_words import clipped
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.registers import Register
from policies.rulebase import RuleBase

PAGE: Final = 5
LABEL: Final = 40


def page_of(found: Sequence[Register], page: int) -> Sequence[Register]:
    """The documents of a page."""
    return found[page * PAGE : (page + 1) * PAGE]


def listing(
    t: Tongue,
    rulebase: RuleBase,
    cards: Sequence[tuple[RegisterCard, str]],
    count: int,
    page: int,
    today: date,
) -> View:
    """Each document: what of it is answered now.

    Args:
        cards: Those of the page, with how buttons name their subjects.
        count: How many there are in all.
    """
    text = lines(
        t("<b>文件仍执行至</b>（{count} 份）", count=count),
        t("过了文件那一年，记录了“仍执行至”才照常答复，到期自动停。")
        if count
        else t("您负责的地方没有要记录的文件。"),
        *(_line(t, rulebase, card, today) for card, _ in cards),
        t("只提到名字、没有收录的文件不在这里，也不能作依据。"),
    )
    rows = [
        (button(clipped(_name(t, card.register), LABEL), "reg:card", card.fact.id, token),)
        for card, token in cards
    ]
    turn = [button(t("上一页"), "reg:docs", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < count:
        turn.append(button(t("下一页"), "reg:docs", page + 1))
    ways = (button(t("登记册"), "reg:menu"), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), ways))


def until(t: Tongue, rulebase: RuleBase, card: RegisterCard, draft: Draft) -> View:
    """Until when?"""
    text = lines(
        Html(f"<b>{title(t, rulebase, card)}</b>"),
        t("到哪天为止（含当天）？直接写日期，例：2023-06-30、6月30日、明年底"),
    )
    return View(text, ((button(t("取消"), "reg:card", draft.fact, draft.token), back(t)),))


def no_day(t: Tongue, draft: Draft) -> View:
    """The day was not understood, or there is none such; the question stays open."""
    text = t("没看懂是哪一天，或者没有这一天。请再写一次，例：2023-06-30、6月30日、明年底")
    return View(text, ((button(t("取消"), "reg:card", draft.fact, draft.token), back(t)),))


def _line(t: Tongue, rulebase: RuleBase, card: RegisterCard, today: date) -> Html:
    document = card.register.document
    records = rulebase.records.values()
    count = sum(document is not None and r.source.document == document.id for r in records)
    return t(
        "· {document}（{date}，{count} 条政策和要求）：<b>{state}</b>",
        document=_name(t, card.register),
        date=document.date if document else "",
        count=count,
        state=standing_words(t, card, today),
    )


def _name(t: Tongue, register: Register) -> str:
    assert register.document is not None  # only documents are listed here
    return t("《{title}》", title=t.words(register.document.title)).strip()
