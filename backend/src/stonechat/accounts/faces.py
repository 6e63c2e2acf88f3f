"""Faces of agents: small images, kept in the database beside everything else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.tables import FaceRow
from stonechat.accounts.views import agent_from, locked_self
from stonechat.accounts.wire import Agent
from stonechat.db.database import Database
from stonechat.errors import NotFound


class Faces:
    """The images of agents. Every image has an id of its own, so whoever holds one never has to ask again."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def get(self, face_id: UUID) -> tuple[str, bytes]:
        """The media type and the bytes of an image. Raises `NotFound`."""
        row = await self._database.read(lambda session: session.get(FaceRow, face_id))
        if row is None:
            raise NotFound("face")
        return row.media_type, row.data

    async def set(self, actor: AgentActor, media_type: str, data: bytes) -> Agent:
        """Give the agent this face; the same one again changes nothing.

        Raises `UnsupportedMediaType`, `InvalidInput` (`invalid_image`), `Unauthenticated`.
        """
        rules.check_face(media_type, data)

        async def store(session: AsyncSession) -> Agent:
            agent = await locked_self(session, actor)
            present = await session.get(FaceRow, agent.face_id) if agent.face_id else None
            if present is None or (present.media_type, present.data) != (media_type, data):
                await session.execute(delete(FaceRow).where(FaceRow.agent_id == agent.id))
                face = FaceRow(agent_id=agent.id, media_type=media_type, data=data)
                session.add(face)
                await session.flush()
                agent.face_id = face.id
                await session.flush()
            return agent_from(agent)

        return await self._change(store)

    async def remove(self, actor: AgentActor) -> Agent:
        """Show the agent's initials instead; once more is harmless. Raises `Unauthenticated`."""

        async def store(session: AsyncSession) -> Agent:
            agent = await locked_self(session, actor)
            await session.execute(delete(FaceRow).where(FaceRow.agent_id == agent.id))
            agent.face_id = None
            await session.flush()
            return agent_from(agent)

        return await self._change(store)

    async def _change(self, store: Callable[[AsyncSession], Awaitable[Agent]]) -> Agent:
        changed = await self._database.write(store)
        self._announce()
        return changed
