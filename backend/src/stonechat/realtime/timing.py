"""The timers of live changes, in one place, so that a test can scale them all."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    hello: float = 5.0
    """How long a socket may wait before it says who it is."""
    ping: float = 25.0
    """Between two pings, ± 20 %, so that many sockets do not answer at once."""
    silence: float = 65.0
    """Without a frame for this long, nobody is there."""
    catch_up: float = 60.0
    """How long reading and sending what was missed may take."""
    close: float = 2.0
    """How long a client may take to read the close."""
    look: float = 1.0
    """Between two looks of the follower that nobody asked for, while somebody listens."""
    lease: float = 20.0
    """How long somebody counts as present after the last sign of a connection: reloading a page is no absence."""
    renewal: float = 7.0
    """Between two signs of life of those who are connected."""
    typing: float = 2.0
    """The least between two signs of typing that are passed on; clients send one every 3 s."""
    goodbye: float = 3.0
    """How long clients have to leave by themselves when the process stops."""
    return_spread: float = 5.0
    """Over this long they are told to come back, so that they do not come at once."""

    def scaled(self, factor: float) -> Timing:
        """All of them multiplied, for tests."""
        return Timing(**{field.name: getattr(self, field.name) * factor for field in fields(self)})
