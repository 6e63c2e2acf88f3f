"""Examples for the contract's operations: one small story, which a test tells to the real API word for word."""

from __future__ import annotations

import json

import msgspec

from stonechat.examples import accounts, canned, conversations, customers, live, sites, tags, team
from stonechat.examples.customers import IDENTITY
from stonechat.examples.story import IDS, INVITATION_ID, SITE_ID, Example

__all__ = ["EXAMPLES", "IDENTITY", "INVITATION_ID", "SITE_ID", "curl", "fill"]

BASE = "https://chat-api.example"

EXAMPLES: dict[str, Example] = {
    **live.HEALTH,
    **accounts.BEGINNING,
    **sites.EXAMPLES,
    **canned.EXAMPLES,
    **tags.BEGINNING,
    **customers.BEGINNING,
    **conversations.EXAMPLES,
    **customers.LATER_ON,
    **live.CHANGES,
    **conversations.PRIVACY,
    **tags.END,
    **accounts.OWN_ACCOUNT,
    **team.EXAMPLES,
    **accounts.END,
}
"""By operation, in the order in which the story can be told."""


def curl(method: str, path: str, example: Example, *, needs_token: bool) -> str:
    """The same call for a terminal."""
    query = "&".join(f"{key}={value}" for key, value in example.query.items())
    lines = [f"curl {BASE}{fill(path)}{'?' + query if query else ''}"]
    if example.image is not None:
        lines.append(f"--request {method.upper()} --header 'Content-Type: image/png' --data-binary @face.png")
    elif method != "get" and example.request is None:
        lines.append(f"--request {method.upper()}")
    if needs_token:
        lines.append('--header "Authorization: Bearer $TOKEN"')
    if example.request is not None:
        lines.append("--json '" + json.dumps(msgspec.to_builtins(example.request)) + "'")
    return " \\\n  ".join(lines)


def fill(path: str) -> str:
    """The path with the story's ids."""
    for name, known in IDS.items():
        path = path.replace("{" + name + "}", str(known))
    return path
