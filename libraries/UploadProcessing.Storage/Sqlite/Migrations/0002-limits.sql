-- Limits: how many files a space may hold, what one user may have under way, and when ended sessions are forgotten.

ALTER TABLE spaces ADD COLUMN files INTEGER NOT NULL DEFAULT 0;      -- files and folders, the root aside
ALTER TABLE spaces ADD COLUMN file_limit INTEGER;                    -- NULL: unlimited
UPDATE spaces SET files = (SELECT count(*) FROM nodes WHERE nodes.space_id = spaces.id AND nodes.id <> spaces.root_id);

ALTER TABLE uploads ADD COLUMN resumable INTEGER NOT NULL DEFAULT 0; -- 1: may be gone on with after its connection has ended
ALTER TABLE uploads ADD COLUMN ended_at INTEGER;                     -- when it was finalized or aborted
UPDATE uploads SET ended_at = expires_at WHERE state IN ('finalized', 'aborted');

CREATE INDEX uploads_by_user ON uploads (user_id, reserved) WHERE state IN ('receiving', 'processing');
CREATE INDEX uploads_by_end ON uploads (ended_at) WHERE ended_at IS NOT NULL;
