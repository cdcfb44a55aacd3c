"""How fast the shipped path is, and what it loses when it is killed: `scripts/bench`."""
