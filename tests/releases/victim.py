"""A process that walks through a release, tells firms of it, and is killed inside a step.

    python -m tests.releases.victim URL FIELD_KEY INDEX_KEY NOW STEPS

It dies by SIGKILL within the transaction after so many steps, before that is committed.
"""

import os
import signal
import sys
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from bot.services.releases.follow import walk_release
from bot.services.releases.rules import published, rules_of
from bot.services.releases.telling import tell_shifts
from bot.store.database import Database
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from tests.releases.house import LOADED, follow_by

FIRMS = 2


def main(url: str, field_key: str, index_key: str, now: str, steps: str) -> None:
    database, vault = Database(url), Vault.from_settings(field_key, index_key)
    follow = follow_by(rules_of(LOADED, database.run_sync(published).versions))
    moment, left = datetime.fromisoformat(now), int(steps)

    def step(connection: Connection) -> int:
        uow = UnitOfWork(connection, vault, moment, lambda: uuid4().hex)
        done = walk_release(uow, follow, FIRMS) + tell_shifts(uow, follow, FIRMS)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    while database.run_sync(step):
        left -= 1
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
