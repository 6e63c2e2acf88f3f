import random

from bench.load.comeback import Comeback


class Highest(random.Random):
    """Full jitter at its longest."""

    def random(self) -> float:
        return 1.0


def test_each_failure_doubles_the_longest_wait_up_to_30_s() -> None:
    client = Comeback(Highest())
    waits = [client.lost(0.0, by_server=False, has_other_road=False) for _ in range(8)]
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_waits_are_spread_from_nothing_to_the_longest() -> None:
    clients = [Comeback(random.Random(seed)) for seed in range(2_000)]
    waits = sorted(client.lost(0.0, by_server=False, has_other_road=False) for client in clients)
    assert waits[0] < 0.01
    assert 0.23 < waits[1_000] < 0.27
    assert 0.49 < waits[-1] < 0.5


def test_only_a_connection_that_lasted_begins_the_backoff_anew() -> None:
    client = Comeback(Highest())
    client.lost(0.0, by_server=False, has_other_road=False)
    client.live(1.0)
    assert client.lost(10.9, by_server=False, has_other_road=False) == 1
    client.live(12.0)
    assert client.lost(22.0, by_server=False, has_other_road=False) == 0.5


def test_what_the_server_asked_for_is_the_least() -> None:
    client = Comeback(Highest())
    client.live(0.0)
    client.asked_to_wait(20.0, 4_000)
    assert client.lost(20.5, by_server=True, has_other_road=False) == 3.5


def test_a_client_that_was_live_polls_after_10_s_and_not_for_quick_failures() -> None:
    client = Comeback(Highest())
    client.live(0.0)
    assert not client.is_blocked(1.0, client.lost(1.0, by_server=False, has_other_road=False))
    for now in (1.5, 2.0, 2.5, 3.0):
        client.attempt(now)
        wait = client.lost(now, by_server=False, has_other_road=False)
    assert wait == 8
    assert not client.is_blocked(3.0, wait)
    assert client.is_blocked(3.5, wait)


def test_a_client_that_never_was_live_polls_after_three_attempts() -> None:
    client = Comeback(Highest())
    blocked = []
    for _ in range(3):
        client.attempt(0.0)
        blocked.append(client.is_blocked(0.0, client.lost(0.0, by_server=False, has_other_road=False)))
    assert blocked == [False, False, True]


def test_a_server_that_closes_with_a_code_of_its_own_is_no_blocked_network() -> None:
    client = Comeback(Highest())
    for now in (0.0, 20.0, 40.0):
        client.attempt(now)
        assert not client.is_blocked(now, client.lost(now, by_server=True, has_other_road=False))


def test_who_polls_tries_the_socket_about_every_minute() -> None:
    waits = [Comeback(random.Random(seed)).lost(0, by_server=False, has_other_road=True) for seed in range(100)]
    assert 45 <= min(waits) < 50
    assert 70 < max(waits) <= 75
