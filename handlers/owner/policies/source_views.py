"""Behind a card: the document's own words, what to do, what it leaves open."""

from bot.domain.speech import Button, View
from handlers.owner.policies.card_views import all_policies
from handlers.owner.policies.card_words import CardOf
from handlers.owner.policies.words import (
    nature_words,
    remarks_words,
    step_back,
    unheld_words,
)
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import Source, Verdict
from policies.words import Words


def quotation(t: Tongue, of: CardOf) -> View:
    """The verbatim sentences, always Chinese, with a gloss in English."""
    verdict = of.verdict
    text = lines(
        t("<b>{title}</b>的原文：", title=t.words(verdict.title)),
        *(_quoted(t, source) for source in (verdict.source, *verdict.also)),
        unheld_words(t, verdict.relies_on),
    )
    mine = button(t("发我这一条"), "policy:file", verdict.policy)
    return View(text, ((mine, all_policies(t)), _card(t, of)))


def _quoted(t: Tongue, source: Source) -> Html:
    quoted = source.quotation
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quoted.gloss))}</i>")
    body = t("<blockquote>{quote}</blockquote>", quote=quoted.quote)
    return lines(body, gloss, source_words(t, source.alone))


def steps(t: Tongue, of: CardOf) -> View:
    """What to do, as far as the document says it; the rest is said to be open."""
    verdict = of.verdict
    todo = [
        t("{n}. {text}〔{mark}〕", n=n, text=t.words(step.text), mark=step.clause or t("建议"))
        for n, step in enumerate(verdict.steps, 1)
    ]
    own = any(step.clause is None for step in verdict.steps)
    text = lines(
        t("<b>{title}</b>：需要做什么", title=t.words(verdict.title)),
        t("性质：{nature}", nature=nature_words(t, verdict.modality)),
        *todo,
        t("写“建议”的是本系统的提醒，文件没有写。") if own else None,
        _left_open(t, verdict),
        source_words(t, verdict.source),
    )
    return View(text, ((all_policies(t),), _card(t, of)))


def more(t: Tongue, of: CardOf) -> View:
    """文件没写明的: all that is left open, with who decides, and how the record is read."""
    verdict = of.verdict
    text = lines(
        t("<b>{title}</b>：文件没写明的", title=t.words(verdict.title))
        if verdict.open
        else t("<b>{title}</b>：说明", title=t.words(verdict.title)),
        *(t("· {text}", text=remarks_words(t, (remark,))) for remark in verdict.open),
        t("说明：{remarks}。", remarks=remarks_words(t, verdict.notes)) if verdict.notes else None,
        unheld_words(t, verdict.relies_on),
        source_words(t, verdict.source),
    )
    check = button(
        t("请{officer}帮我确认", officer=t.plain(of.officer)), "case:about", verdict.policy
    )
    return View(text, ((check, all_policies(t)), _card(t, of)))


def _left_open(t: Tongue, verdict: Verdict) -> Html | None:
    if not verdict.open:
        return None
    return t("未定：{remarks}。", remarks=remarks_words(t, verdict.open))


def _card(t: Tongue, of: CardOf) -> tuple[Button, ...]:
    return step_back(t, "policy:show", *of.place)
