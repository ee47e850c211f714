-- All times are milliseconds since 1970-01-01 UTC; hashes are SHA-256 in base64url.

CREATE TABLE console_operator (
  name          VARCHAR(64)  NOT NULL PRIMARY KEY,
  -- Argon2id, in its PHC form
  password_hash VARCHAR(300) NOT NULL,
  created_at    BIGINT       NOT NULL,
  password_at   BIGINT       NOT NULL
);

-- One-time links to set a password.
CREATE TABLE console_set_up_link (
  token_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  ends_at    BIGINT      NOT NULL
);

CREATE TABLE console_session (
  token_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  operator   VARCHAR(64) NOT NULL REFERENCES console_operator (name) ON DELETE CASCADE,
  begun_at   BIGINT      NOT NULL,
  seen_at    BIGINT      NOT NULL,
  ends_at    BIGINT      NOT NULL
);

-- Failed sign-ins of an account, by the hash of its name, and of all together.
CREATE TABLE console_failed_sign_in (
  bucket   VARCHAR(43) NOT NULL PRIMARY KEY,
  failures INT         NOT NULL,
  since    BIGINT      NOT NULL,
  ends_at  BIGINT      NOT NULL
);

CREATE TABLE console_audit (
  id           BIGINT        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at  BIGINT        NOT NULL,
  -- who: an operator's name, or what did it instead
  actor        VARCHAR(64)   NOT NULL,
  action       VARCHAR(64)   NOT NULL,
  subject      VARCHAR(200)  NOT NULL,
  -- JSON without secrets; empty where there is none
  value_before VARCHAR(20000) NOT NULL,
  value_after  VARCHAR(20000) NOT NULL
);

CREATE TABLE console_instance (
  id              VARCHAR(63)    NOT NULL PRIMARY KEY,
  connector_id    VARCHAR(200)   NOT NULL,
  -- a JSON object without its secrets
  config          VARCHAR(200000) NOT NULL,
  -- what the button says; empty for the connector's own name
  display_name    VARCHAR(100)   NOT NULL,
  -- place on the sign-in page
  position        INT            NOT NULL,
  state           VARCHAR(10)    NOT NULL,
  -- of the row, and of its config alone
  revision        BIGINT         NOT NULL,
  config_revision BIGINT         NOT NULL,
  -- the config revision that passed a try; 0 for none
  tried_revision  BIGINT         NOT NULL,
  created_at      BIGINT         NOT NULL,
  changed_at      BIGINT         NOT NULL
);

CREATE TABLE console_instance_secret (
  instance_id VARCHAR(63)    NOT NULL REFERENCES console_instance (id) ON DELETE CASCADE,
  -- where in the config it belongs (RFC 6901)
  pointer     VARCHAR(1000)  NOT NULL,
  -- v1.<key id>.<AES-256-GCM in base64url>
  sealed      VARCHAR(400000) NOT NULL,
  replaced_at BIGINT         NOT NULL,
  PRIMARY KEY (instance_id, pointer)
);

-- Counts changes of the instances, so that every node can see that there was one.
CREATE TABLE console_change (
  subject  VARCHAR(32) NOT NULL PRIMARY KEY,
  revision BIGINT      NOT NULL
);
INSERT INTO console_change (subject, revision) VALUES ('instances', 0);
