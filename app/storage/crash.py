"""Named places at which a test may end the process, as a power cut would: nothing is flushed, closed or told."""

from __future__ import annotations

import os

VARIABLE = "DAYBOOK_CRASH_AT"
EXIT_CODE = 137  # what a shell reports of a process that was killed

POINTS = (
    "capture.kept",  # the picture is in memory, nothing is on the disk
    "vault.half_written",  # a temporary file holds a part of the sealed bytes
    "vault.written",  # the temporary file is durable under its temporary name
    "vault.renamed",  # the sealed file is durable, no row knows it
    "capture.rows_written",  # rows written, not committed
    "capture.committed",
    "clip.kept",  # the recording is in memory, nothing is on the disk
    "clip.rows_written",
    "clip.committed",
    "clip.looked",
    "look.first_stored",
    "look.done",
    "review.said",
    "review.finished",
    "draft.saved",
    "discard.committed",  # the original's key is destroyed, its file still lies there
    "later.asked",
    "hand_in.decided",
    "hand_in.covered",  # covered pictures in memory
    "hand_in.sealed",  # covered pictures in the vault, no row knows them
    "hand_in.rows_written",  # everything written, not committed
    "hand_in.committed",  # originals' keys destroyed, their files still lie there
    "hand_in.unlinked",
    "sync.pulled",
    "recheck.stored",  # a picture that was covered further is in the place of the old one, whose file still lies there
    "sync.pushed",
    "upload.started",
    "upload.sent",
    "receipt.stored",
    "wipe.key_destroyed",
    "wipe.checkpointed",
    "wipe.unlinked",
    "wipe.recorded",
    "rekey.offered",  # the coming key lies beside the old one in every slot
    "rekey.committed",  # the store's log is under the new key, its file under the old one
    "rekey.checkpointed",
    "rekey.settled",
)


def point(name: str) -> None:
    """End the process here when a test asked for it. Raises ValueError for a name that POINTS does not hold."""
    if name not in POINTS:
        raise ValueError(f"{name} is no crash point")
    if os.environ.get(VARIABLE) == name:
        os._exit(EXIT_CODE)
