"""Stories that the suite lives on PostgreSQL as well; `--engine postgresql` lives all of them.

Every subject that keeps rows of its own has its share here: claims, locks, order and numbers
are what the engines do differently.
"""

from collections.abc import Mapping
from typing import Final

ON_BOTH: Final[Mapping[str, tuple[str, ...]]] = {
    "registering and questions": ("01-main-story", "06-interrupted"),
    "people of a firm": ("62-a-second-person", "65-verified-in-the-desk"),
    "policies": ("71-whatif",),
    "sampling": ("08-sampling", "09-downtime", "81-several-at-once", "82-pause-and-return"),
    "duties": ("36-closed-off-in-an-emergency", "86-items-and-stock"),
    "arrivals and trips": ("91-people-who-come",),
    "files": ("30-photos-and-files",),
    "problems": ("50-held-truck",),
    "cases": (
        "120-the-whole-ladder",
        "129-wrong-moments",
        "296-not-needed-any-more",
    ),
    "one cause": ("130-common-cause",),
    "staff": (
        "100-a-second-administrator-confirms",
        "102-somebody-leaves-the-desk",
        "104-whose-firm-it-is",
    ),
    "registers": (
        "110-emergency-set-and-undone",
        "111-whitelist-applied-and-admitted",
        "112-whitelist-checked-and-removed",
    ),
    "digests": ("140-the-day-gathered", "142-projects-every-week"),
    "tools of the desk": (
        "150-search-at-the-desk",
        "152-many-firms-by-spreadsheet",
    ),
    "broadcasts": ("172-paused-and-cancelled-half-way",),
    "groups": ("161-a-topic-through-its-life",),
    "the line": ("13-blocked",),
}
