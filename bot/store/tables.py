"""Every table in one place, for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

METADATA: MetaData = SQLModel.metadata
