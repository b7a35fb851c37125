"""The figures: every benchmark prints one JSON line per figure; peers run side by side in the same run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"
HELPERS = frozenset({"__init__", "common", "throttle"})


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in HELPERS)


def main(wanted: list[str]) -> int:
    """Run the wanted benchmarks, or all; returns 2 for a name that is none."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"No benchmark is called {unknown[0]}. There are: {', '.join(names())}", file=sys.stderr)
        return 2
    for name in wanted or names():
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
