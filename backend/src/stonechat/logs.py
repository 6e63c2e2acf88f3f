"""Logs: one line per event, as text on a terminal and as JSON elsewhere. Message texts and tokens are never logged."""

from __future__ import annotations

import logging
import sys
import traceback

import structlog

_QUOTES_ROWS = ("asyncpg", "sqlalchemy")


def log_fault(log: logging.Logger, event: str, error: BaseException) -> None:
    """Log a fault of ours with its stack, but without what a database says of it: that quotes the row it refused."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    if any(type(each).__module__.startswith(_QUOTES_ROWS) for each in chain):
        kinds = " from ".join(
            f"{type(each).__name__} {getattr(each, 'sqlstate', None) or ''}".strip() for each in chain
        )
        log.error("%s: %s\n%s", event, kinds, "".join(traceback.format_tb(error.__traceback__)))
    else:
        log.error("%s", event, exc_info=error)


def configure_logs() -> None:
    """Send the standard library's logs through structlog."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    on_terminal = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
