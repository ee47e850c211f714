-- Which provider people signed in with by an instance, also after it was removed: applications know
-- them by its target and its id. Times are as in V1.
CREATE TABLE console_known_provider (
  instance_id  VARCHAR(63)     NOT NULL PRIMARY KEY,
  target       VARCHAR(200)    NOT NULL,
  -- whether the target is the instance's own id, and not that of its connector
  own_target   BOOLEAN         NOT NULL,
  connector_id VARCHAR(200)    NOT NULL,
  -- a JSON object: what of its config decides who the provider is
  provider     VARCHAR(200000) NOT NULL,
  since        BIGINT          NOT NULL
);
