"""What a ruling says beside its findings: another place, another time, what staff have to say."""

from collections.abc import Sequence
from datetime import date

from policies.calendar import Extension
from policies.documents import Document
from policies.facts import CHINA
from policies.records import Record, Remark
from policies.regions import names_of
from policies.verdicts import Mark, Reason
from policies.words import Words, joined

STAFF = Words("工作人员", "staff")


def place_reason(record: Record, here: str, levels: Sequence[str], mark: Mark) -> Reason:
    """The record is for another place, or for a part of the place that is known.

    Args:
        here: Where the firm works, as a path.
        levels: Fact ids of the levels from the top.
    """
    there = record.region
    zh = f"只适用于在{there}经营的企业（项目）；您在{here}"
    en = f"Only for firms operating in {there}; yours is in {here}"
    fact = levels[len(names_of(there)) - 1]
    return Reason(fact, here, mark, record.source.clause, Words(zh, en))


def too_early(record: Record, document: Document, as_of: date) -> Reason:
    """The document did not exist yet."""
    zh = f"文件 {document.date} 才发布，{as_of} 还不适用"
    en = f"Published {document.date}; not yet on {as_of}"
    return Reason(None, as_of.isoformat(), Mark.NO, record.source.clause, Words(zh, en))


def capped_note(document: Document) -> Remark:
    """The document is of an earlier year, and names no end."""
    assert document.date is not None  # the loader refuses a source without a date
    year = document.date.year
    zh = f"这是 {year} 年的文件，没有写失效日期，请向工作人员确认是否仍执行"
    en = f"A document of {year} that names no end; ask staff whether it is still carried out"
    return Remark(Words(zh, en), STAFF)


def extended_note(extension: Extension) -> Remark:
    """仍执行至…, as staff recorded it: who, when, and where they have it from."""
    en = f"Recorded by staff: in force until {extension.until}"
    said = Words(f"工作人员记录：仍执行至 {extension.until}", en)
    at = extension.recorded_at
    known = [
        Words(each, each)
        for each in (extension.by, at and f"{at.astimezone(CHINA):%Y-%m-%d}")
        if each
    ]
    if extension.source:
        known.append(Words(f"来源：{extension.source}", f"source: {extension.source}"))
    if known:
        zh, en = "，".join(each.zh for each in known), ", ".join(each.en for each in known)
        said += Words(f"（{zh}）", f" ({en})")
    return Remark(said, STAFF)


def staff_note(unknown: Sequence[Words]) -> Remark:
    """Only staff can say what is missing, and have not yet.

    Args:
        unknown: Labels of the facts.
    """
    labels = joined(list(unknown))
    zh = f"{labels.zh}由工作人员维护，目前没有记录，须由工作人员确认"
    en = f"{labels.en}: kept by staff and not recorded yet; staff must confirm"
    return Remark(Words(zh, en), STAFF)
