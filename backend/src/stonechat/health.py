"""`/health`: is the process alive, and should it be given clients?"""

from __future__ import annotations

from typing import Literal

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from sqlalchemy import text

from stonechat.conversations.sends import Sends
from stonechat.db.database import Database
from stonechat.errors import Busy
from stonechat.problems import problem_responses
from stonechat.realtime.bus import PostgresBus
from stonechat.realtime.follower import Follower
from stonechat.realtime.session import SocketSessions


class Health(msgspec.Struct, frozen=True):
    """The state of this process."""

    status: Literal["ok"]


@get("/health/live", operation_id="getLiveness", summary="Is the process alive?", responses=problem_responses())
async def get_liveness() -> Health:
    """Answers as long as the process runs; asks nobody else."""
    return Health(status="ok")


@get("/health/ready", operation_id="getReadiness", summary="Can it take clients?", responses=problem_responses(503))
async def get_readiness(
    database: NamedDependency[Database],
    sends: NamedDependency[Sends],
    follower: NamedDependency[Follower],
    bus: NamedDependency[PostgresBus],
    sockets: NamedDependency[SocketSessions],
) -> Health:
    """Green when the database answers, messages are being stored, changes followed and other processes heard."""
    await database.read(lambda session: session.execute(text("SELECT 1")))
    if sockets.is_stopping:
        raise Busy("This process is about to stop.")
    if not sends.is_running:
        raise Busy("Messages are not being stored.")
    if not follower.is_running:
        raise Busy("Live changes are not being followed.")
    if not bus.is_hearing:
        raise Busy("Other processes cannot be heard.")
    return Health(status="ok")


router = Router(path="/", route_handlers=[get_liveness, get_readiness], tags=["Operation"])
