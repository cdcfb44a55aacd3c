"""Stories that the suite lives on PostgreSQL as well; `--engine postgresql` lives all of them.

Every subject that keeps rows of its own has its share here: claims, locks, order and numbers
are what the engines do differently.
"""

from collections.abc import Mapping
from typing import Final

ON_BOTH: Final[Mapping[str, tuple[str, ...]]] = {
    "registering and questions": ("01-main-story",),
    "people of a firm": ("62-a-second-person",),
    "policies": ("71-whatif",),
    "sampling": ("08-sampling", "81-several-at-once"),
    "duties": ("36-closed-off-in-an-emergency",),
    "arrivals and trips": ("91-people-who-come",),
    "files": ("30-photos-and-files",),
    "problems": ("50-held-truck",),
    "cases": (
        "120-the-whole-ladder",
        "296-not-needed-any-more",
        "420-edited-messages",
    ),
    "one cause": ("130-common-cause",),
    "staff": ("102-somebody-leaves-the-desk",),
    "registers": (
        "110-emergency-set-and-undone",
        "119-a-register-as-a-release",
        "149-in-force-by-the-operator",
        "149-set-by-the-operator",
    ),
    "digests": ("140-the-day-gathered",),
    "tools of the desk": ("152-many-firms-by-spreadsheet",),
    "broadcasts": (
        "170-a-broadcast-approved-by-a-second-person",
        "172-paused-and-cancelled-half-way",
        "173-whom-a-broadcast-reaches",
        "174-at-a-chosen-time",
        "176-withdrawn-half-way",
        "177-urgent",
        "178-read-and-understood",
    ),
    "releases": (
        "190-a-release-with-its-diff",
        "194-rolled-back",
        "198-merged-in-git",
    ),
    "lists and the ledger": (
        "187-what-applies-to-us-now",
        "188-the-policy-ledger",
        "189-english-lists-and-ledger",
        "197-lists-that-are-told-too",
    ),
    "groups": ("161-a-topic-through-its-life",),
    "the line": ("13-blocked",),
}
