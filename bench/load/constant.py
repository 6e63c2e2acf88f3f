"""A server that does nothing but answer: what the generator reaches against it is what the generator can do.

Run as a program; it says its port and serves until its input ends.
"""

from __future__ import annotations

import select
import socket
import sys

_BODY = b'{"id":"01be5ac4-0000-7000-8000-000000000000","text":"%b"}' % (b"x" * 380)
_ANSWER = (
    b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
    b"x-content-type-options: nosniff\r\ncache-control: no-store\r\n\r\n%b" % (len(_BODY), _BODY)
)


def main() -> None:
    """Serve until standard input ends, so that it cannot outlive who started it."""
    server = socket.create_server(("127.0.0.1", 0), backlog=256)
    print(server.getsockname()[1], flush=True)
    poller = select.epoll()
    poller.register(server.fileno(), select.EPOLLIN)
    poller.register(sys.stdin.fileno(), select.EPOLLIN | select.EPOLLHUP)
    clients: dict[int, socket.socket] = {}
    while True:
        for descriptor, _ in poller.poll():
            if descriptor == sys.stdin.fileno():
                return
            if descriptor == server.fileno():
                client, _ = server.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                clients[client.fileno()] = client
                poller.register(client.fileno(), select.EPOLLIN)
            elif clients[descriptor].recv(65_536):
                # A request of ours always comes in one piece.
                clients[descriptor].send(_ANSWER)
            else:
                poller.unregister(descriptor)
                clients.pop(descriptor).close()


if __name__ == "__main__":
    main()
