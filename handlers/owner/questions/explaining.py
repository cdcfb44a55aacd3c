"""啥意思, 这个干啥用: what a question means, and which policies and duties depend on it."""

from typing import Final

from handlers.owner.questions import fact_views as views
from handlers.owner.scene import Scene
from handlers.tongue import Html
from policies.facts import Fact
from policies.needs import facts_tested
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.spoken.choices import squeezed
from policies.spoken.fact_names import fact_mentioned
from policies.spoken.puzzled import asks_meaning, asks_what_is
from policies.words import Words

BESIDE: Final = 6
"""So many characters stand beside what is asked about; more asks something else of it."""
MOST: Final = 3
"""So many titles are named."""


def wants_help(rulebase: RuleBase, text: str, fact: Fact | None = None) -> bool:
    """Whether a text asks what the question means, or what something is that has help.

    Args:
        fact: The one that is asked: what one of its answers is may be asked as well.
    """
    if asks_meaning(text):
        return True
    if not asks_what_is(text):
        return False
    if fact is not None and _names_option(fact, text):
        return True
    named = _named(rulebase, text)
    return named is not None and len(squeezed(text)) - len(named[1]) <= BESIDE


def explained(scene: Scene, fact: Fact, text: str) -> Html:
    """Of the fact that the text names, else of the one that is asked."""
    named = _named(scene.rulebase, text)
    meant = fact if named is None else named[0]
    return views.explained(scene.who.t, meant, _titles(scene, meant))


def _names_option(fact: Fact, text: str) -> bool:
    """啥叫在册: an answer of the question and hardly anything else."""
    plain = squeezed(text)
    labels = [squeezed(each) for words in fact.options.values() for each in (words.zh, words.en)]
    return any(label in plain and len(plain) - len(label) <= BESIDE for label in labels if label)


def _named(rulebase: RuleBase, text: str) -> tuple[Fact, str] | None:
    with_help = [each for each in rulebase.facts.values() if each.help is not None]
    return fact_mentioned(with_help, text)


def _titles(scene: Scene, fact: Fact) -> list[Words]:
    """Of records of the firm's place whose conditions ask it, the most important first."""
    region = scene.profile.firm.region
    asking = [
        record
        for record in scene.rulebase.records.values()
        if fact.id in facts_tested(record)
        and standing(region, record.region) is not Standing.OUTSIDE
    ]
    return [record.title for record in sorted(asking, key=lambda each: each.priority)[:MOST]]
