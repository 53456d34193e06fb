-- What happened to each upload, in order; written by the transaction that made it true. Positions only grow, over all uploads, so that
-- whoever follows one upload, a space or everything remembers a single number.

CREATE TABLE history (
  position  INTEGER PRIMARY KEY AUTOINCREMENT,
  upload_id TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  kind      TEXT    NOT NULL CHECK (kind IN ('started', 'processing', 'step', 'finalized', 'aborted', 'operated')),
  run       INTEGER,
  step      TEXT,
  attempt   INTEGER,
  state     TEXT,                               -- of a step: running, waiting, retrying, passed, failed
  next_at   INTEGER,                            -- of a step that is tried again: when
  detail    TEXT
) STRICT;

CREATE INDEX history_by_upload ON history (upload_id, position);

-- A change of a step is told at least once, and noted once.
CREATE UNIQUE INDEX history_steps ON history (upload_id, run, step, attempt, state) WHERE kind = 'step';
