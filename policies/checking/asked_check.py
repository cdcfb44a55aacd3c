"""What documents are asked: every question once, and one clause or silence never like another."""

from collections.abc import Iterator

from policies.checking.quotations import Problem
from policies.documents import Document
from policies.problems import NONE
from policies.rulebase import RuleBase
from policies.understanding.text import letters_of
from policies.words import Words

LEAST = 3
"""So many questions teach at least what a clause answers."""


def check_asked(rulebase: RuleBase) -> Iterator[Problem]:
    """Check that clauses can be found, and that no question is both answered and not."""
    for document in rulebase.documents.values():
        if document.held and any(clause.asks for clause in document.clauses.values()):
            yield from _too_few(document)
            if not document.silences and NONE not in rulebase.problems:
                zh = "questions 里没有 silent_on：不知道什么是没写的，就什么都会引"
                en = "questions without silent_on: who knows no silence quotes anything"
                yield Problem(document.file, 1, Words(zh, en))
        yield from _both(document)
        yield from _unknown(document)


def _too_few(document: Document) -> Iterator[Problem]:
    for clause in document.clauses.values():
        if len(clause.asks) < LEAST and len(document.clauses) > 1:
            zh = f"questions 里问 {clause.number} 的只有 {len(clause.asks)} 句，至少要 {LEAST} 句"
            en = f"{clause.number} has {len(clause.asks)} questions, {LEAST} are needed"
            yield Problem(document.file, clause.line, Words(zh, en))


def _unknown(document: Document) -> Iterator[Problem]:
    """What is stated beside a silence stands in a clause of the same document."""
    for silence in document.silences:
        for beside in silence.beside:
            if beside.clause not in document.clauses:
                zh = f"silent_on 的 beside 没有这一条：{beside.clause}（{silence.what.zh}）"
                en = f"beside a silence: no such clause {beside.clause} ({silence.what.en})"
                yield Problem(document.file, 1, Words(zh, en))


def _both(document: Document) -> Iterator[Problem]:
    """A question that no clause answers must not be taught as answered."""
    silent = {letters_of(ask): s.what for s in document.silences for ask in s.asks}
    for clause in document.clauses.values():
        for ask in clause.asks:
            if (what := silent.get(letters_of(ask))) is not None:
                zh = f"questions 说 {clause.number} 回答这一问，又说没有写（{what.zh}）：{ask}"
                en = f"{clause.number} answers it and the document is silent ({what.en}): {ask}"
                yield Problem(document.file, clause.line, Words(zh, en))
