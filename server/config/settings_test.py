"""Settings of the tests: a data folder of their own, a quick hasher, the database that DAYBOOK_TEST_DATABASE_URL names."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from server.accounts.hashers import PasswordArgon2, PinArgon2
from server.config.environment import database_settings
from server.config.settings import *  # noqa: F403

DAYBOOK_DATA = Path(tempfile.mkdtemp(prefix="daybook-tests-"))
atexit.register(shutil.rmtree, DAYBOOK_DATA, ignore_errors=True)
SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database_settings(os.environ.get("DAYBOOK_TEST_DATABASE_URL", ""), DAYBOOK_DATA)}
DATABASES["default"]["TEST"] = {} if os.environ.get("DAYBOOK_TEST_DATABASE_URL") else {"NAME": str(DAYBOOK_DATA / "tests.db")}


class QuickArgon2(PasswordArgon2):
    """Argon2 with the least work that it takes: tests log in some hundred times."""

    time_cost, memory_cost, parallelism = 1, 64, 1


class QuickPin(PinArgon2):
    """The same for PINs."""

    time_cost, memory_cost, parallelism = 1, 64, 1


PASSWORD_HASHERS = ["server.config.settings_test.QuickArgon2", "server.config.settings_test.QuickPin"]
