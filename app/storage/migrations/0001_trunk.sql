-- 0001_trunk.sql: the way of one photo on the tablet, from the shutter to the wipe.

CREATE TABLE setting (                            -- what this store knows of itself: cursor, epoch, facts_at, offset_ms, backup_seq …
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE fact (                               -- the server's facts, as they came; readers decode them with domain.wire
    rowid_ INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    body   TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (kind, id)
) STRICT;

CREATE TABLE vault_file (                         -- destroying the key is the wipe; a file without a row is removed at the next start
    rowid_     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,              -- also the file's name
    key        BLOB NOT NULL CHECK (length(key) = 32),
    bytes      INTEGER NOT NULL,                  -- of the plain content
    sealed_at  TEXT NOT NULL
) STRICT;

CREATE TABLE draft (                              -- an entry that is being written; autosaved
    rowid_     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    author     TEXT NOT NULL,
    body       TEXT NOT NULL CHECK (json_valid(body)),
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE photo (                              -- an original; its life is domain.lifecycle.PhotoState
    rowid_        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    draft_id      TEXT NOT NULL,
    state         TEXT NOT NULL,
    file_id       TEXT,                           -- NULL once its key is destroyed
    taken_by      TEXT NOT NULL,
    taken_at      TEXT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    look          TEXT NOT NULL DEFAULT 'waiting' CHECK (look IN ('waiting', 'first', 'done', 'failed')),
    no_child_said INTEGER NOT NULL DEFAULT 0,
    reviewed_by   TEXT
) STRICT;
CREATE INDEX photo_by_draft ON photo (draft_id);

CREATE TABLE photo_step (
    photo_id TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE region (                             -- a face, a maybe or a drawn cover; pixels of the kept picture, half-open
    rowid_   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    photo_id TEXT NOT NULL,
    x0 INTEGER NOT NULL, y0 INTEGER NOT NULL, x1 INTEGER NOT NULL, y1 INTEGER NOT NULL,
    source   TEXT NOT NULL,
    says     TEXT NOT NULL DEFAULT 'nothing',
    child_id TEXT,
    said_by  TEXT,
    said_at  TEXT,
    CHECK ((says = 'child') = (child_id IS NOT NULL))
) STRICT;
CREATE INDEX region_by_photo ON region (photo_id);

CREATE TABLE entry (                              -- handed in; what the server says of it comes as a fact
    rowid_       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    author       TEXT NOT NULL,
    body         TEXT NOT NULL CHECK (json_valid(body)),  -- domain.wire.EntryBody
    happened_at  TEXT NOT NULL,
    handed_in_at TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_hand_in ON entry (handed_in_at DESC, rowid_ DESC);

CREATE TABLE entry_child (
    entry_id TEXT NOT NULL, child_id TEXT NOT NULL, happened_at TEXT NOT NULL, PRIMARY KEY (child_id, happened_at, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rendition (                          -- one covered picture for one journal; its life is domain.lifecycle.RenditionState
    rowid_      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    entry_id    TEXT NOT NULL,
    photo_id    TEXT NOT NULL,
    child_id    TEXT NOT NULL,
    state       TEXT NOT NULL,
    hold_reason TEXT NOT NULL DEFAULT '',
    file_id     TEXT,                             -- renditions of one photo with equal covers share one file; NULL once wiped
    sha256      TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    manifest    TEXT NOT NULL CHECK (json_valid(manifest)),  -- domain.wire.Rendition
    receipt     TEXT CHECK (json_valid(receipt)), -- domain.wire.Receipt
    attempts    INTEGER NOT NULL DEFAULT 0,
    last_error  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX rendition_by_state ON rendition (state);
CREATE INDEX rendition_by_entry ON rendition (entry_id);
CREATE INDEX rendition_by_file ON rendition (file_id);

CREATE TABLE rendition_step (
    rendition_id TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, at TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (                             -- what the server, or a backup of it, has not yet confirmed
    dev_seq     INTEGER PRIMARY KEY AUTOINCREMENT, -- sending order; clocks lie
    op_id       TEXT NOT NULL UNIQUE,             -- UUIDv7; idempotency key, for ever
    kind        TEXT NOT NULL,
    entity_id   TEXT NOT NULL,
    action      TEXT NOT NULL,
    base_ver    INTEGER NOT NULL DEFAULT 0,
    actor       TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    offset_ms   INTEGER NOT NULL,
    body        TEXT NOT NULL CHECK (json_valid(body)),
    hash        TEXT NOT NULL,
    state       TEXT NOT NULL,                    -- domain.lifecycle.OpState
    server_seq  INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    reason      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, dev_seq);

CREATE TABLE offline_note (                       -- "Why was I offline?" in the sync panel
    at TEXT NOT NULL, sentence TEXT NOT NULL
) STRICT;

CREATE TABLE audit (                              -- append-only; domain.audit chains the rows
    seq      INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    what     TEXT NOT NULL,
    about    TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_append_only_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_append_only_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
