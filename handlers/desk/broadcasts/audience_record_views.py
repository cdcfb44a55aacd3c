"""Rules of an audience that ask what a record answers a firm."""

from collections.abc import Sequence

from bot.domain.audience_rules import VerdictRule
from bot.domain.speech import Button, View, rows_of
from handlers.desk.broadcasts.audience_draft import Draft
from handlers.desk.broadcasts.audience_rule_frame import head_of, page_of, so_far, turn_to, ways_on
from handlers.desk.broadcasts.audience_rule_views import LABEL, rule_on
from handlers.desk.broadcasts.audience_views import home, ticked
from handlers.desk.broadcasts.audience_words import outcome_words
from handlers.notices.case_words import clipped
from handlers.press import button
from handlers.tongue import Tongue, lines
from policies.records import Record
from policies.rulebase import RuleBase
from policies.verdicts import Outcome


def records(t: Tongue, draft: Draft, side: str, found: Sequence[Record], page: int) -> View:
    """On which record?"""
    text = lines(
        head_of(t, side, t("政策结论")),
        t("按哪条政策选？点一条，或者写政策名里的几个字。"),
    )
    choices = [_record(t, draft, side, each) for each in page_of(found, page)]
    turn = turn_to(t, len(found), page, lambda to: ("aud:records", draft.broadcast, side, to))
    ways = ways_on(t, draft, side)
    return View(text, (*((each,) for each in choices), *turn, ways))


def found_records(t: Tongue, draft: Draft, side: str, found: Sequence[Record]) -> View:
    """Those that a text named."""
    text = t("是哪一条？") if found else t("没有找到这样的政策。换几个字，或者从单子里点。")
    every = button(t("全部政策"), "aud:records", draft.broadcast, side, 0)
    choices = ((_record(t, draft, side, each),) for each in found)
    return View(text, (*choices, (every, home(t, draft))))


def record(t: Tongue, rulebase: RuleBase, draft: Draft, side: str, it: Record) -> View:
    """Which answers?"""
    rule = rule_on(draft, side, f"verdict:{it.id}")
    chosen = rule.outcomes if isinstance(rule, VerdictRule) else frozenset()
    text = lines(
        head_of(t, side, t.words(it.title)),
        so_far(t, rulebase, rule),
        t("判断结果是哪些的？点一个或几个。"),
    )
    choices = [
        button(
            ticked(outcome_words(t, each), on=each in chosen),
            "aud:verdict",
            draft.broadcast,
            side,
            it.id,
            each,
        )
        for each in Outcome
    ]
    every = button(t("全部政策"), "aud:records", draft.broadcast, side, 0)
    return View(text, (*rows_of(*choices), (every, home(t, draft))))


def _record(t: Tongue, draft: Draft, side: str, it: Record) -> Button:
    on = rule_on(draft, side, f"verdict:{it.id}") is not None
    label = clipped(ticked(t.plain(it.title), on=on), LABEL)
    return button(label, "aud:record", draft.broadcast, side, it.id)
