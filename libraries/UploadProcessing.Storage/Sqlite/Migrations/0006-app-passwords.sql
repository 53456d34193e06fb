-- Passwords that users make for clients which know only Basic.

CREATE TABLE app_passwords (
  id           TEXT    NOT NULL PRIMARY KEY,    -- the part of the password that is no secret
  user_id      TEXT    NOT NULL,
  label        TEXT    NOT NULL,
  hash         BLOB    NOT NULL,                -- SHA-256 of id and secret
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,                         -- NULL: never
  last_used_at INTEGER                          -- to the hour; NULL: not used yet
) STRICT, WITHOUT ROWID;

CREATE INDEX app_passwords_by_user ON app_passwords (user_id, created_at);
CREATE INDEX app_passwords_by_expiry ON app_passwords (expires_at) WHERE expires_at IS NOT NULL;
