"""The card of one duty: how it stands, what it asks, and what can be done about it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.items import ItemStatus
from bot.services.duties.status import DutyStatus
from handlers.notices.coverage_words import coverage_button, coverage_line
from handlers.notices.duty_lines import state_line
from handlers.owner.duties.words import (
    back_to_duty,
    back_to_list,
    item_line,
)
from handlers.owner.policies.words import (
    nature_words,
    remarks_words,
    unheld_line,
    unheld_words,
)
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.keeping import Form
from policies.verdicts import Source, Verdict
from policies.words import Words

OPENS: Final = {Form.SAMPLING: "test:list", Form.PEOPLE: "arrival:list", Form.TRIPS: "trip:list"}
"""Forms whose duties are kept on screens of their own."""


def items_card(t: Tongue, duties: FirmDuties, duty: Duty, statuses: Sequence[ItemStatus]) -> View:
    """A duty that is kept by items: each with its state, then what can be done about it."""
    zone, stock = duties.zone, any(status.item.unit is not None for status in statuses)
    listed = [
        item_line(
            t,
            status,
            duties.today,
            None if status.last is None else status.last.done_at.astimezone(zone).date(),
        )
        for status in statuses
    ]
    text = lines(
        title(t, duty),
        *listed,
        _first_time(t, statuses),
        gist(t, duty),
        *remarks(t, duty.verdict),
        *written(t, duty),
    )
    rows = _stock_ways(t, duty) if stock else _note_ways(t, duty, statuses)
    return View(text, (*rows, *_intervals(t, duty, statuses), *common_ways(t, duty)))


def plain_card(t: Tongue, status: DutyStatus, today: date) -> View:
    """A duty that is kept on a screen of its own: how it stands, and the way there."""
    duty, coverage = status.duty, status.coverage
    text = lines(
        title(t, duty),
        state_line(t, status, today),
        coverage_line(t, coverage),
        gist(t, duty),
        *remarks(t, duty.verdict),
        *written(t, duty),
    )
    return View(text, (*_own_screen(t, status), *common_ways(t, duty)))


def _own_screen(t: Tongue, status: DutyStatus) -> tuple[tuple[Button, ...], ...]:
    """打开, and what lacks people in groups: another group, or how many people there are."""
    opened = OPENS.get(status.duty.keeping.form)
    ways = [] if opened is None else [button(t("打开"), opened)]
    if status.coverage is not None and not status.coverage.is_whole:
        ways.append(button(t("➕ 新建采样组"), "test:new"))
    count = coverage_button(t, status.coverage)
    rows = (tuple(ways), *(((count,),) if count is not None else ()))
    return tuple(row for row in rows if row)


def title(t: Tongue, duty: Duty) -> Html:
    """What it is, and that it is a must."""
    verdict = duty.verdict
    return t(
        "📌 <b>{title}</b>（{nature}）",
        title=t.words(verdict.title),
        nature=nature_words(t, verdict.modality),
    )


def gist(t: Tongue, duty: Duty) -> Html:
    """What it asks, in plain words."""
    return t.words(duty.verdict.gist)


def _first_time(t: Tongue, statuses: Sequence[ItemStatus]) -> Html | None:
    """Where the first time is counted from: no document says it."""
    if all(status.last is not None or status.item.days is None for status in statuses):
        return None
    return t("头一次从在这里开始记算起（本系统设定）；以前做过的，记一笔就从那天算。")


def remarks(t: Tongue, verdict: Verdict) -> list[Html]:
    """The first note and the first thing that the document leaves open, with who decides."""
    found = []
    if verdict.notes:
        found.append(t("说明：{remarks}。", remarks=remarks_words(t, verdict.notes[:1])))
    if verdict.open:
        found.append(t("未定：{remarks}。", remarks=remarks_words(t, verdict.open[:1])))
    return found


def source_of(t: Tongue, duty: Duty) -> Html:
    """Where it stands."""
    return source_words(t, duty.verdict.source)


def written(t: Tongue, duty: Duty) -> list[Html]:
    """The same on a card, after what the text refers to and is not held here."""
    unheld = unheld_line(t, duty.verdict.relies_on)
    return [each for each in (unheld, source_of(t, duty)) if each is not None]


def common_ways(t: Tongue, duty: Duty) -> tuple[tuple[Button, ...], ...]:
    """Under every card: what was recorded, the document's words, a human who can help."""
    log = button(t("看记录"), "duty:log", duty.record)
    quote = button(t("看原文"), "duty:quote", duty.record)
    hard = button(t("有困难 → 找人工"), "case:about", duty.record)
    return ((log, quote), (hard,), back_to_list(t))


def _note_ways(
    t: Tongue, duty: Duty, statuses: Sequence[ItemStatus]
) -> tuple[tuple[Button, ...], ...]:
    if len(statuses) == 1:
        return ((button(t("已做好，记一笔"), "duty:note", duty.record, statuses[0].item.id),),)
    buttons = (
        button(
            t("记一笔：{item}", item=t.plain(status.item.label)),
            "duty:note",
            duty.record,
            status.item.id,
        )
        for status in statuses
    )
    return rows_of(*buttons)


def _stock_ways(t: Tongue, duty: Duty) -> tuple[tuple[Button, ...], ...]:
    have = button(t("填现有数量"), "duty:stock", duty.record)
    return ((have, button(t("定目标"), "duty:goal", duty.record)),)


def _intervals(
    t: Tongue, duty: Duty, statuses: Sequence[ItemStatus]
) -> tuple[tuple[Button, ...], ...]:
    if not any(status.may_set_days for status in statuses):
        return ()
    return ((button(t("设提醒间隔"), "duty:every", duty.record),),)


def quotation(t: Tongue, duty: Duty) -> View:
    """看原文: the document's own words, always Chinese, with a gloss in English."""
    verdict = duty.verdict
    text = lines(
        t("<b>{title}</b>的原文：", title=t.words(verdict.title)),
        *(_quoted(t, source) for source in (verdict.source, *verdict.also)),
        unheld_words(t, verdict.relies_on),
    )
    return View(text, (back_to_duty(t, duty.record),))


def _quoted(t: Tongue, source: Source) -> Html:
    quoted = source.quotation
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quoted.gloss))}</i>")
    body = t("<blockquote>{quote}</blockquote>", quote=quoted.quote)
    return lines(body, gloss, source_words(t, source.alone))
