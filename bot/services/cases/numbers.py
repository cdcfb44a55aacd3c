"""Which region counts the cases of a firm, and with which letter."""

from typing import Final

from policies.regions import Regions

LETTER_ELSEWHERE: Final = "X"
"""For firms in places that the rule base gives no letter."""


def numbering(regions: Regions, firm_region: str) -> tuple[str, str]:
    """The nearest place at or above the firm that has a letter, and the letter.

    Without one the firm's own place counts for itself.
    """
    nearest = regions.nearest(firm_region)
    for place in nearest.lineage() if nearest else ():
        if place.letter is not None:
            return place.path, place.letter
    return firm_region, LETTER_ELSEWHERE
