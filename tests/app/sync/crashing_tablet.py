"""A tablet in a process of its own, which a test ends at a named point: `python -m tests.app.sync.crashing_tablet FOLDER URL KEY`.

Reads how to reach the server from FOLDER/way.json, runs one start and one cycle, and prints the renditions' states.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.sync.transport import Transport
from tests.model.protocol import DAY
from tests.model.tablet import Tablet


def main(folder: Path) -> None:
    """Start, finish what was begun, run one cycle."""
    way = json.loads((folder / "way.json").read_text())
    tablet = Tablet(folder / "T-02", lambda: DAY, bytes.fromhex(way["key"]))
    transport = Transport(server_url=way["url"], ca_pem=way["ca_pem"], server_key_sha256=way["server_key_sha256"], token=way["token"])
    engine = tablet.engine(transport, way["signing_key"])
    engine.recover()
    report = engine.cycle()
    print(json.dumps({"online": report.is_online, "states": tablet.states(), "files": tablet.vault_files(), "keys": tablet.keys()}))
    transport.close()
    tablet.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
