"""When Docker calls the API's container healthy: by running the image's own check against a stand-in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from stonechat.local.options import REPOSITORY


class Api(BaseHTTPRequestHandler):
    """Alive, and ready when the server says so."""

    server: Server

    def do_GET(self) -> None:
        ready = self.path == "/health/live" or (self.path == "/health/ready" and self.server.ready)
        self.send_response(200 if ready else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """On a free port."""

    ready = True


@pytest.fixture
def api() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def is_healthy(api: Server) -> bool:
    image = (REPOSITORY / "backend/Dockerfile").read_text()
    found = re.search(r"^HEALTHCHECK .*\\\n\s*CMD (\[.*\])$", image, re.MULTILINE)
    assert found
    program, *arguments = json.loads(found[1])
    assert program == "python"
    environment = os.environ | {"API_PORT": str(api.server_port)}
    done = subprocess.run([sys.executable, *arguments], env=environment, check=False, capture_output=True, timeout=20)
    return done.returncode == 0


def test_it_is_healthy_while_the_api_can_take_clients(api: Server) -> None:
    assert is_healthy(api)


def test_it_is_not_healthy_while_the_api_only_lives(api: Server) -> None:
    api.ready = False

    assert not is_healthy(api)
