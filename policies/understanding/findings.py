"""What is said to a question about documents: clauses, a silence, and what is not held here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.documents import Document
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.spoken.asked_places import AskedPlace, asked_elsewhere
from policies.understanding.entries import Found
from policies.understanding.search import ClauseSearch
from policies.understanding.shelf import Reading
from policies.understanding.titles import Written, find_written
from policies.understanding.unheld import MOST, Unheld, find_unheld
from policies.words import Words


@dataclass(frozen=True)
class Elsewhere:
    """Another place that a question is about: nothing that binds the firm answers it.

    Attributes:
        documents: Held, and binding that place.
    """

    place: Words
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What the documents of a place say to a question.

    Attributes:
        reading: No clause in it answers if the question is about what is not held for the place.
        unheld: Documents that the question names and that are not held.
        unknown: Titles and numbers in it, as typed, that no document here bears or names.
        elsewhere: Another place that it is about.
    """

    reading: Reading
    unheld: tuple[Unheld, ...] = ()
    unknown: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None

    @property
    def answers(self) -> tuple[Found, ...]:
        """The clauses that answer, to be quoted."""
        return tuple(each for each in self.reading.clauses if each.answers)

    @property
    def related(self) -> tuple[Found, ...]:
        """What may have to do with it: to be named, and quoted only where it is opened."""
        return tuple(each for each in self.reading.clauses if not each.answers)

    @property
    def missing(self) -> bool:
        """Whether it is about something that is not held for the place."""
        return bool(self.unheld or self.unknown or self.elsewhere)


def find(rulebase: RuleBase, region: str, text: str, category: str | None = None) -> Findings:
    """Find what the documents of a place say to a question.

    Args:
        region: Where the firm works.
        text: The owner's question.
        category: The kind of problem that was confirmed: only clauses that speak to it, and the
            problem is the firm's own, whatever place it names.
    """
    search = ClauseSearch.load(rulebase)
    written = find_written(rulebase, region, text, lambda name: search.speaks_of(region, name))
    place = None if category else asked_elsewhere(rulebase.regions, region, text)
    found = Findings(
        search.find(region, place.rest if place else written.rest, category),
        _unheld(rulebase, region, text, written),
        written.unknown,
        _elsewhere(rulebase, place, written),
    )
    return replace(found, reading=_related(found)) if found.missing else found


def remarks(found: Findings) -> Iterator[Words]:
    """Say why no clause answers, where that is known."""
    for each in found.unheld:
        title = each.document.title
        yield Words(f"已引用、未收录：《{title.zh}》", f"named but not held: {title.en}")
    for name in found.unknown:
        yield Words(f"没有收录，也没有提到：{name}", f"neither held nor named: {name}")
    if found.elsewhere:
        place, titles = found.elsewhere.place, [d.title for d in found.elsewhere.documents]
        zh = "、".join(f"《{title.zh}》" for title in titles) or "没有收录"
        en = ", ".join(title.en for title in titles) or "none held"
        yield Words(f"问的是{place.zh}，那里的文件：{zh}", f"about {place.en}; held of it: {en}")
    if found.reading.silence:
        document, silence = found.reading.silence
        zh = f"《{document.title.zh}》没有写：{silence.what.zh}"
        yield Words(zh, f"{document.title.en} does not say: {silence.what.en}")
    for stated in found.reading.beside:
        number, quote = stated.clause.number, stated.quote
        yield Words(f"只写了：{number} {quote}", f"it does say: {number} {quote}")


def _unheld(rulebase: RuleBase, region: str, text: str, written: Written) -> tuple[Unheld, ...]:
    named = find_unheld(rulebase, region, text)
    more = (Unheld(each, exact=True) for each in written.unheld)
    known = {each.document.id: each for each in (*more, *named)}
    return tuple(sorted(known.values(), key=lambda each: not each.exact)[:MOST])


def _elsewhere(rulebase: RuleBase, place: AskedPlace | None, written: Written) -> Elsewhere | None:
    """The place that is asked about; who writes out a title asks for that document alone."""
    if written.unheld or written.unknown:
        return None
    if written.elsewhere:
        first = written.elsewhere[0]
        return Elsewhere(rulebase.regions.places[first.region].name, written.elsewhere)
    return Elsewhere(place.name, _binding(rulebase, place.path)) if place else None


def _binding(rulebase: RuleBase, path: str | None) -> tuple[Document, ...]:
    """What is held and binds a place; nothing if several places bear the name that was said."""
    held = [each for each in rulebase.documents.values() if each.held]
    return tuple(each for each in held if path and standing(path, each.region) is Standing.INSIDE)


def _related(found: Findings) -> Reading:
    """No clause answers; what another place leaves open is not ours to say.

    Of another place nothing may be said at all that is not the very matter: a clause that only may
    have to do with it is left out.
    """
    clauses = tuple(
        replace(each, answers=False)
        for each in found.reading.clauses
        if each.answers or not found.elsewhere
    )
    if found.elsewhere or found.unknown:
        return Reading(clauses)
    return replace(found.reading, clauses=clauses)
