"""The store: its settings, its key, its migrations, its transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import migrate
from app.storage.database import Connection, Store, StoreLocked, checkpoint, open_store, transaction
from app.storage.migrate import StoreTooNew, copy_path, migrations, version_of
from app.storage.settings import Setting, read, write

KEY, OTHER = bytes(range(32)), bytes(32)
WANTED = {
    "cipher_memory_security": "1",
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 10000,
    "temp_store": 2,
    "cache_size": -32768,
    "mmap_size": 0,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path, KEY)
    yield store
    store.close()


@pytest.mark.parametrize("setting", WANTED)
def test_every_connection_has_every_setting(store: Store, setting: str) -> None:
    row = store.connect().execute(f"PRAGMA {setting}").fetchone()

    assert row is not None and row[0] == WANTED[setting]


def test_another_key_does_not_open_the_store(store: Store) -> None:
    store.connect()
    store.close()

    with pytest.raises(StoreLocked):
        Store(store.folder, OTHER).connect()


def test_a_file_that_is_no_store_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"SQLite format 3\x00" + bytes(5000))

    with pytest.raises(StoreLocked):
        Store(tmp_path, KEY).connect()


def test_nothing_in_the_folder_shows_that_it_is_a_database(store: Store) -> None:
    connection = store.connect()
    with transaction(connection):
        write(connection, Setting.OFFLINE_REASON, "PLANTED")

    for path in store.folder.iterdir():
        assert b"SQLite format" not in path.read_bytes() and b"PLANTED" not in path.read_bytes()


def test_a_thread_gets_a_connection_of_its_own(store: Store) -> None:
    seen: list[Connection] = []
    thread = threading.Thread(target=lambda: seen.append(store.connect()))
    thread.start()
    thread.join()

    assert store.connect() is store.connect()
    assert seen[0] is not store.connect()


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    connection = store.connect()

    with pytest.raises(RuntimeError), transaction(connection):
        write(connection, Setting.CURSOR, "1")
        raise RuntimeError

    assert read(connection, Setting.CURSOR) is None


def test_two_lanes_write_one_after_the_other(store: Store) -> None:
    first, failures = store.connect(), list[BaseException]()
    begun, written = threading.Event(), threading.Event()

    def other_lane() -> None:
        connection = store.connect()
        begun.set()
        try:
            with transaction(connection):
                write(connection, Setting.CURSOR, (read(connection, Setting.CURSOR) or "") + "2")
        except BaseException as error:
            failures.append(error)
        written.set()

    with transaction(first):
        thread = threading.Thread(target=other_lane)
        thread.start()
        assert begun.wait(5)
        write(first, Setting.CURSOR, "1")
    assert written.wait(10)
    thread.join()

    assert failures == []
    assert read(first, Setting.CURSOR) == "12"


def test_the_log_is_cut_to_nothing_at_a_checkpoint(store: Store) -> None:
    connection = store.connect()
    with transaction(connection):
        write(connection, Setting.CURSOR, "1")

    assert checkpoint(connection)
    assert (store.folder / "store.db-wal").stat().st_size == 0


def test_a_checkpoint_says_when_a_reader_is_in_the_way(store: Store) -> None:
    connection, reader = store.connect(), open_store(store.path, KEY)
    connection.execute("PRAGMA busy_timeout = 1")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM setting").fetchone()
    with transaction(connection):
        write(connection, Setting.CURSOR, "1")

    assert not checkpoint(connection)
    reader.close()


def test_a_newer_store_is_refused_with_a_sentence_and_not_touched(store: Store) -> None:
    store.connect().execute("PRAGMA user_version = 9999")
    store.close()

    with pytest.raises(StoreTooNew, match="newer Daybook"):
        Store(store.folder, KEY).connect()

    connection = open_store(store.path, KEY)
    assert version_of(connection) == 9999
    connection.close()


def test_every_migration_runs_once_and_in_order(tmp_path: Path) -> None:
    connection = open_store(tmp_path / "store.db", KEY)
    first = migrations()[:1]

    assert migrate.migrate(connection, tmp_path / "store.db", first) == 1
    assert migrate.migrate(connection, tmp_path / "store.db") == len(migrations())
    assert migrate.migrate(connection, tmp_path / "store.db") == version_of(connection)
    connection.close()


def test_a_migration_that_fails_changes_nothing_and_leaves_the_copy(tmp_path: Path) -> None:
    path, bad = tmp_path / "store.db", tmp_path / "0002_bad.sql"
    bad.write_text("CREATE TABLE half (x TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);\n", encoding="utf-8")
    connection = open_store(path, KEY)
    migrate.migrate(connection, path, migrations()[:1])

    with pytest.raises(Exception, match="nowhere"):
        migrate.migrate(connection, path, (*migrations()[:1], bad))

    assert version_of(connection) == 1
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0
    copy = open_store(copy_path(path), KEY)
    assert version_of(copy) == 1
    copy.close()
    connection.close()


def test_the_copy_goes_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = open_store(path, KEY)
    migrate.migrate(connection, path, migrations()[:1])

    migrate.migrate(connection, path)

    assert not copy_path(path).exists()
    connection.close()


def test_a_trigger_is_one_statement() -> None:
    sql = "CREATE TABLE a (x TEXT);\nCREATE TRIGGER t BEFORE UPDATE ON a BEGIN\n SELECT 1;\n SELECT 2;\nEND;\n-- the end\n"

    assert len(migrate.statements(sql)) == 2
