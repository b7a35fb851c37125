"""Limits that a process lays on itself before it sees the first picture."""

from __future__ import annotations

import ctypes
import sys


def confine(memory_mb: int) -> None:
    """The worker: no more than `memory_mb` of memory of its own, no file written, no core dump. Linux only; a no-op elsewhere."""
    if sys.platform != "linux":
        return
    import resource  # not there on Windows

    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    leave_no_core()


def leave_no_core() -> None:
    """Let no crash of this process write its memory, with pictures and sound in it, to a disk. Linux only; a no-op elsewhere."""
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pr_set_dumpable = 4  # prctl(2); without it a core handler that is a program would still get the memory
    ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)
