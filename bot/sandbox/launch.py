"""Become another program that dies with its parent.

Run as a script with the parent's pid and a command. On Linux the kernel is told
to kill this process when its parent ends, however the parent ends; then the
command takes this process over, which keeps that wish. It is done here and not
between fork and exec of the parent, where a process with threads may only do
what is safe in a signal handler. SIGKILL, because a parent that was killed can
no longer insist when a polite signal is ignored. On other systems only the
parent's own tidy end stops the command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, then run the command in its place."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the wish was made
        sys.exit(1)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
