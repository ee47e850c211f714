-- What tells one sign-in from another: for the operator whom somebody asks about theirs.
-- The request's id, as it stands in the log and on the page about a failure; empty for older ones.
ALTER TABLE console_sign_in ADD COLUMN reference VARCHAR(16) DEFAULT '' NOT NULL;
-- The client_id of the application that it was for; empty for the console's own page.
ALTER TABLE console_sign_in ADD COLUMN application VARCHAR(43) DEFAULT '' NOT NULL;
