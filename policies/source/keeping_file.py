"""Reading `keeping`: how a firm keeps a duty."""

import re
from collections.abc import Collection, Mapping

from policies.errors import RuleFileError
from policies.facts import Fact, FactType
from policies.keeping import (
    Act,
    Advice,
    Form,
    Item,
    ItemForm,
    Keeping,
    Origin,
    People,
    Report,
    Trip,
)
from policies.source.yaml_source import Block
from policies.words import Words

_ID = re.compile(r"[a-z][a-z0-9_]{0,19}")  # it travels in the 64 bytes behind a button
_OWN_PART = {Form.DAILY: "report", Form.PEOPLE: "people", Form.TRIPS: "trip"}
_WITHOUT_ITEMS = (Form.SAMPLING, Form.DAILY)
_TIMES = (FactType.DATETIME, FactType.DATE)


def read_keeping(
    block: Block, facts: Mapping[str, Fact], levels: Collection[str], clauses: Collection[str]
) -> Keeping | None:
    """Read a record's `keeping`, if it has one.

    Args:
        block: The record.
        facts: All facts of the rule base by id.
        levels: Those of them that are levels of the region tree.
        clauses: Numbers of the clauses of the record's document.

    Raises:
        RuleFileError: It does not fit its form.
    """
    if "keeping" not in block:
        return None
    with block.block("keeping") as inner:
        return _Reader(inner, facts, levels, clauses).keeping()


class _Reader:
    def __init__(
        self,
        block: Block,
        facts: Mapping[str, Fact],
        levels: Collection[str],
        clauses: Collection[str],
    ) -> None:
        self._block = block
        self._facts = facts
        self._levels = levels
        self._clauses = clauses

    def keeping(self) -> Keeping:
        block = self._block
        form = Form(block.choice("form", [each.value for each in Form]))
        self._check_parts(form)
        return Keeping(
            form=form,
            items=self._items(form),
            urgent=block.flag("urgent"),
            staff=self._staff() if form is Form.SAMPLING else None,
            report=self._report() if form is Form.DAILY else None,
            people=self._people() if form is Form.PEOPLE else None,
            trip=self._trip() if form is Form.TRIPS else None,
        )

    def _check_parts(self, form: Form) -> None:
        wanted = set() if form in _WITHOUT_ITEMS else {"items"}
        if form in _OWN_PART:
            wanted.add(_OWN_PART[form])
        parts = ("items", *_OWN_PART.values())
        if {key for key in parts if key in self._block} != wanted:
            listed = ", ".join(sorted(wanted)) or "–"
            zh, en = f"{form} 要写且只写：{listed}", f"{form} has exactly: {listed}"
            raise self._block.error(zh, en)

    def _items(self, form: Form) -> tuple[Item, ...]:
        found: dict[str, Item] = {}
        for block in self._block.blocks("items"):
            with block:
                item = self._item(block)
            if item.id in found:
                raise block.error(f"重复的 {item.id}", f"{item.id} stands twice")
            if form is not Form.ITEMS and (item.form is not ItemForm.ONCE or item.own_interval):
                raise block.error(f"{form} 里每项只做一次", f"in {form} an item is done once")
            found[item.id] = item
        if form not in _WITHOUT_ITEMS and not found:
            raise self._block.error("items 是空的", "items is empty")
        return tuple(found.values())

    def _item(self, block: Block) -> Item:
        line, name = block.line_of("id"), block.text("id")
        if not _ID.fullmatch(name):
            zh, en = "id 要写小写英文，最多 20 字", "an id is lower case, at most 20 characters"
            raise block.error_at(line, Words(zh, en))
        forms = [each.value for each in ItemForm]
        item = Item(
            id=name,
            label=Words(block.text("zh"), block.text("en")),
            form=ItemForm(block.choice("form", forms)) if "form" in block else ItemForm.ONCE,
            days=block.integer("days"),
            own_interval=block.flag("own_interval"),
            unit=block.words_or_none("unit"),
            unit_one=block.text_or("unit_one", None),
            clause=self._clause(block) if "clause" in block else None,
            aliases=block.texts("aliases"),
            shown_by=self._act(block) if "shown_by" in block else None,
        )
        problem = _misfit(item)
        if problem:
            raise block.error(problem.zh, problem.en)
        return item

    def _act(self, block: Block) -> Act:
        return Act(block.choice("shown_by", [each.value for each in Act]))

    def _staff(self) -> str | None:
        return _named_or_none(self._block, "staff", self._facts, (FactType.INT,))

    def _report(self) -> Report:
        with self._block.block("report") as block:
            line, zero, exception = block.line, block.words("zero"), block.words("exception")
            then = tuple(self._advice(each) for each in block.blocks("on_exception"))
        if not then:
            sentence = Words("缺少 on_exception", "on_exception is missing")
            raise self._block.error_at(line, sentence)
        return Report(zero, exception, then)

    def _advice(self, block: Block) -> Advice:
        with block:
            return Advice(Words(block.text("zh"), block.text("en")), self._clause(block))

    def _clause(self, block: Block) -> str:
        line, clause = block.line_of("clause"), block.text("clause")
        if clause not in self._clauses:
            zh, en = f"条款索引里没有 {clause}", f"the index has no clause {clause}"
            raise block.error_at(line, Words(zh, en))
        return clause

    def _people(self) -> People:
        with self._block.block("people") as block:
            fact = _named(block, "fact", self._facts, (FactType.RECORDS,))
            fields = self._facts[fact].fields
            if ("alert" in block) != ("warning" in block):
                raise block.error("alert 和 warning 要一起写", "alert and warning go together")
            return People(
                fact=fact,
                before=_named_or_none(block, "before", fields, _TIMES),
                done=_named_or_none(block, "done", fields, (FactType.BOOL,)),
                alert=_named_or_none(block, "alert", fields, (FactType.BOOL,)),
                warning=self._advice(block.block("warning")) if "warning" in block else None,
                origin=self._origin(block, fields) if "origin" in block else None,
            )

    def _origin(self, people: Block, fields: Mapping[str, Fact]) -> Origin:
        with people.block("origin") as block:
            field = _named(block, "field", fields, (FactType.BOOL,))
            line, level = block.line_of("level"), block.text("level")
            if level not in self._levels:
                listed = ", ".join(self._levels)
                zh, en = f"level 要写其中之一：{listed}", f"level is one of: {listed}"
                raise block.error_at(line, Words(zh, en))
            return Origin(field, level)

    def _trip(self) -> Trip:
        with self._block.block("trip") as block:
            line, asks = block.line_of("asks"), block.texts("asks")
            for name in asks:
                if name not in self._facts:
                    raise _no_fact(block, line, name)
            since = _named(block, "since", self._facts, (FactType.DATETIME,))
            hours = block.integer("hours")
            if hours is None or hours < 1 or since not in asks:
                zh, en = "要写 hours，since 要在 asks 里", "hours is needed, and since among asks"
                raise block.error(zh, en)
            return Trip(asks, hours, since)


def _misfit(item: Item) -> Words | None:
    if (item.unit is not None) != (item.form is ItemForm.STOCK):
        return Words("只有 stock 要写 unit", "unit belongs to a stock and to nothing else")
    if item.form is ItemForm.RECURRING and (item.days is not None) == item.own_interval:
        zh = "反复要做的，写 days 或 own_interval: true"
        return Words(zh, "what recurs has either days or own_interval: true")
    if item.days is not None and (item.form is not ItemForm.RECURRING or item.days < 1):
        return Words("days 用于反复要做的，至少 1", "days belongs to what recurs, at least 1")
    if item.shown_by is not None and item.form is not ItemForm.ONCE:
        return Words("只有做一次的才写 shown_by", "shown_by belongs to what is done once")
    if item.form is ItemForm.STOCK and item.own_interval:
        return Words("stock 没有间隔", "a stock has no interval")
    return None


def _named(block: Block, key: str, facts: Mapping[str, Fact], types: Collection[FactType]) -> str:
    line, name = block.line_of(key), block.text(key)
    if name not in facts:
        raise _no_fact(block, line, name)
    if facts[name].type not in types:
        zh, en = f"{key} 不能用 {name} 这种事实", f"{name} is not a fact of the kind for {key}"
        raise block.error_at(line, Words(zh, en))
    return name


def _named_or_none(
    block: Block, key: str, facts: Mapping[str, Fact], types: Collection[FactType]
) -> str | None:
    return _named(block, key, facts, types) if key in block else None


def _no_fact(block: Block, line: int, name: str) -> RuleFileError:
    return block.error_at(line, Words(f"没有事实 {name}", f"no fact {name}"))
