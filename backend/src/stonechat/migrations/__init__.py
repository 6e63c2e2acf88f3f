"""Alembic's migrations, and running them without a configuration file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from stonechat.settings import Settings


def configuration(settings: Settings) -> Config:
    """Alembic's configuration for this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["url"] = settings.async_database_url
    return config


def upgrade(settings: Settings) -> None:
    """Bring the database up to date. Two processes may do so at once; the second one waits and finds nothing to do."""
    command.upgrade(configuration(settings), "head")
