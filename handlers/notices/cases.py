"""What either side is told of a case's steps without having asked."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal

from bot.domain.speech import Button, Lane, Notice, View
from bot.services.case_cards import CaseCard, Recipient
from bot.services.files import Taken, to_send
from handlers.notices.case_words import (
    about,
    card_kind,
    circumstances,
    firm_line,
    own_words,
    words,
)
from handlers.notices.files import look_button, news, passed_on
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.rulebase import RuleBase

Say = Callable[[Tongue], View]

WHOLE: Final = 1000
"""So many characters are quoted in full: as many as a text of a case may have."""


def opened(rulebase: RuleBase, card: CaseCard) -> tuple[Notice, ...]:
    """To the officers: a firm asks for help."""
    lane = Lane.ESCALATION if card.urgent else Lane.INTERACTIVE
    told = _to_officers(card, lambda t: new_case(t, rulebase, card))
    return tuple(replace(notice, lane=lane) for notice in told)


def claimed(card: CaseCard) -> tuple[Notice, ...]:
    """To the firm: who has it now."""
    return _to_firm(card, lambda t: _claimed(t, card))


def answered(card: CaseCard, by: int, files: Sequence[Taken] = ()) -> tuple[Notice, ...]:
    """To the firm: what an officer says; to who holds the case: another officer said so.

    Args:
        by: The id of the officer who answered.
        files: What they sent with it.
    """
    told = _to_firm(card, lambda t: _with_file(_answered(t, card), files))
    told += passed_on(card, files[1:])
    holder = card.holder
    if holder is None or holder.id == by or holder.chat is None:
        return told
    return (*told, *_to("desk", card, (holder.chat,), lambda t: _also_answered(t, card)))


def solved(card: CaseCard, files: Sequence[Taken] = ()) -> tuple[Notice, ...]:
    """To the firm: what was done, and is it so?"""
    told = _to_firm(card, lambda t: _with_file(_solved(t, card), files))
    return told + passed_on(card, files[1:])


def confirmed(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To the officer: the firm agrees; to the firm's others: a colleague said so.

    Args:
        by: The chat that said it, which sees it anyway.
    """
    told = _to_firm(card, lambda t: _confirmed_to_firm(t, card), besides=by)
    return (*_to_officers(card, lambda t: _confirmed(t, card)), *told)


def reopened(card: CaseCard, by: int) -> tuple[Notice, ...]:
    """To the officer: the firm says no; to the firm's others: a colleague said so."""
    told = _to_firm(card, lambda t: _reopened_to_firm(t, card), besides=by)
    return (*_to_officers(card, lambda t: _reopened(t, card)), *told)


def noted(card: CaseCard, text: str, files: Collection[int] = ()) -> tuple[Notice, ...]:
    """To the officer: the firm added something.

    Args:
        files: Ids of what came with it.
    """
    return _to_officers(card, lambda t: _noted(t, card, text, files))


def taken_out(card: CaseCard, what: Callable[[Tongue], str]) -> tuple[Notice, ...]:
    """To the officer: a file that the firm had put there belongs elsewhere.

    Args:
        what: How the file is called.
    """
    return _to_officers(card, lambda t: _taken_out(t, card, what(t)))


def new_case(t: Tongue, rulebase: RuleBase, card: CaseCard) -> View:
    """A case that waits for somebody to take it."""
    take = (button(t("我来办"), "case:claim", card.id), button(t("看企业"), "case:firm", card.id))
    look = look_button(t, card)
    return View(
        lines(
            t(
                "🔔 新诉求 <b>{number}</b>{kind}",
                number=card.number,
                kind=card_kind(t, rulebase, card),
            ),
            firm_line(t, rulebase, card.firm),
            own_words(t, card.text, WHOLE),
            about(t, rulebase, card),
            circumstances(t, rulebase, card),
            news(t, card.files),
        ),
        (take, look) if look else (take,),
    )


def verdict_buttons(t: Tongue, case_id: int) -> tuple[Button, ...]:
    """The firm's word on a solution."""
    return (
        button(t("已解决"), "case:confirm", case_id),
        button(t("没解决"), "case:deny", case_id),
    )


def follow_buttons(t: Tongue, case_id: int) -> tuple[Button, ...]:
    """What a firm can do while its case goes on."""
    return (
        button(t("补充说明"), "case:note", case_id),
        button(t("查看进度"), "case:show", case_id, "new"),
    )


def home(t: Tongue) -> tuple[Button, ...]:
    """The last row of every message to a firm, as on the owner bot's own screens."""
    return (button(t("返回"), "home:show"), button(t("找人工"), "case:new"))


def _claimed(t: Tongue, card: CaseCard) -> View:
    text = t("👤 事项 <b>{number}</b> 已由 {name} 受理。", number=card.number, name=_holder(card))
    next_step = t("有答复我会马上转给您；要补充情况，点下面的按钮。")
    return View(lines(text, next_step), (follow_buttons(t, card.id), home(t)))


def _answered(t: Tongue, card: CaseCard) -> View:
    step = card.steps[-1]
    head = t("💬 {name} 答复事项 <b>{number}</b>：", name=step.name, number=card.number)
    return View(
        lines(head, words(t, step.text or "", WHOLE)),
        (follow_buttons(t, card.id), home(t)),
    )


def _also_answered(t: Tongue, card: CaseCard) -> View:
    step = card.steps[-1]
    head = t("💬 {name} 也答复了事项 <b>{number}</b>：", name=step.name, number=card.number)
    return View(lines(head, words(t, step.text or "", WHOLE)), (_open_on_desk(t, card),))


def _solved(t: Tongue, card: CaseCard) -> View:
    head = t("🛠 {name} 已办结事项 <b>{number}</b>：", name=_holder(card), number=card.number)
    return View(
        lines(head, words(t, card.result or "", WHOLE), t("<b>解决了吗？</b>您说解决了才算完。")),
        (verdict_buttons(t, card.id), follow_buttons(t, card.id), home(t)),
    )


def _confirmed(t: Tongue, card: CaseCard) -> View:
    return View(
        t(
            "✅ {firm} 确认事项 <b>{number}</b> 已解决，销号。",
            firm=card.firm.name,
            number=card.number,
        ),
        (_open_on_desk(t, card),),
    )


def _reopened(t: Tongue, card: CaseCard) -> View:
    head = t("↩️ {firm} 说事项 <b>{number}</b> 没解决。", firm=card.firm.name, number=card.number)
    return View(
        lines(head, t("已退回办理中。您上次写的结果："), words(t, card.result or "", WHOLE)),
        (_work_on_desk(t, card), _open_on_desk(t, card)),
    )


def _taken_out(t: Tongue, card: CaseCard, what: str) -> View:
    text = t(
        "↪️ {firm} 说：刚才放进事项 <b>{number}</b> 的{what}放错了，已拿走。",
        firm=card.firm.name,
        number=card.number,
        what=what,
    )
    return View(text, ((*_open_on_desk(t, card), *look_button(t, card)),))


def _noted(t: Tongue, card: CaseCard, text: str, files: Collection[int]) -> View:
    came = [file for file in card.files if file.id in files]
    head = t("✏️ {firm} 补充事项 <b>{number}</b>：", firm=card.firm.name, number=card.number)
    return View(
        lines(head, own_words(t, text, WHOLE), news(t, came)),
        ((*_open_on_desk(t, card), *look_button(t, card)),),
    )


def _with_file(view: View, files: Sequence[Taken]) -> View:
    """A message with the first of the files; the others follow it."""
    return replace(view, file=to_send(files[0])) if files else view


def _confirmed_to_firm(t: Tongue, card: CaseCard) -> View:
    text = t("✅ 您的同事已确认事项 <b>{number}</b> 解决了。", number=card.number)
    return View(text, ((button(t("查看进度"), "case:show", card.id),), home(t)))


def _reopened_to_firm(t: Tongue, card: CaseCard) -> View:
    text = t("↩️ 您的同事说事项 <b>{number}</b> 没解决，已退回继续办理。", number=card.number)
    return View(text, (follow_buttons(t, card.id), home(t)))


def _open_on_desk(t: Tongue, card: CaseCard) -> tuple[Button, ...]:
    return (
        button(t("看事项"), "case:show", card.id),
        button(t("看企业"), "case:firm", card.id),
    )


def _work_on_desk(t: Tongue, card: CaseCard) -> tuple[Button, ...]:
    return (
        button(t("答复"), "case:answer", card.id),
        button(t("办结"), "case:solve", card.id),
    )


def _holder(card: CaseCard) -> str:
    return card.holder.name if card.holder else ""


def _to_officers(card: CaseCard, say: Say) -> tuple[Notice, ...]:
    return _to("desk", card, card.officers, say)


def _to_firm(card: CaseCard, say: Say, besides: int | None = None) -> tuple[Notice, ...]:
    others = [each for each in card.owners if each.chat_id != besides]
    return _to("owner", card, others, say)


def _to(
    bot: Literal["owner", "desk"], card: CaseCard, recipients: Iterable[Recipient], say: Say
) -> tuple[Notice, ...]:
    """One notice each. The bot is in the key: a person may be a member and an officer."""
    return tuple(
        Notice(
            bot,
            each.chat_id,
            say(Tongue(each.language)),
            key=f"case:{card.id}:{card.last_step}:{bot}:{each.chat_id}",
        )
        for each in recipients
    )
