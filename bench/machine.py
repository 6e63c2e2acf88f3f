"""What the figures were measured on: kinds and versions, and nothing that names a machine."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from bench.stack.contenders import PEERS
from stonechat.local.binaries import find_binaries

_PYTHON_PACKAGES = ("litestar", "uvicorn", "uvloop", "httptools", "asyncpg", "msgspec", "sqlalchemy", "websockets")
_PEER_PACKAGES = ("express", "socket.io", "pg", "drizzle-orm", "jsonwebtoken")


def describe_machine() -> dict[str, str]:
    """The machine and the software of everybody, as a table of words."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    pins = json.loads((PEERS / "package.json").read_text())["dependencies"]
    peers = f"Node.js {node}, " + ", ".join(f"{name} {pins[name]}" for name in _PEER_PACKAGES)
    return describe_product() | {"peers": peers}


def describe_product() -> dict[str, str]:
    """The same without the peers."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "CPU": f"{os.cpu_count()} cores, {model[1] if model else platform.machine()}",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "PostgreSQL": f"{find_binaries().version}, fsync on",
        "product": f"Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in _PYTHON_PACKAGES),
    }
