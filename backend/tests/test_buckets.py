"""How much one of many may ask for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stonechat.buckets import TokenBuckets

RATE, BURST = 2.0, 5.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=80))
def test_each_gets_what_it_would_get_alone_and_never_more_than_the_rate_allows(asked: list[tuple[str, float]]) -> None:
    together, now = TokenBuckets(RATE, BURST), 0.0
    alone = {key: TokenBuckets(RATE, BURST) for key in "abc"}
    given_to: dict[str, list[float]] = {key: [] for key in "abc"}
    for key, pause in asked:
        now += pause
        is_given = together.take(key, now)
        assert is_given == alone[key].take(key, now)
        if is_given:
            given_to[key].append(now)
    for times in given_to.values():
        for first, begin in enumerate(times):
            for last in range(first, len(times)):
                assert last - first + 1 <= BURST + RATE * (times[last] - begin) + 1e-6


def test_those_who_have_not_asked_for_a_while_are_forgotten_first() -> None:
    buckets = TokenBuckets(RATE, BURST, most=2)
    for _ in range(5):
        assert buckets.take("busy", 0.0)
    assert buckets.take("calm", 0.0)

    assert buckets.take("new", 2.0)

    assert [buckets.take("busy", 2.0) for _ in range(5)] == [True] * 4 + [False]
