"""What has nobody in it: is the server there, and what changed."""

from __future__ import annotations

from stonechat.examples.story import Example
from stonechat.health import Health
from stonechat.realtime.wire import SyncAnswer, SyncRequest

HEALTH: dict[str, Example] = {
    "getLiveness": Example(Health(status="ok")),
    "getReadiness": Example(Health(status="ok")),
}

CHANGES: dict[str, Example] = {
    "sync": Example(
        SyncAnswer(
            conversations=[],
            messages=[],
            marks=[],
            customers=[],
            agents=[],
            tags=[],
            sites=[],
            reset=False,
            cursor="5f0c2a9b1d3e.1042",
        ),
        SyncRequest(since=None, wait=25),
    ),
}
