"""A truck that is not let through: what to show on the spot, and that humans know."""

import html
from typing import Final

from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard
from bot.services.trips.standing import TripStatus
from handlers.notices.case_buttons import follow_buttons
from handlers.notices.trip_words import all_trips, proof_line, proof_now, times_line, trip_name
from handlers.notices.whom import ring_them
from handlers.owner.duties.urgent import told_words
from handlers.owner.home_views import navigation
from handlers.owner.policies.words import remarks_words
from handlers.owner.trucks.card_views import answered_line, out, undo_row
from handlers.owner.trucks.list_views import place_line
from handlers.owner.trucks.on_the_spot import Spot
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

FIRST: Final = 2
"""So many steps stand at once before a driver at the barrier, with one sentence to show."""
STEPS: Final = 5
"""And so many behind the button, with every sentence."""
MORE: Final = "trip:spot"


def held(
    t: Tongue,
    status: TripStatus,
    case: CaseCard | None,
    spot: Spot,
    *,
    may_write: bool,
) -> View:
    """Who knows, whom to ring, what to do and to show first, what to add."""
    text = lines(
        t("🚨 <b>{trip}：被拦着</b>", trip=trip_name(t, status)),
        told_words(t, case) if case is not None else t("这趟车已经有事项在办。"),
        None if case is None else ring_them(t, case),
        proof_now(t, status) or proof_line(t, status),
        *_to_do(t, spot, FIRST),
        *(_quoted(t, quote, gloss) for quote, gloss in spot.quotes[:1]),
        None if spot.source is None else source_words(t, spot.source),
        t("在哪儿、谁拦的、什么理由？直接打字，或发照片、位置，都会加进事项。")
        if may_write
        else t("请同事在事项里补充：在哪儿、谁拦的、什么理由。"),
    )
    number = case.id if case is not None else status.card.case_id
    follow = (follow_buttons(t, number),) if number is not None and may_write else ()
    option = () if spot.trouble is None else (spot.trouble,)
    more = button(t("怎么办、给对方看的原文"), MORE, status.card.id, *option)
    return View(text, ((more,), (_free(t, status),), *follow, *undo_row(t, status), out(t)))


def on_the_spot(t: Tongue, status: TripStatus, spot: Spot) -> View:
    """Everything to do and to show, for who has time to read it."""
    text = lines(
        t("🚨 <b>{trip}：被拦着</b>", trip=trip_name(t, status)),
        *answered_line(t, status),
        place_line(t, status.place),
        *_to_do(t, spot, STEPS),
        *(_quoted(t, quote, gloss) for quote, gloss in spot.quotes),
        None if spot.source is None else source_words(t, spot.source),
        _note(t, status),
    )
    card = button(t("看这趟车"), "trip:show", status.card.id)
    return View(text, ((_free(t, status), card), out(t)))


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


def _free(t: Tongue, status: TripStatus) -> Button:
    return button(t("放行了，接着走"), "trip:free", status.card.id)


def _to_do(t: Tongue, spot: Spot, most: int) -> list[Html]:
    """Steps one after the other, each with its clause where the document says so."""
    told = []
    for n, step in enumerate(spot.steps[:most], 1):
        do = t.words(step.do)
        where = t("{n}. {text}（{clause}）", n=n, text=do, clause=step.clause or "")
        told.append(where if step.clause else t("{n}. {do}", n=n, do=do))
    return told


def _quoted(t: Tongue, quote: str, gloss: str) -> Html:
    body = t("<blockquote>{quote}</blockquote>", quote=quote)
    aside = None if t.language == "zh" else Html(f"<i>{t.words(Words('', gloss))}</i>")
    return lines(body, aside)


def _note(t: Tongue, status: TripStatus) -> Html | None:
    """What the record says about passing, such as which test asks for what."""
    notes = status.rules.record.notes[:1]
    return t("说明：{remarks}。", remarks=remarks_words(t, notes)) if notes else None


def _untagged(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")
