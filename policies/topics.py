"""Topics of broadcasts: kinds of news that an owner may leave."""

from dataclasses import dataclass

from policies.words import Words


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind, in the order of the file."""

    id: str
    name: Words
