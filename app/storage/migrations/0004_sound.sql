-- 0004_sound.sql: whether a clip was recorded with sound, and who can be heard in it.

ALTER TABLE photo ADD COLUMN has_sound INTEGER NOT NULL DEFAULT 0 CHECK (has_sound = 0 OR kind = 'clip');
ALTER TABLE photo ADD COLUMN heard TEXT CHECK (heard IS NULL OR (has_sound = 1 AND json_valid(heard)));  -- ids of children; NULL = it stays silent
