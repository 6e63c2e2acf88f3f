"""HTTP/1.1 and WebSocket, as much of them as a client needs that wants to cost nothing."""

from __future__ import annotations

import base64
import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass

ORIGIN = "http://127.0.0.1:5173"
TEXT = "Hello, I ordered a blue kettle last week and the lid does not fit. Could you send me another one?"
MESSAGE_PREFIX = "01be5ac4-0000-7000-8000-"
"""How the ids of the bench's messages begin. Nothing else in a frame does, so they are found without parsing JSON."""

_ID = '{"id":"' + MESSAGE_PREFIX

CONNECT_SECONDS = 10.0
PACKET, SMALL_BUFFER = 1_400, 16_384
TEXT_FRAME, CLOSE_FRAME, PING_FRAME, PONG_FRAME = 1, 8, 9, 10


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who writes into one conversation: everything of their requests but the number of the message."""

    head: bytes
    rest: bytes

    def request(self, number: int) -> bytes:
        """The request that sends message `number`."""
        return b"%b%012x%b" % (self.head, number, self.rest)


def make_sender(port: int, conversation_id: str, token: str, text: str = TEXT) -> Sender:
    """The headers are those that a browser's `fetch` sends and a server has to look at. `text` is plain letters."""
    rest = '","text":"' + text + '"}'
    head = (
        f"POST /v1/conversations/{conversation_id}/messages HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        "Connection: keep-alive\r\n"
        f"Content-Length: {len(_ID) + 12 + len(rest)}\r\n"
        f"Authorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\n"
        "Accept: */*\r\n"
        f"Origin: {ORIGIN}\r\n"
        f"Referer: {ORIGIN}/\r\n"
        "Accept-Language: en\r\n"
        "\r\n"
    )
    return Sender((head + _ID).encode(), rest.encode())


def answer_length(data: bytes) -> int:
    """How long the answer at the beginning of `data` is in all, or 0 while its head is not there yet."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return 0
    # `Content-Length` or `content-length`: whatever the server likes.
    begin = data.find(b"ontent-", 0, end)
    while begin >= 0 and data[begin + 7 : begin + 14].lower() != b"length:":
        begin = data.find(b"ontent-", begin + 7, end)
    if begin < 0:
        raise ValueError("an answer without a length")
    return end + 4 + int(data[begin + 14 : data.find(b"\r", begin)])


def connect(port: int, *, as_from_afar: bool = False) -> socket.socket:
    """A connection to this machine, blocking, without Nagle's delay.

    Within one machine the kernels' buffers are megabytes, because the packets are large. `as_from_afar`: they are not.
    """
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.settimeout(CONNECT_SECONDS)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if as_from_afar:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PACKET)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    try:
        line.connect(("127.0.0.1", port))
    except OSError:
        line.close()
        raise
    return line


def upgrade_request(port: int, path: str, origin: str) -> bytes:
    """The handshake of a WebSocket, from a page of `origin`."""
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\n"
        f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()


def client_frame(payload: bytes, opcode: int = TEXT_FRAME) -> bytes:
    """A frame from a client. Its mask is zero, which is as good as any other to a server and free for us."""
    length = len(payload)
    if length < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
    elif length < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
    return head + b"\0\0\0\0" + payload


class Frames:
    """Cuts what a server writes into frames."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Opcode and payload of each frame that is complete."""
        held = self._held + data if self._held else data
        at = 0
        while len(held) - at >= 2:
            length, begin = held[at + 1] & 127, at + 2
            if length == 126:
                if len(held) < at + 4:
                    break
                length, begin = int.from_bytes(held[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                if len(held) < at + 10:
                    break
                length, begin = int.from_bytes(held[at + 2 : at + 10], "big"), at + 10
            if len(held) < begin + length:
                break
            opcode, at = held[at] & 15, begin + length
            yield opcode, held[begin:at]
        self._held = held[at:]
