"""A crash must not write pictures to a disk."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASK = """
import ctypes, resource
from imaging.confine import leave_no_core
leave_no_core()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
"""


@pytest.mark.skipif(sys.platform != "linux", reason="core dumps are Linux's")
def test_a_process_with_pictures_leaves_no_core() -> None:
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "(0, 0) 0"
