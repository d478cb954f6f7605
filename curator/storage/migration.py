"""Upgrading a library's schema, in the caller's transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    """Return Alembic's settings bound to `connection`."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Bring the schema behind `connection` to the newest revision."""
    command.upgrade(configuration(connection), "head")
