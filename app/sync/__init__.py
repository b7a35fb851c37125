"""The tablet's talk with the server: pull, decide again, push, upload, receipt, wipe. No Qt, no SQL."""
