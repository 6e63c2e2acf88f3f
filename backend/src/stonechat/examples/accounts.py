"""Ada signs in, and out again in the end."""

from __future__ import annotations

import base64

import msgspec

from stonechat.accounts.wire import (
    Agent,
    AgentPage,
    ChangeMe,
    ChangePassword,
    Credentials,
    OwnSession,
    OwnSessionList,
    SetAvailability,
    SignedIn,
)
from stonechat.examples.story import AGENT_ID, FACE_ID, LATER, MORNING, SESSION_ID, TOKEN, Example

_FACE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
ADA = Agent(
    id=AGENT_ID,
    name="Ada",
    active=True,
    availability="online",
    face_id=None,
    version=1,
    email="ada@example.com",
    role="admin",
    capacity=None,
    created_at=MORNING,
)
_RENAMED = msgspec.structs.replace(ADA, name="Ada Lovelace", version=2)
_SIGNED_IN = SignedIn(access_token=TOKEN, expires_in=900, agent=ADA)

BEGINNING: dict[str, Example] = {
    "signIn": Example(_SIGNED_IN, Credentials(email="ada@example.com", password="correct horse battery")),  # noqa: S106 (nobody's)
    "getMe": Example(ADA),
    "setAvailability": Example(ADA, SetAvailability(availability="online")),
    "listAgents": Example(AgentPage(items=[ADA], next=None, seats=2)),
}

OWN_ACCOUNT: dict[str, Example] = {
    "refreshSession": Example(_SIGNED_IN),
    "changeMe": Example(_RENAMED, ChangeMe(name="Ada Lovelace")),
    "setFace": Example(msgspec.structs.replace(_RENAMED, face_id=FACE_ID, version=3), image=_FACE),
    "getFace": Example(_FACE),
    "removeFace": Example(msgspec.structs.replace(_RENAMED, version=4)),
    "changePassword": Example(None, ChangePassword(current="correct horse battery", new="a longer horse battery")),
}

END: dict[str, Example] = {
    "listSessions": Example(
        OwnSessionList(
            items=[
                OwnSession(
                    id=SESSION_ID,
                    user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                    created_at=MORNING,
                    last_used_at=LATER,
                    current=True,
                )
            ]
        )
    ),
    "endOtherSessions": Example(None),
    "endSession": Example(None),
    "signOut": Example(None),
}
