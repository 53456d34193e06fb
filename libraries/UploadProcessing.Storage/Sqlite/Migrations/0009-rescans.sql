-- Files that steps look at again, after new signatures above all, and what they find.

ALTER TABLE revisions ADD COLUMN quarantined_at INTEGER;             -- when a step decided against it though it is a file; NULL: never, or released
ALTER TABLE revisions ADD COLUMN quarantine TEXT;                    -- why

CREATE TABLE rescans (
  id        TEXT    NOT NULL PRIMARY KEY,
  space_id  TEXT,                                                    -- NULL: all spaces
  steps     TEXT    NOT NULL,                                        -- JSON array
  position  TEXT,                                                    -- the last revision that was come to; NULL: none yet
  begun_at  INTEGER NOT NULL,
  listed    INTEGER NOT NULL DEFAULT 0,                              -- 1: all revisions were come to
  ended_at  INTEGER,
  passed    INTEGER NOT NULL DEFAULT 0,
  found     INTEGER NOT NULL DEFAULT 0,
  undecided INTEGER NOT NULL DEFAULT 0                               -- steps came to nothing: no attempts left
) STRICT, WITHOUT ROWID;

-- What was asked and not answered; few at a time, so that a rescan keeps no upload waiting.
CREATE TABLE rescans_asked (
  rescan_id   TEXT    NOT NULL,
  revision_id TEXT    NOT NULL,
  asked_at    INTEGER NOT NULL,
  PRIMARY KEY (rescan_id, revision_id)
) STRICT, WITHOUT ROWID;
