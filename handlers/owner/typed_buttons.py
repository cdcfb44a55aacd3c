"""Words that say what a button of the open question or of the first screens says: 返回, 中."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.store.questions import OpenQuestion
from handlers.owner.arrivals.scene import LEFT_OUT, NEW
from handlers.owner.cases.screens import NOTE_KIND, TEXT_KIND
from handlers.owner.firm.registering import CODE, NAME, PLACE, STEPS, draft_in
from handlers.owner.letting_go import GOODBYE, let_go
from handlers.owner.menu_words import MENU, NAMES_OF_SCREENS, TONGUES
from handlers.owner.on_view.looking import JOINING, WELCOME
from handlers.owner.policies.supposing import KIND as WHATIF
from handlers.owner.problems.particulars_views import PARTICULARS
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.asked import asking_of
from handlers.owner.questions.typed import SKIPS, UNSURE
from handlers.owner.testing.scene import GROUP_SIZE, SAMPLED_AT
from handlers.owner.trucks.facts import FACT as TRIP_FACT
from handlers.owner.trucks.facts import TIMES as TRIP_TIMES
from handlers.press import Press
from policies.facts import FactType
from policies.rulebase import RuleBase
from policies.spoken.choices import squeezed
from policies.spoken.divisions import mark_of
from policies.spoken.first_words import agrees, has_no_code, is_like_a_code, looks_first
from policies.spoken.letting_go import lets_go
from policies.spoken.licences import has_no_licence
from policies.spoken.persons import wants_person
from policies.spoken.puzzled import asks_back

BACK: Final = frozenset(
    [
        *("返回", "先停一下", "停一下", "先停停", "退出", "回菜单", "返回菜单", "主菜单", "菜单"),
        *("算了", "不弄了", "不问了", "back", "menu", "stop for now", "exit", "never mind"),
    ]
)
ONE_BACK: Final = frozenset(
    [
        *(
            "返回",
            "上一步",
            "返回上一步",
            "回上一步",
            "退回上一步",
            "退回去",
            "退回",
            "退一步",
            "往回退",
        ),
        *("back", "go back", "one step back", "previous step", "step back"),
    ]
)
"""One step back where something is asked step by step; anywhere else it leads to the menu."""
HUMAN: Final = frozenset(
    [
        *(
            "找人工",
            "转人工",
            "人工",
            "人工服务",
            "找干部",
            "找真人",
            "真人",
            "换真人",
            "找个人",
            "找个真人",
        ),
        *("a person", "human", "a human", "ask a person", "talk to a person", "talk to a human"),
    ]
)
DONE: Final = frozenset(["选好了", "选完了", "好了", "就这些", "没别的了", "done", "that's all"])
PREVIOUS: Final = frozenset(
    [
        *("改上一题", "上一题", "改上一个", "改前一题", "前一题", "回上一题", "返回上一题"),
        *("改刚才那题", "change the last answer", "previous question"),
    ]
)
STAYS: Final = ("不改", "不用改", "keep it")
ELSEWHERE: Final = frozenset(["其他地方", "别的地方", "换个地方", "改地点", "elsewhere"])
AS_WRITTEN: Final = frozenset(["就按我写的登记", "按我写的登记", "就按我写的"])
NOT_KNOWN: Final = frozenset((*UNSURE, *SKIPS))

NEVER_SAMPLED: Final = frozenset(
    ["还没采过", "还没采", "没采过", "没采", "从没采过", "not sampled yet", "not yet", "never"]
)
AS_BEFORE: Final = frozenset(["改回去", "改回来", "改回去吧", "change it back"])

Words = Callable[[OpenQuestion, str], Press | None]


def typed_on_first_screens(screen: str, text: str) -> Press | None:
    """中 to the welcome begins, 没有码 leads on; None on any other screen.

    Args:
        screen: The button that opens what is on view.
    """
    if screen == JOINING and has_no_code(text):
        return Press("join:none", ())
    if screen == JOINING and is_like_a_code(text):
        return Press("join:wrong", ())
    if screen != WELCOME:
        return None
    if lets_go(text):
        return GOODBYE
    if looks_first(text):
        return Press("home:look", ())
    return Press("start:begin", ()) if agrees(text) else None


def typed_button(rulebase: RuleBase, question: OpenQuestion | None, text: str) -> Press | None:
    """The button whose words somebody wrote; None if the open question has none such."""
    plain = squeezed(text)
    if plain in TONGUES:
        return Press("home:speak", (TONGUES[plain],))
    special = None if question is None else _of_question(rulebase, question, text)
    if special is not None:
        return special
    if plain in BACK | ONE_BACK:
        return Press("home:show", ())
    if plain in AS_BEFORE:
        return Press("fact:back", ())
    return _of_menu(question, plain) if plain in MENU else _of_person(question, text)


def _of_question(rulebase: RuleBase, question: OpenQuestion, text: str) -> Press | None:
    plain = squeezed(text)
    earlier = _one_back(question, plain) or _of_fact(rulebase, question, plain)
    return earlier or _of_kind(question, plain) or let_go(question, text)


def _of_person(question: OpenQuestion | None, text: str) -> Press | None:
    """找人工 and the like, but where words for a person are written anyway."""
    plain = squeezed(text)
    if question is not None and question.kind in {TEXT_KIND, NOTE_KIND}:
        return None
    if plain in HUMAN:
        return Press("case:new", ())
    return Press("case:person", ()) if wants_person(text) else None


def _one_back(question: OpenQuestion, plain: str) -> Press | None:
    if question.kind in STEPS and plain in ONE_BACK | PREVIOUS:
        return Press("start:back", ())
    is_later = question.kind == FACT and bool(asking_of(question).trail)
    return Press("fact:earlier", ()) if is_later and plain in ONE_BACK else None


def _of_menu(question: OpenQuestion | None, plain: str) -> Press | None:
    """Opened from anywhere; where words for a person are written, only by a screen's own name."""
    writes = question is not None and question.kind in {TEXT_KIND, NOTE_KIND, PARTICULARS}
    return None if writes and plain not in NAMES_OF_SCREENS else Press(MENU[plain], ())


def _of_fact(rulebase: RuleBase, question: OpenQuestion, plain: str) -> Press | None:
    if question.kind != FACT:
        return None
    fact = rulebase.facts.get(question.subject)
    if plain in DONE and fact is not None and fact.type is FactType.SET:
        return Press("fact:ticked", (fact.id,))
    if fact is not None and plain.startswith(STAYS):
        return Press("fact:stay", (fact.id,))
    return Press("fact:undo", ()) if plain in PREVIOUS and asking_of(question).trail else None


def _of_kind(question: OpenQuestion, plain: str) -> Press | None:
    read = _KINDS.get(question.kind)
    return None if read is None else read(question, plain)


def _whatif(question: OpenQuestion, plain: str) -> Press | None:
    if plain in DONE and question.context.get("ticked"):
        return Press("whatif:ticked", (question.subject,))
    if plain in BACK:
        return Press("whatif:choose" if question.subject else "whatif:leave", ())
    return None


def _place(question: OpenQuestion, plain: str) -> Press | None:
    if plain in NOT_KNOWN and question.subject:
        return Press("start:notown", (mark_of(question.subject),))
    if plain in AS_WRITTEN and draft_in(question).said:
        return Press("start:asis", ())
    return Press("start:where", ()) if plain in ELSEWHERE else None


def _name(question: OpenQuestion, plain: str) -> Press | None:
    if draft_in(question).change:
        return None
    return Press("start:where", ()) if plain in ELSEWHERE else None


def _code(question: OpenQuestion, plain: str) -> Press | None:
    if draft_in(question).change:
        return Press("firm:show", ()) if plain in SKIPS or plain in {"不改", "不改了"} else None
    left_out = plain in NOT_KNOWN or has_no_licence(plain)
    return Press("code:skip", ()) if left_out else None


def _group_size(question: OpenQuestion, plain: str) -> Press | None:
    if plain not in NOT_KNOWN or asks_back(plain):
        return None
    group = question.context.get("group")
    if group is not None:
        return Press("test:nosize", (str(group),))
    post, kept = str(question.context.get("post", "")), question.context.get("kept")
    return Press("test:made", (post,) if kept is None else (post, "x", str(kept)))


def _trip_times(question: OpenQuestion, plain: str) -> Press | None:
    asks_arrival = question.context.get("departs") is not None
    return Press("trip:arrives", ("x",)) if plain in NOT_KNOWN and asks_arrival else None


def _trip_fact(question: OpenQuestion, plain: str) -> Press | None:
    fact = str(question.context.get("fact", ""))
    return Press("trip:fact", (question.subject, fact, "x")) if plain in NOT_KNOWN else None


def _arrival(question: OpenQuestion, plain: str) -> Press | None:
    """One step back, as the button does it."""
    if plain not in ONE_BACK:
        return None
    if question.kind == LEFT_OUT:
        return Press("arrival:who", (question.subject,))
    return Press("arrival:list", ())


def _sampled_at(question: OpenQuestion, plain: str) -> Press | None:
    return Press("test:show", (question.subject,)) if plain in NEVER_SAMPLED else None


def _particulars(question: OpenQuestion, plain: str) -> Press | None:
    return Press("prob:walk", tuple(question.subject.split(":"))) if plain in SKIPS else None


_KINDS: Final[Mapping[str, Words]] = {
    WHATIF: _whatif,
    PLACE: _place,
    NAME: _name,
    CODE: _code,
    GROUP_SIZE: _group_size,
    TRIP_TIMES: _trip_times,
    TRIP_FACT: _trip_fact,
    PARTICULARS: _particulars,
    SAMPLED_AT: _sampled_at,
    NEW: _arrival,
    LEFT_OUT: _arrival,
}
