"""Who a case is with: whoever works at the desk is 工作人员, roles are named as regions do."""

from typing import Final

from bot.services.cases.cards import CaseCard
from handlers.phrases import call_form
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

PHONES: Final = 3
OFFICER: Final = Words("工作人员", "officer")
"""Who answers first where the region names nobody."""


def passed_on(t: Tongue, case: CaseCard) -> Html:
    """Whether what the firm said has reached anybody."""
    if case.officers:
        return t("已转给工作人员。")
    return t("已存进事项，有工作人员接手就能看到。")


def receipt(t: Tongue, case: CaseCard) -> Html:
    """The same of a new case: who has it, and what happens next."""
    if not case.officers:
        return t(
            "现在还没有工作人员在线上接件：事项已存好，有人加入就会看到；有人受理，我马上告诉您。"
        )
    follows = t("受理、答复、办结，我都会马上告诉您；您说解决了才算完。")
    return Html(given_to(t, case) + follows)


def given_to(t: Tongue, case: CaseCard) -> Html:
    """On whose desks it lies, all of them by their names; the general desk is 工作人员."""
    names = t("、").join(case.units)
    if len(case.units) > 1:
        return t("已同时转给{units}。", units=names)
    if case.units:
        return t("已转给{units}。", units=names)
    return t("已转给工作人员。")


def do_not_wait(t: Tongue, case: CaseCard) -> Html | None:
    """Whom else to call: while nobody is there, and where there is a number for what is urgent."""
    ring = ring_them(t, case)
    if case.officers:
        return ring
    said = t("急事请不要只等这里，同时直接联系{who}。", who=local_government(t, case))
    return lines(said, ring)


def ring_them(t: Tongue, case: CaseCard) -> Html | None:
    """Whom to ring now, where staff keep a number for who has it; else there is nothing to say."""
    if not (case.urgent and case.phones):
        return None
    known = ((each.unit, call_form(each.number)) for each in case.phones[:PHONES])
    listed = t("、").join(f"{unit} {number}" for unit, number in known)
    return t("📞 急事请同时打值班电话：{listed}", listed=listed)


def local_government(t: Tongue, case: CaseCard) -> Html:
    """The authority on the spot, by the name of the town as far as it is known."""
    return t("当地政府（{place}）", place=t.words(case.firm.place))
