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
    fact_changes,
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
    screens,
    shift,
    slots,
    testing,
    towns,
    trips,
    vehicles,
)

METADATA: MetaData = SQLModel.metadata
