"""What an administrator sees of units."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.staff.unit_keeping import KeptUnit
from bot.services.staff.units import UNIT_NAME_MOST
from bot.store.staff.units import UnitCard
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import slot_words
from handlers.phrases import call_form
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase
from policies.words import Words

PAGE: Final = 8
PLACES: Final = 6
LABEL: Final = 20
NAMES: Final = 6
"""Officers of a unit that are named; the others are counted."""


def listing(
    t: Tongue, rulebase: RuleBase, found: Sequence[KeptUnit], page: int, said: Html | None
) -> View:
    """Units with what they are and how many work there.

    Args:
        said: What happened just now.
    """
    page = min(page, max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    head = t("<b>单位（{count} 个）</b>", count=len(found))
    none = None if found else t("还没有登记单位：事项都在综合台，退单、转办没有别处可去。")
    buttons = [button(clipped(each.unit.name, LABEL), "unit:show", each.unit.id) for each in shown]
    turn = [button(t("上一页"), "unit:list", page - 1)] if page else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "unit:list", page + 1))
    return View(
        lines(said, head, none, *(_line(t, rulebase, each) for each in shown)),
        (
            *rows_of(*buttons),
            *((tuple(turn),) if turn else ()),
            (button(t("新单位…"), "unit:add"),),
            (button(t("人员"), "staff:list"), back(t)),
        ),
    )


def unit(t: Tongue, rulebase: RuleBase, kept: KeptUnit, said: Html | None = None) -> View:
    """One of them, with who works there."""
    number, named = kept.unit.id, kept.officers[:NAMES]
    people = t("、").join(officer.name for officer in named)
    more = len(kept.officers) - len(named)
    if not named:
        who = t("还没有人：到“人员”里邀请，或者给同事加岗位时选这个单位。")
    elif more:
        who = t("在岗：{people} 等 {count} 人", people=people, count=len(kept.officers))
    else:
        who = t("在岗：{people}", people=people)
    return View(
        lines(
            said,
            t("<b>{unit}</b>", unit=kept.unit.name),
            _what(t, rulebase, kept.unit),
            who,
            t("值班电话：{phone}（急事里企业看得到）", phone=call_form(kept.unit.phone))
            if kept.unit.phone
            else t("值班电话：没有登记"),
            t("现有事项 {count} 件", count=kept.cases),
        ),
        (
            (button(t("改名"), "unit:name", number), button(t("值班电话…"), "unit:phone", number)),
            (button(t("关闭…"), "unit:sure", number),),
            (button(t("单位"), "unit:list"), back(t)),
        ),
    )


def where(t: Tongue, rulebase: RuleBase, places: Sequence[str], name: str | None = None) -> View:
    """Of which place? What was typed and names no place is the unit's name, and is shown."""
    text = lines(
        t("“{name}”先记作单位名称。", name=name) if name else None,
        t("新单位在哪个地方？点按钮，或者直接写乡镇（街道）的名字。"),
        t("乡镇（街道）的单位请写它的名字：它只收那里企业的事项。"),
    )
    return View(text, (*_places(t, rulebase, places), _cancel(t)))


def which_place(t: Tongue, rulebase: RuleBase, places: Sequence[str]) -> View:
    """Several places have the name that was typed."""
    text = t("有几个地方叫这个名字，是哪一个？")
    return View(text, (*_places(t, rulebase, places), _cancel(t)))


def ask_class(t: Tongue, found: Mapping[str, Words], page: int, name: str | None) -> View:
    """Which of those that the documents name? A name that was typed already is shown."""
    roles = list(found.items())
    page = min(max(page, 0), max(len(roles) - 1, 0) // PAGE)
    shown = roles[page * PAGE : (page + 1) * PAGE]
    rows = [(button(clipped(t.plain(words), 24), "unit:role", role),) for role, words in shown]
    turn = [button(t("上一页"), "unit:class", page - 1)] if page else []
    if (page + 1) * PAGE < len(roles):
        turn.append(button(t("下一页"), "unit:class", page + 1))
    text = (
        t("新单位是文件里说的哪一类？")
        if name is None
        else t("“{name}”是文件里说的哪一类？名字已经记下。", name=name)
    )
    return View(text, (*rows, *((tuple(turn),) if turn else ()), _cancel(t)))


def ask_name(
    t: Tongue, rulebase: RuleBase, region: str, role: str, why: Html | None = None
) -> View:
    """What is it called? `why`: the name that was written cannot be taken."""
    kind = slot_words(t, rulebase, region, role)
    text = t("单位叫什么名字？直接写，最多 {most} 字。", most=UNIT_NAME_MOST)
    return View(lines(why, kind, text, t("例：县交通运输局")), (_cancel(t),))


def ask_new_name(t: Tongue, unit_: UnitCard, why: Html | None = None) -> View:
    """How is it called from now on?"""
    text = t("{unit}改叫什么？直接写，最多 {most} 字。", unit=unit_.name, most=UNIT_NAME_MOST)
    cancel = (button(t("取消"), "unit:show", unit_.id), back(t))
    return View(lines(why, text), (cancel,))


def ask_phone(t: Tongue, unit_: UnitCard, why: Html | None = None) -> View:
    """At which number does somebody answer when it cannot wait?"""
    text = lines(
        why,
        t("{unit}的值班电话是多少？直接写，要带区号。", unit=unit_.name),
        t("例：0377-67221234，或 12345"),
        t("急事转到这里时，企业会看到它。写单位的电话，不写个人手机。"),
    )
    none = ((button(t("不留电话"), "unit:nophone", unit_.id),),) if unit_.phone else ()
    cancel = (button(t("取消"), "unit:show", unit_.id), back(t))
    return View(text, (*none, cancel))


def sure(t: Tongue, kept: KeptUnit) -> View:
    """Closing is for good: what lies there, and who works there, is said before."""
    unit_ = kept.unit
    text = t("关闭{unit}？以后的事项不再分到这里，以前办过的照样查得到。", unit=unit_.name)
    here = t("现有事项 {count} 件", count=kept.cases)
    people = t("、").join(officer.name for officer in kept.officers)
    who = t("在岗：{people}", people=people) if people else t("没有人在岗")
    first = t("还有人在岗，要先撤下他们的岗位。") if people else None
    do = (button(t("关闭"), "unit:close", unit_.id),)
    cancel = (button(t("取消"), "unit:show", unit_.id), back(t))
    return View(lines(text, here, who, first), (do, cancel))


def _line(t: Tongue, rulebase: RuleBase, kept: KeptUnit) -> Html:
    what = _what(t, rulebase, kept.unit)
    people = t("{count} 人在岗", count=len(kept.officers)) if kept.officers else t("没有人在岗")
    return Html(f"· {escaped(kept.unit.name)} · {what} · {people}")


def _what(t: Tongue, rulebase: RuleBase, unit_: UnitCard) -> Html:
    kind = slot_words(t, rulebase, unit_.region, unit_.role)
    return Html(f"{kind} · {place(t, rulebase, unit_.region)}")


def _places(t: Tongue, rulebase: RuleBase, paths: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    choices = (
        button(place(t, rulebase, path), "unit:place", number) for number, path in enumerate(paths)
    )
    return rows_of(*choices)


def _cancel(t: Tongue) -> tuple[Button, ...]:
    return (button(t("取消"), "unit:list"), back(t))
