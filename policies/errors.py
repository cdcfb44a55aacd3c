"""What can be wrong with rules and with facts, each as a sentence in two languages.

PolicyError
├── RuleFileError       a file of the rule base, with file and line
├── ExpressionError     a condition or formula, before its place is known
├── FactError           a fact that does not exist or a value that it cannot have
└── RegionError         a place that contradicts the facts, or that is not a path
"""

from policies.words import Words


class PolicyError(Exception):
    """Expected; `sentence` says in both languages what is wrong and what to write instead."""

    def __init__(self, sentence: Words) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class RuleFileError(PolicyError):
    """A file of the rule base cannot be used.

    Attributes:
        file: Path as it was given to the loader.
        line: Counted from 1.
        column: Counted from 1, where it is known.
    """

    def __init__(self, file: str, line: int, sentence: Words, column: int | None = None) -> None:
        super().__init__(sentence)
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class ExpressionError(PolicyError):
    """A condition or formula is not in the grammar, or its types do not fit."""


class FactError(PolicyError):
    """A fact is unknown or cannot have this value."""

    def __init__(self, fact: str, sentence: Words) -> None:
        super().__init__(sentence)
        self.fact = fact


class RegionError(PolicyError):
    """A region path is malformed, or the facts name another place."""
