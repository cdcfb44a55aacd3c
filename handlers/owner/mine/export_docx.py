"""All that is kept of a person, to read: in their language, by subject."""

import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.services.privacy.own_data import OwnData, OwnFirm
from bot.store.privacy.own_rows import OwnCase, OwnDuty, OwnFact, OwnFile
from handlers.notices.member_words import role_words
from handlers.owner.mine.exporting_views import title
from handlers.owner.policies.report_docx import rendered
from handlers.owner.policies.report_text import Paragraph, Style, bare
from handlers.phrases import moment
from handlers.tongue import Tongue
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.fact_words import value_words
from policies.rulebase import RuleBase


def written(t: Tongue, rulebase: RuleBase, data: OwnData, zone: ZoneInfo) -> bytes:
    """The whole file."""
    paragraphs = [Paragraph(Style.TITLE, title(t)), *_all(t, rulebase, data, zone)]
    return rendered(paragraphs, title(t), t.language, data.now.astimezone(zone).date())


def _all(t: Tongue, rulebase: RuleBase, data: OwnData, zone: ZoneInfo) -> Iterator[Paragraph]:
    yield _plain(t("制作时间：{at}", at=moment(t, data.now, zone)))
    yield _plain(t("只有您自己的数据：别人的姓名不在里面，同事写的话也不在里面。"))
    for firm in data.firms:
        yield from _firm(t, rulebase, firm, zone)
    told = (_point(t("{at} “{text}”", at=moment(t, at, zone), text=x)) for at, x in data.told)
    yield from _section(t("我说过的难题"), told, t)
    yield from _section(t("我提的事项"), (p for c in data.cases for p in _case(t, c, zone)), t)
    yield from _section(
        t("我记的履职"), (_duty(t, rulebase, each, zone) for each in data.duties), t
    )
    yield from _section(t("我记的采样"), _samplings(t, data, zone), t)
    yield from _section(t("我发的文件"), (_file(t, each, zone) for each in data.files), t)
    yield from _section(t("收到的群发"), _broadcasts(t, data, zone), t)
    yield Paragraph(Style.GROUP, bare(t("我的设置")))
    yield _plain(t("语言：{language}", language="中文" if data.language == "zh" else "English"))
    names = t("、").join(t.words(rulebase.topics[each].name) for each in _known(rulebase, data))
    yield _plain(t("不收的群发：{names}", names=names or t("无")))


def _known(rulebase: RuleBase, data: OwnData) -> list[str]:
    return [each for each in data.left if each in rulebase.topics]


def _section(head: str, found: Iterator[Paragraph], t: Tongue) -> Iterator[Paragraph]:
    yield Paragraph(Style.GROUP, bare(head))
    lines = list(found)
    yield from lines or [_plain(t("没有记录。"))]


def _firm(t: Tongue, rulebase: RuleBase, firm: OwnFirm, zone: ZoneInfo) -> Iterator[Paragraph]:
    yield Paragraph(Style.GROUP, bare(t("企业（项目）：{firm}", firm=firm.name)))
    yield _point(t("地区：{region}", region=firm.region))
    yield _point(t("我的身份：{role}", role=role_words(t, firm.role)))
    if firm.called:
        yield _point(t("同事看到的称呼：{name}", name=firm.called))
    if firm.joined_at is not None:
        yield _point(t("加入时间：{at}", at=moment(t, firm.joined_at, zone)))
    if firm.code:
        yield _point(t("统一社会信用代码：{code}", code=firm.code))
    yield _point(t("其他成员：{count} 人", count=firm.others))
    yield Paragraph(Style.LABEL, bare(t("企业情况（谁说的、什么时候）")))
    for fact in firm.facts:
        yield _fact(t, rulebase, fact, zone)
    if not firm.facts:
        yield _plain(t("没有记录。"))
    for on, due in firm.reminders:
        at, until = moment(t, on, zone), moment(t, due, zone)
        yield _point(t("将在 {at} 提醒：{until} 前采样", at=at, until=until))


def _fact(t: Tongue, rulebase: RuleBase, known: OwnFact, zone: ZoneInfo) -> Paragraph:
    fact = rulebase.facts.get(known.fact)
    value, said = json.loads(known.value), known.value
    if fact is not None and value is not None:
        try:
            said = t.words(value_words(fact, parse_value(fact, value)))
        except FactError:
            said = known.value
    label = known.fact if fact is None else t.words(fact.label)
    by = t("工作人员") if known.by_staff else t("企业自己说的")
    shown = t("不清楚") if value is None else said
    at = moment(t, known.at, zone)
    return _point(t("{label}：{value}（{by}，{at}）", label=label, value=shown, by=by, at=at))


def _case(t: Tongue, case: OwnCase, zone: ZoneInfo) -> Iterator[Paragraph]:
    yield Paragraph(Style.RECORD, case.number)
    yield _plain(t("{at} 登记", at=moment(t, case.opened_at, zone)))
    if case.text:
        yield Paragraph(Style.QUOTE, case.text)
    for step in case.steps:
        if step.text:
            who = t("我") if step.mine else t("工作人员")
            at = moment(t, step.at, zone)
            yield _point(t("{at} {who}：“{text}”", at=at, who=who, text=step.text))


def _duty(t: Tongue, rulebase: RuleBase, duty: OwnDuty, zone: ZoneInfo) -> Paragraph:
    record = rulebase.records.get(duty.record)
    name = duty.record if record is None else t.words(record.title)
    at = moment(t, duty.done_at, zone)
    if duty.words:
        return _point(t("{at} {duty}：“{words}”", at=at, duty=name, words=duty.words))
    return _point(t("{at} {duty}", at=at, duty=name))


def _samplings(t: Tongue, data: OwnData, zone: ZoneInfo) -> Iterator[Paragraph]:
    for sampled, recorded, undone in data.samplings:
        at, noted = moment(t, sampled, zone), moment(t, recorded, zone)
        back = t("（已撤销）") if undone else ""
        yield _point(t("{at} 采样，记于 {noted}{back}", at=at, noted=noted, back=back))


def _file(t: Tongue, file: OwnFile, zone: ZoneInfo) -> Paragraph:
    at = moment(t, file.taken_at, zone)
    caption = t("“{text}”", text=file.caption) if file.caption else ""
    return _point(t("{at} {name}{caption}", at=at, name=file.name, caption=caption))


def _broadcasts(t: Tongue, data: OwnData, zone: ZoneInfo) -> Iterator[Paragraph]:
    for each in data.broadcasts:
        at = t("没有送达") if each.sent_at is None else moment(t, each.sent_at, zone)
        yield _point(t("{at} “{title}”", at=at, title=bare(each.title)))


def _plain(text: str) -> Paragraph:
    return Paragraph(Style.PLAIN, bare(text))


def _point(text: str) -> Paragraph:
    return Paragraph(Style.POINT, bare(text))
