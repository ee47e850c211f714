-- Sign-ins that wait for their callback. A row has about 1 kB and lives for minutes.
CREATE TABLE IF NOT EXISTS connectorkit_pending_sign_in (
  -- SHA-256 of the state, in base64url
  state_hash     VARCHAR(43)    NOT NULL PRIMARY KEY,
  -- SHA-256 of the token in the browser's cookie, in base64url
  browser_hash   VARCHAR(43)    NOT NULL,
  -- the connector instance the sign-in was begun with
  instance_id    VARCHAR(63)    NOT NULL,
  -- when it ends, in milliseconds since 1970-01-01 UTC
  expires_at     BIGINT         NOT NULL,
  -- what the connector remembers: v1.<key id>.<AES-256-GCM in base64url>
  sealed_session VARCHAR(24000) NOT NULL
);
-- For the sweep, and for dropping those that end first.
CREATE INDEX IF NOT EXISTS connectorkit_pending_sign_in_end
  ON connectorkit_pending_sign_in (expires_at, state_hash);
