"""A truck that is not let through: what to show on the spot, and that humans know."""

import html
from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View
from bot.services.case_cards import CaseCard
from bot.services.trips_standing import TripStatus
from handlers.notices.cases import follow_buttons
from handlers.notices.trip_words import all_trips, proof_now, times_line, trip_name
from handlers.owner.duties.urgent import told_words
from handlers.owner.home_views import navigation
from handlers.owner.policies.words import remarks_words
from handlers.owner.trucks.card_views import out, undo_row
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.records import Remark
from policies.verdicts import Source, Verdict
from policies.words import Words

QUOTED: Final = 2
"""So many sentences to show on the spot; the rest is behind the record's own button."""


def held(
    t: Tongue,
    status: TripStatus,
    case: CaseCard | None,
    speaking: Sequence[Verdict],
    *,
    may_write: bool,
) -> View:
    """Who knows, what to show, what to add."""
    sources = [s for verdict in speaking for s in (verdict.source, *verdict.also)]
    text = lines(
        t("🚨 <b>{trip}：被拦着</b>", trip=trip_name(t, status)),
        told_words(t, case) if case is not None else t("这趟车已经有事项在办。"),
        t("请现场出示："),
        proof_now(t, status),
        *(Html(f"· {t.words(step.text)}") for step in _first_step(speaking)),
        *(_quoted(t, source) for source in sources[:QUOTED]),
        source_words(t, sources[0]) if sources else None,
        _note(t, status),
        t("在哪儿、谁拦的、什么理由？直接打字，或发照片、位置，都会加进事项。")
        if may_write
        else t("请同事在事项里补充：在哪儿、谁拦的、什么理由。"),
    )
    number = case.id if case is not None else status.card.case_id
    follow = (follow_buttons(t, number),) if number is not None and may_write else ()
    free = button(t("放行了，接着走"), "trip:free", status.card.id)
    return View(text, ((free,), *follow, *undo_row(t, status), out(t)))


def case_text(t: Tongue, status: TripStatus, trouble: Words) -> str:
    """What humans are told: the truck, the trip, what happened, the crew's proof."""
    said = t(
        "车在路上被拦：{trip}。{trouble}。",
        trip=trip_name(t, status),
        trouble=t.words(trouble),
    )
    proof = proof_now(t, status)
    parts = [said, times_line(t, status), *([] if proof is None else [proof])]
    return "\n".join(html.unescape(_untagged(part)) for part in parts)


def colleagues_told(t: Tongue, status: TripStatus, case: CaseCard) -> View:
    """To the others of the firm: a colleague has said so, humans know."""
    text = lines(
        t("🚨 <b>{trip}：被拦着</b>", trip=trip_name(t, status)),
        t("您的同事刚报的，已转给工作人员，事项号 <b>{number}</b>。", number=case.number),
        proof_now(t, status),
    )
    opened = button(t("打开"), "trip:show", status.card.id, "new")
    return View(text, ((opened, all_trips(t)), follow_buttons(t, case.id), navigation(t)))


def _first_step(speaking: Sequence[Verdict]) -> tuple[Remark, ...]:
    return speaking[0].steps[:1] if speaking else ()


def _quoted(t: Tongue, source: Source) -> Html:
    quoted = source.quotation
    body = t("<blockquote>{quote}</blockquote>", quote=quoted.quote)
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quoted.gloss))}</i>")
    return lines(body, gloss)


def _note(t: Tongue, status: TripStatus) -> Html | None:
    """What the record says about passing, such as which test asks for what."""
    notes = status.rules.record.notes[:1]
    return t("说明：{remarks}。", remarks=remarks_words(t, notes)) if notes else None


def _untagged(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")
