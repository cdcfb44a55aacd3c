"""One register for each held document: until when staff say that it is still carried out.

It is kept like any other register; its value is an ISO day, or `UNCONFIRMED`. The rules do not
look for it among the facts but beside the question (`Question.in_force`).
"""

from collections.abc import Mapping
from typing import Final

from policies.documents import Document
from policies.facts import Fact, FactType, Scope
from policies.records import Quotation
from policies.registers import Register
from policies.words import Words

PREFIX: Final = "in_force."
UNCONFIRMED: Final = "none"
"""Nobody has said that it is still carried out, or that was taken back."""


def document_registers(documents: Mapping[str, Document]) -> tuple[Register, ...]:
    """The registers of all documents that are held and dated."""
    return tuple(_register(each) for each in documents.values() if each.held and each.date)


def document_of(fact: str) -> str | None:
    """The id of the document that a register is about; None for any other fact."""
    return fact.removeprefix(PREFIX) if fact.startswith(PREFIX) else None


def _register(document: Document) -> Register:
    year = document.date.year if document.date else 0
    zh = f"文件没有写失效日期：{year} 年以后，没有记录仍执行的，一律按“需主管部门确认”答复"
    en = (
        f"The document names no end: after {year}, where nothing is recorded, it is answered "
        "that the authority must confirm"
    )
    return Register(
        fact=_fact(document),
        region=document.region,
        levels=(),
        kept_by=(),
        source=Quotation(document.id, "", "", ""),  # the document as a whole
        values=(UNCONFIRMED,),
        listed=None,
        application=None,
        removal=None,
        checks=None,
        coverage=None,
        open=Words(zh, en),
        document=document,
    )


def _fact(document: Document) -> Fact:
    title = document.title
    label = Words(f"《{title.zh}》仍执行至", f"“{title.en}” still in force until")
    return Fact(
        id=f"{PREFIX}{document.id}",
        type=FactType.TEXT,
        scope=Scope.STAFF,
        label=label,
        question=label,
        options={UNCONFIRMED: Words("未确认", "not confirmed")},
        of_region=True,
    )
