-- Passed tries were kept by the revision of a config alone, which said nothing of the redirect URI, the environment and
-- the connector's version. What was tried then is not known, so it has to be tried anew before it is enabled; what is
-- enabled stays so.
ALTER TABLE console_instance DROP COLUMN tried_revision;
-- sealed for its instance: the hash of what passed a try; empty for nothing
ALTER TABLE console_instance ADD COLUMN tried VARCHAR(400) DEFAULT '' NOT NULL;
