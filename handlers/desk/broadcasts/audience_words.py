"""An audience in words: the same for whoever builds it and whoever approves it."""

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    FactRule,
    FactTest,
    PlaceRule,
    Rule,
    TestRule,
    TestState,
    VerdictRule,
)
from bot.domain.audiences import Audience
from bot.services.audiences.audiences import Count
from handlers.notices.case_words import place
from handlers.notices.member_words import role_words
from handlers.tongue import Html, Tongue, escaped, lines
from policies.facts import Fact
from policies.rulebase import RuleBase
from policies.verdicts import Outcome
from policies.words import joined, quantity_words


def words_of(t: Tongue, rulebase: RuleBase, audience: Audience) -> Html:
    """方城县的企业, and below it every rule in a line."""
    where = place(t, rulebase, audience.region)
    every = t("{place}的企业", place=where)
    head = every if any(audience.every()) else t("{place}的全部企业", place=where)
    roles = t("、").join(role_words(t, each) for each in sorted(audience.roles))
    return lines(
        t("{firms}，只发给{roles}", firms=head, roles=Html(roles)) if roles else head,
        *(Html(f"· {rule_words(t, rulebase, each)}") for each in audience.rules),
        *(t("· 不发给：{rule}", rule=rule_words(t, rulebase, each)) for each in audience.excluded),
    )


def rule_words(t: Tongue, rulebase: RuleBase, rule: Rule) -> Html:
    """行业领域：工业生产、商贸流通."""
    match rule:
        case PlaceRule():
            names = (place(t, rulebase, each) for each in sorted(rule.places))
            return t("地区：{places}", places=Html(t("、").join(names)))
        case TestRule():
            return t("采样：{state}", state=test_words(t, rule.state))
        case CaseRule():
            return t("事项：{state}", state=case_words(t, rule.state))
        case VerdictRule():
            record = rulebase.records.get(rule.record)
            title = t.words(record.title) if record else Html(escaped(rule.record))
            outcomes = [outcome_words(t, each) for each in Outcome if each in rule.outcomes]
            return t("政策“{title}”：{said}", title=title, said=Html(t("、").join(outcomes)))
        case FactRule():
            fact = rulebase.facts.get(rule.fact)
            if fact is None:
                return Html(escaped(rule.fact))
            said = _fact_words(t, fact, rule)
            return t("{fact}：{said}", fact=t.words(fact.label), said=said)


def count_words(t: Tongue, count: Count) -> Html:
    """共 12 家企业、15 人."""
    return t("共 <b>{firms}</b> 家企业、<b>{persons}</b> 人", **_said(count))


def _said(count: Count) -> dict[str, str]:
    return {"firms": f"{count.firms:,}", "persons": f"{count.persons:,}"}


def test_words(t: Tongue, state: TestState) -> Html:
    """有采样组超期."""
    return {
        TestState.GROUPS: t("有采样组"),
        TestState.OVERDUE: t("有采样组现在超期"),
        TestState.NEVER: t("有采样组还没登记过采样"),
    }[state]


def case_words(t: Tongue, state: CaseHeld) -> Html:
    """有在办的事项."""
    return {
        CaseHeld.OPEN: t("有在办的事项"),
        CaseHeld.NONE: t("没有在办的事项"),
    }[state]


def outcome_words(t: Tongue, outcome: Outcome) -> Html:
    """What the rules say, in the words that firms read."""
    return {
        Outcome.MATCH: t("适用"),
        Outcome.NO_MATCH: t("不适用"),
        Outcome.NEED_INFO: t("还差信息"),
        Outcome.CONFIRM: t("需主管部门确认"),
        Outcome.OBLIGATION: t("须履行"),
        Outcome.INFO: t("说明"),
    }[outcome]


def _fact_words(t: Tongue, fact: Fact, rule: FactRule) -> Html:
    match rule.test:
        case FactTest.STATED:
            return t("有记录")
        case FactTest.UNSTATED:
            return t("没有记录")
        case FactTest.BOUNDS:
            return _bounds_words(t, fact, rule)
    chosen = [words for option, words in fact.options.items() if option in rule.values]
    return t.words(joined(chosen))


def _bounds_words(t: Tongue, fact: Fact, rule: FactRule) -> Html:
    least, most = (_amount(t, fact, each) for each in (rule.least, rule.most))
    if rule.least is None:
        return t("不超过 {most}", most=most)
    if rule.most is None:
        return t("不少于 {least}", least=least)
    return t("{least} 到 {most}", least=f"{rule.least:,}", most=most)


def _amount(t: Tongue, fact: Fact, number: int | None) -> Html:
    if number is None:
        return Html("")
    if fact.unit is None:
        return t("{yuan} 元", yuan=f"{number:,}")
    return t.words(quantity_words(number, fact.unit, fact.unit_one))
