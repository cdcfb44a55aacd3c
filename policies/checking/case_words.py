"""What a case expected and what came out, in words for whoever edits policies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policies.checking.cases import Mismatch
from policies.checking.glossary import MODALITIES, OUTCOMES, RHYTHMS, ids_of
from policies.records import Record
from policies.rulebase import RuleBase
from policies.words import Words, joined

WHAT: Final[Mapping[str, Words]] = {
    "outcome": Words("结论", "the answer"),
    "modality": Words("约束力", "how binding it is"),
    "relies_on": Words("引用的文件", "documents referred to"),
    "missing": Words("还差的信息", "what is missing"),
    "amounts": Words("金额", "amounts"),
    "if_granted": Words("批准后的金额", "amounts if granted"),
    "near_miss": Words("还差多少", "how much is lacking"),
    "rhythm": Words("周期", "how often"),
    "keeping": Words("怎样留证", "how it is kept"),
    "capped": Words("文件过期后只到需确认", "only to be confirmed because of the year"),
    "self_reported": Words("只凭企业自报的", "what only the firm says"),
}
PARTS: Final[Mapping[str, Words]] = {
    "hours": Words("小时数", "hours"),
    "daily": Words("每天", "daily"),
    "groups": Words("岗位", "posts"),
    "kind": Words("必须还是可以", "must or may"),
    "form": Words("形式", "form"),
    "urgent": Words("紧急", "urgent"),
    "staff": Words("按哪项人数", "counted by"),
    "items": Words("事项", "items"),
}
NONE: Final = Words("无", "none")
YES, NO = Words("是", "yes"), Words("否", "no")


def mismatch_words(rulebase: RuleBase, record: Record, mismatch: Mismatch) -> Words:
    """One expectation that is not met; the key under which it stands is named beside its words."""
    what, said = mismatch.what, _Said(ids_of(rulebase, record), mismatch.what)
    want, got = said.sides(mismatch.expected, mismatch.got)
    called = WHAT.get(what, Words(what, what))
    return Words(
        f"用例“{mismatch.case}”不符：{called.zh}（{what}）应为“{want.zh}”，得到“{got.zh}”",
        f"case “{mismatch.case}”: {called.en} ({what}) should be “{want.en}” and is “{got.en}”",
    )


@dataclass(frozen=True)
class _Said:
    ids: Mapping[str, Words]
    what: str

    def sides(self, expected: object, got: object) -> tuple[Words, Words]:
        """Both; of tables only what differs."""
        if isinstance(expected, Mapping) and isinstance(got, Mapping):
            names = [name for name in expected if got.get(name) != expected[name]]
            if self.what not in ("rhythm", "keeping"):
                names += [name for name in got if name not in expected]
            own = ({n: each[n] for n in names if n in each} for each in (expected, got))
            expected, got = own
        return self._value(expected), self._value(got)

    def _value(self, value: object) -> Words:
        if value is None or value in ({}, []):
            return NONE
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Mapping):
            return joined([self._named(name, each) for name, each in value.items()])
        if isinstance(value, list | tuple):
            return joined([self._value(each) for each in value])
        return self._word(str(value))

    def _named(self, name: str, value: object) -> Words:
        called, said = self._called(name), self._value(value)
        return Words(f"{called.zh} {said.zh}", f"{called.en} {said.en}")

    def _called(self, name: str) -> Words:
        return self.ids.get(name) or PARTS.get(name) or Words(name, name)

    def _word(self, name: str) -> Words:
        own = {"outcome": OUTCOMES, "modality": MODALITIES, "rhythm": RHYTHMS}.get(self.what, {})
        return own.get(name) or self.ids.get(name) or Words(name, name)
