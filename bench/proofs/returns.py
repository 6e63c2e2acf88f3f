"""What is found when a crowd comes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Return:
    """How a crowd came back from one outage. Times are seconds from the signal."""

    signal: str
    exit_seconds: float
    ready_seconds: float
    """When the new process could take clients."""
    sockets: int
    back_soon: int
    back_at_latest: int
    back_p50: float
    back_p99: float
    back_last: float
    by_poll: int
    messages: int
    due: int
    """How many deliveries of them there had to be."""
    missing: int
    repeats: int
    stale: int
    ends: dict[str, int]
    errors: dict[str, int]
    errors_logged: int
    server_cpu: float
    """Seconds, of the new process."""
    postgres_cpu: float
    generator_cpu: float
    others_share: float


@dataclass(frozen=True, slots=True)
class Reconnect:
    """Everything that was found."""

    sockets: int
    customers: int
    agents: int
    bytes_a_socket: float
    bytes_in_all: int
    returns: list[Return]

    def as_json(self) -> dict[str, Any]:
        """For the file."""
        return asdict(self)
