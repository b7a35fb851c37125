-- 0002_count_failures.sql: errors that a thing makes by itself (the network's are not counted); 8 of them need a person.

CREATE TABLE failure (
    subject  TEXT PRIMARY KEY,                    -- id of an operation or a rendition
    errors   INTEGER NOT NULL CHECK (errors > 0),
    sentence TEXT NOT NULL                        -- what was said last
) STRICT;
