-- The outbox with all that is published. Rows of earlier builds are left behind: they say only which upload it was, and nobody has ever
-- published or received any.

DROP TABLE outbox;

-- Events that are owed to the bus, written by the transaction that made them true.
CREATE TABLE outbox (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,     -- never used again: part of the message's id
  event        TEXT    NOT NULL,
  upload_id    TEXT    NOT NULL,
  payload      TEXT    NOT NULL,                      -- JSON, as it is published
  trace_parent TEXT,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_by_age ON outbox (created_at);
