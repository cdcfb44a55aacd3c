"""Texts in two languages, and values as people read them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Words:
    """One text in Chinese and in English; both complete."""

    zh: str
    en: str

    def __add__(self, other: "Words") -> "Words":
        return Words(self.zh + other.zh, self.en + other.en)

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"

    def to_json(self) -> dict[str, str]:
        """Give `{"zh": …, "en": …}`."""
        return {"zh": self.zh, "en": self.en}


def joined(items: list[Words]) -> Words:
    """List several texts: 、 in Chinese, commas in English."""
    return Words("、".join(i.zh for i in items), ", ".join(i.en for i in items))


def yuan_text(amount: Decimal) -> str:
    """Money with two decimals and thousands separators, no unit: `80,000.00`."""
    return f"{amount:,.2f}"


def number_text(number: int | Decimal) -> str:
    """A plain number with thousands separators and no needless zeros: `1,200`, `0.5`."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity_words(number: int | Decimal, unit: Words | None, one: str | None = None) -> Words:
    """Say a count or an amount in yuan: `1,200 人`, `80,000.00 元`.

    Args:
        number: Yuan if a Decimal, else a count.
        unit: What is counted; English in the plural.
        one: The English unit in the singular.
    """
    if isinstance(number, Decimal):
        return Words(f"{yuan_text(number)} 元", f"{yuan_text(number)} yuan")
    text = number_text(number)
    if unit is None:
        return Words(text, text)
    english = one if one and number == 1 else unit.en
    return Words(f"{text} {unit.zh}", f"{text} {english}")


def factor_text(factor: Decimal) -> str:
    """A factor of a formula; below one it is read as a share: `50%`, `3`."""
    return f"{number_text(factor * 100)}%" if 0 < factor < 1 else number_text(factor)
