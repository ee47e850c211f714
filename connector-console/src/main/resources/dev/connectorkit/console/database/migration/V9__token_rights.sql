-- What a token may do, as words with spaces between. Those that were made before may do what they could: everything.
ALTER TABLE console_api_token ADD COLUMN rights VARCHAR(100) DEFAULT 'read change plugins' NOT NULL;
