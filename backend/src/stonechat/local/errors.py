"""What the commands of this folder tell the person who typed them."""

from __future__ import annotations

from stonechat.errors import StonechatError


class CannotRun(StonechatError):
    """The command cannot go on. Its text is the one sentence that the person reads; no stack belongs to it."""
