"""Every table in one place, for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from bot.store import (  # noqa: F401 - importing a module declares its tables
    arrivals,
    audit,
    bundles,
    cases,
    duty_book,
    errands,
    evidence,
    files,
    firms,
    in_force,
    inbox,
    invitations,
    looks,
    officers,
    outbox,
    parked,
    pauses,
    people,
    problems,
    questions,
    regions,
    reminders,
    responsible,
    samplings,
    shift,
    slots,
    testing,
    towns,
    trips,
    vehicles,
)

METADATA: MetaData = SQLModel.metadata
