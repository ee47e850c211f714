-- What a console of version 4 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_instance (id, connector_id, config, display_name, position, state, revision, config_revision, tried_revision, created_at, changed_at)
  VALUES ('four', 'sample', '{"clientId":"vier"}', '', 3, 'DISABLED', 8, 8, 0, 1795651200000, 1795651200000);
INSERT INTO console_missing_secret (instance_id, pointer) VALUES ('four', '/clientSecret');
UPDATE console_change SET revision = 8 WHERE subject = 'instances';
