import itertools
import json

import pytest

from bench.load.open_loop import timetable
from bench.load.wire import Frames, Sender, answer_length, client_frame, make_sender


def server_frame(payload: bytes, opcode: int = 1) -> bytes:
    """What a server writes: the same frame without a mask."""
    frame = bytearray(client_frame(payload, opcode))
    frame[1] &= 127
    del frame[-len(payload) - 4 : len(frame) - len(payload)]
    return bytes(frame)


@pytest.mark.parametrize("text", ["short", "long" * 2_500])
def test_a_request_says_its_own_length(text: str) -> None:
    head, _, body = make_sender(1, "c", "t", text).request(255).partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body)["text"] == text
    assert b'-0000000000ff"' in body


@pytest.mark.parametrize("name", [b"content-length", b"Content-Length"])
def test_an_answer_is_whole_when_its_body_is(name: bytes) -> None:
    answer = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n" + name + b": 2\r\nx: y\r\n\r\n{}"
    assert answer_length(answer) == len(answer)
    assert answer_length(answer[:-1]) == len(answer)
    assert answer_length(answer[:30]) == 0


def test_an_answer_without_a_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="length"):
        answer_length(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n")


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
@pytest.mark.parametrize("step", [1_000, 100_000])
def test_frames_are_found_in_pieces_of_any_size(size: int, step: int) -> None:
    payloads = [b"x" * size, b"second"]
    stream = b"".join(server_frame(payload) for payload in payloads)
    frames = Frames()
    found = [frame for at in range(0, len(stream), step) for frame in frames.feed(stream[at : at + step])]
    assert found == [(1, payload) for payload in payloads]


def test_the_timetable_is_the_same_for_everybody_and_as_dense_as_asked() -> None:
    customers, agents = [Sender(b"a", b"")], [Sender(b"b", b"")]
    letters = timetable(200, 10, customers, agents, seed=1, agent_sockets=2)
    assert letters == timetable(200, 10, customers, agents, seed=1, agent_sockets=2)
    assert 1_800 < len(letters) < 2_200
    assert [letter.listeners for letter in letters[:2]] == [2, 1]
    assert all(one.at < other.at for one, other in itertools.pairwise(letters))
