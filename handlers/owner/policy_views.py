"""Verdicts as an owner reads them: answer first, reason second, source third."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.speech import Button, View
from handlers.owner.home_views import back, navigation
from handlers.phrases import money
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.documents import Document
from policies.facts import Fact
from policies.records import Modality, Record, Remark
from policies.verdicts import AmountLine, Mark, Outcome, Reason, Source, Verdict
from policies.words import Words, joined

MARKS: Final = {
    Outcome.MATCH: "✅",
    Outcome.CONFIRM: "🟡",
    Outcome.NEED_INFO: "❓",
    Outcome.OBLIGATION: "📌",
    Outcome.INFO: "ℹ️",
    Outcome.NO_MATCH: "➖",
}
ORDER: Final = tuple(MARKS)
SHOWN: Final = 8
REASON_MARKS: Final = {Mark.YES: "✓", Mark.NO: "✗", Mark.UNKNOWN: "?", Mark.CONFIRM: "🟡"}


def outcome_words(t: Tongue, outcome: Outcome) -> Html:
    """The outcome in the fixed words of every screen."""
    words = {
        Outcome.MATCH: t("适用"),
        Outcome.CONFIRM: t("需主管部门确认"),
        Outcome.NEED_INFO: t("还差信息"),
        Outcome.OBLIGATION: t("须履行"),
        Outcome.INFO: t("说明"),
        Outcome.NO_MATCH: t("不适用"),
    }
    return words[outcome]


def listing(t: Tongue, verdicts: Sequence[Verdict], *, before: Html | None = None) -> View:
    """Every verdict, grouped by outcome; one tap opens a card."""
    ordered = sorted(verdicts, key=lambda v: (ORDER.index(v.outcome), v.priority))
    if all(v.outcome is Outcome.NO_MATCH for v in ordered):
        return _nothing(t, ordered, before)
    counted = [
        t("{mark} {outcome} {count} 项", mark=mark, outcome=outcome_words(t, outcome), count=count)
        for outcome, mark in MARKS.items()
        if (count := sum(v.outcome is outcome for v in ordered))
    ]
    summed = Html(t("，").join(counted))
    head = t("对照您的厂，{sum}。点开看依据和金额。", sum=summed)
    rows = [(_entry(t, verdict),) for verdict in ordered[:SHOWN]]
    return View(lines(before, head), (*rows, navigation(t)))


def summary(t: Tongue, verdicts: Sequence[Verdict], *, before: Html | None = None) -> View:
    """What all the answers lead to."""
    done = t("该问的都问完了。")
    return listing(t, verdicts, before=done if before is None else lines(before, done))


def _nothing(t: Tongue, verdicts: Sequence[Verdict], before: Html | None) -> View:
    head = t("按您说的情况，目前收录的文件里没有适用的。条件变了随时告诉我，我重新对照。")
    rows = [(_entry(t, verdict),) for verdict in verdicts[:SHOWN]]
    change = (button(t("我的企业"), "firm:show"),)
    return View(lines(before, head), (*rows, change, navigation(t)))


def _entry(t: Tongue, verdict: Verdict) -> Button:
    label = f"{MARKS[verdict.outcome]} {t.plain(verdict.title)}"
    return button(label, "policy:show", verdict.policy)


def card(t: Tongue, verdict: Verdict, facts: dict[str, Fact], officer: Words) -> View:
    """One verdict: what it is worth, why, what stays open, and where it is written."""
    text = lines(
        _head(t, verdict),
        *_amounts(t, verdict),
        *_why(t, verdict),
        *_near(t, verdict),
        *_missing(t, verdict, facts),
        *_remarks(t, verdict),
        _source(t, verdict.source),
    )
    return View(text, (*_ways_on(t, verdict, officer), navigation(t)))


def _head(t: Tongue, verdict: Verdict) -> Html:
    mark, title = MARKS[verdict.outcome], t.words(verdict.title)
    state = outcome_words(t, verdict.outcome)
    if verdict.modality is Modality.OFFER and verdict.outcome is Outcome.MATCH:
        state = t("可享受（自愿，不是必须）")
    total = next(iter(verdict.amounts.items()), None)
    if total is not None:
        state = t("预计 {amount} 元", amount=money(total[1]))
    head = t("<b>{mark} {title}：{state}</b>", mark=mark, title=title, state=state)
    # The formula below says what the gist says, with the firm's own numbers.
    return lines(head, t.words(verdict.gist) if total is None else None)


def _amounts(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    if verdict.if_granted:
        yield t("以下只是<b>如获认定</b>的算法，不是承诺：")
    for line in verdict.lines:
        if line.share is None:
            yield _amount(t, line)
    payers = [_payer(t, line) for line in verdict.lines if line.share is not None]
    if payers:
        yield Html("· " + " · ".join(payers))


def _amount(t: Tongue, line: AmountLine) -> Html:
    return t(
        "· {label} {value}（{formula}）",
        label=t.words(line.label),
        value=_value(line),
        formula=t.words(line.formula),
    )


def _payer(t: Tongue, line: AmountLine) -> Html:
    label = t.words(line.label)
    return t("{label} {share}：{value}", label=label, share=line.share, value=_value(line))


def _value(line: AmountLine) -> str:
    return money(line.value) if line.money else line.text()


def _why(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    """The reasons in one paragraph: a phone shows it at a glance."""
    told = [reason for reason in verdict.reasons if reason.verdict is not Mark.UNKNOWN]
    if told:
        reasons = Html(t("；").join(_reason(t, reason) for reason in told))
        yield t("为什么：{reasons}", reasons=reasons)


def _reason(t: Tongue, reason: Reason) -> Html:
    return Html(f"{REASON_MARKS[reason.verdict]} {t.words(reason.text)}")


def _near(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    for near in verdict.near_miss:
        text = Html(f"<b>{t.words(near.text)}</b>")
        decided = t.words(near.decided_by) if near.decided_by else None
        if near.gap is None:  # a choice is half a sentence: 如自行配置采样屋
            text = t("{wish}，就可能适用", wish=text)
        yield text if decided is None else t("{text}（由{who}定）", text=text, who=decided)


def _missing(t: Tongue, verdict: Verdict, facts: dict[str, Fact]) -> Iterable[Html]:
    if verdict.missing:
        names = t.words(joined([facts[name].label for name in verdict.missing if name in facts]))
        if verdict.rhythm is not None:
            yield t("还差：{names}。记下来，到期前我提醒您。", names=names)
        else:
            yield t("还差：{names}。这些没说清，我不下结论，也不报数。", names=names)


def _remarks(t: Tongue, verdict: Verdict) -> Iterable[Html]:
    refused = verdict.outcome is Outcome.NO_MATCH
    if verdict.outcome is Outcome.NEED_INFO or (refused and verdict.modality is not Modality.DUTY):
        return  # of a duty that does not bind now it is still said how it is read
    if verdict.open and not refused:
        yield t("未定：{remarks}。", remarks=_joined(t, verdict.open))
    if verdict.notes:
        yield t("说明：{remarks}。", remarks=_joined(t, verdict.notes))


def _joined(t: Tongue, remarks: Iterable[Remark]) -> Html:
    return Html(t("；").join(t.words(remark.text) for remark in remarks))


def _source(t: Tongue, source: Source) -> Html:
    return t(
        "依据：《{document}》（{kind}，{date}）{clause}",
        document=t.words(source.document),
        kind=t.words(source.kind),
        date=source.date.isoformat(),
        clause=source.quotation.clause,
    )


def _ways_on(t: Tongue, verdict: Verdict, officer: Words) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    if verdict.rhythm is not None:
        rows.append((button(t("采样和提醒"), "test:list"),))
    elif verdict.missing:
        rows.append((button(t("现在回答"), "policy:ask", verdict.policy),))
    quote = button(t("看原文"), "policy:quote", verdict.policy)
    todo = button(t("需要做什么"), "policy:steps", verdict.policy)
    rows.append((quote, todo) if verdict.steps else (quote,))
    check = t("请{officer}帮我确认", officer=t.plain(officer))
    rows.append((button(check, "case:about", verdict.policy), _all(t)))
    return rows


def _all(t: Tongue) -> Button:
    return button(t("看全部政策"), "policy:list")


def quotation(t: Tongue, verdict: Verdict) -> View:
    """The verbatim sentence, always Chinese, with a gloss in English."""
    text = lines(
        t("<b>{title}</b>的原文：", title=t.words(verdict.title)),
        *(_quoted(t, source) for source in (verdict.source, *verdict.also)),
    )
    return View(text, ((_card(t, verdict), _all(t)), navigation(t)))


def _quoted(t: Tongue, source: Source) -> Html:
    quoted = source.quotation
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quoted.gloss))}</i>")
    body = t("<blockquote>{quote}</blockquote>", quote=quoted.quote)
    return lines(body, gloss, _source(t, source))


def steps(t: Tongue, verdict: Verdict) -> View:
    """What to do, as far as the document says it; the rest is said to be open."""
    todo = [
        t("{n}. {text}", n=n, text=t.words(step.text)) for n, step in enumerate(verdict.steps, 1)
    ]
    text = lines(
        t("<b>{title}</b>：需要做什么", title=t.words(verdict.title)),
        *todo,
        t("未定：{remarks}。", remarks=_joined(t, verdict.open)) if verdict.open else None,
        _source(t, verdict.source),
    )
    return View(text, ((_card(t, verdict), _all(t)), navigation(t)))


def _card(t: Tongue, verdict: Verdict) -> Button:
    return button(t("回到这一条"), "policy:show", verdict.policy)


def look_around(t: Tongue, records: Sequence[Record], documents: Sequence[Document]) -> View:
    """To somebody without a firm: what is held here, before any question."""
    held = [
        t("· <b>{title}</b>：{gist}", title=t.words(record.title), gist=t.words(record.gist))
        for record in records[:SHOWN]
    ]
    titles = [
        t("依据：《{document}》", document=t.words(document.title)) for document in documents
    ]
    return View(
        lines(t("目前收录了这些，登记后逐条对照您的情况："), *held, *titles),
        ((button(t("开始登记"), "start:begin"), back(t)),),
    )
