"""Become another program that stops when its parent does. Run as a script: PARENT SIGNAL USER PROGRAM [ARGUMENT…].

PARENT is the process id of the one who starts this, SIGNAL the number of the signal to get at its death, USER either
`-` or `uid:gid` to give root's rights up for. A script of its own, not `preexec_fn`: that one runs Python between fork
and exec, where a lock held by another thread stops it for ever.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Give up rights, tie this process to its parent, and turn into the program."""
    parent, signal_number, user, *command = arguments
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        # A shell has its background jobs ignore some of them, and whoever begins as one would not hear its farewell.
        signal.signal(number, signal.SIG_DFL)
    if user != "-":
        uid, gid = (int(number) for number in user.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        os.chdir("/")
    if sys.platform == "linux":
        # After the change of user, which would clear it. The parent may have died before: then nobody will signal.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
