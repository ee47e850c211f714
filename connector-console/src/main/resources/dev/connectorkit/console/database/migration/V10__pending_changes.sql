-- A change of an instance that people can sign in with, saved and not live yet. Times are as in V1.
CREATE TABLE console_pending_change (
  instance_id VARCHAR(63)     NOT NULL PRIMARY KEY REFERENCES console_instance (id) ON DELETE CASCADE,
  -- the config revision of the instance that it was made from
  made_from   BIGINT          NOT NULL,
  -- a JSON object without its secrets
  config      VARCHAR(200000) NOT NULL,
  -- a JSON object: each secret by its pointer, sealed as in console_instance_secret
  secrets     VARCHAR(1000000) NOT NULL,
  -- as in console_instance
  tried       VARCHAR(400)    NOT NULL,
  changed_by  VARCHAR(64)     NOT NULL,
  changed_at  BIGINT          NOT NULL
);
