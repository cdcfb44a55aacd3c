"""Every table in one place, for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from bot.store import (  # noqa: F401 - importing a module declares its tables
    audit,
    cases,
    firms,
    inbox,
    officers,
    outbox,
    people,
    questions,
    regions,
    reminders,
    shift,
    slots,
    testing,
)

METADATA: MetaData = SQLModel.metadata
