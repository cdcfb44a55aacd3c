"""How a case is put into words for either side: its head, its status, its steps, the firm."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.case_states import CaseStatus
from bot.domain.erasing import ERASED
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from bot.services.firms.sheets import FirmFact, FirmSheet, SaidBy
from handlers.notices.private import masked
from handlers.tongue import Html, Tongue, escaped, lines
from policies.fact_words import value_words
from policies.facts import Scope
from policies.needs import facts_tested
from policies.problems import Category
from policies.rulebase import RuleBase
from policies.spoken.place_words import place_words
from policies.words import joined

WORDS_SHOWN: Final = 400
ON_BUTTON: Final = 12
"""Characters of a case's own words on a button, where its kind is not known."""


def clipped(text: str, most: int) -> str:
    """At most so many characters; a cut is visible."""
    return text if len(text) <= most else text[: most - 1] + "…"


def lapsed_words(t: Tongue, card: CaseCard) -> Html | None:
    """To the firm: who it was to send something to has it no more; None if nothing was asked."""
    if not card.has_dropped_question:
        return None
    return t("之前请您补充的，没收到也接着办；您现在发来，接办的人照样看得到。")


def status(t: Tongue, card: CaseCard) -> Html:
    """Where the case stands, and with whom."""
    name = card.holder.name if card.holder else ""
    match card.status:
        case CaseStatus.OPEN:
            return t("已登记，还没有找到受理的人")
        case CaseStatus.ASSIGNED if card.handed_to or card.units:
            return _placed(t, card)
        case CaseStatus.CLAIMED:
            return _in_hand(t, card)
        case CaseStatus.WAITING:
            return t("{name} 在等企业补充", name=name)
        case CaseStatus.SOLVED:
            return t("{name} 已办结，等企业确认", name=name)
        case _:
            taken_back = card.status is CaseStatus.CONFIRMED and card.is_withdrawn
            return t("企业撤回，待核查") if taken_back else short_status(t, card.status)


def _placed(t: Tongue, card: CaseCard) -> Html:
    if card.handed_to:
        return t("已交给 {name}，等他受理", name=card.handed_to)
    return t("已分派：{units}，等人受理", units=t("、").join(card.units))


def _in_hand(t: Tongue, card: CaseCard) -> Html:
    holder = card.holder
    name = holder.name if holder else ""
    if holder and holder.deputy and card.is_left_by(name):
        return t("{name} 已离岗，由 {deputy} 接办", name=name, deputy=holder.deputy)
    if holder and holder.deputy:
        return t("{name} 办理中（不在岗，由 {deputy} 代）", name=name, deputy=holder.deputy)
    return t("{name} 办理中", name=name)


def short_status(t: Tongue, standing: CaseStatus) -> Html:
    """The same for a line of a list."""
    return {
        CaseStatus.OPEN: t("已登记"),
        CaseStatus.ASSIGNED: t("等人受理"),
        CaseStatus.CLAIMED: t("办理中"),
        CaseStatus.WAITING: t("待企业补充"),
        CaseStatus.RULING: t("退单，待上级裁定"),
        CaseStatus.SOLVED: t("待企业确认"),
        CaseStatus.CALL: t("待电话回访"),
        CaseStatus.CONFIRMED: t("企业已确认解决，待核查"),
        CaseStatus.CLOSED: t("已销号"),
    }[standing]


def side_by_side(t: Tongue, card: CaseCard) -> Html | None:
    """The desks on which it lies at the same time, units apart from people; None for one."""
    if len(card.units) < 2:
        return None
    people = [name for name in card.units if name in card.people]
    units = [name for name in card.units if name not in card.people]
    if not people:
        return t("同时在：{units}", units=t("、").join(units))
    if not units:
        return t("同时在几位干部手里：{people}", people=t("、").join(people))
    known = {"units": t("、").join(units), "people": t("、").join(people)}
    return t("同时在：{units}；还有干部 {people}", **known)


def top_words(t: Tongue, card: CaseCard) -> Html:
    """Who has it on the highest rung that it has reached."""
    return _named(t, card.top)


def again_words(t: Tongue, card: CaseCard) -> Html:
    """Who has a case that was reopened: the rung to which it went up, else all its desks."""
    return _named(t, card.top if card.has_risen else card.units)


def _named(t: Tongue, names: Sequence[str]) -> Html:
    return Html(t("、").join(map(escaped, names))) if names else t("本地综合台")


def rating_words(t: Tongue, card: CaseCard) -> Html | None:
    """How the firm rated it, if it did."""
    if card.rating is None:
        return None
    stars = "⭐" * card.rating.stars
    head = t("{stars} 企业评价 {count} 分（满分 5 分）", stars=stars, count=card.rating.stars)
    return lines(head, own_words(t, card.rating.words) if card.rating.words else None)


def words(t: Tongue, text: str, most: int = WORDS_SHOWN) -> Html:
    """What somebody said, in their own words."""
    return t("“{text}”", text=clipped(text, most))


def own_words(t: Tongue, text: str, most: int = WORDS_SHOWN) -> Html:
    """What the firm said, without the mobile and id numbers in it."""
    if text == ERASED:  # nobody's words: without the quotation marks
        return t("（企业主已删除资料）")
    return words(t, masked(t, text), most)


def about(t: Tongue, rulebase: RuleBase, card: CaseCard) -> Html | None:
    """Which policy the case is about, if it came from one that is still kept."""
    record = rulebase.records.get(card.about or "")
    return t("关于：{policy}", policy=t.words(record.title)) if record else None


def kind_words(t: Tongue, category: Category | None, *, urgent: bool) -> Html:
    """What goes behind a case's number: that it cannot wait, and the kind of problem."""
    marks = [t("🚨紧急")] if urgent else []
    if category is not None:
        marks.append(t.words(category.name))
    return Html("".join(f" · {mark}" for mark in marks))


def card_kind(t: Tongue, rulebase: RuleBase, case: CaseCard | CaseLine) -> Html:
    """`kind_words` of a case; a category that is no longer kept is left out."""
    return kind_words(t, rulebase.problems.get(case.category or ""), urgent=case.urgent)


def told_apart(
    t: Tongue,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
    *,
    alone: bool = False,
) -> list[str]:
    """Numbers for buttons; several side by side say what each is about, too.

    Args:
        alone: A single one says so, too: it stands beside other things.
    """
    if len(cases) < 2 and not alone:
        return [line.number for line in cases]
    return [f"{line.number} {_kind_or_words(t, categories, line)}" for line in cases]


def _kind_or_words(t: Tongue, categories: Mapping[str, Category], line: CaseLine) -> str:
    category = categories.get(line.category or "")
    said = masked(t, " ".join(line.text.split()))
    return clipped(said, ON_BUTTON) if category is None else t.plain(category.name)


def circumstances(t: Tongue, rulebase: RuleBase, card: CaseCard) -> Html | None:
    """What the firm answered about this very case: facts that its kind of problem asks."""
    category = rulebase.problems.get(card.category or "")
    walk = category.walk_in(card.firm.region) if category else None
    records = [rulebase.records[name] for name in walk.records] if walk else []
    asked = {name for record in records for name in facts_tested(record)}
    known = [
        fact_words(t, rulebase, each)
        for each in card.firm.facts
        if each.fact in asked and rulebase.facts[each.fact].scope is Scope.CASE
    ]
    return t("情况：{facts}", facts=Html(t("；").join(known))) if known else None


def firm_line(t: Tongue, rulebase: RuleBase, firm: FirmSheet) -> Html:
    """Who it is: name, place, and what an officer has to see at a glance."""
    if firm.erased:
        gone = t("<b>企业主已删除资料</b> · {place}", place=t.words(firm.place))
        return lines(gone, t("名称、原文和附件已清除；编号和办理记录留存备查，只存不用。"))
    shown = [each for each in firm.facts if rulebase.facts[each.fact].at_a_glance]
    known = [fact_words(t, rulebase, each) for each in shown]
    head = t("<b>{firm}</b> · {place}", firm=firm.name, place=t.words(firm.place))
    return lines(head, Html(" · ".join(known)) if known else None)


def sheet_words(t: Tongue, rulebase: RuleBase, firm: FirmSheet) -> list[Html]:
    """All that is known of a firm by who said it, and what an officer would want to know."""
    heads = {
        SaidBy.FIRM: t("<b>企业说的</b>"),
        SaidBy.STAFF: t("<b>工作人员记录的</b>"),
        SaidBy.REGION: t("<b>当地统一的</b>"),
    }
    told = {by: [each for each in firm.facts if each.by is by] for by in heads}
    named = {each.fact for each in firm.facts}
    unknown = [f.label for f in rulebase.facts.values() if f.at_a_glance and f.id not in named]
    said = [
        lines(heads[by], Html(t("；").join(fact_words(t, rulebase, each) for each in facts)))
        for by, facts in told.items()
        if facts
    ]
    if unknown:
        said.append(t("还没有人说过：{labels}", labels=t.words(joined(unknown))))
    return said


def fact_words(t: Tongue, rulebase: RuleBase, known: FirmFact) -> Html:
    """用工人数:1,200 人; what only the firm says, where staff's word counts, is marked."""
    fact = rulebase.facts[known.fact]
    value = t.words(value_words(fact, known.value))
    if known.approximate:
        value = t("约 {value}", value=value)
    said = t("{label}：{value}", label=t.words(fact.label), value=value)
    return t("{said}（自报）", said=said) if known.self_reported else said


def place(t: Tongue, rulebase: RuleBase, region: str) -> Html:
    """Where a firm works, from the nearest place that has documents."""
    return t.words(place_words(rulebase.regions, region))
