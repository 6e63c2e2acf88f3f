"""Inviting people to the team by a link, and coming in with it."""

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
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.sessions import Admission, admit, open_session
from stonechat.accounts.tables import AgentRow, AgentSessionRow, InvitationRow
from stonechat.accounts.team import check_seat, lock_team
from stonechat.accounts.team_wire import (
    AcceptInvitation,
    Invitation,
    InvitationList,
    InvitationOffer,
    MadeInvitation,
    MakeInvitation,
)
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.accounts.views import agent_by_email
from stonechat.accounts.wire import PersonRole
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound
from stonechat.ids import new_id

MOST_INVITATIONS = 200
"""That nobody came with yet."""


class Invitations:
    """Invitations, and who comes with one.

    The secret of a link follows from the row, as that of a refresh token does: making one can be repeated, and the
    database holds nothing that would let its reader in.
    """

    def __init__(
        self,
        database: Database,
        tokens: Tokens,
        passwords: Passwords,
        attempts: Attempts,
        *,
        seats: int,
        announce: Callable[[], None],
    ) -> None:
        """`announce` is called when somebody came: whoever follows the changes looks at once."""
        self._database = database
        self._tokens = tokens
        self._passwords = passwords
        self._attempts = attempts
        self._seats = seats
        self._announce = announce

    async def list_invitations(self) -> InvitationList:
        """All that nobody came with yet, newest first."""
        rows = await self._database.read(lambda session: session.scalars(_waiting()))
        return InvitationList(items=[_invitation_from(row) for row in rows])

    async def make(self, actor: AgentActor, request: MakeInvitation) -> tuple[MadeInvitation, bool]:
        """Invite somebody. Returns the link, and whether the invitation is new.

        Raises `Conflict` (`email_taken`, `already_invited`, `too_many_invitations`, `id_conflict`), `InvalidInput`.
        """
        email = rules.checked_email(request.email)

        async def store(session: AsyncSession) -> tuple[InvitationRow, bool]:
            await lock_team(session)
            known = await session.get(InvitationRow, request.id)
            if known is not None:
                if (known.email, known.role) != (email, request.role):
                    raise Conflict("id_conflict", "This id is already in use for something else.")
                return known, False
            await _check_free(session, email)
            waiting = (await session.scalars(_waiting())).all()
            if any(row.email.lower() == email.lower() for row in waiting):
                raise Conflict("already_invited", "This address is invited already. Renew the link instead.")
            if len(waiting) >= MOST_INVITATIONS:
                raise Conflict("too_many_invitations", f"There are {MOST_INVITATIONS} invitations already.")
            row = InvitationRow(
                id=request.id,
                email=email,
                role=request.role,
                generation=1,
                invited_by=actor.agent_id,
                expires_at=datetime.now(UTC) + rules.INVITATION_LIFETIME,
            )
            session.add(row)
            audit.record(
                session, actor.agent_id, "invitation_made", ("invitation", row.id), email=email, role=request.role
            )
            await session.flush()
            return row, True

        row, new = await self._database.write(store)
        return self._with_link(row), new

    async def renew(self, actor: AgentActor, invitation_id: UUID) -> MadeInvitation:
        """Make a new link, good for the whole time again; those before it are void.

        Raises `NotFound`, `Conflict` (`invitation_used`).
        """

        async def store(session: AsyncSession) -> InvitationRow:
            row = await _unused(session, invitation_id)
            if row.revoked_at is not None:
                raise NotFound("invitation")
            row.generation += 1
            row.expires_at = datetime.now(UTC) + rules.INVITATION_LIFETIME
            audit.record(session, actor.agent_id, "invitation_renewed", ("invitation", row.id), email=row.email)
            return row

        return self._with_link(await self._database.write(store))

    async def revoke(self, actor: AgentActor, invitation_id: UUID) -> None:
        """Make the link void; once more is harmless. Raises `NotFound`, `Conflict` (`invitation_used`)."""

        async def store(session: AsyncSession) -> None:
            row = await _unused(session, invitation_id)
            if row.revoked_at is None:
                row.revoked_at = datetime.now(UTC)
                audit.record(session, actor.agent_id, "invitation_revoked", ("invitation", row.id), email=row.email)

        await self._database.write(store)

    async def show(self, token: str) -> InvitationOffer:
        """What a link invites to.

        Raises `NotFound`, `Conflict` (`invitation_used`, `invitation_expired`), `TooManyRequests`.
        """
        await self._attempts.use_link()
        invitation_id, presented = self._opened(token)

        async def load(session: AsyncSession) -> InvitationOffer:
            row = _checked(await session.get(InvitationRow, invitation_id), presented)
            inviter = await session.get_one(AgentRow, row.invited_by)
            return InvitationOffer(
                email=row.email,
                role=cast("PersonRole", row.role),
                invited_by=inviter.name,
                expires_at=row.expires_at,
            )

        return await self._database.read(load)

    async def accept(self, request: AcceptInvitation, user_agent: str) -> Admission:
        """Make the invited person an agent and sign them in.

        Raises `NotFound`, `Conflict` (`invitation_used`, `invitation_expired`, `email_taken`, `no_seat`),
        `InvalidInput`, `TooManyRequests`, `Busy`. A repetition after a lost answer is `invitation_used`: they can
        sign in.
        """
        await self._attempts.use_link()
        invitation_id, presented = self._opened(request.token)
        name = rules.checked_name(request.name)

        async def look(session: AsyncSession) -> None:
            _checked(await session.get(InvitationRow, invitation_id), presented)

        # Hashing is dear, so it is for good links only.
        await self._database.read(look)
        password_hash = await self._passwords.hash(request.password)
        agent_id = new_id()

        async def come(session: AsyncSession) -> tuple[AgentRow, AgentSessionRow]:
            await lock_team(session)
            row = await session.get(InvitationRow, invitation_id, with_for_update=True)
            # Not one of ours by an earlier turn of this very request, whose commit was not heard of?
            if row is None or row.agent_id != agent_id:
                row = _checked(row, presented)
                await _check_free(session, row.email)
                await check_seat(session, self._seats)
                session.add(
                    AgentRow(id=agent_id, email=row.email, name=name, role=row.role, password_hash=password_hash)
                )
                await session.flush()
                row.accepted_at, row.agent_id = datetime.now(UTC), agent_id
                audit.record(
                    session, agent_id, "invitation_accepted", ("invitation", row.id), email=row.email, role=row.role
                )
            return await session.get_one(AgentRow, agent_id), await open_session(session, agent_id, user_agent)

        agent, browser = await self._database.write(come)
        self._announce()
        return admit(self._tokens, agent, browser)

    def _opened(self, token: str) -> tuple[UUID, int]:
        opened = self._tokens.open_key(KeyPurpose.INVITATION, token)
        if opened is None:
            raise NotFound("invitation")
        return opened

    def _with_link(self, row: InvitationRow) -> MadeInvitation:
        token = self._tokens.mint_key(KeyPurpose.INVITATION, row.id, row.generation)
        return MadeInvitation(**msgspec.structs.asdict(_invitation_from(row)), token=token)


def _waiting() -> Select[InvitationRow]:
    waiting = InvitationRow.accepted_at.is_(None), InvitationRow.revoked_at.is_(None)
    return select(InvitationRow).where(*waiting).order_by(InvitationRow.id.desc())


async def _unused(session: AsyncSession, invitation_id: UUID) -> InvitationRow:
    row = await session.get(InvitationRow, invitation_id, with_for_update=True)
    if row is None:
        raise NotFound("invitation")
    if row.accepted_at is not None:
        raise rules.invitation_used()
    return row


def _checked(row: InvitationRow | None, presented: int) -> InvitationRow:
    if row is None:
        raise NotFound("invitation")
    rules.check_invitation(
        presented,
        row.generation,
        accepted_at=row.accepted_at,
        revoked_at=row.revoked_at,
        expires_at=row.expires_at,
        now=datetime.now(UTC),
    )
    return row


async def _check_free(session: AsyncSession, email: str) -> None:
    if await agent_by_email(session, email) is not None:
        raise Conflict("email_taken", "Somebody has this address already, though they may be deactivated.")


def _invitation_from(row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        role=cast("PersonRole", row.role),
        invited_by=row.invited_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
