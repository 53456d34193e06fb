-- Resumable uploads: what a client is told again when it asks, when an idle one expires, chunks that are whole or nothing, and parts.

ALTER TABLE uploads ADD COLUMN kind TEXT NOT NULL DEFAULT 'file' CHECK (kind IN ('file', 'partial', 'final'));
ALTER TABLE uploads ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;   -- its absolute end; expires_at moves up to it while bytes arrive
ALTER TABLE uploads ADD COLUMN metadata TEXT;                        -- Upload-Metadata as it came
ALTER TABLE uploads ADD COLUMN concat TEXT;                          -- Upload-Concat as it came; of a final it holds its parts' tokens: a secret
ALTER TABLE uploads ADD COLUMN idempotency_key TEXT;
ALTER TABLE uploads ADD COLUMN chunk_start INTEGER;                  -- where the checksummed chunk that is arriving begins
UPDATE uploads SET ends_at = expires_at;

CREATE UNIQUE INDEX uploads_by_key ON uploads (user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- Which partial uploads a final one joins, in order; one may be there twice, and in several finals.
CREATE TABLE upload_parts (
  final_id TEXT    NOT NULL,
  place    INTEGER NOT NULL,
  part_id  TEXT    NOT NULL,
  PRIMARY KEY (final_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_parts_by_part ON upload_parts (part_id);
