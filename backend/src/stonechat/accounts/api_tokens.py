"""API tokens: giving programs access, and taking it away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor, Scope
from stonechat.accounts.programs import make_token
from stonechat.accounts.revocations import revoke
from stonechat.accounts.tables import AgentRow, ApiTokenRow
from stonechat.accounts.team import lock_team
from stonechat.accounts.team_wire import ApiToken, ApiTokenList, MadeApiToken, MakeApiToken
from stonechat.db.database import Database
from stonechat.errors import Conflict, FieldFault, InvalidInput, NotFound

MOST_TOKENS = 100


class ApiTokens:
    """The tokens of this installation's programs. Each writes as an integration of its own, which needs no seat."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def list_tokens(self) -> ApiTokenList:
        """All that were not revoked, newest first."""
        rows = await self._database.read(lambda session: session.execute(_living()))
        return ApiTokenList(items=[_token_from(row, agent) for row, agent in rows])

    async def make(self, actor: AgentActor, request: MakeApiToken) -> MadeApiToken:
        """Make a token, which is shown in this answer only: a repetition could not show it again.

        Raises `InvalidInput`, `Conflict` (`already_made`, `too_many_tokens`).
        """
        name = rules.checked_name(request.name)
        if request.expires_at is not None and request.expires_at <= datetime.now(UTC):
            fault = FieldFault("/expires_at", "This time is over already.")
            raise InvalidInput("invalid_input", fault.detail, (fault,))
        token, secret_hash = make_token(request.id)

        async def store(session: AsyncSession) -> ApiToken:
            await lock_team(session)
            row = await session.get(ApiTokenRow, request.id)
            if row is not None:
                if row.secret_hash != secret_hash:
                    raise Conflict("already_made", "This token was made already. Delete it and make another one.")
                # By an earlier turn of this very request, whose commit was not heard of.
                return _token_from(row, await session.get_one(AgentRow, row.agent_id))
            if len((await session.execute(_living())).all()) >= MOST_TOKENS:
                raise Conflict("too_many_tokens", f"There are {MOST_TOKENS} API tokens already.")
            # Never online: nothing is assigned to a program.
            agent = AgentRow(name=name, role="integration", availability="offline")
            session.add(agent)
            await session.flush()
            row = ApiTokenRow(
                id=request.id,
                agent_id=agent.id,
                scopes=list(dict.fromkeys(request.scopes)),
                secret_hash=secret_hash,
                made_by=actor.agent_id,
                expires_at=request.expires_at,
            )
            session.add(row)
            audit.record(
                session, actor.agent_id, "api_token_made", ("api_token", row.id), name=name, scopes=" ".join(row.scopes)
            )
            await session.flush()
            return _token_from(row, agent)

        made = await self._database.write(store)
        self._announce()
        return MadeApiToken(**msgspec.structs.asdict(made), token=token)

    async def revoke(self, actor: AgentActor, token_id: UUID) -> None:
        """End a program's access; once more is harmless. Raises `NotFound`."""

        async def store(session: AsyncSession) -> None:
            row = await session.get(ApiTokenRow, token_id, with_for_update=True)
            if row is None:
                raise NotFound("API token")
            if row.revoked_at is None:
                row.revoked_at = datetime.now(UTC)
                agent = await session.get_one(AgentRow, row.agent_id, with_for_update={"key_share": True})
                agent.active = False
                await revoke(session, [row.id])
                audit.record(session, actor.agent_id, "api_token_revoked", ("api_token", row.id), name=agent.name)

        await self._database.write(store)
        self._announce()


def _living() -> Select[ApiTokenRow, AgentRow]:
    return (
        select(ApiTokenRow, AgentRow)
        .join(AgentRow, AgentRow.id == ApiTokenRow.agent_id)
        .where(ApiTokenRow.revoked_at.is_(None))
        .order_by(ApiTokenRow.id.desc())
    )


def _token_from(row: ApiTokenRow, agent: AgentRow) -> ApiToken:
    return ApiToken(
        id=row.id,
        agent_id=row.agent_id,
        name=agent.name,
        scopes=cast("list[Scope]", row.scopes),
        made_by=row.made_by,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
    )
