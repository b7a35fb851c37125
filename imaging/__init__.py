"""Pixels: find faces, draw covers, write fresh files. Always run in a worker process (`imaging.worker`)."""
