"""Limits that the worker lays on itself before it sees the first picture."""

from __future__ import annotations

import ctypes
import sys


def confine(memory_mb: int) -> None:
    """No more than `memory_mb` of memory of its own, no file written, no core dump with a picture in it. Linux only; a no-op elsewhere."""
    if sys.platform != "linux":
        return
    import resource  # not there on Windows

    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pr_set_dumpable = 4  # prctl(2); without it a core handler that is a program would still get the memory
    ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)
