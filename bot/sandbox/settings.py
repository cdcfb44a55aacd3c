"""How a sandbox is set up."""

from collections.abc import Callable
from dataclasses import dataclass, field

# Recognisable on purpose: they open nothing but this process's loopback port.
OWNER_TOKEN = "7000000001:sandbox-owner-AAAAAAAAAAAAAAAAAAAAA"
DESK_TOKEN = "7000000002:sandbox-desk-BBBBBBBBBBBBBBBBBBBBBB"


@dataclass(frozen=True)
class SandboxSettings:
    """What one sandbox process is told.

    Attributes:
        time: Real time in unix seconds; passed in by the outermost layer.
        control_url: Where the child serves its clock, without a final slash; None: no child.
        control_key: Sent as X-Sandbox-Key with every request to `control_url`.
    """

    time: Callable[[], float]
    owner_token: str = OWNER_TOKEN
    desk_token: str = DESK_TOKEN
    control_url: str | None = None
    control_key: str = field(default="", repr=False)
