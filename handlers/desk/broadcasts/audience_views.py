"""发给谁: the audience so far, what it can be chosen by, and how it is left."""

from collections.abc import Sequence
from typing import Final

from bot.domain.audience_rules import Rule, key_of
from bot.domain.audiences import RULES_MOST
from bot.domain.members import Role
from bot.domain.speech import Button, View, rows_of
from bot.services.audiences.audiences import Count
from bot.services.audiences.choices import FactGroup
from handlers.desk.broadcasts.audience_draft import IN, OUT, Draft, token
from handlers.desk.broadcasts.audience_words import count_words, rule_words, words_of
from handlers.notices.case_words import clipped
from handlers.notices.member_words import role_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

LABEL: Final = 40
TICK: Final = "☑️ "


def main(
    t: Tongue, rulebase: RuleBase, draft: Draft, count: Count | None, before: str | None = None
) -> View:
    """Whom it reaches so far, in words and numbers; None: verdicts are not judged yet."""
    audience, number = draft.audience, draft.broadcast
    full = len(list(audience.every())) >= RULES_MOST
    text = lines(
        before,
        t("<b>群发 #{number} 发给谁</b>", number=number),
        words_of(t, rulebase, audience),
        count_line(t, count),
        t("条件最多 {most} 条，已经满了。", most=RULES_MOST)
        if full
        else t("点下面加条件：一条里选几个，符合一个就算；每条都要符合。"),
    )
    count_now = () if count is not None else ((button(t("算一算人数"), "aud:count", number),),)
    tools = [
        button(t("哪些人收"), "aud:roles", number),
        button(t("不发给…"), "aud:add", number),
        button(t("随便看 10 家"), "aud:some", number),
        button(t("常用受众"), "aud:saved", number),
    ]
    if any(audience.every()):
        tools.append(button(t("去掉一条"), "aud:less", number))
        tools.append(button(t("存为常用"), "aud:save", number))
    done = (button(t("✅ 就发给这些"), "aud:done", number),)
    choices = () if full else rows_of(*groups(t, draft, IN))
    shown = (
        tools
        if count is not None
        else [each for each in tools if not each.data.startswith("aud:some")]
    )
    return View(text, (*choices, *rows_of(*shown), *count_now, done, (_leave(t, draft),)))


def count_line(t: Tongue, count: Count | None) -> Html:
    """How many there are, if that can be said."""
    if count is None:
        return t("有政策结论的条件要逐家判断，点“算一算人数”；企业多时要等一会儿。")
    if not count.persons:
        return lines(count_words(t, count), t("⚠️ 现在没有人符合，去掉一条再看看。"))
    return count_words(t, count)


def groups(t: Tongue, draft: Draft, side: str) -> list[Button]:
    """By what an audience can be chosen."""
    number = draft.broadcast
    return [
        button(t("地区"), "aud:places", number, side, 0),
        *(
            button(label, "aud:facts", number, side, group)
            for group, label in group_words(t).items()
        ),
        button(t("采样情况"), "aud:tests", number, side),
        button(t("事项情况"), "aud:cases", number, side),
        button(t("政策结论"), "aud:records", number, side, 0),
    ]


def group_words(t: Tongue) -> dict[FactGroup, Html]:
    """Where facts are looked for."""
    return {
        FactGroup.SECTOR: t("行业"),
        FactGroup.SIZES: t("规模、金额"),
        FactGroup.LISTS: t("名单、登记"),
        FactGroup.OTHERS: t("其他情况"),
    }


def excluding(t: Tongue, rulebase: RuleBase, draft: Draft) -> View:
    """不发给…: by what?"""
    text = lines(
        t("<b>不发给哪些企业？</b>"),
        t("符合其中一条的，就不发。"),
        words_of(t, rulebase, draft.audience),
    )
    return View(text, (*rows_of(*groups(t, draft, OUT)), (home(t, draft),)))


def roles(t: Tongue, draft: Draft) -> View:
    """哪些人收: which of a firm's people?"""
    chosen = draft.audience.roles
    text = lines(
        t("<b>企业里的哪些人收？</b>"),
        t("都不选，就是全部成员。一个人管几家企业的，只收一次。"),
    )
    choices = [
        button(ticked(role_words(t, each), on=each in chosen), "aud:role", draft.broadcast, each)
        for each in Role
    ]
    return View(text, (*rows_of(*choices), (home(t, draft),)))


def fewer(t: Tongue, rulebase: RuleBase, draft: Draft) -> View:
    """去掉一条: which?"""
    sides = [(IN, draft.audience.rules), (OUT, draft.audience.excluded)]
    rules = [(side, each) for side, found in sides for each in found]
    choices = [
        button(
            clipped(_plain(t, rulebase, side, each), LABEL),
            "aud:del",
            draft.broadcast,
            side,
            token(key_of(each)),
        )
        for side, each in rules
    ]
    text = t("<b>去掉哪一条？</b>") if rules else t("没有条件了：现在发给全部企业。")
    return View(text, (*((each,) for each in choices), (home(t, draft),)))


def some(t: Tongue, rulebase: RuleBase, draft: Draft, names: Sequence[str], count: Count) -> View:
    """Ten of them, as chance has it."""
    text = lines(
        words_of(t, rulebase, draft.audience),
        count_words(t, count),
        t("随便看几家：") if names else t("没有企业符合。"),
        *(Html(f"· {escaped(each)}") for each in names),
    )
    again = (button(t("换一批"), "aud:some", draft.broadcast),)
    return View(text, (*((again,) if names else ()), (home(t, draft),)))


def kept(t: Tongue) -> Html:
    """It is the broadcast's audience now."""
    return t("✅ 发给谁已经定好。")


def home(t: Tongue, draft: Draft) -> Button:
    """The way to the whole audience."""
    return button(t("看受众"), "aud:main", draft.broadcast)


def ticked(label: str, *, on: bool) -> str:
    """A choice on a button; one that is on shows it."""
    capital = label[:1].upper() + label[1:]
    return f"{TICK}{capital}" if on else capital


def _leave(t: Tongue, draft: Draft) -> Button:
    return button(t("不改了"), "aud:leave", draft.broadcast)


def _plain(t: Tongue, rulebase: RuleBase, side: str, rule: Rule) -> str:
    said = rule_words(t, rulebase, rule)
    return plain(said if side == IN else t("不发给：{rule}", rule=said))


def plain(said: str) -> str:
    """Words without the marks of HTML, for a button."""
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
