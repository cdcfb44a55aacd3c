"""Every table in one place, for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from bot.store import (
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

MODULES = (
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
