"""What is said to a question about what is not held for the firm's place: no guess, no clause."""

from collections.abc import Iterator

from handlers.tongue import Html, Tongue, lines
from policies.documents import Document, Naming
from policies.rulebase import RuleBase
from policies.understanding.findings import Elsewhere, Findings
from policies.understanding.unheld import Unheld


def missing(t: Tongue, rulebase: RuleBase, findings: Findings) -> Iterator[Html]:
    """Say what the question is about and the firm's place has no text of."""
    for each in findings.unheld:
        yield not_held(t, rulebase, each)
    for name in findings.unknown:
        yield t("<b>没有收录：</b>{name}。收录的文件里也没有提到它。", name=name)
    if findings.unknown:
        yield t("它里面写了什么，我不猜；点“找人工”，请工作人员答。")
    if findings.elsewhere:
        yield _of_another_place(t, findings.elsewhere)


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


def _of_another_place(t: Tongue, elsewhere: Elsewhere) -> Html:
    place = t.words(elsewhere.place)
    if not elsewhere.documents:
        return t(
            "您问的是<b>{place}</b>的规定。{place}的文件没有收录，我不拿本地的条款来答；"
            "点“找人工”，请工作人员答。",
            place=place,
        )
    titles = (t("《{title}》", title=t.words(each.title)) for each in elsewhere.documents)
    return t(
        "您问的是<b>{place}</b>的规定。收录的{documents}管{place}的企业，不管您的厂，这里不引；"
        "点“找人工”，请工作人员答。",
        place=place,
        documents=Html(t("、").join(titles)),
    )


def _sentences(t: Tongue, rulebase: RuleBase, document: Document) -> Iterator[Html]:
    for naming in document.named_in:
        yield t("<blockquote>{quote}</blockquote>", quote=naming.quote)
        yield _where(t, rulebase, naming)


def _where(t: Tongue, rulebase: RuleBase, naming: Naming) -> Html:
    return source(t, rulebase.documents[naming.document], naming.clause)
