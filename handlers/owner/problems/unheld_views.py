"""What is said of a document that is named and not held: where it is named, and no guess."""

from collections.abc import Iterator

from handlers.tongue import Html, Tongue, lines
from policies.documents import Document, Naming
from policies.rulebase import RuleBase
from policies.understanding.unheld import Unheld


def not_held(t: Tongue, rulebase: RuleBase, each: Unheld) -> Html:
    """Say that a document is not held, with the sentences that name it."""
    document = each.document
    return lines(
        None if each.exact else t("您写的文号这里没有，号码相近的是这一份："),
        t("<b>已引用、未收录：</b>《{document}》", document=t.words(document.title)),
        t("{about}。", about=t.words(document.about)) if document.about else None,
        t("提到它的原话："),
        *_sentences(t, rulebase, document),
        t("它里面写了什么，我不猜；点“找人工”，请工作人员答。"),
    )


def source(t: Tongue, document: Document, clause: str) -> Html:
    """Where a sentence stands."""
    return t(
        "依据：《{document}》（{kind}，{date}）{clause}",
        document=t.words(document.title),
        kind=t.words(document.kind),
        date=document.date.isoformat() if document.date else "",
        clause=clause,
    )


def _sentences(t: Tongue, rulebase: RuleBase, document: Document) -> Iterator[Html]:
    for naming in document.named_in:
        yield t("<blockquote>{quote}</blockquote>", quote=naming.quote)
        yield _where(t, rulebase, naming)


def _where(t: Tongue, rulebase: RuleBase, naming: Naming) -> Html:
    return source(t, rulebase.documents[naming.document], naming.clause)
