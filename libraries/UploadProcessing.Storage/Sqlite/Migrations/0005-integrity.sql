-- Integrity: what scrubbing found and where it is, and backups under way.

ALTER TABLE revisions ADD COLUMN damaged_at INTEGER;                 -- when its blob was found damaged; NULL: never, or good again

-- How far the reading of all blobs has come; one row, so that a restart goes on where it was.
CREATE TABLE scrubbing (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  begun_at INTEGER NOT NULL,
  position TEXT,                                -- the last revision read; NULL: none yet
  finished INTEGER NOT NULL
) STRICT;

-- While there is a row, blobs of removed revisions stay: a copy is made of a database that still names them.
CREATE TABLE blob_holds (
  id         TEXT    NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL                   -- renewed by the backup; one that died is released by the sweeper
) STRICT, WITHOUT ROWID;
