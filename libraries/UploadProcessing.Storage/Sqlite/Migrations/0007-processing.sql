-- Mandatory processing: which steps a space adds, and what an upload whose bytes are all there waits for.

ALTER TABLE spaces ADD COLUMN steps TEXT;                            -- JSON array of names, after the mandatory ones; NULL: none

ALTER TABLE uploads ADD COLUMN run INTEGER NOT NULL DEFAULT 0;       -- how often its steps were begun; outcomes of an older run have no effect
ALTER TABLE uploads ADD COLUMN steps TEXT;                           -- JSON array, fixed when the run began
ALTER TABLE uploads ADD COLUMN received INTEGER;                     -- bytes
ALTER TABLE uploads ADD COLUMN digest TEXT;                          -- of the bytes, taken while they passed
ALTER TABLE uploads ADD COLUMN passed_checksum TEXT;                 -- the one the session asked for, verified
ALTER TABLE uploads ADD COLUMN processing_since INTEGER;
ALTER TABLE uploads ADD COLUMN asked_at INTEGER;                     -- when all-bytes-received was owed, or owed again
ALTER TABLE uploads ADD COLUMN cause TEXT;                           -- traceparent of the request that brought the last byte
ALTER TABLE uploads ADD COLUMN refusal TEXT;                         -- why it was aborted while being processed; reason says it in words
ALTER TABLE uploads ADD COLUMN failed_step TEXT;                     -- which step said no
ALTER TABLE uploads ADD COLUMN keeps_bytes INTEGER NOT NULL DEFAULT 0;  -- aborted, and its blob is kept for the operator
ALTER TABLE uploads ADD COLUMN marks TEXT;                           -- JSON array: what steps remarked, such as "not scanned"
ALTER TABLE uploads ADD COLUMN created INTEGER;                      -- whether its file was new; set when it has passed

CREATE INDEX uploads_processing ON uploads (asked_at) WHERE state = 'processing';
CREATE INDEX uploads_processing_by_name ON uploads (parent_id, name) WHERE state = 'processing';
