"""The team as the API shows it to its admins: invitations, links for new passwords, programs, the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from stonechat.accounts.actor import Scope
from stonechat.accounts.wire import Email, LinkToken, Name, NewPassword, PersonRole
from stonechat.audit import AuditTarget

LARGEST_CAPACITY = 1000


class ChangeAgent(msgspec.Struct, frozen=True):
    """What changes of an agent. What is left out stays."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    role: PersonRole | msgspec.UnsetType = msgspec.UNSET
    active: bool | msgspec.UnsetType = msgspec.UNSET
    capacity: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_CAPACITY)] | msgspec.UnsetType | None = msgspec.UNSET
    """How many open conversations they are given by themselves; None is no limit."""


class MakeInvitation(msgspec.Struct, frozen=True):
    """A place on the team for somebody."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    email: Email
    role: PersonRole


class Invitation(msgspec.Struct, frozen=True):
    """An invitation that nobody came with yet. One that has expired can be renewed."""

    id: UUID
    email: str
    role: PersonRole
    invited_by: UUID
    created_at: datetime
    expires_at: datetime


class MadeInvitation(Invitation, frozen=True):
    """An invitation and the secret of its link."""

    token: str
    """Whoever has it comes in; give it to nobody but the invited."""


class InvitationList(msgspec.Struct, frozen=True):
    """All invitations that nobody came with yet, newest first."""

    items: list[Invitation]


class ShowInvitation(msgspec.Struct, frozen=True):
    """The link that somebody was given."""

    token: LinkToken


class InvitationOffer(msgspec.Struct, frozen=True):
    """What an invited person is told before they come."""

    email: str
    role: PersonRole
    invited_by: str
    """The name of whoever invites."""
    expires_at: datetime


class AcceptInvitation(msgspec.Struct, frozen=True):
    """The link, and what the invited person chooses."""

    token: LinkToken
    name: Name
    password: NewPassword


class PasswordReset(msgspec.Struct, frozen=True):
    """A link with which an agent sets a new password."""

    token: str
    """Whoever has it becomes that agent; it is good once."""
    expires_at: datetime


class ResetPassword(msgspec.Struct, frozen=True):
    """The link, and the new password."""

    token: LinkToken
    password: NewPassword


class MakeApiToken(msgspec.Struct, frozen=True):
    """Access for a program."""

    id: UUID
    """Minted by the sender, a UUIDv7."""
    name: Name
    """Under which it writes."""
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1)]
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)] | None
    """None: it is good until it is revoked."""


class ApiToken(msgspec.Struct, frozen=True):
    """A program's access, without its secret."""

    id: UUID
    agent_id: UUID
    """The integration that the program writes as."""
    name: str
    scopes: list[Scope]
    made_by: UUID
    created_at: datetime
    last_used_at: datetime | None
    """To about a minute."""
    expires_at: datetime | None


class MadeApiToken(ApiToken, frozen=True):
    """A program's access and its token, which is shown this one time."""

    token: str
    """To be sent as `Authorization: Bearer …`."""


class ApiTokenList(msgspec.Struct, frozen=True):
    """All tokens that were not revoked, newest first."""

    items: list[ApiToken]


class AuditEntry(msgspec.Struct, frozen=True):
    """Something that was done to somebody's access or data."""

    id: UUID
    at: datetime
    agent_id: UUID | None
    """Who did it; None for whoever runs the server, or for nobody who is known."""
    action: str
    """A verb, as `signed_in` or `role_changed`; there may be new ones."""
    target_type: AuditTarget
    target_id: UUID | None
    """What it was done to; it may be gone."""
    address: str | None
    """Where the request came from."""
    detail: dict[str, str]


class AuditPage(msgspec.Struct, frozen=True):
    """A page of the audit log, newest first."""

    items: list[AuditEntry]
    next: str | None
