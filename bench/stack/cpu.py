"""What processes cost, from /proc: Linux only, as the generator's epoll is."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """Seconds of CPU that a process and all its descendants took so far, with those that have ended."""
    children: dict[int, list[int]] = {}
    spent: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(entry.name)
        children.setdefault(int(fields[1]), []).append(pid)
        spent[pid] = (int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14]))
    ticks, queue = 0, [root]
    while queue:
        pid = queue.pop()
        own, of_the_dead = spent.get(pid, (0, 0))
        ticks += own + of_the_dead
        queue += children.get(pid, [])
    return ticks / _TICK


def busy_seconds() -> float:
    """Seconds of CPU that the whole machine was busy so far, with what its host took from it."""
    user, nice, system, _idle, _wait, hard, soft, steal = (
        int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + hard + soft + steal) / _TICK
