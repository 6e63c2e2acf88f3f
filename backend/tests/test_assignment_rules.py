"""Who gets the next conversation: fair, never twice, and never nobody while somebody has room."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from stonechat.conversations.assignment_rules import Desk, Strategy, Waiting, hand_out

AGENTS = [UUID(int=number) for number in range(1, 7)]
agents = st.sampled_from(AGENTS)


@dataclass
class Model:
    """One agent, in the words of the promise."""

    online: bool = False
    capacity: int | None = None
    has: set[UUID] = field(default_factory=set)
    turn: int = 0
    turns_of_others: dict[UUID, int] = field(default_factory=dict)
    """Since this agent's own last turn, how often each other had one while both had room throughout."""

    @property
    def has_room(self) -> bool:
        return self.online and (self.capacity is None or len(self.has) < self.capacity)


class Team(RuleBasedStateMachine):
    """A team under round robin, with everything that can happen to it."""

    strategy: Strategy = "round_robin"

    def __init__(self) -> None:
        super().__init__()
        self.people = {agent_id: Model() for agent_id in AGENTS}
        self.queue: list[UUID] = []
        self.ever: set[UUID] = set()
        self.numbers = count(1)

    def dispatch(self) -> None:
        """What a transaction does, and what everybody may expect of it."""
        desks = [
            Desk(agent_id, len(person.has), person.capacity, person.turn)
            for agent_id, person in self.people.items()
            if person.online
        ]
        newest = max(person.turn for person in self.people.values())
        given = list(hand_out([Waiting(each, self.strategy) for each in self.queue], desks, newest))
        assert [each.conversation_id for each, _ in given] == self.queue[: len(given)], "first come, first served"
        for each, desk in given:
            person = self.people[desk.agent_id]
            assert person.has_room
            assert each.conversation_id not in self.held(), "no conversation is given twice"
            self.check_turn(desk.agent_id)
            person.has.add(each.conversation_id)
            self.queue.remove(each.conversation_id)
            self.lose_track()
        for desk in desks:
            self.people[desk.agent_id].turn = desk.turn

    def check_turn(self, agent_id: UUID) -> None:
        """Between two turns of one agent who had room throughout each other one of these gets exactly one."""
        mine = self.people[agent_id].turns_of_others
        if self.strategy == "round_robin":
            assert set(mine.values()) <= {1}, "somebody was left out, or had more than one"
        self.people[agent_id].turns_of_others = {
            other: 0 for other, person in self.people.items() if other != agent_id and person.has_room
        }
        for other, person in self.people.items():
            if other != agent_id and agent_id in person.turns_of_others:
                person.turns_of_others[agent_id] += 1

    def lose_track(self) -> None:
        """Whoever has no room for a moment did not have it throughout."""
        for agent_id, person in self.people.items():
            if not person.has_room:
                person.turns_of_others.clear()
                for other in self.people.values():
                    other.turns_of_others.pop(agent_id, None)

    def held(self) -> set[UUID]:
        return {each for person in self.people.values() for each in person.has}

    @rule(arrivals=st.integers(1, 5))
    def arrive(self, arrivals: int) -> None:
        self.queue += [UUID(int=1000 + next(self.numbers)) for _ in range(arrivals)]
        self.dispatch()

    @rule(agent_id=agents)
    def come(self, agent_id: UUID) -> None:
        self.people[agent_id].online = True
        self.dispatch()

    @rule(agent_id=agents)
    def leave(self, agent_id: UUID) -> None:
        self.people[agent_id].online = False
        self.lose_track()

    @rule(agent_id=agents, capacity=st.none() | st.integers(0, 4))
    def set_capacity(self, agent_id: UUID, capacity: int | None) -> None:
        self.people[agent_id].capacity = capacity
        self.lose_track()
        self.dispatch()

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def resolve(self, data: st.DataObject) -> None:
        done = data.draw(st.sampled_from(sorted(self.held())))
        for person in self.people.values():
            person.has.discard(done)
        self.dispatch()

    @precondition(lambda self: any(not person.online and person.has for person in self.people.values()))
    @rule()
    def requeue(self) -> None:
        """What agents had who are gone waits again."""
        for person in self.people.values():
            if not person.online:
                self.queue += sorted(person.has)
                person.has.clear()
        self.dispatch()

    @invariant()
    def nobody_waits_beside_an_agent_with_room(self) -> None:
        assert not self.queue or not any(person.has_room for person in self.people.values())


class LeastLoadedTeam(Team):
    """The same where whoever has fewest is given the next."""

    strategy: Strategy = "least_loaded"

    def check_turn(self, agent_id: UUID) -> None:
        fewest = min(len(person.has) for person in self.people.values() if person.has_room)
        assert len(self.people[agent_id].has) == fewest


LONG = settings(max_examples=2_000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
SHORT = settings(LONG, max_examples=300)


def test_round_robin_is_fair_whatever_happens() -> None:
    run_state_machine_as_test(Team, settings=LONG)


def test_least_loaded_gives_to_whoever_has_fewest() -> None:
    run_state_machine_as_test(LeastLoadedTeam, settings=SHORT)
