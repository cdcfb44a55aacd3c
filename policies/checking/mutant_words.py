"""A change that no case notices, in words for whoever edits policies."""

import re
from collections.abc import Mapping
from typing import Final

from policies.checking.glossary import MODALITIES, RHYTHMS, ids_of
from policies.checking.mutation import Mutant
from policies.records import Record
from policies.rulebase import RuleBase
from policies.words import Words

LISTS: Final[Mapping[str, Words]] = {
    "when": Words("适用条件", "condition"),
    "confirm_if": Words("需确认的条件", "reason to confirm"),
    "silent_if": Words("文件没有写明的条件", "silence of the document"),
}
TOKEN: Final = re.compile(r'"[^"]*"|[\w-]+|[<>=!]=|[^\w\s]')
OPERATORS: Final[Mapping[str, Words]] = {
    "<": Words("小于", "below"),
    "<=": Words("不大于", "at most"),
    ">": Words("大于", "above"),
    ">=": Words("不小于", "at least"),
    "==": Words("等于", "equal to"),
    "!=": Words("不等于", "not equal to"),
    "+": Words("加", "plus"),
    "-": Words("减", "minus"),
    "*": Words("乘", "times"),
    "/": Words("除以", "divided by"),
    "&": Words("含有", "has any of"),
    "in": Words("属于", "in"),
    "not": Words("不", "not"),
    "any": Words("有一条", "any"),
    "empty": Words("空的", "empty"),
    "True": Words("是", "yes"),
    "False": Words("否", "no"),
    "and": Words("并且", "and"),
    "or": Words("或者", "or"),
}
WHOLE: Final[Mapping[str, Words]] = {
    "never in force longer, whatever is recorded": Words(
        "“仍执行至”对它不起作用", "“still in force until” has no effect on it"
    ),
    "rhythm dropped": Words("去掉周期", "no rhythm"),
    "rhythm of 24 hours, not daily": Words("每天改成每 24 小时", "every 24 hours, not daily"),
    "keeping dropped": Words("去掉留证的要求", "nothing to be kept"),
    "keeping urgent or not": Words("紧急与不紧急对调", "urgent or not"),
    "negated": Words("有和没有对调", "there is or there is not"),
    "in or not in": Words("在其中和不在其中对调", "in or not in"),
    "not dropped": Words("去掉“不”", "“not” dropped"),
    "counts always": Words("不管条件都算", "counts always"),
    "branches swapped": Words("两种情况对调", "branches swapped"),
    "no limit": Words("去掉上限", "no limit"),
    "the limit alone": Words("只剩上限", "the limit alone"),
}
FORMS: Final = (
    (r"(when|confirm_if|silent_if) without: (.+)", "去掉{0}“{1}”", "{0} “{1}” dropped"),
    (r"(.+?)  →  (.+)", "条件“{0}”：{1}", "condition “{0}”: {1}"),
    (r"(\w+): (.+)", "{0}：{1}", "{0}: {1}"),
    (r"when (.+)", "它的条件：{0}", "its condition: {0}"),
    (r"(\S+) instead of (\S+)", "“{1}”写成“{0}”", "“{0}” instead of “{1}”"),
    (r"region (.+)", "地区写成{0}", "region {0}"),
    (r"modality (\S+)", "约束力写成“{0}”", "binding as “{0}”"),
    (r"relies_on without (\S+)", "不再引用{0}", "no longer refers to {0}"),
    (r"in force from (\S+)", "文件从 {0} 起执行", "in force from {0}"),
    (r"in force to (\S+)", "文件到 {0} 为止", "in force to {0}"),
    (r"rhythm kind (\S+)", "周期写成“{0}”", "rhythm as “{0}”"),
    (r"rhythm of (\S+) hours", "周期写成 {0} 小时", "every {0} hours"),
    (r"rhythm without (\S+)", "周期不含“{0}”", "rhythm without “{0}”"),
    (r"total without (\S+)", "合计不含“{0}”", "total without “{0}”"),
    (r"keeping without (\S+)", "不要求“{0}”", "“{0}” not asked for"),
    (r"(\S+) looked over or not", "“{0}”要不要定期看", "“{0}” looked over or not"),
    (r"(\S+) shown by no act", "“{0}”不再由操作证明", "“{0}” shown by no act"),
    (r"(\S+) every (\S+) days", "“{0}”写成每 {1} 天", "“{0}” every {1} days"),
    (r"nobody counted by (\S+)", "不再按“{0}”核对人数", "nobody counted by “{0}”"),
    (r"not before (\S+)", "不再要求在“{0}”之前", "not before “{0}” any more"),
    (r"never done by (\S+)", "“{0}”不再算做到", "never done by “{0}”"),
    (r"no alert for (\S+)", "“{0}”不再提醒", "no alert for “{0}”"),
    (r"no origin answers (\S+)", "从哪里来不再回答“{0}”", "no origin answers “{0}”"),
    (r"a proof of (\S+) hours", "证明写成 {0} 小时", "a proof of {0} hours"),
    (r"a trip without (\S+)", "出车不问“{0}”", "a trip without “{0}”"),
    (r"without (\S+)", "少了“{0}”", "without “{0}”"),
    (r"part (\d+) dropped", "去掉第 {0} 部分", "part {0} dropped"),
    (r"(\S+) dropped", "去掉“{0}”", "“{0}” dropped"),
)
"""How changes are said by `mutation`, and how they are read; the first that fits counts."""


def survivor_words(rulebase: RuleBase, record: Record, mutant: Mutant) -> Words:
    """A change that goes unseen, with what to do about it."""
    change = change_words(rulebase, record, mutant.change)
    return Words(
        f"改成这样也没有用例发现，请补一个用例：{change.zh}",
        f"no case notices this change, add one: {change.en}",
    )


def change_words(rulebase: RuleBase, record: Record, change: str) -> Words:
    """A change, its ids as people read them; what nobody has words for stays as it is."""
    known = {**ids_of(rulebase, record), **OPERATORS, **MODALITIES, **RHYTHMS}
    for token in TOKEN.findall(change):
        if token in rulebase.facts:  # what is called alike elsewhere means something else here
            known |= rulebase.facts[token].options
    return _read(known, change)


def _read(ids: Mapping[str, Words], change: str) -> Words:
    if change in WHOLE:
        return WHOLE[change]
    for form, zh, en in FORMS:
        found = re.fullmatch(form, change)
        if found is not None:
            parts = [_part(ids, form, each) for each in found.groups()]
            return Words(zh.format(*(p.zh for p in parts)), en.format(*(p.en for p in parts)))
    return _condition(ids, change)


def _part(ids: Mapping[str, Words], form: str, part: str) -> Words:
    if form.startswith("region"):
        return Words(part, part)
    return LISTS[part] if part in LISTS and form.startswith("(when") else _read(ids, part)


def _condition(ids: Mapping[str, Words], text: str) -> Words:
    """What somebody wrote, word by word as people read it."""
    found = [ids.get(each.strip('"')) or Words(each, each) for each in TOKEN.findall(text)]
    zh, en = (" ".join(part).strip() for part in zip(*((w.zh, w.en) for w in found), strict=True))
    return Words(_close(zh), _close(en))


def _close(text: str) -> str:
    return re.sub(r"(?<=[({.]) | (?=[)},.(])", "", re.sub(r" +", " ", text))
