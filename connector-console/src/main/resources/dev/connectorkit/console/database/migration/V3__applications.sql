-- All times are milliseconds since 1970-01-01 UTC; hashes are SHA-256 in base64url.

-- Who may have people sign in here and learn who they are.
CREATE TABLE console_application (
  client_id     VARCHAR(43)    NOT NULL PRIMARY KEY,
  name          VARCHAR(100)   NOT NULL,
  -- exact return addresses, one a line
  redirect_uris VARCHAR(21000) NOT NULL,
  -- ids of the instances it may use, one a line
  instances     VARCHAR(21000) NOT NULL,
  revision      BIGINT         NOT NULL,
  created_at    BIGINT         NOT NULL,
  changed_at    BIGINT         NOT NULL
);

-- One, or two while it is exchanged.
CREATE TABLE console_application_secret (
  secret_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  client_id   VARCHAR(43) NOT NULL REFERENCES console_application (client_id) ON DELETE CASCADE,
  created_at  BIGINT      NOT NULL
);
CREATE INDEX console_application_secret_client ON console_application_secret (client_id);

-- Sign-ins that an application asked for and that have not come back from the provider.
CREATE TABLE console_handover (
  -- the host's id of the sign-in
  sign_in_id VARCHAR(43)    NOT NULL PRIMARY KEY,
  client_id  VARCHAR(43)    NOT NULL REFERENCES console_application (client_id) ON DELETE CASCADE,
  -- sealed: where to, and what to say there
  request    VARCHAR(20000) NOT NULL,
  ends_at    BIGINT         NOT NULL
);
CREATE INDEX console_handover_end ON console_handover (ends_at);
CREATE INDEX console_handover_client ON console_handover (client_id);

-- Authorization codes; a used one is kept until the end of its access token.
CREATE TABLE console_code (
  code_hash  VARCHAR(43)     NOT NULL PRIMARY KEY,
  client_id  VARCHAR(43)     NOT NULL REFERENCES console_application (client_id) ON DELETE CASCADE,
  -- sealed: the request it answers, and who signed in
  content    VARCHAR(400000) NOT NULL,
  -- of the access token; empty as long as the code was not used
  token_hash VARCHAR(43)     NOT NULL,
  ends_at    BIGINT          NOT NULL
);
CREATE INDEX console_code_end ON console_code (ends_at);
CREATE INDEX console_code_token ON console_code (token_hash);
CREATE INDEX console_code_client ON console_code (client_id);

-- What ID Tokens are signed with: the newest one signs, the others are published for a while.
CREATE TABLE console_signing_key (
  kid        VARCHAR(43)   NOT NULL PRIMARY KEY,
  -- a JWK, sealed
  sealed     VARCHAR(8000) NOT NULL,
  -- its public part, as JSON
  published  VARCHAR(4000) NOT NULL,
  created_at BIGINT        NOT NULL
);
INSERT INTO console_change (subject, revision) VALUES ('signing-keys', 0);

-- An instance's own logo, in the place of its connector's.
CREATE TABLE console_instance_logo (
  instance_id VARCHAR(63)   NOT NULL REFERENCES console_instance (id) ON DELETE CASCADE,
  -- LIGHT or DARK: the page that it is for
  variant     VARCHAR(5)    NOT NULL,
  -- names it in addresses
  hash        VARCHAR(43)   NOT NULL,
  media_type  VARCHAR(20)   NOT NULL,
  -- base64
  content     VARCHAR(90000) NOT NULL,
  PRIMARY KEY (instance_id, variant)
);
CREATE INDEX console_instance_logo_hash ON console_instance_logo (hash);
