"""What can be known to be wrong before anything is started. Each check raises `CannotRun` with one sentence."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from stonechat.local.binaries import find_binaries
from stonechat.local.errors import CannotRun
from stonechat.local.libpq import ask, place
from stonechat.local.options import RunOptions

OLDEST_NODE = (20, 19)


def check_consent(options: RunOptions) -> None:
    """The embedded database is for trying out and for small installations; elsewhere somebody has to want it."""
    if options.database_url or options.embedded_agreed:
        return
    reason = "STONECHAT_ENV is production" if options.production else "HOST or API_HOST is open to other machines"
    if options.production or options.public:
        raise CannotRun(
            f"{reason} and DATABASE_URL is not set: set it to your PostgreSQL, or say STONECHAT_EMBEDDED=yes "
            "to run on the embedded one."
        )


def check_ports(options: RunOptions, patience: float = 0.0) -> None:
    """Nobody may listen on our ports. `patience`: seconds to give the children of a killed run to leave."""
    deadline = time.monotonic() + patience
    for setting, port in options.ports.items():
        host = options.api_host if setting == "API_PORT" else options.host
        while not _can_listen(host, port):
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"Port {port} on {host} cannot be used, most likely because another program has it: "
                    f"stop that program, or choose another port with {setting}."
                )
            time.sleep(0.1)


def check_node() -> str:
    """The path of a Node.js that is new enough."""
    wanted = ".".join(str(part) for part in OLDEST_NODE)
    node = shutil.which("node")
    if not node:
        raise CannotRun(f"Stonechat needs Node.js {wanted} or newer, and there is no `node` on the PATH: install it.")
    try:
        said = subprocess.run(
            [node, "--version"], check=False, capture_output=True, text=True, timeout=20
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    found = re.match(r"v(\d+)\.(\d+)", said)
    if not found or (int(found[1]), int(found[2])) < OLDEST_NODE:
        raise CannotRun(f"Stonechat needs Node.js {wanted} or newer, and {node} is {said or 'none that answers'}.")
    return node


def check_frontends(folders: list[Path], *, built: bool) -> None:
    """Their packages, and what is built of them, have to be there: make sees to it."""
    for folder in folders:
        if not (folder / "node_modules/vite/bin/vite.js").exists() or (built and not (folder / "dist").exists()):
            raise CannotRun(f"{folder.name} is not built yet: start with `make run`, or build it with `make build`.")


def check_database(url: str) -> None:
    """A database that refuses says why here, in a sentence, and not later in a stack."""
    answer, complaint = ask(find_binaries(), url, "SELECT 1")
    if answer != "1":
        raise CannotRun(f"The database at {place(url)} (DATABASE_URL) cannot be used: {complaint}.")


def _can_listen(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
            return True
    except OSError:
        return False
