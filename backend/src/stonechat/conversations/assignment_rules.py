"""Pure decisions about who gets the next conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Strategy = Literal["round_robin", "least_loaded"]


@dataclass(slots=True)
class Desk:
    """An agent who is there, as assignment sees them."""

    agent_id: UUID
    load: int
    """How many open conversations they have."""
    capacity: int | None
    """How many they are given by themselves; None is no limit."""
    turn: int
    """When they were last given one, as a number that grows."""

    @property
    def has_room(self) -> bool:
        """Whether they may be given another."""
        return self.capacity is None or self.load < self.capacity


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that waits for an agent."""

    conversation_id: UUID
    strategy: Strategy


def hand_out(waiting: Iterable[Waiting], desks: Iterable[Desk], newest: int) -> Iterator[tuple[Waiting, Desk]]:
    """Give what waits, in its order, to those who are there and have room. The desks are changed as they are given.
    `newest` is the newest turn of all, also of those who are not there.

    Round robin takes whoever had none for longest: between two turns of one agent, each who had room throughout gets
    exactly one. Least loaded takes whoever has fewest, and of those whoever had none for longest.
    """
    there = list(desks)
    for each in waiting:
        free = [desk for desk in there if desk.has_room]
        if not free:
            return
        least_loaded = each.strategy == "least_loaded"
        chosen = min(free, key=lambda desk: (desk.load if least_loaded else 0, desk.turn, desk.agent_id))
        newest += 1
        chosen.turn, chosen.load = newest, chosen.load + 1
        yield each, chosen
