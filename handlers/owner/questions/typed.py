"""Answers that were typed: taken, kept for later, or asked again with what was not understood."""

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Button
from handlers.owner.questions import early_views, fact_replies
from handlers.owner.questions import fact_views as views
from handlers.owner.questions.asked import Given, asking_of
from handlers.owner.questions.early import LONGEST, early_fact, taken_early, takes_early
from handlers.owner.questions.explaining import explained, wants_help
from handlers.owner.questions.questionnaire import ask_same, bound_of
from handlers.owner.questions.reading import (
    Between,
    Doubtful,
    NotExact,
    NotUnderstood,
    OtherKind,
    OutOfBounds,
    Read,
    TooSmall,
    Understood,
    Unlikely,
    read_fact,
)
from handlers.owner.questions.taking import leave, take
from handlers.owner.scene import Apply, Scene
from handlers.tongue import Html, Tongue
from policies.facts import Fact, FactType, FactValue
from policies.rulebase import RuleBase
from policies.spoken.choices import squeezed
from policies.spoken.counted_things import counted_instead
from policies.spoken.greetings import only_greets
from policies.spoken.measures import counts_things, only_a_number, only_an_amount
from policies.spoken.remarks import asks
from policies.spoken.sizes import size_beside

ALL = ("全部", "全都", "都是", "全是", "都算", "all")
"""How people say what the button 全部都是 says."""
UNSURE = (
    *(
        "不知道",
        "不清楚",
        "不太清楚",
        "不晓得",
        "不懂",
        "说不准",
        "说不好",
        "说不来",
        "记不清",
        "记不得",
    ),
    *("不记得", "弄不清", "搞不清", "拿不准", "不确定", "没数过", "没算过", "没统计", "没留意"),
    *("don't know", "dont know", "no idea", "not sure", "don't remember", "unsure", "hard to say"),
    *("i don't know", "i dont know", "i have no idea", "i'm not sure", "i am not sure"),
    *("i don't remember", "we don't know", "we do not know", "i do not know", "can't say"),
)
"""How people say what the button 不清楚 says, alone or before more words."""
SKIPS = (
    *(
        "跳过",
        "下一题",
        "下一个",
        "略过",
        "先空着",
        "空着",
        "先不填",
        "不填",
        "回头再说",
        "以后再说",
    ),
    *("skip", "next", "later"),
)
"""What says as much, where no answer is needed."""
TELLING = 50
"""From here on two counts of different things are hardly equal by chance."""


def fits(rulebase: RuleBase, region: str, fact: Fact, text: str) -> bool:
    """Whether a text can be read as an answer to a fact, or as a number that comes too early."""
    if fact.type is FactType.TEXT or _says_all(fact, text) or _is_unsure(text):
        return True
    if wants_help(rulebase, text, fact):
        return True
    if fact.options and only_a_number(text):
        return True
    read = read_fact(rulebase, region, fact, text)
    return isinstance(read, OtherKind) or not isinstance(read, NotUnderstood)


def take_text(scene: Scene, fact: Fact, text: str) -> Apply:
    """A typed answer: taken, or asked again with what was not understood or not clear."""
    if wants_help(scene.rulebase, text, fact):
        return ask_same(scene, fact, explained(scene, fact, text))
    bounding = bound_of(scene.rulebase.facts, fact, scene.profile)
    if bounding is not None and _says_all(fact, text):
        return take(scene, Given(fact, bounding[1]))
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, text)
    match read:
        case OtherKind():
            pass
        case NotUnderstood():
            return _not_understood(scene, fact, text)
        case Doubtful(None) if _is_unsure(text):
            return take(scene, Given(fact, None))
        case Understood(value, approximate):
            given = Given(fact, value, approximate=approximate, size=_size(fact, value, text))
            return _understood(scene, given, text)
    t = scene.who.t
    return ask_same(scene, fact, misread(t, fact, text, read), first=insisting(t, fact, read))


def _understood(scene: Scene, given: Given, text: str) -> Apply:
    """Taken, unless the number rather answers another question: 1200 areas, as many as people."""
    foreign = _counts_else(scene, given, text)
    if foreign is not None:
        return foreign
    other = _belongs_to(scene, given)
    if other is None:
        return take(scene, given)
    t, value = scene.who.t, given.value
    assert value is not None
    said = fact_replies.as_another(t, given.fact, other, text)
    return ask_same(
        scene, given.fact, said, first=(fact_replies.really_so_many(t, given.fact, value),)
    )


def _counts_else(scene: Scene, given: Given, text: str) -> Apply | None:
    """4个车间, where areas are asked for: asked again, with a way to insist."""
    fact, value, t = given.fact, given.value, scene.who.t
    if fact.type is not FactType.INT or value is None:
        return None
    other = counted_instead(scene.rulebase.facts.values(), fact, text)
    if other is None:
        return None
    said = fact_replies.counts_else(t, fact, other, text)
    return ask_same(scene, fact, said, first=(fact_replies.really_so_many(t, fact, value),))


def _size(fact: Fact, value: FactValue, text: str) -> str:
    """A word about the firm's size that this answer leaves unused."""
    if fact.type is not FactType.ENUM:
        return ""
    option = str(value)
    return size_beside(text, (fact.options[option].zh, *fact.aliases.get(option, ())))


def _belongs_to(scene: Scene, given: Given) -> Fact | None:
    """The fact of another unit that has this very number, if it is no small one."""
    fact, value, facts = given.fact, given.value, scene.rulebase.facts
    if not isinstance(value, int) or isinstance(value, bool) or value < TELLING:
        return None
    same = (facts.get(name) for name, known in scene.profile.facts.items() if known == value)
    counts = (each for each in same if each is not None and each.type is FactType.INT)
    return next((each for each in counts if each.unit != fact.unit), None)


def misread(t: Tongue, fact: Fact, text: str, read: Read) -> Html:
    """Why what was read is no answer yet."""
    match read:
        case OutOfBounds(low, high):
            return fact_replies.out_of_bounds(t, text, (low, high))
        case NotExact(value, bound):
            return fact_replies.not_exact(t, fact, value, bound)
        case TooSmall(value):
            return fact_replies.too_small(t, value)
        case OtherKind(money):
            return fact_replies.other_kind(t, fact, text, money=money)
        case Unlikely() | Between() | Doubtful():
            return _which_one(t, fact, text, read)
    return fact_replies.not_understood(t, fact, text)


def _which_one(t: Tongue, fact: Fact, text: str, read: Unlikely | Between | Doubtful) -> Html:
    if isinstance(read, Doubtful):
        return fact_replies.doubtful(t, text, read.value)
    if isinstance(read, Between):
        return fact_replies.between(t, text)
    return fact_replies.unlikely(t, fact, text, read.value)


def insisting(t: Tongue, fact: Fact, read: Read) -> tuple[Button, ...]:
    """The way to say that it is really so; none where a new answer is needed."""
    if isinstance(read, Between):
        return tuple(fact_replies.as_many(t, fact, end) for end in (read.low, read.high))
    if isinstance(read, Doubtful):
        return () if read.value is None else (fact_replies.as_likely(t, fact, read.value),)
    return (
        (fact_replies.really_so_many(t, fact, read.value),) if isinstance(read, Unlikely) else ()
    )


def use_early(scene: Scene, fact: Fact) -> Apply:
    """就用刚才说的: the number that was written before it was asked for."""
    early = asking_of(scene.question).early
    asked = scene.question
    if not early or asked is None or asked.subject != fact.id or not takes_early(fact):
        raise Stale(StaleCode.CHANGED)
    return take_text(scene, fact, early)


def _not_understood(scene: Scene, fact: Fact, text: str) -> Apply:
    """Nothing that fits: 不知道 is an answer, and a number that comes too early is kept."""
    t = scene.who.t
    if squeezed(text) in SKIPS and fact.id in scene.profile.facts:
        return leave(scene, fact)
    if _is_unsure(text):
        return take(scene, Given(fact, None))
    if only_greets(text):
        return ask_same(scene, fact, views.greeted(t))
    if fact.options and only_a_number(text) and not counts_things(text):
        return _early(scene, fact, text)
    return ask_same(scene, fact, fact_replies.not_understood(t, fact, text))


def _early(scene: Scene, fact: Fact, text: str) -> Apply:
    """A number of people while something else is asked: promised only if it will be asked for."""
    t, rules, asking = scene.who.t, scene.rulebase, asking_of(scene.question)
    wanted = None if asking.walk else early_fact(rules.facts, scene.profile.facts)
    if wanted is None:
        return ask_same(scene, fact, _early_unwanted(scene, fact, text))
    taken = taken_early(t, rules, scene.profile.firm.region, wanted, text, asking.early)
    said, kept = taken or (fact_replies.not_understood(t, fact, text), False)
    return ask_same(scene, fact, said, early=text[:LONGEST] if kept else "")


def _early_unwanted(scene: Scene, fact: Fact, text: str) -> Html:
    """A number that nothing is left to be asked for."""
    t, known = scene.who.t, scene.profile.facts
    if only_an_amount(text):
        return early_views.no_use_for_money(t, text)
    for each in scene.rulebase.facts.values():
        value = known.get(each.id) if takes_early(each) else None
        if value is not None:
            return early_views.known(t, text, each, value)
    return fact_replies.not_understood(t, fact, text)


def _says_all(fact: Fact, text: str) -> bool:
    return fact.at_most is not None and squeezed(text).startswith(ALL)


def _is_unsure(text: str) -> bool:
    plain = squeezed(text).removesuffix("了")
    return plain in SKIPS or (plain.startswith(UNSURE) and not asks(text))
