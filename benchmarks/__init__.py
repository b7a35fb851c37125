"""Figures: each module prints one JSON line per figure, its peer measured side by side in the same run."""
