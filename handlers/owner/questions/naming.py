"""What a question that waits is about, in a few words."""

from bot.store.questions import OpenQuestion
from handlers.owner.firm.registering import CODE, NAME, PLACE
from handlers.owner.questions.asked import KIND as FACT
from handlers.tongue import Html, Tongue
from policies.rulebase import RuleBase


def still_waits(t: Tongue, rulebase: RuleBase, question: OpenQuestion) -> Html | None:
    """刚才问到…; None where the button that leads back says by itself what is asked."""
    label = label_of(t, rulebase, question)
    return None if label is None else t("刚才问到“{label}”，还等您回答。", label=label)


def still_open_words(t: Tongue, rulebase: RuleBase, question: OpenQuestion) -> Html:
    """The question is still open and takes an answer: which one, where that can be said."""
    named = still_waits(t, rulebase, question)
    return named or t("刚才的问题还在等您，直接打字回答就行。")


def label_of(t: Tongue, rulebase: RuleBase, question: OpenQuestion) -> Html | None:
    """What a question of the questionnaire or of a registration asks; None for any other."""
    if question.kind == FACT:
        fact = rulebase.facts.get(question.subject)
        return None if fact is None else t.words(fact.label)
    steps = {
        PLACE: t("在哪里经营"),
        NAME: t("企业（项目）名称"),
        CODE: t("统一社会信用代码（选填）"),
    }
    return steps.get(question.kind)
