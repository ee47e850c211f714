-- Tries that a program began and a person finishes in a browser. Times and hashes are as in V1.
CREATE TABLE console_program_try (
  id_hash     VARCHAR(43)     NOT NULL PRIMARY KEY,
  instance_id VARCHAR(63)     NOT NULL,
  begun_by    VARCHAR(64)     NOT NULL,
  begun_at    BIGINT          NOT NULL,
  -- when it can be finished no longer
  ends_at     BIGINT          NOT NULL,
  state       VARCHAR(10)     NOT NULL,
  -- sealed for this row: what the browser is to be given, then the report; empty in between
  content     VARCHAR(400000) NOT NULL
);
