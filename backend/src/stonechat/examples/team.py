"""Bo is invited, and a robot gets a token."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec

from stonechat.accounts.team_wire import (
    AcceptInvitation,
    ApiToken,
    ApiTokenList,
    AuditEntry,
    AuditPage,
    ChangeAgent,
    Invitation,
    InvitationList,
    InvitationOffer,
    MadeApiToken,
    MadeInvitation,
    MakeApiToken,
    MakeInvitation,
    PasswordReset,
    ResetPassword,
    ShowInvitation,
)
from stonechat.accounts.wire import SignedIn
from stonechat.examples.accounts import ADA
from stonechat.examples.story import AGENT_ID, API_TOKEN_ID, BO_ID, INVITATION_ID, LATER, TOKEN, Example

_ROBOT_ID = UUID("019a3f00-0000-7000-8000-00000000000e")
_AUDIT_ID = UUID("019a3f00-0000-7000-8000-00000000000f")
_LINK = "019a3f0000007000800000000000000b.1.p9X…"
_RENEWED_LINK = "019a3f0000007000800000000000000b.2.Qd4…"
_RESET_LINK = "019a3f00000070008000000000000010.1.x7K…"

_BO = msgspec.structs.replace(
    ADA, id=BO_ID, name="Bo", email="bo@example.com", role="agent", created_at=LATER, version=1
)
_INVITATION = Invitation(
    id=INVITATION_ID,
    email="bo@example.com",
    role="agent",
    invited_by=AGENT_ID,
    created_at=LATER,
    expires_at=LATER + timedelta(days=7),
)
_API_TOKEN = ApiToken(
    id=API_TOKEN_ID,
    agent_id=_ROBOT_ID,
    name="Order robot",
    scopes=["conversations:read", "conversations:write"],
    made_by=AGENT_ID,
    created_at=LATER,
    last_used_at=None,
    expires_at=None,
)

EXAMPLES: dict[str, Example] = {
    "makeInvitation": Example(
        MadeInvitation(**msgspec.structs.asdict(_INVITATION), token=_LINK),
        MakeInvitation(id=INVITATION_ID, email="bo@example.com", role="agent"),
    ),
    "listInvitations": Example(InvitationList(items=[_INVITATION])),
    "renewInvitation": Example(MadeInvitation(**msgspec.structs.asdict(_INVITATION), token=_RENEWED_LINK)),
    "showInvitation": Example(
        InvitationOffer(
            email="bo@example.com", role="agent", invited_by="Ada Lovelace", expires_at=_INVITATION.expires_at
        ),
        ShowInvitation(token=_RENEWED_LINK),
    ),
    "acceptInvitation": Example(
        SignedIn(access_token=TOKEN, expires_in=900, agent=_BO),
        AcceptInvitation(token=_RENEWED_LINK, name="Bo", password="an even longer battery"),  # noqa: S106 (nobody's)
    ),
    "listAudit": Example(
        AuditPage(
            items=[
                AuditEntry(
                    id=_AUDIT_ID,
                    at=LATER,
                    agent_id=BO_ID,
                    action="invitation_accepted",
                    target_type="invitation",
                    target_id=INVITATION_ID,
                    address="127.0.0.1",
                    detail={"email": "bo@example.com", "role": "agent"},
                )
            ],
            next="WyIwMTlhM2YwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMGYiXQ",
        ),
        query={"target_id": str(INVITATION_ID), "limit": "1"},
    ),
    "revokeInvitation": Example(None),
    "changeAgent": Example(msgspec.structs.replace(_BO, capacity=5, version=2), ChangeAgent(capacity=5)),
    "makePasswordReset": Example(PasswordReset(token=_RESET_LINK, expires_at=LATER + timedelta(days=1))),
    "resetPassword": Example(
        SignedIn(access_token=TOKEN, expires_in=900, agent=msgspec.structs.replace(_BO, capacity=5, version=3)),
        ResetPassword(token=_RESET_LINK, password="the longest battery"),  # noqa: S106 (nobody's)
    ),
    "makeApiToken": Example(
        MadeApiToken(**msgspec.structs.asdict(_API_TOKEN), token="sc_019a3f0000007000800000000000000c_y2V…"),  # noqa: S106 (nobody's)
        MakeApiToken(id=API_TOKEN_ID, name=_API_TOKEN.name, scopes=_API_TOKEN.scopes, expires_at=_API_TOKEN.expires_at),
    ),
    "listApiTokens": Example(ApiTokenList(items=[_API_TOKEN])),
    "revokeApiToken": Example(None),
}
