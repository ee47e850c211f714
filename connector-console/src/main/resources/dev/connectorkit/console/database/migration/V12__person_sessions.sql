-- Who is signed in at the console's own page, for an hour. Times and hashes are as in V1.
CREATE TABLE console_person_session (
  session_hash VARCHAR(43)     NOT NULL PRIMARY KEY,
  -- sealed for this row: what is shown of the person, as JSON; no tokens
  person       VARCHAR(100000) NOT NULL,
  ends_at      BIGINT          NOT NULL
);
CREATE INDEX console_person_session_end ON console_person_session (ends_at);
