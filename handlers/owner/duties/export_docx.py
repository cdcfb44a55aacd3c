"""The record of duties as a document: a table for each duty, pictures below it."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final

from docx.document import Document as Docx
from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.shared import Cm

from bot.domain.evidence import is_late_entry
from bot.domain.members import Role
from bot.services.duties.duties import Duty
from bot.services.duties.record import DutyRecord, Shown
from bot.services.testing.rhythms import posts_in
from bot.store.duties.evidence import EvidenceCard
from bot.store.testing.samplings import SamplingCard
from bot.store.testing.testing import GroupCard
from handlers.notices.files import named
from handlers.notices.member_words import role_words
from handlers.notices.sampling_words import group_name
from handlers.owner.duties.evidence_views import what_words
from handlers.owner.duties.export_views import title
from handlers.owner.policies.report_docx import begun, finished, writable, write
from handlers.owner.policies.report_text import Paragraph, Style, bare
from handlers.owner.policies.words import day_words
from handlers.phrases import moment, source_words
from handlers.tongue import Html, Tongue
from policies.documents import Document
from policies.keeping import Form
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.words import Words

Photos = Mapping[int, bytes]
"""JPEG or PNG by the id of the file."""
LIABILITY: Final = "liability"
"""The kind of records that say what becomes of whoever did all that was asked."""
WIDTHS: Final = (4.2, 2.2, 4.6, 5.0)
SAMPLING_WIDTHS: Final = (5.0, 6.0, 5.0)
PICTURE: Final = Cm(7)


def written(t: Tongue, rulebase: RuleBase, record: DutyRecord, photos: Photos) -> bytes:
    """The whole file."""
    document = begun(t.language)
    write(document, [Paragraph(Style.TITLE, title(t)), *_heading(t, rulebase, record)])
    duties = {duty.record: duty for duty in record.duties.duties}
    for name in dict.fromkeys([*duties, *record.entries]):
        known = rulebase.records.get(name)
        if known is not None:
            _section(document, t, rulebase, record, (known, duties.get(name)), photos)
    write(document, [Paragraph(Style.SOURCE, t("内容校验（SHA-256）：{x}", x=record.digest))])
    return finished(document, title(t), record.duties.today)


def _heading(t: Tongue, rulebase: RuleBase, record: DutyRecord) -> Iterator[Paragraph]:
    duties = record.duties
    today = day_words(t, duties.today)
    first = None if record.since is None else record.since.astimezone(duties.zone).date()
    period = t("全部，到{today}为止", today=today)
    if first is not None:
        period = t("{first}至{today}", first=day_words(t, first), today=today)
    yield _plain(t("企业（项目）：{firm}", firm=duties.profile.firm.name))
    yield _plain(t("时间段：{period}", period=period))
    made = moment(t, duties.now, duties.zone)
    yield _plain(t("制作时间：{at}", at=made))
    yield Paragraph(Style.LABEL, bare(t("请先看这几句")))
    for source in _exempting(t, rulebase, duties.profile.firm.region):
        yield _point(source)
    yield _point(
        t(
            "这是企业（项目）自己在“助企通”里记的，时间由系统自动记下。"
            "系统没有到现场核实，也不作任何承诺。"
        )
    )
    yield _point(t("撤销的、补报的都如实标明；只写身份，不写姓名。"))


def _exempting(t: Tongue, rulebase: RuleBase, region: str) -> Iterator[Html]:
    """What the documents of the place say about due diligence, never as a promise."""
    for record in rulebase.records.values():
        here = standing(region, record.region) is not Standing.OUTSIDE
        if record.kind == LIABILITY and here:
            document: Document = rulebase.documents[record.source.document]
            yield t(
                "按《{document}》{clause}，这份记录可以作尽职材料；是否免责由有关部门认定。",
                document=t.words(document.title),
                clause=record.source.clause,
            )


def _section(
    document: Docx,
    t: Tongue,
    rulebase: RuleBase,
    record: DutyRecord,
    of: tuple[Record, Duty | None],
    photos: Photos,
) -> None:
    """One duty: where it stands, what was done, and pictures; nothing done is said, too."""
    known, duty = of
    if duty is not None and duty.keeping.form is Form.SAMPLING:
        _samplings(document, t, rulebase, record, duty)
        return
    entries = record.entries.get(known.id, ())
    lines = [Paragraph(Style.RECORD, bare(t.words(known.title)))]
    if duty is not None:
        lines.append(Paragraph(Style.SOURCE, bare(source_words(t, duty.verdict.source))))
    if not entries:
        lines.append(_plain(t("这段时间没有记录。")))
    write(document, lines)
    if entries:
        _table(document, t, rulebase, record, entries)
    for entry in entries:
        _pictures(document, t, rulebase, entry, record.files[entry.id], photos)


def _table(
    document: Docx,
    t: Tongue,
    rulebase: RuleBase,
    record: DutyRecord,
    entries: Sequence[EvidenceCard],
) -> None:
    heads = (t("做成时间"), t("身份"), t("事项"), t("凭证"))
    _rows(document, [heads, *(_row(t, rulebase, record, entry) for entry in entries)], WIDTHS)


def _samplings(
    document: Docx, t: Tongue, rulebase: RuleBase, record: DutyRecord, duty: Duty
) -> None:
    """Samplings, group by group: when, how many people, and when that was recorded."""
    lines = [
        Paragraph(Style.RECORD, bare(t.words(duty.verdict.title))),
        Paragraph(Style.SOURCE, bare(source_words(t, duty.verdict.source))),
    ]
    if not record.samplings:
        lines.append(_plain(t("这段时间没有记录。")))
    write(document, lines)
    if record.samplings:
        posts = posts_in(rulebase, record.duties.profile.firm.region)
        heads = (t("采样时间"), t("采样组"), t("记录时间"))
        rows = [
            _sampled(t, record, posts.get(group.post), group, s) for group, s in record.samplings
        ]
        _rows(document, [heads, *rows], SAMPLING_WIDTHS)


def _sampled(
    t: Tongue, record: DutyRecord, post: Words | None, group: GroupCard, sampling: SamplingCard
) -> tuple[str, ...]:
    zone = record.duties.zone
    part = next((p for p in sampling.after if p.sampled_at == sampling.sampled_at), None)
    name = group_name(t, post, group)
    if part is not None and part.size is not None:
        name = t("{group}（{count} 人）", group=name, count=part.size)
    recorded = moment(t, sampling.recorded_at, zone)
    undone = t("（已撤销）") if sampling.undone else ""
    return (moment(t, sampling.sampled_at, zone), name, recorded + undone)


def _rows(document: Docx, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table whose first row is its head."""
    table = document.add_table(rows=1, cols=len(widths))
    table.style = document.styles["Table Grid"]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].text = writable(bare(text))
            for run in cell.paragraphs[0].runs:
                run.bold = number == 0
    document.add_paragraph()


def _row(
    t: Tongue, rulebase: RuleBase, record: DutyRecord, entry: EvidenceCard
) -> tuple[str, ...]:
    zone = record.duties.zone
    marks = []
    if is_late_entry(entry.point.subject, entry.recorded_at, zone):
        marks.append(t("补报，记于 {at}", at=moment(t, entry.recorded_at, zone)))
    if entry.undone_at is not None:
        marks.append(t("已撤销，{at}", at=moment(t, entry.undone_at, zone)))
    shown = [named(t, file.taken) for file in record.files[entry.id]]
    words = [t("“{words}”", words=entry.words)] if entry.words else []
    return (
        moment(t, entry.done_at, zone),
        role_words(t, Role(entry.role)),
        Html(t("；").join([what_words(t, rulebase, entry), *marks])),
        Html(t("；").join([*words, *shown]) or t("无")),
    )


def _pictures(
    document: Docx,
    t: Tongue,
    rulebase: RuleBase,
    entry: EvidenceCard,
    files: Sequence[Shown],
    photos: Photos,
) -> None:
    for file in files:
        content = photos.get(file.taken.id)
        if content is None:
            continue
        try:
            document.add_picture(BytesIO(content), width=PICTURE)
        except (InvalidImageStreamError, UnrecognizedImageError):
            write(document, [_plain(t("（这张照片没能放进文件）"))])
        write(document, [Paragraph(Style.SOURCE, bare(what_words(t, rulebase, entry)))])


def _plain(text: str) -> Paragraph:
    return Paragraph(Style.PLAIN, bare(text))


def _point(text: str) -> Paragraph:
    return Paragraph(Style.POINT, bare(text))
