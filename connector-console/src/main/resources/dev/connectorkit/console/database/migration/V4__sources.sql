-- Secrets that an imported instance is to have and that were not in its file.
CREATE TABLE console_missing_secret (
  instance_id VARCHAR(63)   NOT NULL REFERENCES console_instance (id) ON DELETE CASCADE,
  -- where in the config it belongs (RFC 6901)
  pointer     VARCHAR(1000) NOT NULL,
  PRIMARY KEY (instance_id, pointer)
);
