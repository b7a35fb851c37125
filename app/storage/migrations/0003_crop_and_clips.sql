-- 0003_crop_and_clips.sql: what is cut off a picture, and pictures that move: tracks beside regions, and hand-ins that are done later.

ALTER TABLE photo ADD COLUMN kind TEXT NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'clip'));
ALTER TABLE photo ADD COLUMN crop_x0 INTEGER;         -- the part that is kept; all four NULL = all of it
ALTER TABLE photo ADD COLUMN crop_y0 INTEGER;
ALTER TABLE photo ADD COLUMN crop_x1 INTEGER;
ALTER TABLE photo ADD COLUMN crop_y1 INTEGER;
ALTER TABLE photo ADD COLUMN duration_ms INTEGER CHECK ((duration_ms IS NULL) = (kind = 'photo'));
ALTER TABLE photo ADD COLUMN trim_start_ms INTEGER;   -- the part in time that is kept; both NULL = all of it
ALTER TABLE photo ADD COLUMN trim_end_ms INTEGER CHECK ((trim_start_ms IS NULL) = (trim_end_ms IS NULL));

ALTER TABLE region ADD COLUMN is_out INTEGER NOT NULL DEFAULT 0;  -- of a clip: its track lies outside the kept part, nobody asks about it

CREATE TABLE track (                              -- where a clip's region is on each frame; a drawn region has none and stays throughout
    rowid_       INTEGER PRIMARY KEY,
    region_id    TEXT NOT NULL UNIQUE,
    photo_id     TEXT NOT NULL,
    number       INTEGER NOT NULL,                -- its name for the worker
    tier         INTEGER NOT NULL,
    first        INTEGER NOT NULL,                -- frame of the whole recording
    best         INTEGER NOT NULL,                -- frame on which a person is shown it
    reach_before INTEGER NOT NULL,
    reach_after  INTEGER NOT NULL,
    boxes        TEXT NOT NULL,                   -- domain.wire.clips.packed, one for each frame from `first`
    UNIQUE (photo_id, number)
) STRICT;

CREATE TABLE clip_time (                          -- when each frame of a clip that was looked at is shown
    photo_id TEXT PRIMARY KEY,
    times_s  TEXT NOT NULL CHECK (json_valid(times_s))
) STRICT, WITHOUT ROWID;

CREATE TABLE later (                              -- drafts whose hand-in was asked for and takes its time; a row goes when it is done
    rowid_   INTEGER PRIMARY KEY,
    draft_id TEXT NOT NULL UNIQUE,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'needs_you')),
    share    REAL NOT NULL DEFAULT 0,             -- how much is done, 0 to 1
    sentence TEXT NOT NULL DEFAULT ''             -- what goes on, or why it needs somebody
) STRICT;
