-- Ids are lower-case UUIDs with hyphens. Times are Unix milliseconds, UTC. Sizes are bytes.

CREATE TABLE spaces (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  type       TEXT    NOT NULL CHECK (type IN ('personal', 'project')),
  owner      TEXT    NOT NULL,
  root_id    TEXT    NOT NULL,
  quota      INTEGER,                           -- NULL: unlimited
  used       INTEGER NOT NULL DEFAULT 0,        -- all revisions, the newest and the older ones
  reserved   INTEGER NOT NULL DEFAULT 0,        -- what upload sessions under way were promised
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX spaces_personal ON spaces (owner) WHERE type = 'personal';

CREATE TABLE members (
  space_id TEXT NOT NULL,
  user_id  TEXT NOT NULL,
  role     TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'manager')),
  PRIMARY KEY (space_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE nodes (
  id          TEXT    NOT NULL PRIMARY KEY,
  space_id    TEXT    NOT NULL,
  parent_id   TEXT,                             -- NULL: a space's root, or the root of a detached tree
  name        TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('file', 'folder')),
  size        INTEGER NOT NULL,                 -- of a folder: all newest revisions below it
  etag        TEXT    NOT NULL,                 -- with its quotes
  modified_at INTEGER NOT NULL,
  revision_id TEXT                              -- of a file: the newest
) STRICT, WITHOUT ROWID;

-- Names compare byte by byte: what differs for the client differs here. Also the order of listings.
CREATE UNIQUE INDEX nodes_by_name ON nodes (parent_id, name);

-- Trees that DELETE has taken out of the space and that are still to be collected.
CREATE TABLE detached (
  node_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE revisions (
  id          TEXT    NOT NULL PRIMARY KEY,     -- the upload's
  space_id    TEXT    NOT NULL,
  node_id     TEXT    NOT NULL,
  size        INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  digest      TEXT    NOT NULL,                 -- '<algorithm> <hex>' of the blob, taken while the bytes passed
  checksum    TEXT,                             -- '<algorithm> <hex>' that the client sent and that was verified
  created_by  TEXT    NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX revisions_by_node ON revisions (node_id, created_at);

CREATE TABLE uploads (
  id                  TEXT    NOT NULL PRIMARY KEY,
  space_id            TEXT    NOT NULL,
  parent_id           TEXT    NOT NULL,         -- a folder's id, not its path: a rename of it is followed
  name                TEXT    NOT NULL,
  user_id             TEXT    NOT NULL,
  length              INTEGER,                  -- NULL: not known yet
  modified_at         INTEGER,                  -- what the client wants as modification time
  checksum            TEXT,                     -- '<algorithm> <hex>' the whole file must have
  if_match            TEXT,
  if_not_exist        INTEGER NOT NULL DEFAULT 0,
  if_unmodified_since INTEGER,
  reserved            INTEGER NOT NULL,         -- this session's part of spaces.reserved
  state               TEXT    NOT NULL CHECK (state IN ('receiving', 'processing', 'finalized', 'aborted')),
  reason              TEXT,                     -- why it was aborted
  trace_parent        TEXT,
  created_at          INTEGER NOT NULL,
  expires_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_under_way ON uploads (expires_at) WHERE state IN ('receiving', 'processing');

-- Events that are owed to the bus, written by the transaction that made them true.
CREATE TABLE outbox (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  event        TEXT    NOT NULL,
  upload_id    TEXT    NOT NULL,
  trace_parent TEXT,
  created_at   INTEGER NOT NULL
) STRICT;
