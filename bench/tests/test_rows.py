import json

from bench.load.rows import Kept, decode_frame
from bench.load.sleepers import other_ends
from bench.load.wire import MESSAGE_PREFIX
from bench.proofs.stuck import Seats, seats
from bench.results import short, table


def frame(**rows: list[tuple[str, int]]) -> bytes:
    kinds = {kind: [{"id": row_id, "version": version, "new": 1} for row_id, version in rows[kind]] for kind in rows}
    return json.dumps({"type": "rows", "cursor": None, "unknown": [], **kinds}).encode()


def keep(*frames: bytes) -> Kept:
    kept = Kept()
    for each in frames:
        kept.take(decode_frame(each))
    return kept


def test_a_row_with_a_version_that_was_there_is_a_repeat() -> None:
    kept = keep(frame(conversations=[("a", 1)]), frame(conversations=[("a", 2), ("b", 1)], tags=[("a", 1)]))
    assert kept.repeats == kept.stale == 0
    kept.take(decode_frame(frame(conversations=[("a", 1), ("b", 1)])))
    assert (kept.repeats, kept.stale) == (2, 0)


def test_an_older_version_that_never_came_is_stale_and_no_repeat() -> None:
    kept = keep(frame(marks=[("a", 3)]), frame(marks=[("a", 2)]))
    assert (kept.repeats, kept.stale) == (0, 1)


def test_profiles_come_with_each_message_and_are_no_repeats() -> None:
    assert keep(frame(agents=[("a", 1)]), frame(agents=[("a", 1)])).repeats == 0


def test_the_messages_of_the_bench_are_counted_once_and_missed_when_they_do_not_come() -> None:
    one, other = f"{MESSAGE_PREFIX}{1:012x}", f"{MESSAGE_PREFIX}{255:012x}"
    kept = keep(frame(messages=[(one, 1), (other, 1), ("of somebody else", 1)]), frame(messages=[(one, 2)]))
    assert kept.messages == 2
    assert kept.missing({1, 2, 255}) == 1


def test_the_kernels_table_tells_the_servers_ends_of_its_lines() -> None:
    lines = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:1F90 0100007F:C351 04 0000FFFF:00000000 00:00000000 00000000     0        0 2 1
   2: 0100007F:C350 0100007F:1F90 01 00000001:00000000 00:00000000 00000000     0        0 3 1
"""
    assert other_ends(lines, 8080) == {50_000: ("01", 0), 50_001: ("04", 65_535)}


def test_sockets_are_shared_out_so_that_nobody_is_counted_twice() -> None:
    assert seats(200) == Seats(stuck_agents=10, stuck_customers=10, agents=10, customers=170)
    for sockets in (20, 33, 1_000):
        shared = seats(sockets)
        assert shared.stuck + shared.agents + shared.customers == sockets
        assert min(shared.stuck_agents, shared.stuck_customers, shared.agents, shared.customers) > 0


def test_what_never_came_is_null_in_the_results() -> None:
    assert short({"a": [1.234567, float("inf")], "b": (1, "x")}) == {"a": [1.2346, None], "b": [1, "x"]}


def test_a_table_has_a_line_for_each_row() -> None:
    assert table(("a", "b"), [("1", "2")]) == ["", "| a | b |", "|---|---|", "| 1 | 2 |"]
