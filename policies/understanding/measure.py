"""How well messages are understood that nobody trained on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from policies.lessons import utterances
from policies.problems import NONE
from policies.source.problem_file import OUT_OF_SCOPE
from policies.understanding.answers import Understood, Way
from policies.understanding.classifier import Understanding


@dataclass(frozen=True)
class Labelled:
    """One message with what is right for it.

    Attributes:
        right: Ids of categories; any of them will do, the first is the main one.
        style: How it is written: plain, dialect, typo …
    """

    text: str
    right: tuple[str, ...]
    style: str


@dataclass
class Score:
    """Counts over some messages."""

    messages: int = 0
    first: int = 0
    among: int = 0

    def add(self, *, first: bool, among: bool) -> None:
        """Count one message."""
        self.messages += 1
        self.first += first
        self.among += among

    @property
    def top1(self) -> float:
        """Share of messages whose first proposal is right."""
        return self.first / max(1, self.messages)

    @property
    def top3(self) -> float:
        """Share of messages with a right one among the proposals."""
        return self.among / max(1, self.messages)

    def row(self) -> str:
        """As cells of a table."""
        return f"{self.messages} | {self.top1:.3f} | {self.top3:.3f}"


@dataclass
class Measured:
    """What came out.

    Attributes:
        whole: All messages that belong to a category.
        refused: Messages of no category: refused (`first`), none likelier than any (`among`).
        wronged: How many messages of a category were refused.
        direct: Messages that were answered without asking.
        urgent: How many messages of a category were found urgent.
        chosen: Messages for which a choice was shown.
        shown: How many categories there were to choose from, over all of these.
        confused: Category → what its messages were taken for, and how often.
    """

    name: str
    whole: Score = field(default_factory=Score)
    refused: Score = field(default_factory=Score)
    wronged: int = 0
    direct: Score = field(default_factory=Score)
    urgent: int = 0
    chosen: Score = field(default_factory=Score)
    shown: int = 0
    styles: dict[str, Score] = field(default_factory=dict)
    categories: dict[str, Score] = field(default_factory=dict)
    confused: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, message: Labelled, understood: Understood) -> None:
        """Count one message."""
        refused = understood.way is Way.NONE
        likeliest = understood.categories[0]
        if NONE in message.right:
            self.refused.add(first=refused, among=understood.none > likeliest.p)
            return
        first = likeliest.id in message.right
        among = any(name in message.right for name in understood.shown)
        main = message.right[0]
        for score in (
            self.whole,
            self.styles.setdefault(message.style, Score()),
            self.categories.setdefault(main, Score()),
        ):
            score.add(first=first, among=among)
        wrong = self.confused.setdefault(main, Counter())
        wrong.update([] if first else [likeliest.id])
        self.wronged += refused
        self.urgent += understood.urgent
        if understood.way is Way.ANSWER:
            self.direct.add(first=first, among=among)
        if understood.way is Way.CHOOSE:
            self.chosen.add(first=first, among=among)
            self.shown += len(understood.shown)

    def line(self) -> str:
        """The main figures in one line."""
        none = self.refused
        share = self.direct.messages / max(1, self.whole.messages)
        return (
            f"{self.whole.messages} messages, top-1 {self.whole.top1:.3f}, "
            f"top-3 {self.whole.top3:.3f}; wrongly refused {self.wronged}; "
            f"found urgent {self.urgent}; "
            f"answered directly {share:.2f}, of these right {self.direct.top1:.3f}; "
            f"of {none.messages} that are nobody's business refused {none.first}, "
            f"none likeliest {none.among}"
        )


def labelled(path: Path) -> list[Labelled]:
    """Read a measuring set; a second category that is noted is right as well."""
    found = []
    for text, noted in utterances(path):
        names = [noted[key] for key in ("category", "second_category") if key in noted]
        right = tuple(NONE if name == OUT_OF_SCOPE else name for name in names)
        found.append(Labelled(text, right, noted.get("style", "plain")))
    return found


def measured(understanding: Understanding, path: Path) -> Measured:
    """Read every message of a measuring set and count."""
    return counted(path.stem, understanding, labelled(path))


def counted(name: str, understanding: Understanding, messages: Iterable[Labelled]) -> Measured:
    """Read messages and count."""
    result = Measured(name)
    for message in messages:
        result.add(message, understanding.read(message.text))
    return result
